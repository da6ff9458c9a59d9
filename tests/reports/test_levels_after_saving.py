"""What each level has now and would have with one person more: exactly the figures that the dashboards show once he is saved."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from partytrack.vietnamese import number
from targets.progress import progress
from tests.reports.conftest import give
from tests.small_province import admit
from units.models import Unit

SignIn = Callable[[User], Client]
TODAY = date(2023, 10, 10)


def shown(client: Client, code: str, **query: str | int) -> list[tuple[str, ...]]:
    """(unit, now, after) of each level, as printed."""
    answer = client.get(f"/units/{code}/levels/", query)
    assert answer.status_code == 200
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", answer.content.decode(), flags=re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows]
    return [
        tuple(re.sub(r"<small>.*?</small>|<span class=\"vh\">.*?</span>|<[^>]+>", "", cell).strip() for cell in row)
        for row in cells
    ]


def admitted(code: str, units: dict[str, Unit]) -> str:
    return number(progress(units[code], year=2023, as_of=TODAY, tree=TODAY).self.admitted)


def test_every_level_of_the_reader_is_shown_from_the_unit_up(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    assert shown(signed_in(an), "CPU-01", add=1) == [
        ("Buôn Khanh", "1/—", "2/—"),
        ("Cư Pui", "2/2", "3/2"),
        ("Krông Bông", "3/3", "4/3"),
        ("Đắk Lắk", "6/11", "7/11"),
    ]


def test_a_level_beyond_the_readers_scope_is_not_shown(signed_in: SignIn, ha: User, year: dict[str, Unit]) -> None:
    assert [level for level, _now, _after in shown(signed_in(ha), "TAN-01", add=1)] == ["Tổ dân phố 1", "Tân An"]
    assert signed_in(ha).get("/units/CPU-01/levels/").status_code == 404


def test_the_one_who_meets_the_target_is_marked(signed_in: SignIn, ha: User, year: dict[str, Unit]) -> None:
    give(year["TAN"], "05-QĐ/ĐU", {year["TAN-01"]: 3})
    page = signed_in(ha).get("/units/TAN-01/levels/?add=1").content.decode()
    assert page.count("đạt chỉ tiêu") == 1


@pytest.mark.parametrize("day", [date(2023, 8, 1), date(2023, 8, 31), date(2023, 9, 1), date(2022, 12, 31), TODAY])
def test_after_is_what_progress_says_once_saved_also_where_a_tally_counts_the_people(
    signed_in: SignIn, an: User, tallied: dict[str, Unit], day: date
) -> None:
    client = signed_in(an)
    foretold = [
        after.split("/")[0] for _level, _now, after in shown(client, "CPU-01", add=1, on=day.isoformat(), year=2023)
    ]
    admit(tallied["CPU-01"], "Ngô Văn Mười", day)
    assert foretold == [admitted(code, tallied) for code in ("CPU-01", "CPU", "KBO", "DLK")]


def test_figures_of_a_year_that_is_over_are_those_of_its_end(
    signed_in: SignIn, an: User, year: dict[str, Unit]
) -> None:
    assert shown(signed_in(an), "KBO", add=2, year=2022, on="2022-06-01")[0] == ("Krông Bông", "2/2", "4/2")
