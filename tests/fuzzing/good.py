"""A good workbook of admissions, whole or cell by cell: what the others break."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from tests.workbooks.building import PARTS, packed, saved, sheet_xml

HEADERS: list[Any] = [
    "Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Đối tượng", "Đoàn viên", "Số quyết định",
    "Ngày quyết định", "Ngày nhận quyết định", "Ngày kết nạp", "Ngày chính thức", "Ghi chú",
]  # fmt: skip
PEOPLE: list[list[Any]] = [
    ["CPU-01", "H'Liên Niê", "03/02/1998", "Nữ", "Êđê", "Tin Lành", "Giáo viên", "có", "12-QĐ/HU",
     "19/05/2023", "22/05/2023", "03/06/2023", None, None],
    ["CPU-02", "Y Sơn Byă", "1995", "Nam", "Êđê", "Không", "Học sinh; Y tế", "không", "12-QĐ/HU",
     "19/05/2023", None, "03/06/2023", None, "ghi chú"],
    ["KBO-CB", "Trần Thị Hường", "03/1990", "Nữ", "Kinh", None, None, None, "13-QĐ/HU", "20/05/2023", None, None, None, None],
]  # fmt: skip
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")

Chance = random.Random
Mutation = Callable[[Chance], bytes]


def good() -> bytes:
    return book_of([HEADERS, *PEOPLE])


def book_of(rows: list[list[Any]], change: Callable[[Any, Any], object] | None = None) -> bytes:
    """As Excel users make it, but for the time, which is always the same; `change` gets the workbook and the sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Kết nạp"
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(saved(book)).items():
            archive.writestr(zipfile.ZipInfo(name), _TIME.sub(b"2023-10-10T08:00:00Z", content), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def cell(reference: str, value: Any) -> str:
    if isinstance(value, str) and value.startswith("\x00"):  # a cell as it stands
        return value[1:].replace("REF", reference)
    if value is None:
        return ""
    text = "".join(one for one in str(value) if one >= " " or one in "\t\n")
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def as_it_stands(xml: str) -> str:
    """Instead of a value; REF in it becomes the cell's own reference."""
    return f"\x00{xml}"


def by_hand(
    rows: list[list[Any]], after: str = "", extra: dict[str, str | bytes] | None = None, head: str = ""
) -> bytes:
    """Written by hand, where no library would write it."""
    xml = "".join(
        f'<row r="{n}">{"".join(cell(f"{get_column_letter(c)}{n}", value) for c, value in enumerate(row, 1))}</row>'
        for n, row in enumerate(rows, 1)
    )
    sheet = sheet_xml(xml, after).replace("<sheetData>", f"{head}<sheetData>")
    book = PARTS["xl/workbook.xml"].replace("Danh sách", "Kết nạp")
    return packed({**PARTS, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet, **(extra or {})})


def people() -> list[list[Any]]:
    return [list(row) for row in PEOPLE]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
