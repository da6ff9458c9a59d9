"""One set-based statement beats a loop: the queries of an answer are as many for 60 units as for 5."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from admissions.lists import Stage
from tests.small_province import prepare, tally
from tests.targets.verbs import Province, answer, people, promise
from units.models import Headcount, Placement, Unit


def queries_of(viewed: Unit) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer(viewed)
    return len(queries)


def grow(parent: Unit, numbers: range) -> list[Unit]:
    """Units with everything a unit can have: people, a tally, a candidate, a headcount, a target."""
    grown = []
    for n in numbers:
        unit = Unit.objects.create(code=f"X-{n}", name=f"Chi bộ {n}", kind="GRASSROOTS_CELL")
        Placement.objects.create(unit=unit, parent=parent)
        people(unit, date(2023, 3, 8), 1)
        tally(unit, date(2023, 2, 1), 2)
        prepare(unit, "Trần Thị Lan", {Stage.VETTING: date(2023, 6, 1)}, expected_on=date(2023, 12, 1))
        Headcount.objects.create(unit=unit, counted_on=date(2023, 1, 1), members=20)
        grown.append(unit)
    promise(parent, *[(unit, 4) for unit in grown])
    return grown


@pytest.mark.parametrize("viewed", ["LAK-01", "X-0"])
def test_queries_do_not_grow_with_the_units(dlk: Province, viewed: str) -> None:
    grow(dlk["LAK-01"], range(5))
    unit = Unit.objects.get(code=viewed)
    few = queries_of(unit)
    grow(dlk["LAK-01"], range(5, 60))
    assert queries_of(unit) == few <= 8
