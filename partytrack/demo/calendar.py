"""Working days of 2022 and 2023 in Việt Nam, and the season of admissions: slow to Tết, peaks in May and September."""

import random
from bisect import bisect_left
from datetime import date, timedelta

TODAY = date(2023, 10, 10)
"""The demo's day: the article's figures are of 10 October 2023."""


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# Rest days beside weekends, as the Ministry of Labour announced them for public servants.
HOLIDAYS = frozenset(
    [
        date(2022, 1, 3), *_days(date(2022, 1, 31), date(2022, 2, 4)), date(2022, 4, 11), *_days(date(2022, 5, 2),
        date(2022, 5, 3)),
        *_days(date(2022, 9, 1), date(2022, 9, 2)),
        date(2023, 1, 2), *_days(date(2023, 1, 20), date(2023, 1, 26)), *_days(date(2023, 5, 1), date(2023, 5, 3)),
        date(2023, 9, 1), date(2023, 9, 4),
    ]
)  # fmt: skip

WORKDAYS = [day for day in _days(date(2021, 1, 1), date(2024, 6, 30)) if day.weekday() < 5 and day not in HOLIDAYS]

SEASON = {1: 45, 2: 55, 3: 95, 4: 90, 5: 150, 6: 105, 7: 85, 8: 110, 9: 150, 10: 105, 11: 125, 12: 150}
"""How much of a year's admissions a month brings, in no particular unit."""


def workdays_between(first: date, last: date) -> list[date]:
    """Both included."""
    return WORKDAYS[bisect_left(WORKDAYS, first) : bisect_left(WORKDAYS, last + timedelta(days=1))]


def workdays_later(day: date, count: int) -> date:
    """The `count`th working day after `day`."""
    return WORKDAYS[bisect_left(WORKDAYS, day + timedelta(days=1)) + count - 1]


def decision_days(rng: random.Random, year: int, per_month: int) -> list[tuple[date, int]]:
    """Days of a year on which a committee's standing members decide, with their weight by season."""
    days: list[tuple[date, int]] = []
    for month, weight in SEASON.items():
        last = date(year, month + 1, 1) - timedelta(days=1) if month < 12 else date(year, 12, 31)
        working = workdays_between(date(year, month, 1), last)
        chosen = sorted(rng.sample(working, per_month))
        days.extend((day, weight * rng.randint(6, 14)) for day in chosen)
    return days


def pick_days(rng: random.Random, days: list[tuple[date, int]], first: date, last: date, count: int) -> list[date]:
    """`count` of the decision days in [first, last], by their weight, some more than once."""
    within = [(day, weight) for day, weight in days if first <= day <= last]
    if not within and count:
        return [rng.choice(workdays_between(first, last)) for _ in range(count)]
    return rng.choices([day for day, _ in within], [weight for _, weight in within], k=count)
