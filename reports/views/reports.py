"""The reports of a unit: which there are, each as a page (which is its print) and as a workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from partytrack import clock
from reports.declared import Report
from reports.drawing import table_of
from reports.kinds import KINDS, Kind
from reports.subject import Subject
from reports.workbook import workbook_of
from targets.progress import UnitNotOnTree
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.READ)
def index(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    query = question.query(unit=unit.code)
    context = {
        "unit": unit,
        "asked": question,
        "kept": [("unit", unit.code)],
        "kinds": [
            (kind, f"{reverse('reports:report', args=[kind.name])}?{query}") for kind in _readable(request, unit)
        ],
        "line": crumbs(request.user, unit, question),
    }
    return render(request, "reports/index.html", context)


@scoped(Action.READ)
def show(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, name)
    report = _built(kind, subject)
    query = subject.asked.query(unit=unit.code, sort=subject.order_by)
    context = {
        "report": report,
        "parts": [(part, table_of(part)) for part in report.parts],
        "unit": unit,
        "asked": subject.asked,
        "kept": [("unit", unit.code), *([("sort", subject.order_by)] if subject.order_by else [])],
        "workbook": f"{reverse('reports:workbook', args=[name])}?{query}",
        "others": [
            (other, f"{reverse('reports:report', args=[other.name])}?{subject.asked.query(unit=unit.code)}")
            for other in _readable(request, unit)
        ],
        "kind": kind,
        "line": crumbs(request.user, unit, subject.asked),
    }
    return render(request, "reports/report.html", context)


@scoped(Action.READ)
def workbook(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    kind, subject = _asked_for(request, unit, name)
    return workbook_response(kind.file_name(subject), workbook_of(_built(kind, subject)).to_bytes())


def _readable(request: HttpRequest, unit: Unit) -> list[Kind]:
    """The reports there are of the unit for this reader."""
    today = clock.today()
    may = {action: scope.may(request.user, action, unit, today) for action in {kind.action for kind in KINDS.values()}}
    return [kind for kind in KINDS.values() if may[kind.action]]


def _asked_for(request: HttpRequest, unit: Unit, name: str) -> tuple[Kind, Subject]:
    """Raises `Http404` for a report there is not, or not for this reader."""
    kind = KINDS.get(name)
    if kind is None or not scope.may(request.user, kind.action, unit, clock.today()):
        raise Http404
    return kind, Subject(unit, asked(request.GET, clock.today()), request.user, request.GET.get("sort"))


def _built(kind: Kind, subject: Subject) -> Report:
    """404 for a unit that has no place on the tree asked for."""
    try:
        return kind.build(subject)
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
