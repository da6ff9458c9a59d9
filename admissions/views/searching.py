"""Searching a list by name. A name stands in no address: the session keeps the words, the address which search is meant."""

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from admissions.listing.addresses import tidied
from partytrack.vietnamese import fold, nfc
from units.models import Unit
from units.scope import Action, scoped

KEPT, LONGEST = 20, 100  # searches of a session, characters of one
_KEY = "searches"


@scoped(Action.READ_PEOPLE, "POST")
def search(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Back to the list of the same query, `found` by the words sent; without words, all of it."""
    query = request.GET.copy()
    query["unit"] = unit.code
    query["found"] = _keep(request.session, nfc(request.POST.get("name", ""))[:LONGEST])
    return redirect(f"{reverse('admissions:list')}?{tidied(query)}")


def _keep(session: SessionBase, words: str) -> str:
    """The number of this search; "" where there is nothing to search for."""
    if not fold(words):
        return ""
    kept: dict[str, str] = session.get(_KEY, {})
    number = str(max(map(int, kept), default=0) + 1)
    session[_KEY] = dict([*kept.items(), (number, words)][-KEPT:])
    return number


def words_of(session: SessionBase, number: str) -> str:
    """What that search was for; "" when it is not of this session, or too long ago."""
    words: str = session.get(_KEY, {}).get(number, "")
    return words
