"""The addresses of lists, as they are written and kept."""

from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from units.question import asked, value


def tidied(query: QueryDict) -> str:
    """The query of a form, as an address is written: without what says nothing, columns in one parameter, from the first page."""
    kept = {name: ",".join(query.getlist(name)) if name == "cols" else value(query, name) for name in query}
    return urlencode({name: text for name, text in kept.items() if text and name not in ("tidy", "page")})


def kept_query(query: QueryDict, today: date) -> str:
    """The query to come back to another day: without a search, whose words are of a session, and open where it ends today.
    Raises `BadQuestion`."""
    kept = query.copy()
    kept.pop("found", None)
    if asked(query, today).is_current:
        for name in ("year", "as_of"):
            kept.pop(name, None)
    return tidied(kept)
