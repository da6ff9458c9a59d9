"""What day it is. Read once, in the view or the command; below that, time is a parameter."""

import os
from datetime import date

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
