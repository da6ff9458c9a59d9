"""A row typed into a form, a grid or a pasted block is read by the same declaration, and refused in the same words, as one of a file."""

import unicodedata
from datetime import date

from tests.workbooks.building import of_rows
from workbooks.parsers import Choice, Code, Day, Text
from workbooks.reading import read, row_of
from workbooks.sheets import Column, Sheet

PEOPLE = Sheet(
    "Kết nạp",
    (
        Column("Mã bản ghi", "uid", Code()),
        Column("Mã tổ chức", "unit", Code(), required=True, unless=("cell",)),
        Column("Chi bộ", "cell"),
        Column("Họ và tên", "name", Text(), required=True),
        Column("Ngày quyết định", "decided", Day(), required=True),
        Column("Giới tính", "sex", Choice([("MALE", "Nam"), ("FEMALE", "Nữ")])),
    ),
)
AN = {"unit": "TAN-01", "name": "Nguyễn Văn An", "decided": "03022023", "sex": "nam"}


def test_texts_are_parsed_like_the_cells_of_a_file() -> None:
    row = row_of(PEOPLE, 4, AN)
    assert row.values == {"unit": "TAN-01", "name": "Nguyễn Văn An", "decided": date(2023, 2, 3), "sex": "MALE"}
    assert row.raw["decided"] == "03022023"
    assert (row.number, row.faults, "cell" in row) == (4, [], False)


def test_texts_are_trimmed_and_composed_and_a_blank_one_is_none() -> None:
    row = row_of(PEOPLE, 1, AN | {"name": "  " + unicodedata.normalize("NFD", "Nguyễn Văn An") + " ", "sex": "   "})
    assert row.raw["name"] == row["name"] == "Nguyễn Văn An"
    assert row["sex"] is None
    assert "sex" not in row.raw


def test_a_refused_row_says_what_a_file_would_and_of_which_column() -> None:
    bad = {"unit": "", "name": "An", "decided": "31/02/2023", "sex": "Nma"}
    typed = row_of(PEOPLE, 2, bad)
    headers = ["Mã tổ chức", "Họ và tên", "Ngày quyết định", "Giới tính"]
    in_a_file = read(of_rows(headers, list(bad.values())), PEOPLE).rows[0]
    assert [(fault.key, fault.reason, fault.nearest) for fault in typed.faults] == [
        (fault.key, fault.reason, fault.nearest) for fault in in_a_file.faults
    ]
    assert [fault.key for fault in typed.faults] == ["decided", "sex", "unit"]


def test_a_required_column_left_out_is_missed_unless_the_row_corrects_a_record() -> None:
    assert [fault.key for fault in row_of(PEOPLE, 1, {"name": "An"}).faults] == ["unit", "decided"]
    assert row_of(PEOPLE, 1, {"uid": "0123456789ab", "name": "An"}).faults == []
    assert [fault.key for fault in row_of(PEOPLE, 1, {"uid": "0123456789ab", "name": ""}).faults] == ["name"]


def test_another_column_may_stand_in_for_a_required_one() -> None:
    assert row_of(PEOPLE, 1, {"cell": "Chi bộ 1", "name": "An", "decided": "03022023"}).faults == []
