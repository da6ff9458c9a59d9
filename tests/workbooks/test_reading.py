"""A declared sheet finds its headers wherever they stand, and tells every fault at its cell at once."""

import random
import time
import unicodedata
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

import openpyxl
import pytest

from tests.workbooks.building import by_hand, of_rows, saved
from workbooks.faults import UnsafeWorkbook
from workbooks.parsers import Choice, Code, Day, Text, WholeNumber
from workbooks.reading import Reading, read
from workbooks.sheets import Column, Sheet

PEOPLE = Sheet(
    "Kết nạp",
    (
        Column("Mã tổ chức", "unit", Code(), required=True, unless=("upper", "cell")),
        Column("Đảng bộ cấp trên", "upper"),
        Column("Chi bộ", "cell"),
        Column("Họ và tên", "name", Text(), required=True, aliases=("Họ tên",)),
        Column("Ngày quyết định", "decided", Day(), required=True),
        Column("Giới tính", "sex", Choice([("MALE", "Nam"), ("FEMALE", "Nữ")])),
        Column("Số", "number", WholeNumber()),
    ),
)
HEADERS = ["Mã tổ chức", "Họ và tên", "Ngày quyết định", "Giới tính", "Số"]
AN = ["TAN-01", "Nguyễn Văn An", "03/02/2023", "Nam", 7]


def people(*rows: list[Any], **kwargs: Any) -> Reading:
    return read(of_rows(*rows, **kwargs), PEOPLE)


def sentences(reading: Reading) -> list[str]:
    return [str(fault) for fault in reading.faults]


def test_a_row_is_read_by_its_headers() -> None:
    reading = people(HEADERS, AN)
    assert reading.faults == reading.warnings == []
    row = reading.rows[0]
    assert (row.number, row["unit"], row["name"], row["sex"], row["number"]) == (
        2,
        "TAN-01",
        "Nguyễn Văn An",
        "MALE",
        7,
    )
    assert "upper" not in row
    assert row.get("upper") is None


def test_the_order_of_columns_does_not_matter() -> None:
    for seed in range(5):
        order = random.Random(seed).sample(range(5), 5)
        reading = people([HEADERS[place] for place in order], [AN[place] for place in order])
        assert reading.rows[0].values == people(HEADERS, AN).rows[0].values


def test_headers_may_stand_below_a_head_and_be_written_carelessly() -> None:
    reading = people(
        ["DANH SÁCH KẾT NẠP"],
        ["Họ và tên người lập: Bình"],
        [],
        ["STT", "  mã TỔ CHỨC (*)", "Ho va\nten", "NGÀY  quyết định*", "Giới tính"],
        [1, *AN[:4]],
    )
    assert reading.faults == reading.warnings == []
    assert reading.rows[0].number == 5
    assert reading.rows[0]["name"] == "Nguyễn Văn An"


def test_another_name_of_a_column_is_known() -> None:
    assert people(["Mã tổ chức", "Họ tên", "Ngày quyết định"], AN[:3]).rows[0]["name"] == "Nguyễn Văn An"


def test_an_unknown_column_is_named_in_a_warning_with_the_nearest() -> None:
    reading = people([*HEADERS[:4], "Giới tnh", "Quê quán"], [*AN[:4], "x", "Lắk"])
    assert [(warning.cell, warning.value) for warning in reading.warnings] == [("E1", "Giới tnh"), ("F1", "Quê quán")]
    assert reading.rows[0].good


def test_a_missing_required_column_is_a_fault_that_names_the_nearest_header() -> None:
    reading = people(["Mã tổ chức", "Họ và tên", "Ngày ra quyết định"], AN[:3])
    assert reading.rows == []
    assert sentences(reading) == ["Danh sách!1: Thiếu cột bắt buộc “Ngày quyết định”. Gần nhất: Ngày ra quyết định."]


def test_a_header_that_stands_twice_is_a_fault() -> None:
    reading = people([*HEADERS, "ngày quyết định"], [*AN, "04/02/2023"])
    assert sentences(reading) == ["Danh sách!F1 «Ngày quyết định»: Cột này có hai lần; lần trước ở C1."]


def test_no_header_row_is_a_fault_that_names_the_columns() -> None:
    assert "Cần một hàng có các cột: Mã tổ chức; Họ và tên" in sentences(people(["a", "b"], [1, 2]))[0]
    assert sentences(read(of_rows(), PEOPLE))


def test_no_rows_is_a_fault() -> None:
    assert "Không có hàng dữ liệu" in sentences(people(HEADERS))[0]


def test_other_columns_may_stand_in_for_a_required_one() -> None:
    headers = ["Đảng bộ cấp trên", "Chi bộ", "Họ và tên", "Ngày quyết định"]
    assert people(headers, ["Lắk", "Thôn 1", "An", "03/02/2023"]).faults == []
    lacking = people(headers, [None, None, "An", "03/02/2023"])
    assert sentences(lacking) == ["Danh sách!2: Thiếu “Mã tổ chức”."]


def test_every_bad_cell_of_every_row_is_told_at_once() -> None:
    reading = people(
        HEADERS,
        [12, "Nguyễn Văn An", "31/02/2023", "Nam", -1],
        AN,
        ["TAN-01", None, "3/2/65", "gái", "một"],
    )
    assert [(fault.cell, fault.value) for fault in reading.faults] == [
        ("A2", "12"),
        ("C2", "31/02/2023"),
        ("E2", "-1"),
        ("C4", "3/2/65"),
        ("D4", "gái"),
        ("E4", "một"),
        ("B4", ""),
    ]
    assert [row.good for row in reading.rows] == [False, True, False]


def test_a_fault_is_a_sentence_with_cell_value_reason_and_nearest() -> None:
    reading = people(HEADERS, ["TAN-01", "An", "03/02/2023", "Nữa", 1])
    assert sentences(reading) == ["Danh sách!D2 «Nữa»: Không có trong danh sách. Gần nhất: Nữ; Nam."]


def test_an_app_objects_at_the_cell_or_at_the_row() -> None:
    row = people(HEADERS, AN).rows[0]
    assert str(row.fault("unit", "Không có mã này.", ["TAN-02"])) == (
        "Danh sách!A2 «TAN-01»: Không có mã này. Gần nhất: TAN-02."
    )
    assert row.fault("upper", "Không rõ.").cell == "2"
    assert not row.good
    assert row.warn("name", "Trùng tên.").cell == "B2"


def test_blank_and_numbered_rows_are_passed_over_and_totals_are_told() -> None:
    reading = people(
        ["STT", *HEADERS], [1, *AN], [None] * 6, [2, None, "  ", None, None, None], ["Tổng cộng", *[None] * 4, 7]
    )
    assert [row.number for row in reading.rows] == [2]
    assert [str(warning) for warning in reading.warnings] == ["Danh sách!5: Hàng tổng cộng, không được đọc."]


def test_an_error_cell_is_a_fault_at_its_cell() -> None:
    cells = "".join(f'<c t="str"><v>{header}</v></c>' for header in HEADERS[:3])
    row = '<c t="str"><v>TAN-01</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>03/02/2023</v></c>'
    reading = read(by_hand(f"<row>{cells}</row><row>{row}</row>"), PEOPLE)
    assert sentences(reading) == ["Danh sách!B2 «#N/A»: Ô báo lỗi của Excel. Gõ lại giá trị."]


def test_merged_cells_are_asked_about_never_guessed() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in ([*HEADERS], AN, AN, AN):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("G1:K1")
    reading = read(saved(workbook), PEOPLE)
    assert [(fault.cell, "vùng gộp" in fault.reason) for fault in reading.faults] == [("A3", True)]


def test_what_a_merged_range_hides_is_not_read_either() -> None:
    headers = "".join(f'<c t="inlineStr"><is><t>{header}</t></is></c>' for header in HEADERS[:3])
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("TAN-01", "An", "03/02/2023"))
    rows = f"<row>{headers}</row><row>{cells}</row><row>{cells}</row>"
    reading = read(by_hand(rows, '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'), PEOPLE)
    assert [(fault.cell, "vùng gộp" in fault.reason) for fault in reading.faults] == [("A3", True)]
    assert [row[reading.rows[1].faults[0].key] for row in reading.rows] == ["TAN-01", None]


@pytest.mark.parametrize(("filled", "refused"), [([100_000], False), (range(2, 20_002), True)], ids=["far", "many"])
def test_ranges_merged_over_each_other_cost_no_more_than_seconds(filled: Iterable[int], refused: bool) -> None:
    headers = "".join(f'<c t="inlineStr"><is><t>{header}</t></is></c>' for header in HEADERS)
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in filled)
    merged = '<mergeCell ref="A2:B100000"/>' * 50_000
    data = by_hand(f"<row>{headers}</row>{rows}", f"<mergeCells>{merged}</mergeCells>")
    start = time.process_time()
    with pytest.raises(UnsafeWorkbook, match="bị hỏng") if refused else nullcontext():
        read(data, PEOPLE)
    assert time.process_time() - start < 5


def test_hidden_rows_and_sheets_are_not_read_and_that_is_said() -> None:
    workbook = openpyxl.Workbook()
    sheet, other, hidden = workbook.active, workbook.create_sheet("Ghi chép"), workbook.create_sheet("Cũ")
    assert sheet is not None
    sheet.title, hidden.sheet_state = "kết nạp", "hidden"
    other.append(["=1+1"])
    for row in ([*HEADERS], AN, AN, AN):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    reading = read(saved(workbook), PEOPLE)
    assert [row.number for row in reading.rows] == [2, 4]
    assert reading.rows[0]["number"] == 7
    said = [str(warning) for warning in reading.warnings]
    assert "1 hàng bị ẩn không được đọc: 3." in said[0]
    assert said[1] == "kết nạp!E «Số»: Cột đang ẩn nhưng vẫn được đọc."
    assert said[2:] == ["Ghi chép: Trang này không được đọc.", "Cũ: Trang ẩn này không được đọc."]


def test_several_sheets_without_the_name_are_a_refusal_that_names_them() -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Hai")
    with pytest.raises(UnsafeWorkbook, match=r"Sheet; Hai.*“Kết nạp”"):
        read(saved(workbook), PEOPLE)


def test_decomposed_accents_odd_spaces_and_invisible_characters_are_set_right() -> None:
    name = unicodedata.normalize("NFD", " Nguyễn\u00a0Văn\u200b  Ấn ")
    headers = [unicodedata.normalize("NFD", header) for header in HEADERS]
    reading = people(headers, ["TAN-01\u00a0", name, " 03/02/2023", "Nữ ", 1])
    assert reading.faults == []
    assert reading.rows[0]["name"] == "Nguyễn Văn Ấn"
    assert reading.rows[0]["unit"] == "TAN-01"


def test_text_that_begins_with_an_equals_sign_is_text() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADERS)
    sheet.append(AN)
    sheet["B2"].value, sheet["B2"].data_type = '=HYPERLINK("http://x")', "s"
    assert read(saved(workbook), PEOPLE).rows[0]["name"] == '=HYPERLINK("http://x")'


def test_columns_may_be_known_only_at_run_time() -> None:
    groups = PEOPLE.with_columns(Column("Sinh viên", "group:STUDENT", WholeNumber()), before="number")
    assert [column.key for column in groups][-2:] == ["group:STUDENT", "number"]
    assert read(of_rows([*HEADERS, "Sinh viên"], [*AN, 3]), groups).rows[0]["group:STUDENT"] == 3


@pytest.mark.parametrize(
    "columns",
    [
        (Column("Mã", "a"), Column("mã*", "b")),
        (Column("Mã", "a"), Column("Tên", "a")),
        (Column("Mã", "a", unless=("b",)),),
    ],
    ids=["header twice", "key twice", "unknown stand-in"],
)
def test_a_declaration_that_contradicts_itself_is_a_mistake_of_ours(columns: tuple[Column, ...]) -> None:
    with pytest.raises(ValueError, match="Thử"):
        Sheet("Thử", columns)
