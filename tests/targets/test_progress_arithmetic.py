"""What follows from counts, target and dates, worked by hand."""

from datetime import date
from typing import Any

import pytest

from targets.figures import Counts, Progress, Results
from units.models import Unit


def row(admitted: int, target: int | None, *, as_of: date = date(2023, 10, 10), **details: Any) -> Progress:
    given: dict[str, Any] = {
        "pledge": None,
        "own_due_on": None,
        "last_year_target": None,
        "members": None,
        "due_on": date(2023, 12, 31),
        "period_end": min(as_of, date(2023, 12, 31)),
        **details,
    }
    return Progress(unit=Unit(), counts=Counts(this=Results(admitted=admitted)), as_of=as_of, target=target, **given)


def test_the_province_is_151_behind_and_admitted_214_a_month() -> None:
    province = row(1994, 2767, last_year_target=1900)
    assert (province.ahead, province.mean_per_month, province.days_left) == (-151, 214, 82)
    assert province.target_change == 867


def test_a_mean_is_rounded_half_up() -> None:
    assert row(6, 10, as_of=date(2023, 12, 31)).mean_per_month == 1  # 6 in 12 months
    assert row(0, 10).mean_per_month is None


@pytest.mark.parametrize(
    ("admitted", "target", "over"), [(12, 9, True), (9, 9, False), (3, None, False), (3, 0, False)]
)
def test_over_target_is_more_than_met(admitted: int, target: int | None, over: bool) -> None:
    assert row(admitted, target).is_over_target is over


@pytest.mark.parametrize(
    ("as_of", "over"), [(date(2023, 12, 30), False), (date(2023, 12, 31), True), (date(2024, 1, 1), True)]
)
def test_a_year_is_over_on_its_last_day(as_of: date, over: bool) -> None:
    assert row(1, 2, as_of=as_of).year_is_over is over
