"""A table of inputs answers the keyboard as a sheet of Excel does: any `<table data-grid>`, by keys and real copy and paste."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

STATIC = Path(__file__).resolve().parents[2] / "static"
ROWS, COLUMNS = 4, 4

pytestmark = pytest.mark.browser


def sheet() -> str:
    """Four rows by four columns; b2 is read-only, the third cell of row 3 is closed; a line of words between rows 2 and 3."""

    def cell(row: int, column: int) -> str:
        if (row, column) == (3, 3):
            return "<td data-grid-cell>chưa đến</td>"
        name = "abcd"[column - 1] + str(row)
        return f'<td><input name="{name}" aria-label="{name}"{" readonly" if name == "b2" else ""}></td>'

    rows = [f"<tr><th>{row}</th>{''.join(cell(row, column) for column in range(1, 5))}</tr>" for row in range(1, 5)]
    rows.insert(2, "<tr><td colspan=5>Khối thứ hai</td></tr>")
    return f"""<form><textarea aria-label="Excel"></textarea><p id="says"></p>
        <table data-grid data-grid-says="says" data-grid-pasted="Đã dán {{n}} ô." data-grid-outside="{{n}} ô ở ngoài.">
        <tbody>{"".join(rows)}</tbody></table><button data-save>Lưu</button></form>"""


@pytest.fixture
def grid(page: Page) -> Page:
    page.set_content(sheet())
    page.add_script_tag(path=STATIC / "grid.js")
    page.evaluate(
        """() => {
            window.told = []; window.steps = [];
            document.addEventListener("grid:changed", (e) => told.push([e.target.name, e.detail.before, e.detail.after]));
            document.addEventListener("grid:step", (e) => steps.push(e.detail.controls.map((one) => one.name)));
            document.querySelector("form").addEventListener("submit", (e) => { e.preventDefault(); window.sent = true; });
        }"""
    )
    page.get_by_label("a1").focus()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        if len(key) > 1 and (key[0].isupper() or "+" in key):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


def here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def value(page: Page, name: str) -> str:
    return page.get_by_label(name, exact=True).input_value()


def copy_from_excel(page: Page, text: str) -> None:
    """The clipboard as Excel leaves it, by a real copy; the focus comes back to where it was."""
    name = here(page)
    page.get_by_label("Excel").fill(text)
    page.get_by_label("Excel").focus()
    press(page, "Control+a", "Control+c")
    page.get_by_label(name, exact=True).focus()


def test_arrows_enter_and_tab_move_and_skip_what_is_read_only_closed_or_no_row(grid: Page) -> None:
    way = {
        "ArrowRight": "b1", "ArrowDown": "b3", "ArrowRight ": "d3", "ArrowUp": "d2", "ArrowLeft": "c2", "ArrowLeft ": "a2",
        "Tab": "c2", "Shift+Tab": "a2", "Enter": "a3", "Shift+Enter": "a2",
    }  # fmt: skip
    for key, name in way.items():
        press(grid, key.strip())
        assert here(grid) == name, key
    assert grid.evaluate("told") == []


def test_home_end_and_control_go_to_the_ends(grid: Page) -> None:
    for key, name in {"End": "d1", "Home": "a1", "Control+End": "d4", "Control+Home": "a1", "PageDown": "a4"}.items():
        press(grid, key)
        assert here(grid) == name, key


def test_control_and_an_arrow_go_to_the_edge_of_what_is_filled_in(grid: Page) -> None:
    for name in ("a1", "a2", "a4"):
        grid.get_by_label(name).fill("1")
    grid.get_by_label("a1").focus()
    for key, name in {"Control+ArrowDown": "a2", "Control+ArrowDown ": "a4", "Control+ArrowUp": "a2"}.items():
        press(grid, key.strip())
        assert here(grid) == name, key


def test_tab_leaves_the_table_at_its_end(grid: Page) -> None:
    press(grid, "Control+End", "Tab")
    assert here(grid) == "BUTTON"


def test_what_is_typed_replaces_what_was_there_and_is_told_once(grid: Page) -> None:
    press(grid, "12", "Enter", "ArrowUp", "7", "ArrowRight")
    assert value(grid, "a1") == "7"
    assert here(grid) == "b1"
    assert grid.evaluate("told") == [["a1", "", "12"], ["a1", "12", "7"]]


def test_f2_goes_into_the_text_and_escape_gives_back_what_was_there(grid: Page) -> None:
    press(grid, "123", "Enter", "ArrowUp", "F2", "ArrowLeft", "0", "Enter", "ArrowUp")
    assert value(grid, "a1") == "1203"
    press(grid, "9", "Escape")
    assert value(grid, "a1") == "1203"
    press(grid, "ArrowDown")
    assert grid.evaluate("told.length") == 2


def test_a_first_click_chooses_a_cell_and_a_second_goes_into_it(grid: Page) -> None:
    press(grid, "ArrowDown", "45", "ArrowUp")
    grid.get_by_label("a2").click()
    press(grid, "6", "ArrowUp", "ArrowDown")
    assert value(grid, "a2") == "6"
    grid.get_by_label("a2").click()
    press(grid, "ArrowLeft", "5")
    assert value(grid, "a2") == "56"


def test_control_z_and_y_undo_and_redo_over_the_whole_table(grid: Page) -> None:
    press(grid, "1", "Enter", "2", "Enter", "3", "Control+z")
    assert [value(grid, name) for name in ("a1", "a2", "a3")] == ["1", "2", ""]
    press(grid, "Control+z", "Control+z")
    assert [value(grid, name) for name in ("a1", "a2", "a3")] == ["", "", ""]
    assert here(grid) == "a1"
    press(grid, "Control+y", "Control+y")
    assert [value(grid, name) for name in ("a1", "a2", "a3")] == ["1", "2", ""]
    press(grid, "Control+Home", "8", "Control+y")
    assert value(grid, "a1") == "8"


def test_a_block_copied_from_excel_spreads_and_is_undone_in_one_step(grid: Page) -> None:
    press(grid, "5", "ArrowDown")
    copy_from_excel(grid, "1\t2\t3\n4\t5\t6\n7\t8\t9\n0\t0\t0\n")
    press(grid, "Control+v")
    said = {name: value(grid, name) for name in ("a2", "b2", "c2", "a3", "b3", "a4", "b4", "c4", "d2")}
    assert said == {"a2": "1", "b2": "", "c2": "3", "a3": "4", "b3": "5", "a4": "7", "b4": "8", "c4": "9", "d2": ""}
    assert grid.locator("#says").inner_text() == "Đã dán 7 ô. 5 ô ở ngoài."
    assert grid.evaluate("steps.at(-1)") == ["a2", "c2", "a3", "b3", "a4", "b4", "c4"]
    press(grid, "Control+z")
    assert [value(grid, name) for name in ("a1", "a2", "c4")] == ["5", "", ""]
    press(grid, "Control+y")
    assert value(grid, "c4") == "9"


def test_cells_in_quotes_may_hold_tabs_quotes_and_line_ends(grid: Page) -> None:
    copy_from_excel(grid, '"Báo cáo ""quý"" 1"\t2\t\n"hai\ndòng"\t3"4\tx')
    press(grid, "Control+v")
    assert value(grid, "a1") == 'Báo cáo "quý" 1'
    assert [value(grid, name) for name in ("b1", "c1")] == ["2", ""]
    assert value(grid, "a2").startswith("hai")
    assert value(grid, "c2") == "x"


def test_one_value_pasted_inside_the_text_stays_where_the_caret_is(grid: Page) -> None:
    press(grid, "13", "Enter", "ArrowUp")
    copy_from_excel(grid, "2")
    press(grid, "F2", "ArrowLeft", "Control+v", "Enter")
    assert value(grid, "a1") == "123"


def test_a_replaced_row_is_still_undone(grid: Page) -> None:
    press(grid, "1", "Enter")
    grid.evaluate("() => { const row = document.querySelector('tbody tr'); row.outerHTML = row.outerHTML; }")
    grid.get_by_label("a1").fill("1")
    grid.get_by_label("a2").focus()
    press(grid, "Control+z")
    assert value(grid, "a1") == ""


def test_control_enter_sends_the_form(grid: Page) -> None:
    press(grid, "3", "Control+Enter")
    assert grid.evaluate("window.sent")
    assert grid.evaluate("told") == [["a1", "", "3"]]
