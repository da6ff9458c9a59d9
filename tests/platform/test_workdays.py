"""Terms in working days, by the calendar of Việt Nam: Tết, substitute days, days swapped."""

from datetime import date

import pytest

from partytrack.workdays import nth_working_day, working_days_between


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2023, 5, 19), date(2023, 5, 19), 0),  # a Friday, and itself
        (date(2023, 5, 19), date(2023, 5, 22), 1),  # the Monday after
        (date(2023, 5, 22), date(2023, 5, 19), 0),  # backwards
        (date(2023, 1, 19), date(2023, 1, 27), 1),  # Tết Quý Mão, 20 to 26 January
        (date(2023, 4, 28), date(2023, 5, 4), 1),  # Giỗ Tổ and 30/4 on a weekend: 2 and 3 May instead
        (date(2025, 4, 25), date(2025, 5, 5), 4),  # Saturday 26 April worked for Friday 2 May
        (date(2023, 5, 20), date(2023, 5, 22), 1),  # from a Saturday
    ],
)
def test_days_between(start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days


def test_thirty_working_days_end_on_the_thirtieth() -> None:
    end = nth_working_day(date(2023, 5, 19), 30)
    assert end == date(2023, 6, 30)
    assert working_days_between(date(2023, 5, 19), end) == 30
