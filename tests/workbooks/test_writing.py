"""Workbooks for people: numbers are numbers, dates are dates, text is never a formula, and paper is thought of."""

import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbooks.building import of_rows
from workbooks.formats import DAY, PERCENT, PERCENT_1, TEXT, WHOLE
from workbooks.grid import Workbook
from workbooks.writing import Book, Field, Painted, workbook_response

FIELDS = [
    Field("Đơn vị", TEXT, 34),
    Field("Chỉ tiêu", WHOLE),
    Field("Kết nạp", WHOLE, group="Kết quả"),
    Field("Đạt", PERCENT, group="Kết quả", bar=True),
    Field("Thời hạn riêng", DAY),
]
HEAD = ["Tiến độ kết nạp", "Đảng bộ tỉnh Đắk Lắk", "Tính đến ngày 10/10/2023, theo ngày quyết định"]


def progress() -> bytes:
    book = Book("Tiến độ kết nạp")
    book.add(
        "Tiến độ",
        fields=FIELDS,
        head=HEAD,
        rows=[
            ["Phường Tân An", 30, 22, Decimal("73.33"), date(2023, 11, 15)],
            ["Xã Cư Pui", 9, 12, Decimal("133.33"), None],
        ],
        total=["Tổng cộng", 2767, 1994, Decimal("72.06"), None],
    )
    return book.to_bytes()


def opened(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def written(*values: Any, fields: list[Field] | None = None) -> list[Any]:
    book = Book("Thử")
    book.add("Thử", fields=fields or [Field(str(number)) for number in range(len(values))], rows=[values])
    return list(opened(book.to_bytes())[2])


def test_rows_fold_under_the_row_above_them_as_deep_as_excel_can() -> None:
    book = Book("Thử")
    book.add("Thử", fields=[Field("Đơn vị")], rows=[[f"{n}"] for n in range(4)], head=["Thử"], outline=[0, 1, 9, 0])
    sheet = opened(book.to_bytes())
    assert [sheet.cell(row, 1).value for row in range(4, 8)] == ["0", "1", "2", "3"]
    assert [sheet.row_dimensions[row].outlineLevel for row in range(4, 8)] == [0, 1, 7, 0]
    outline = sheet.sheet_properties.outlinePr
    assert outline is not None
    assert outline.summaryBelow is False


def test_the_head_says_what_where_and_when() -> None:
    assert [opened(progress()).cell(row, 1).value for row in (1, 2, 3, 4)] == [*HEAD, None]


def test_numbers_percentages_and_dates_are_what_they_are() -> None:
    cells = opened(progress())[7]
    assert [cell.value for cell in cells] == ["Phường Tân An", 30, 22, 0.7333, datetime(2023, 11, 15)]
    assert [cell.number_format for cell in cells] == ["@", "#,##0", "#,##0", "0.00%", "dd/mm/yyyy"]


def test_one_decimal_on_request() -> None:
    cell = written(Decimal("99.9"), fields=[Field("Đạt", PERCENT_1)])[0]
    assert (cell.value, cell.number_format) == (0.999, "0.0%")


def test_the_total_is_bold_and_last() -> None:
    sheet = opened(progress())
    assert [cell.value for cell in sheet[sheet.max_row]] == ["Tổng cộng", 2767, 1994, 0.7206, None]
    assert all(cell.font.bold for cell in sheet[sheet.max_row])
    assert not sheet["A7"].font.bold


def test_headers_in_groups_take_two_rows() -> None:
    sheet = opened(progress())
    assert [cell.value for cell in sheet[5]] == ["Đơn vị", "Chỉ tiêu", "Kết quả", None, "Thời hạn riêng"]
    assert [cell.value for cell in sheet[6]] == [None, None, "Kết nạp", "Đạt", None]
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == ["A5:A6", "B5:B6", "C5:D5", "E5:E6"]
    assert sheet["A5"].alignment.wrap_text


def test_the_page_is_a4_across_with_repeated_headers_and_a_frozen_pane() -> None:
    sheet = opened(progress())
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.freeze_panes == "B7"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "&P/&N"
    assert sheet.column_dimensions["A"].width == 34


def test_a_column_may_carry_data_bars() -> None:
    ranges = [str(found.sqref) for found in opened(progress()).conditional_formatting]
    assert ranges == ["D7:D8"]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@x", "#N/A", "12", "TRUE", "1/2"])
def test_text_is_text_whatever_it_begins_with(text: str) -> None:
    cell = written(text)[0]
    assert (cell.value, cell.data_type) == (text, "s")


def test_the_raw_file_holds_no_formula_and_no_link() -> None:
    book = Book("=1+1")
    fields = [Field("=1+1", group="=2+2", options=["=3+3"], note="=4")]
    book.add("=1+1", fields=fields, rows=[["=5+5"]], head=["=6+6"], total=["=7+7"])
    with zipfile.ZipFile(io.BytesIO(book.to_bytes())) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any("externalLink" in name for name in archive.namelist())
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize(
    "text", ["a & b < c > d", "]]>", '"hai"', " đầu và cuối ", "hai\ndòng", "cột\tcột", "&amp;", "về\rđầu"]
)
def test_a_text_stands_as_it_was_given(text: str) -> None:
    assert written(text)[0].value == text


def test_a_row_that_holds_more_stands_between_plain_ones_as_they_do() -> None:
    book = Book("Thử")
    rows = [["a", 1, Decimal("50")], [Painted("b", "xem lại"), 2, None], ["c", 3.5, Decimal("12.5")]]
    fields = [Field("Tên"), Field("Số", WHOLE), Field("Đạt", PERCENT)]
    book.add("Thử", fields=fields, rows=rows, outline=[0, 1, 1])
    sheet = opened(book.to_bytes())
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["a", 1, 0.5],
        ["b", 2, None],
        ["c", 3.5, 0.125],
    ]
    assert [cell.number_format for cell in sheet[2]] == [cell.number_format for cell in sheet[3]]
    assert [sheet.row_dimensions[row].outlineLevel for row in (2, 3, 4)] == [0, 1, 1]
    assert [cell.comment is not None for cell in sheet["A"]] == [False, False, True, False]
    assert all(cell.border.top.style == "thin" for row in sheet.iter_rows(min_row=2) for cell in row)


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    assert written("a\x00b\x0bc\ufffe\uffff")[0].value == "abc"


def test_text_like_an_escape_is_read_back_as_written() -> None:
    book = Book("Thử")
    book.add("Thử", fields=[Field("A")], rows=[["_x0041_ _x005F_ _x"]])
    workbook = Workbook(book.to_bytes())
    assert workbook.grid(workbook.sheets[0]).rows[2] == {1: "_x0041_ _x005F_ _x"}


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("Kết nạp: 2023/2024 [nháp]", "Kết nạp  2023 2024  nháp"),
        ("Đảng bộ cấp trên trực tiếp của tổ chức cơ sở", "Đảng bộ cấp trên trực tiếp của"),
        ("'x'", "x"),
        ("", "Trang"),
    ],
)
def test_names_of_sheets_are_made_to_fit(wanted: str, got: str) -> None:
    book = Book("Thử")
    book.add(wanted, fields=[Field("A")], rows=[])
    assert opened(book.to_bytes()).title == got


def test_two_sheets_never_share_a_name() -> None:
    book = Book("Thử")
    for _time in range(3):
        book.add("Kết nạp " * 9, fields=[Field("A")], rows=[])
    titles = openpyxl.load_workbook(io.BytesIO(book.to_bytes())).sheetnames
    assert len({title.lower() for title in titles}) == 3
    assert max(map(len, titles)) <= 31


def test_the_file_says_what_it_is_and_what_made_it() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(progress())).properties
    assert (properties.title, properties.creator) == ("Tiến độ kết nạp", "Partytrack")


def test_our_own_reader_opens_it() -> None:
    workbook = Workbook(progress())
    assert workbook.grid(workbook.sheets[0]).rows[7][4] == 0.7333


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "tien-do.xlsx"
    path.write_bytes(progress())
    office = shutil.which("soffice") or "soffice"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", path.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "tien-do.csv").read_text().splitlines()
    assert lines[6].split(",") == ["Phường Tân An", "30", "22", "73.33%", "15/11/2023"]


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("Kết nạp Cư Pui.xlsx", "K%E1%BA%BFt%20n%E1%BA%A1p%20C%C6%B0%20Pui.xlsx"),
        ("../../etc/passwd", '"-..-etc-passwd.xlsx"'),
        ('a"\r\nSet-Cookie: x=1', '"a---Set-Cookie- x=1.xlsx"'),
        ("", '"partytrack.xlsx"'),
    ],
)
def test_a_download_has_a_safe_name_in_vietnamese(wanted: str, got: str) -> None:
    response = workbook_response(wanted, of_rows(["x"]))
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Disposition"].endswith(got)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
