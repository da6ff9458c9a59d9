"""The whole subtree, level by level: on a page as far as it bears, in the workbook to the last cell."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts.models import User
from reports.declared import Row
from reports.kinds import tree
from reports.kinds.tree import progress_by_level
from reports.subject import Subject
from targets.progress import progress, progress_of_subtree
from tests.small_province import admit, move
from units.models import Unit
from units.question import Asked
from units.scope import Person

SignIn = Callable[[User], Client]
DAY = date(2023, 10, 10)


def rows(unit: Unit, levels: str | None = None, reader: Person | None = None) -> list[Row]:
    asked = Asked(2023, DAY, DAY, "as_of", DAY)
    return progress_by_level(Subject(unit, asked, reader, levels=levels)).parts[0].all_rows


def sheet_of(client: Client, code: str) -> Any:
    return openpyxl.load_workbook(BytesIO(client.get(f"/reports/tree.xlsx?unit={code}").content)).worksheets[0]


def test_every_unit_below_stands_under_its_own_in_the_order_of_rank(year: dict[str, Unit]) -> None:
    shown = [(row.key, row.level, row.cells[1].value) for row in rows(year["DLK"])]
    assert shown == [
        ("KBO", 0, 1),
        ("CPU", 1, 1),
        ("CPU-01", 2, None),
        ("CPU-02", 2, None),
        ("KBO-CB", 1, 1),
        ("BMT", 0, 2),
        ("TAN", 1, 1),
        ("TAN-01", 2, None),
        ("LAK", 0, 3),
        ("LAK-01", 1, None),
        ("DLK", 0, None),
    ]


def test_each_row_is_what_progress_answers_of_that_unit(tallied: dict[str, Unit]) -> None:
    found = progress_of_subtree(tallied["DLK"], year=2023, as_of=DAY, tree=DAY)
    assert found.due_on == date(2023, 12, 31)
    for branch in found.top.walk():
        alone = progress(branch.progress.unit, year=2023, as_of=DAY, tree=DAY, due_on=found.due_on)
        assert found.year_of(branch) == alone


def test_a_tally_replaces_the_names_above_and_not_below(tallied: dict[str, Unit]) -> None:
    admitted = {row.key: row.cells[2].value for row in rows(tallied["KBO"])}
    # CPU: 5 by the tally of 31 August, 1 named since; its cells as they are named
    assert admitted == {"CPU": 6, "CPU-01": 1, "CPU-02": 1, "CPU direct": 4, "KBO-CB": 1, "KBO": 7}


def test_a_page_of_many_units_stops_at_the_level_it_bears_and_the_workbook_does_not(
    signed_in: SignIn, an: User, year: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "ON_A_PAGE", 7)
    client = signed_in(an)

    def shown(query: str = "") -> str:
        return client.get(f"/reports/tree/?unit=DLK{query}").content.decode()

    assert "Đảng bộ xã Cư Pui" in shown()
    assert "Chi bộ buôn Khanh" not in shown()
    assert "Chi bộ buôn Khanh" in shown("&levels=3")
    assert "Chi bộ buôn Khanh" in shown("&levels=all")
    assert "Đảng bộ xã Cư Pui" not in shown("&levels=1")
    assert "Chi bộ buôn Khanh" in {cell.value for cell in sheet_of(client, "DLK")["A"]}


def test_a_level_there_is_not_is_refused_in_a_sentence(signed_in: SignIn, an: User, year: dict[str, Unit]) -> None:
    for wrong in ("0", "10", "-1", "abc", "%00"):
        answer = signed_in(an).get(f"/reports/tree/?unit=DLK&levels={wrong}")
        assert (answer.status_code, "Không có lựa chọn" in answer.content.decode()) == (400, True)


def test_the_workbook_folds_its_levels(
    signed_in: SignIn, an: User, year: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "AT_A_GLANCE", 7)
    sheet = sheet_of(signed_in(an), "DLK")
    found = {
        cell.value: (
            sheet.row_dimensions[cell.row].outlineLevel,
            sheet.row_dimensions[cell.row].hidden,
            cell.alignment.indent,
        )
        for cell in sheet["A"]
    }
    assert found["Đảng bộ huyện Krông Bông"] == (0, False, 1)
    assert found["Đảng bộ xã Cư Pui"] == (1, False, 3)
    assert found["Chi bộ buôn Khanh"] == (2, True, 5)


def test_figures_open_their_records_where_the_reader_may_read_them(year: dict[str, Unit], binh: User) -> None:
    move(year["CPU-02"], to=year["LAK"], on=date(2023, 10, 10))  # on the tree of the 9th it still is of Krông Bông
    asked = Asked(2023, date(2023, 10, 9), date(2023, 10, 9), "as_of", DAY)
    lines = progress_by_level(Subject(year["KBO"], asked, binh)).parts[0].all_rows
    opened = {row.key: (row.cells[0].address, row.cells[2].address) for row in lines}
    assert opened["CPU-02"] == (None, None)
    assert "unit=CPU-01" in (opened["CPU-01"][1] or "")
    assert "/units/CPU-01/" in (opened["CPU-01"][0] or "")


def test_what_is_recorded_on_a_committee_itself_has_a_row_below_its_units(year: dict[str, Unit]) -> None:
    admit(year["CPU"], "Nguyễn Văn Trực", date(2023, 4, 4))
    row = next(row for row in rows(year["KBO"]) if row.key == "CPU direct")
    assert (row.level, row.cells[2].value, row.cells[3].value) == (1, 1, None)
