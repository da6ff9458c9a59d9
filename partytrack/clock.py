"""What day it is. Read once, in the view or the command; below that, time is a parameter."""

import os
from datetime import date, datetime

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


def today() -> date:
    """Today in Việt Nam, or the day PARTYTRACK_TODAY names (YYYY-MM-DD).

    Raises `ImproperlyConfigured` when it names no day.
    """
    chosen = os.environ.get("PARTYTRACK_TODAY")
    if not chosen:
        return timezone.localdate()
    try:
        return date.fromisoformat(chosen)
    except ValueError as refused:
        raise ImproperlyConfigured(f"PARTYTRACK_TODAY is “{chosen}”; write a date as 2023-10-10.") from refused


def now() -> datetime:
    """The moment in Việt Nam, on the day that `today` says: what is done in a demo is done on the demo's day."""
    return timezone.localtime().replace(year=(day := today()).year, month=day.month, day=day.day)
