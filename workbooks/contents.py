"""What a workbook says about itself: its sheets, its shared strings, and which number formats are dates."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS

from partytrack.vietnamese import nfc
from workbooks.faults import UnsafeWorkbook
from workbooks.opening import Package, broken

MAX_STRINGS = 1_000_000
MAX_DESCRIPTION = 500_000  # XML elements of the workbook's contents or styles
MAX_FORMAT = 255  # characters of a number format; Excel's own limit
MAX_TEXT = 32_767  # characters in a cell; Excel's own limit

DateKind = Literal["DAY", "MONTH", "YEAR", "TIME"]

_LOCAL_DATE_FORMATS = {*range(27, 37), *range(50, 59)}  # built-in formats of East Asian editions, all with a day
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet by its title, the part that holds it, and whether a reader sees it."""

    title: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Contents:
    sheets: tuple[SheetEntry, ...]
    dates_from_1904: bool


def new_parser(start: Callable[[str, dict[str, str]], None]) -> "expat.XMLParserType":
    """A parser that calls `start` with names as they stand; `local` frees them of their prefix."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    return parser


def local(name: str) -> str:
    """The name of an element, freed of its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _parse_small(package: Package, path: str, start: Callable[[str, dict[str, str]], None]) -> None:
    """One of the parts that describe: more elements than any real one has are refused."""
    count = 0

    def counted(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_DESCRIPTION:
            raise UnsafeWorkbook(broken())
        start(local(name), attributes)

    package.parse(path, new_parser(counted))


def read_contents(package: Package) -> Contents:
    """The sheets in their order. Chart sheets and anything that is no worksheet part are left out."""
    targets = _relationships(package)
    sheets: list[SheetEntry] = []
    from_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        if name == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            key = next((value for label, value in attributes.items() if label.rpartition(":")[2] == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            if key in targets:
                title = " ".join(nfc(attributes.get("name", "")).split())
                sheets.append(SheetEntry(title, targets[key], visible))

    _parse_small(package, "xl/workbook.xml", start)
    if not sheets:
        raise UnsafeWorkbook(broken())
    return Contents(tuple(sheets), from_1904)


def _relationships(package: Package) -> dict[str, str]:
    """Id → path of the worksheet parts."""
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = path.lstrip("/")

    _parse_small(package, "xl/_rels/workbook.xml.rels", start)
    return targets


class Strings:
    """The shared strings: the text of each `si`, its rich runs joined, its phonetic hints left out."""

    def __init__(self, package: Package) -> None:
        self.texts: list[str] = []
        if "xl/sharedStrings.xml" not in package:
            return
        self._pieces: list[str] = []
        self._length = 0
        self._inside = self._phonetic = False
        parser = new_parser(self._start)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        package.parse("xl/sharedStrings.xml", parser)

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = local(qualified)
        if name == "t":
            self._inside = not self._phonetic
        elif name == "si":
            self._pieces, self._length = [], 0
            if len(self.texts) >= MAX_STRINGS:
                raise UnsafeWorkbook(broken())
        elif name == "rPh":
            self._phonetic = True

    def _characters(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise UnsafeWorkbook(broken())
            self._pieces.append(text)

    def _end(self, qualified: str) -> None:
        name = local(qualified)
        if name == "t":
            self._inside = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic = False


def unescaped(text: str) -> str:
    """Excel writes control characters as _x000D_."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code >= 0xFFFE else chr(code)  # half a character, or none at all


def date_kinds(package: Package) -> dict[str, DateKind]:
    """The cell styles that show dates, by their number as sheets write it, and how much of a date they show."""
    custom: dict[str, DateKind | None] = {}
    kinds: dict[str, DateKind] = {}
    section, count = "", 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal section, count
        if name == "numFmt":
            custom[attributes.get("numFmtId", "")] = kind_of_format(attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            section = name
        elif name == "xf" and section == "cellXfs":
            if kind := _kind(attributes.get("numFmtId", "0"), custom):
                kinds[str(count)] = kind
            count += 1

    if "xl/styles.xml" in package:
        _parse_small(package, "xl/styles.xml", start)
    return kinds


def _kind(number: str, custom: dict[str, DateKind | None]) -> DateKind | None:
    if number in custom:
        return custom[number]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return "DAY" if int(number) in _LOCAL_DATE_FORMATS else kind_of_format(BUILTIN_FORMATS.get(int(number), "General"))


def kind_of_format(code: str) -> DateKind | None:
    """`dd/mm/yyyy` → "DAY", `mmm-yy` → "MONTH", `yyyy` → "YEAR", `h:mm` → "TIME", `#,##0` → None."""
    if len(code) > MAX_FORMAT:
        return None
    letters = set(_NOT_LETTERS.sub("", code).split(";")[0].lower()) if code != "General" else set()
    if "d" in letters:
        return "DAY"
    if letters & {"h", "s"}:
        return "TIME"
    if "m" in letters:
        return "MONTH"
    return "YEAR" if "y" in letters else None
