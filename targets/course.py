"""The course of a year: how many were admitted by the end of each month, counted as progress counts."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from admissions.counting import Period, holds
from units import hierarchy
from units.models import Unit

COURSE = (Path(__file__).parent / "course.sql").read_text()
BELOW = (Path(__file__).parent / "course_below.sql").read_text()


class Point(NamedTuple):
    on: date
    admitted: int


@dataclass(frozen=True, slots=True)
class Course:
    """Cumulative from 1 January: this year up to the date asked for, last year whole; one point a month's end."""

    this_year: list[Point]
    last_year: list[Point]


def course(unit: Unit, *, year: int, as_of: date, tree: date) -> Course:
    """3 queries. The last point of this year equals `progress(...).self.admitted` of the same question."""
    end = min(as_of, date(year, 12, 31))
    periods = [Period(day) for day in [*_month_ends(year - 1, date(year - 1, 12, 31)), *_month_ends(year, end)]]
    with connection.cursor() as cursor:
        cursor.execute(COURSE, _values(unit, tree, periods))
        points = [Point(on, int(admitted)) for on, admitted in cursor.fetchall()]
    return Course(
        this_year=[point for point in points if point.on.year == year],
        last_year=[point for point in points if point.on.year < year],
    )


def course_of_children(unit: Unit, *, year: int, as_of: date, tree: date) -> dict[int, list[Point]]:
    """Of each unit directly under `unit`, this year's points of its `course`. 3 queries, whatever the number of units."""
    periods = [Period(day) for day in _month_ends(year, min(as_of, date(year, 12, 31)))]
    with connection.cursor() as cursor:
        cursor.execute(BELOW, _values(unit, tree, periods))
        found: dict[int, list[Point]] = {}
        for child, on, admitted in cursor.fetchall():
            found.setdefault(child, []).append(Point(on, int(admitted)))
    return found


def _values(unit: Unit, tree: date, periods: Sequence[Period]) -> dict[str, Any]:
    """What both statements ask with; each reads of a hold what it counts by."""
    held = holds(hierarchy.line(unit.pk, tree), periods)
    return {
        "unit": unit.pk,
        "tree": tree,
        "starts": [period.start for period in periods],
        "ends": [period.end for period in periods],
        "hold_ends": [hold.end for hold in held],
        "hold_units": [hold.unit_id for hold in held],
        "hold_own": [hold.in_own for hold in held],
        "hold_below": [hold.in_below for hold in held],
    }


def _month_ends(year: int, end: date) -> list[date]:
    """The ends of the months gone by `end`, and `end` itself."""
    ends = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    return sorted({day for day in ends if day <= end} | {end})
