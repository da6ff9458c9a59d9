"""The way to one's own unit, a unit's dashboard, its years, and what a page of another room shows of its levels."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partytrack import clock
from reports.confirming import last_month_gone, month_of
from reports.dashboard import dashboard
from reports.levels import levels as levels_above
from reports.links import records_of_month
from reports.parts import opened
from reports.years import several_years
from targets.progress import UnitNotOnTree, YearOfUnit, progress
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import Asked, asked, day, value
from units.scope import Action, scoped

_SOME = re.compile(r"-?[0-9]{1,6}")  # as many as a workbook has rows


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the signed-in user's own unit; whoever has none is told so where units are found."""
    own = scope.home(request.user)
    return redirect("reports:dashboard", own.code) if own else redirect("units:list")


@scoped(Action.READ)
def show(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    answer = answered(unit, question)
    sort, columns = request.GET.get("sort"), opened(answer, request.GET)
    board = dashboard(answer, question, request.user, order_by=sort, opened=columns)
    context = {
        "board": board,
        **_last_month(request, unit, question, reads_people=board.reads_people),
        "unit": unit,
        "asked": question,
        "line": crumbs(request.user, unit, question),
        "kept": [(name, request.GET[name]) for name in ("sort", "parts") if name in request.GET],
    }
    return render(request, "reports/dashboard.html", context)


def _last_month(request: HttpRequest, unit: Unit, question: Asked, *, reads_people: bool) -> dict[str, object]:
    """The last month that is complete on the day asked for: is it confirmed, and has it changed since?"""
    month = month_of(unit, last_month_gone(question.end), question.today)
    return {
        "month": month,
        "reads_people": reads_people,
        "records": records_of_month(month.asked, unit, readable=reads_people),
        "records_here": scope.may(request.user, Action.RECORD, unit, question.today),
    }


@scoped(Action.READ)
def years(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    context = {
        "board": several_years(unit, question, request.user),
        "unit": unit,
        "asked": question,
        "line": crumbs(request.user, unit, question),
    }
    return render(request, "reports/years.html", context)


@scoped(Action.READ)
def levels(request: HttpRequest, unit: Unit) -> HttpResponse:
    """A part of a page: each level from the unit up, now and with `add` people more (fewer, where it is negative) who count on
    the day `on`."""
    question = asked(request.GET, clock.today())
    add = int(added) if (added := value(request.GET, "add")) and _SOME.fullmatch(added) else 1
    on = day(request.GET, "on") or question.end
    found = levels_above(request.user, unit, question, add=add, counted_on=on)
    return render(request, "reports/_levels.html", {"levels": found, "asked": question, "add": add})


def answered(unit: Unit, question: Asked) -> YearOfUnit:
    """404 for a unit that has no place on the tree asked for."""
    try:
        return progress(unit, year=question.year, as_of=question.as_of, tree=question.tree)
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
