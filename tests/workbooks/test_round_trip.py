"""One declaration: what it exports it reads back unchanged, and its template, once filled in, is read."""

import io
from datetime import date
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from partytrack import vietnamese
from tests.workbooks.building import saved
from workbooks.parsers import (
    WITHDRAWN,
    Choice,
    Choices,
    Code,
    Day,
    PartialDate,
    PartialDay,
    Text,
    WholeNumber,
    WithdrawableNumber,
    YesNo,
)
from workbooks.reading import read
from workbooks.sheets import Column, Sheet
from workbooks.templates import export, template

SHEET = Sheet(
    "Kết nạp",
    (
        Column("Mã tổ chức", "unit", Code(example="TAN-01"), required=True, note="Mã của chi bộ."),
        Column("Họ và tên", "name", Text(), required=True),
        Column("Ngày sinh", "born", PartialDate()),
        Column("Ngày quyết định", "decided", Day()),
        Column("Giới tính", "sex", Choice([("MALE", "Nam"), ("FEMALE", "Nữ")])),
        Column("Đối tượng", "groups", Choices([("SOLDIER", "Bộ đội xuất ngũ"), ("STUDENT", "Sinh viên")])),
        Column("Đoàn viên", "youth", YesNo()),
        Column("Số", "number", WholeNumber()),
        Column("Chỉ tiêu", "target", WithdrawableNumber()),
        Column("Ghi chú", "note", Text(lines=True)),
    ),
)


def texts(lines: bool = False) -> st.SearchStrategy[str]:
    """Text as the reader leaves it, formula-like and decomposed beginnings among it."""
    raw = st.tuples(st.sampled_from(["", "=", "+", "-", "@", "'", "0", "#"]), st.text(min_size=1, max_size=20))
    tidy = raw.map("".join).map(vietnamese.nfc)
    return (tidy if lines else tidy.map(lambda text: " ".join(text.split()))).filter(
        lambda text: bool(text) and not any(mark in text for mark in ("\r", "_x", "\ufffe", "\uffff"))
    )


def partial(day: date, precision: Any) -> PartialDay:
    return PartialDay(
        day.replace(month=day.month if precision != "YEAR" else 1, day=day.day if precision == "DAY" else 1), precision
    )


DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
RECORDS = st.fixed_dictionaries(
    {
        "unit": st.from_regex(r"[0-9A-Z][A-Z0-9-]{1,9}", fullmatch=True),
        "name": texts().filter(lambda text: vietnamese.fold(text).rstrip(" :.") not in {"cong", "tong"}),
        "born": st.none() | st.builds(partial, DAYS, st.sampled_from(["DAY", "MONTH", "YEAR"])),
        "decided": st.none() | DAYS,
        "sex": st.none() | st.sampled_from(["MALE", "FEMALE"]),
        "groups": st.none() | st.lists(st.sampled_from(["SOLDIER", "STUDENT"]), min_size=1, unique=True).map(tuple),
        "youth": st.none() | st.booleans(),
        "number": st.none() | st.integers(0, 2**31 - 1),
        "target": st.none() | st.integers(0, 9999) | st.just(WITHDRAWN),
        "note": st.none() | texts(lines=True),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=5))
def test_what_is_exported_reads_back_to_the_same_values(records: list[dict[str, Any]]) -> None:
    reading = read(export(SHEET, records, head=["Danh sách", "Phường Tân An"]).to_bytes(), SHEET)
    assert [str(fault) for fault in reading.faults + reading.warnings] == []
    assert [row.values for row in reading.rows] == records


def test_a_template_filled_in_is_read() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(SHEET).to_bytes()))
    workbook["Kết nạp"].append(
        ["TAN-01", "Y Wiên", "02/1990", date(2023, 10, 10), "nu", "Sinh viên", "x", 3, "-", None]
    )
    reading = read(saved(workbook), SHEET)
    assert reading.faults == reading.warnings == []
    assert reading.rows[0].values == {
        "unit": "TAN-01",
        "name": "Y Wiên",
        "born": PartialDay(date(1990, 2, 1), "MONTH"),
        "decided": date(2023, 10, 10),
        "sex": "FEMALE",
        "groups": ("STUDENT",),
        "youth": True,
        "number": 3,
        "target": WITHDRAWN,
        "note": None,
    }


def test_a_template_offers_lists_and_notes_and_keeps_codes_as_text() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(SHEET).to_bytes()))
    sheet, lists = workbook["Kết nạp"], workbook["Danh mục"]
    assert lists.sheet_state == "hidden"
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [
        "'Danh mục'!$A$1:$A$2",
        "'Danh mục'!$B$1:$B$2",
    ]
    assert [[cell.value for cell in row] for row in lists] == [["Nam", "có"], ["Nữ", "không"]]
    assert sheet["A1"].comment.text == "Bắt buộc.\nMã là văn bản, ví dụ TAN-01.\nMã của chi bộ."
    assert "Bộ đội xuất ngũ; Sinh viên" in sheet["F1"].comment.text
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet["A1"].fill.fgColor.rgb != sheet["C1"].fill.fgColor.rgb


def test_a_template_may_come_filled_with_ones_own_units() -> None:
    data = template(SHEET, [{"unit": "TAN-01", "name": "…"}]).to_bytes()
    assert read(data, SHEET).rows[0]["unit"] == "TAN-01"
