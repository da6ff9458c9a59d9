"""Tables that a reader makes himself: the page that asks and shows, and its workbook."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from partytrack import clock
from reports.declared import Report
from reports.drawing import table_of
from reports.own_tables.building import own_table
from reports.own_tables.heads import TooLarge
from reports.own_tables.question import TableAsked, table_asked
from reports.own_tables.saving import address_of, tables_of
from reports.subject import Subject
from reports.workbook import workbook_of
from targets.progress import UnitNotOnTree
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import BadQuestion, asked
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.READ)
def show(request: HttpRequest, unit: Unit) -> HttpResponse:
    table = _table(request, unit)
    report = _built(request, table)
    context = {
        "report": report,
        "parts": [(part, table_of(part)) for part in report.parts] if report else [],
        "unit": unit,
        "asked": table.asked,
        "table": table,
        "kept": [("unit", unit.code), *table.kept.items()],
        "workbook": f"{reverse('reports:tables_workbook')}?{table.query}",
        "kept_tables": [(kept, address_of(kept), kept.owner_id == request.user.pk) for kept in tables_of(request.user)],
        "may_share": scope.may(request.user, Action.RECORD, unit, clock.today()),
        "line": crumbs(request.user, unit, table.asked),
    }
    status = HTTPStatus.OK if report else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reports/own_table.html", context, status=status)


@scoped(Action.READ)
def workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the page of the same address shows."""
    table = _table(request, unit)
    report = _built(request, table)
    if report is None:
        raise BadQuestion(table.objection)
    name = f"bang-{unit.code}-{table.asked.year}-{table.asked.as_of:%Y-%m-%d}"
    return workbook_response(name, workbook_of(report, made_on=clock.today()).to_bytes())


def _table(request: HttpRequest, unit: Unit) -> TableAsked:
    today = clock.today()
    may_read_people = scope.may(request.user, Action.READ_PEOPLE, unit, today)
    return table_asked(unit, request.GET, asked(request.GET, today), may_read_people=may_read_people)


def _built(request: HttpRequest, table: TableAsked) -> Report | None:
    """None for what cannot be asked, which the table then says; 404 for a unit that has no place on the tree asked for."""
    subject = Subject(table.unit, table.asked, request.user)
    try:
        subject.answer  # noqa: B018 — a unit without a place is nowhere, whatever else is asked
        return own_table(subject, table) if table.is_good else None
    except UnitNotOnTree as nowhere:
        raise Http404 from nowhere
    except TooLarge as refused:
        table.form.add_error(refused.field, str(refused))
        return None
