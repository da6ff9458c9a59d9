"""A unit's years side by side, on the tree of each year and on today's."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange

from accounts.models import User
from reports.years import SeveralYears, several_years
from targets.lists import Tier
from targets.progress import progress
from tests.reports.conftest import give
from tests.reports.test_dashboard import read
from tests.small_province import admit, move, tally
from tests.targets.verbs import promise
from units.lists import Kind
from units.models import Placement, Unit
from units.question import asked

TODAY = date(2023, 10, 10)
SignIn = Callable[[User], Client]


@pytest.fixture
def history(year: dict[str, Unit]) -> dict[str, Unit]:
    """2021: KBO is known by a tally of 7 only. Cư Pui, 2 in 2022, went from Krông Bông to Lắk on 1 June 2023. A cell of Lắk,
    established in 2023, has 1 of 1."""
    tally(year["KBO"], date(2021, 12, 31), 7)
    give(year["DLK"], "03-QĐ/TU", {year["KBO"]: 6}, year=2021)
    give(year["KBO"], "04-QĐ/HU", {year["CPU"]: 2}, year=2022)
    move(year["CPU"], to=year["LAK"], on=date(2023, 6, 1))
    new = Unit.objects.create(
        code="LAK-02", name="Chi bộ mới", kind=Kind.GRASSROOTS_CELL, established_on=date(2023, 1, 5)
    )
    Placement.objects.create(unit=new, parent=year["LAK"], during=DateRange(date(2023, 1, 5), None))
    admit(new, "Rơ Châm Thu", date(2023, 8, 1))
    admit(year["LAK-01"], "Lý Văn Tư", date(2022, 8, 1))
    give(year["LAK"], "05-QĐ/HU", {new: 1})
    return {**year, "LAK-02": new}


def told(unit: Unit, user: User, **query: str) -> SeveralYears:
    return several_years(unit, asked(query, TODAY), user)


def cells(board: SeveralYears, code: str) -> list[tuple[int, int | None] | None]:
    """(admitted, target) of a child, the newest year first."""
    child = next(child for child in board.children if child.unit.code == code)
    return [(cell.row.admitted, cell.row.target) if cell.row else None for cell in child.cells]


def own(board: SeveralYears) -> list[tuple[int, int | None, int | None] | None]:
    return [(year.me.admitted, year.me.target, year.change) if year.me else None for year in board.years]


@pytest.mark.parametrize("tree", ["as_of", "today"])
@pytest.mark.parametrize("code", ["DLK", "KBO", "LAK", "CPU", "LAK-02"])
def test_every_figure_is_that_of_the_dashboard_of_its_year(
    history: dict[str, Unit], an: User, code: str, tree: str
) -> None:
    unit = history[code]
    for year in told(unit, an, tree=tree).years:
        day = TODAY if year.asked.year == 2023 else date(year.asked.year, 12, 31)
        if year.answer:
            answer = progress(unit, year=year.asked.year, as_of=day, tree=TODAY if tree == "today" else day)
            assert year.answer == answer
        assert year.page == f"/units/{code}/?year={year.asked.year}&as_of={day}&tree={tree}"


def test_on_the_tree_of_each_year_a_unit_counts_where_it_was(history: dict[str, Unit], an: User) -> None:
    board = told(history["KBO"], an)
    assert [year.asked.year for year in board.years] == [2023, 2022, 2021]
    assert own(board) == [(1, 3, 1), (2, 2, -5), (7, 6, None)]
    assert cells(board, "CPU") == [None, (2, 2), None]
    assert [child.unit.code for child in board.children if not child.is_here] == ["CPU"]
    assert own(told(history["LAK"], an))[:2] == [(4, 4, 1), (1, None, None)]


def test_on_todays_tree_it_brings_its_years_along(history: dict[str, Unit], an: User) -> None:
    board = told(history["LAK"], an, tree="today")
    assert own(board) == [(4, 4, 1), (3, None, None)]
    assert cells(board, "CPU") == [(2, 2), (2, 2)]
    assert all(child.is_here for child in board.children)


def test_a_unit_that_did_not_exist_is_not_zero(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    assert cells(told(history["LAK"], an), "LAK-02") == [(1, 1), None]
    assert [year.asked.year for year in told(history["LAK-02"], an).years] == [2023]


def test_years_between_say_why_they_are_empty(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    give(history["KBO"], "06-QĐ/HU", {history["KBO-CB"]: 3}, year=2021)
    page = read(signed_in(an), "/units/KBO-CB/years/")
    assert re.search(r"2022 — chưa có số liệu 2021 3 — 0", page), page
    place = Placement.objects.get(unit=history["KBO-CB"])
    place.during = DateRange(None, date(2022, 2, 1))
    place.save()
    Placement.objects.create(unit=history["KBO-CB"], parent=history["KBO"], during=DateRange(date(2023, 1, 1), None))
    assert "2022 — chưa có tổ chức này 2021" in read(signed_in(an), "/units/KBO-CB/years/")


def test_a_year_known_by_a_tally_says_so_and_its_units_are_not_known(
    signed_in: SignIn, an: User, history: dict[str, Unit]
) -> None:
    page = read(signed_in(an), "/units/KBO/years/")
    assert re.search(r"2021 6 — 7 số tổng hợp 116,67 % —", page), page
    board = told(history["KBO"], an)
    assert cells(board, "KBO-CB") == [(1, 1), None, None]
    assert [str(year.direct or "") for year in board.years] == ["", "", "7"]


def test_the_year_that_goes_on_says_up_to_when_and_those_before_are_whole(
    signed_in: SignIn, an: User, history: dict[str, Unit]
) -> None:
    page = read(signed_in(an), "/units/KBO/years/")
    assert "2023 đến 10/10/2023 3 — 1 33,33 %" in page
    assert "2022 2 — 2 100,00 %" in page
    earlier = read(signed_in(an), "/units/KBO/years/?as_of=2022-06-30")
    assert "2022 đến 30/06/2022" in earlier
    assert "2023" not in earlier.partition("Từng năm")[2].partition("Diễn biến")[0]


def test_against_what_is_not_known_yet_there_is_no_change_to_speak_of(
    signed_in: SignIn, an: User, history: dict[str, Unit]
) -> None:
    tally(history["LAK-01"], date(2023, 12, 31), 9)
    assert own(told(history["LAK"], an))[0] == (4, 4, None)
    assert "4 chưa gồm 1 đơn vị chỉ có số về sau 100,00 % —" in read(signed_in(an), "/units/LAK/years/")
    tally(history["KBO-CB"], date(2022, 11, 30), 4)
    assert own(told(history["KBO"], an)) == [(1, 3, None), (6, 2, -1), (7, 6, None)]


def test_a_pledge_stands_beside_the_target(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    promise(history["DLK"], (history["KBO"], 5), tier=Tier.PLEDGE)
    assert "2023 đến 10/10/2023 3 5 1 33,33 %" in read(signed_in(an), "/units/KBO/years/")


def test_no_target_is_not_a_target_of_zero(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    assert re.search(r"2022 chưa giao — 1 —", read(signed_in(an), "/units/LAK/years/"))


def test_figures_open_the_records_of_their_own_year(
    signed_in: SignIn, binh: User, xem: User, history: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    html = client.get("/units/KBO/years/?tree=today").content.decode()
    link = re.search(r'<a class="fig" href="([^"]+year=2021[^"]+)" data-count="7"', html)
    assert link
    assert link[1].replace("&amp;", "&") == "/admissions/?unit=KBO&year=2021&as_of=2021-12-31&tree=today"
    assert 'data-total="7"' in client.get(link[1].replace("&amp;", "&")).content.decode()
    assert 'class="fig"' not in signed_in(xem).get("/units/KBO/years/").content.decode()


def test_only_so_many_years_stand_on_a_page_and_the_older_ones_are_one_step_away(
    signed_in: SignIn, an: User, history: dict[str, Unit]
) -> None:
    give(history["DLK"], "01-QĐ/TU", {history["KBO"]: 9}, year=2009)
    board = told(history["KBO"], an)
    assert board.older == "/units/KBO/years/?as_of=2013-12-31&tree=as_of"
    assert "2009 9" in read(signed_in(an), board.older)


def test_the_dashboard_leads_here_with_its_day_and_tree(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    html = signed_in(an).get("/units/KBO/?year=2022&tree=today").content.decode()
    assert 'href="/units/KBO/years/?as_of=2022-12-31&amp;tree=today"' in html


def test_queries_grow_with_the_years_not_with_the_units(signed_in: SignIn, an: User, history: dict[str, Unit]) -> None:
    client = signed_in(an)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/units/LAK/years/").status_code == 200
        return len(captured)

    queries()
    few = queries()
    for n in range(60):
        unit = Unit.objects.create(code=f"LAK-9{n}", name=f"Chi bộ {n}", kind=Kind.GRASSROOTS_CELL)
        Placement.objects.create(unit=unit, parent=history["LAK"])
        admit(unit, f"Người {n}", date(2022, 3, 1))
    assert queries() == few <= 3 * 6 + 20
