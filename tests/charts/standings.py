"""Sample standings and courses."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partytrack.charts import Course


class Sample(NamedTuple):
    """What the charts need of a row of progress."""

    admitted: int
    target: int | None
    forecast: int
    expected: int | None = None
    percentage: Decimal | None = None


PROVINCE = Sample(1994, 2767, 2606, 2145, Decimal("72.06"))
TAN_AN = Sample(22, 30, 29, 23, Decimal("73.33"))

MONTH_ENDS = [
    (1, 31),
    (2, 28),
    (3, 31),
    (4, 30),
    (5, 31),
    (6, 30),
    (7, 31),
    (8, 31),
    (9, 30),
    (10, 31),
    (11, 30),
    (12, 31),
]
LAST_YEAR = [85, 190, 380, 570, 800, 980, 1170, 1400, 1840, 2110, 2420, 2731]
THIS_YEAR = [95, 210, 415, 600, 845, 1045, 1250, 1510, 1920]


def months(year: int, totals: list[int]) -> list[tuple[date, int]]:
    return [(date(year, *end), total) for end, total in zip(MONTH_ENDS, totals, strict=False)]


def province_course() -> Course:
    return Course(
        year=2023,
        as_of=date(2023, 10, 10),
        this_year=[*months(2023, THIS_YEAR), (date(2023, 10, 10), 1994)],
        last_year=months(2022, LAST_YEAR),
        target=2767,
        due_on=date(2023, 12, 31),
        forecast=2606,
    )
