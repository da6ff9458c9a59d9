"""The lists behind the figures: who was admitted, who is being prepared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from admissions.listing import AdmissionList, CandidateList, admissions_asked, candidates_asked
from admissions.tables import AdmissionTable, CandidateTable, People
from admissions.workbook import admissions_book, candidates_book
from partytrack import clock
from units.crumbs import crumbs
from units.models import Unit
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.READ_PEOPLE)
def admissions(request: HttpRequest, unit: Unit) -> HttpResponse:
    return _page(request, "admissions/admissions.html", *_admissions(request, unit))


@scoped(Action.READ_PEOPLE)
def admissions_workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the list of the same address shows."""
    listed, table = _admissions(request, unit)
    return workbook_response(_file_name(listed), admissions_book(listed, table).to_bytes())


@scoped(Action.READ_PEOPLE)
def candidates(request: HttpRequest, unit: Unit) -> HttpResponse:
    return _page(request, "admissions/candidates.html", *_candidates(request, unit))


@scoped(Action.READ_PEOPLE)
def candidates_workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the list of the same address shows."""
    listed, table = _candidates(request, unit)
    return workbook_response(_file_name(listed), candidates_book(listed, table).to_bytes())


def _admissions(request: HttpRequest, unit: Unit) -> tuple[AdmissionList, AdmissionTable]:
    listed = admissions_asked(unit, request.GET, clock.today(), request.user)
    return listed, AdmissionTable(listed.people, listed.asked, request.GET, caption=listed.title)


def _candidates(request: HttpRequest, unit: Unit) -> tuple[CandidateList, CandidateTable]:
    listed = candidates_asked(unit, request.GET, clock.today(), request.user)
    return listed, CandidateTable(listed.people, listed.asked, request.GET, caption=listed.title)


def _page(request: HttpRequest, template: str, listed: AdmissionList | CandidateList, table: People) -> HttpResponse:
    line = crumbs(request.user, listed.unit, listed.asked)
    return render(request, template, {"listed": listed, "asked": listed.asked, "table": table, "line": line})


def _file_name(listed: AdmissionList | CandidateList) -> str:
    return f"{listed.title} {listed.unit.code} {listed.asked.as_of}.xlsx"
