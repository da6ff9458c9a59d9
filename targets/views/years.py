"""The years there are targets for."""

from datetime import date

from django.http import Http404

from units.question import FIRST_YEAR


def given_for(year: int, today: date) -> None:
    """Raises `Http404` for a year nobody gives targets for yet, or any more."""
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Http404
