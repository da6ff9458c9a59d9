"""The workbooks to fill in, with one's own units."""

from django.http import HttpRequest, HttpResponse

from admissions.blanks import SHEETS, blank
from partytrack import clock
from units.models import Unit
from units.question import choice
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.RECORD)
def template(request: HttpRequest, unit: Unit) -> HttpResponse:
    """`kind`: admissions, by default; candidates, tallies."""
    kind = choice(request.GET, "kind", SHEETS) or "admissions"
    book = blank(kind, unit, request.user, clock.today())
    return workbook_response(f"Mẫu {SHEETS[kind].title} {unit.code}.xlsx", book.to_bytes())
