"""Working days in Việt Nam: not Saturdays, Sundays and holidays, nor the days given for those; but Saturdays worked instead."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

_VIETNAM = country_holidays("VN")


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """Those after `start`, up to and with `end`; 0 when `end` is not later. The lunar holidays are known until 2100."""
    return _VIETNAM.get_working_days_count(start, end) - _VIETNAM.is_working_day(start) if start < end else 0


def nth_working_day(start: date, number: int) -> date:
    """The last day of a term of so many working days that begins after `start`."""
    return _VIETNAM.get_nth_working_day(start, number)
