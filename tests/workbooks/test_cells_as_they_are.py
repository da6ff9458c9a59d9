"""What the cells of a sheet hold: the same as other readers find, and what those do not tell."""

import io
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from tests.workbooks.building import PARTS, by_hand, of_rows, saved
from workbooks.cells import Cell, CellError, CoarseDate, address, position
from workbooks.contents import kind_of_format
from workbooks.grid import Grid, Workbook


def grid(data: bytes) -> Grid:
    workbook = Workbook(data)
    return workbook.grid(workbook.sheets[0])


def row(data: bytes, number: int = 1) -> dict[int, Cell]:
    return grid(data).rows[number]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1, max_size=12).filter(
        lambda text: not text.startswith("=") and text.strip() == text and "_x" not in text and "\r" not in text
    ),
    st.dates(date(1900, 3, 1), date(2199, 12, 31)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=6))
def test_we_read_what_calamine_reads(rows: list[list[Any]]) -> None:
    data = of_rows(["đầu"], *rows)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    expected = {
        number: {place: cell for place, cell in enumerate(cells, 1) if cell != ""}
        for number, cells in enumerate(theirs, 1)
    }
    assert grid(data).rows == {number: cells for number, cells in expected.items() if cells}


def test_cells_without_references_follow_each_other_and_gaps_stay_gaps() -> None:
    rows = (
        '<row><c><v>1</v></c><c t="inlineStr"><is><t>hai</t></is></c></row>'
        '<row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row><row><c><v>9</v></c></row>'
    )
    assert grid(by_hand(rows)).rows == {1: {1: 1.0, 2: "hai"}, 5: {3: 2.0, 4: 3.0}, 6: {1: 9.0}}


def test_runs_of_rich_text_are_one_text_and_pronunciation_is_left_out() -> None:
    strings = "<sst><si><r><t>Nguyễn </t></r><r><t>Văn An</t></r><rPh><t>x</t></rPh></si></sst>"
    cells = '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
    assert row(by_hand(cells, extra={"xl/sharedStrings.xml": strings})) == {1: "Nguyễn Văn An", 2: "ab"}


def test_escaped_characters_are_what_they_stand_for() -> None:
    cells = '<row><c t="str"><v>a_x000D_b_x005F_c_xD800_d_xFFFF_</v></c></row>'
    assert row(by_hand(cells)) == {1: "a\rb_c\ufffdd\ufffd"}


def test_a_title_cannot_break_the_line_of_a_message() -> None:
    contents = PARTS["xl/workbook.xml"].replace("Danh sách", "Danh&#10;sách\u202e")
    assert [sheet.title for sheet in Workbook(by_hand(extra={"xl/workbook.xml": contents})).sheets] == ["Danh sách"]


def test_names_with_a_prefix_are_the_same_elements() -> None:
    sheet = '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert row(by_hand(extra={"xl/worksheets/sheet1.xml": sheet})) == {1: 7.0}


def test_error_cells_are_errors_and_not_blank() -> None:
    assert row(by_hand('<row><c t="e"><v>#N/A</v></c><c t="e"><v>#SPILL!</v></c></row>')) == {
        1: CellError("#N/A"),
        2: CellError("#SPILL!"),
    }


def test_true_and_false() -> None:
    assert row(of_rows([True, False])) == {1: True, 2: False}


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_of_either_epoch(from_1904: bool) -> None:
    workbook = openpyxl.Workbook()
    if from_1904:
        workbook.epoch = CALENDAR_MAC_1904
    assert workbook.active is not None
    workbook.active.append([date(2023, 10, 10), datetime(1990, 2, 3, 14, 30), time(9, 5), date(1904, 2, 29)])
    assert row(saved(workbook)) == {1: date(2023, 10, 10), 2: date(1990, 2, 3), 3: time(9, 5), 4: date(1904, 2, 29)}


def test_excels_29_february_1900_never_was() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append([0, 1, 59, 60, 61])
    for cell in workbook.active[1]:
        cell.number_format = "dd/mm/yyyy"
    assert row(saved(workbook)) == {1: 0.0, 2: date(1900, 1, 1), 3: date(1900, 2, 28), 4: 60.0, 5: date(1900, 3, 1)}


def test_a_date_that_shows_no_day_has_none() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append([date(1990, 2, 1), date(1990, 2, 1), date(1990, 1, 1)])
    for cell, code in zip(workbook.active[1], ("mm/yyyy", "mmm-yy", "yyyy"), strict=True):
        cell.number_format = code
    assert row(saved(workbook)) == {1: CoarseDate(1990, 2), 2: CoarseDate(1990, 2), 3: CoarseDate(1990, None)}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", None),
        ("0.00", None),
        ("#,##0", None),
        ("0.00E+00", None),
        ("@", None),
        ("[Red]-0", None),
        ('"ngày" 0', None),
        ("dd/mm/yyyy", "DAY"),
        ("[$-42A]dd mmmm yyyy;@", "DAY"),
        ("d-mmm", "DAY"),
        ("mm/yyyy", "MONTH"),
        ('"tháng" m "năm" yyyy', "MONTH"),
        ("yyyy", "YEAR"),
        ("h:mm", "TIME"),
        ("[h]:mm:ss", "TIME"),
        ("d" * 300, None),
    ],
)
def test_a_number_format_says_how_much_of_a_date_it_shows(code: str, kind: str | None) -> None:
    assert kind_of_format(code) == kind


def test_hidden_rows_columns_and_merged_ranges_are_told() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for number in range(1, 5):
        sheet.append([number, number, number])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A3:B4")
    found = grid(saved(workbook))
    assert (found.hidden_rows, found.hidden_columns, found.merged) == ({2}, {3}, [(3, 1, 4, 2)])


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cells_name_is_its_place(number: int, place: int) -> None:
    assert position(address(number, place)) == (number, place)
