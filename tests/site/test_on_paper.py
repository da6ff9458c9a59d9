"""What the printer gets: A4, the figures, and nothing that only a screen can use."""

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from reports.kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.pdf]

A4 = {"595 x 842", "842 x 595"}  # points


def printed(context: BrowserContext, address: str, folder: Path) -> Path:
    page = context.new_page()
    page.goto(address)
    sheet = folder / "page.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    page.close()
    return sheet


def sizes(sheet: Path) -> set[str]:
    told = subprocess.run(["pdfinfo", "-l", "99", sheet], capture_output=True, text=True, check=True).stdout
    lines = [
        line.split(":", 1)[1].split("pts")[0].split()
        for line in told.splitlines()
        if " size:" in line and "pts" in line
    ]
    return {f"{round(float(width))} x {round(float(height))}" for width, _, height in lines}


def text(sheet: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "address", ["/units/DLK/", "/units/KBO/", "/units/TAN-01/", "/admissions/?unit=TAN&year=2023&as_of=2023-10-10"]
)
def test_a_page_prints_on_a4(signed_in: BrowserContext, address: str, tmp_path: Path) -> None:
    found = sizes(printed(signed_in, address, tmp_path))
    assert found
    assert found <= A4


def test_the_printed_dashboard_says_whose_it_is_for_which_day_and_what_was_reached(
    signed_in: BrowserContext, tmp_path: Path
) -> None:
    read = " ".join(text(printed(signed_in, "/units/DLK/", tmp_path)).split())
    for words in ("Đảng bộ tỉnh Đắk Lắk", "10/10/2023", "1.994", "2.767", "72,06", "Krông Bông"):
        assert words in read


def test_nothing_is_printed_that_only_a_screen_can_use(signed_in: BrowserContext, tmp_path: Path) -> None:
    read = text(printed(signed_in, "/units/DLK/", tmp_path))
    for words in ("Đăng xuất", "Đến nội dung chính"):
        assert words not in read


def test_of_an_annex_nothing_but_the_annex_is_printed_its_head_on_every_page(
    signed_in: BrowserContext, tmp_path: Path
) -> None:
    """Krông Bông's decision of 2023, 52 lines."""
    sheet = printed(signed_in, "/targets/decisions/46/annex/", tmp_path)
    assert sizes(sheet) == {"595 x 842"}
    pages = text(sheet).rstrip("\f").split("\f")
    assert len(pages) > 1
    assert all(re.search(r"TT\s+Đơn vị\s+Chỉ tiêu giao", page) for page in pages)
    assert re.search(r"Cộng\s+115", pages[-1])
    for words in ("Dữ liệu minh hoạ", "Tải Word", "Đăng xuất", "in lúc", "Partytrack"):
        assert words not in "".join(pages)


def words(sheet: Path) -> list[tuple[str, float, float]]:
    """Each word of a printed page with where it ends and how wide its page is, in points."""
    told = subprocess.run(["pdftotext", "-bbox", sheet, "-"], capture_output=True, text=True, check=True).stdout
    found, width = [], 0.0
    for line in told.splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMax="([\d.]+)".*?>(.*)</word>', line):
            found.append((unescape(word[2]), float(word[1]), width))
    return found


LAST = """[...document.querySelectorAll('table.report')].flatMap(table => {
    const row = [...table.rows].at(-1)
    return [table.querySelector('thead tr:last-child th:last-child'), row.cells[0], row.lastElementChild]
        .flatMap(cell => cell.textContent.split(/\\s+/).filter(Boolean))
})"""
"""What is in the last row and the last column of each table, word by word."""


@pytest.mark.parametrize("code", ["DLK", "TAN", "CPU"])
def test_no_report_is_cut_on_paper(signed_in: BrowserContext, code: str, tmp_path: Path) -> None:
    """Of a large unit or a small one: on A4, nothing beyond its edge, and each table to its last row and column."""
    page, sheet = signed_in.new_page(), tmp_path / "page.pdf"
    for name in KINDS:
        page.goto(f"/reports/{name}/?unit={code}&levels=1")
        last = set(page.evaluate(LAST))
        page.pdf(path=sheet, prefer_css_page_size=True)
        read = words(sheet)
        assert sizes(sheet) <= A4, name
        assert all(end <= width for _word, end, width in read), name
        assert last <= {word for word, _end, _width in read}, name
    page.close()
