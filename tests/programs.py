"""The programs outside Python that some tests need: which of them are here, and how to get the others."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """`packages`: Debian's that bring it, the best first, the one that every system has last. `left_out`: what is not tested
    without it."""

    commands: tuple[str, ...]
    packages: tuple[str, ...]
    left_out: str

    @property
    def package(self) -> str:
        return self.packages[-1]

    def find(self) -> str | None:
        return next((found for command in self.commands if (found := shutil.which(command))), None)


CHROMIUM = Program(
    (
        *("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    ("chromium-headless-shell", "chromium"),  # without a window of its own a page opens in half of the time
    "pages in a real browser, accessibility among them",
)
OFFICE = Program(("soffice", "libreoffice"), ("libreoffice-calc",), "workbooks opened in LibreOffice")
GETTEXT = Program(("msgfmt",), ("gettext",), "the translation check")
POPPLER = Program(("pdftotext",), ("poppler-utils",), "printed pages")
PROGRAMS = (CHROMIUM, OFFICE, GETTEXT, POPPLER)

# Without them Chromium prints Vietnamese in whatever it finds; no test is left out.
FONT_PACKAGES = {
    "fonts-noto-core": Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
    "fonts-liberation": Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
}


def missing() -> list[Program]:
    return [program for program in PROGRAMS if program.find() is None]


def missing_packages(place: int) -> list[str]:
    """`place`: which of its packages a program is asked from."""
    fonts = [package for package, file in FONT_PACKAGES.items() if not file.exists()]
    return [program.packages[place] for program in missing()] + fonts
