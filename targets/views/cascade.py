"""The cascade of a year below one unit, as a page and as a workbook."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from partytrack import clock
from targets.cascade import ANY, NotBelow, NotPlaced, State, Wanted, cascade
from targets.lists import Problem
from targets.overview import Overview
from targets.tabs import tabs
from units.crumbs import crumbs
from units.models import Unit
from units.question import FIRST_YEAR, Asked, asked, choice, value
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.READ)
def show(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    question = _question(request, year)
    context = {
        "shown": _overview(request, unit, year, question.as_of),
        "unit": unit,
        "year": year,
        "asked": question,
        "line": crumbs(request.user, unit, question),
        "tabs": tabs(request.user, unit, year, "targets:cascade"),
    }
    return render(request, "targets/cascade.html", context)


@scoped(Action.READ)
def workbook(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    """What the page of the same query shows, of all levels."""
    day = _question(request, year).as_of
    book = _overview(request, unit, year, day).book()
    return workbook_response(f"toan-canh-{unit.code}-{year}-{day:%Y-%m-%d}.xlsx", book.to_bytes())


def _question(request: HttpRequest, year: int) -> Asked:
    """Up to which day; never beyond the year. Raises `Http404` for a year nobody gives targets for yet, or any more."""
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Http404
    question = asked({"as_of": value(request.GET, "as_of")}, today)
    day = min(question.as_of, date(year, 12, 31))
    return replace(question, year=day.year, as_of=day, tree=day)


def _overview(request: HttpRequest, unit: Unit, year: int, day: date) -> Overview:
    """Raises `Http404` for a unit that has no place on that day, or a unit to open that is not below it."""
    wanted = Wanted(
        problem=choice(request.GET, "problem", [ANY, *Problem.values]),
        state=choice(request.GET, "state", list(State)),
        direct=choice(request.GET, "direct", ["1"]) is not None,
    )
    try:
        found = cascade(unit, year=year, day=day)
        line = found.line_to(value(request.GET, "open"))
    except (NotPlaced, NotBelow) as nowhere:
        raise Http404 from nowhere
    day_asked = day.isoformat() if value(request.GET, "as_of") else ""
    return Overview(found, wanted, request.user, day_asked, line, value(request.GET, "page"))
