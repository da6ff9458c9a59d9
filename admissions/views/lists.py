"""The lists behind the figures: who was admitted, who is being prepared."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from admissions.listing import AdmissionList, CandidateList, admissions_asked, candidates_asked, tidied
from admissions.tables import AdmissionTable, CandidateTable, People
from admissions.views.saved import views_of
from admissions.views.searching import words_of
from admissions.workbook import admissions_book, candidates_book
from partytrack import clock
from units.crumbs import crumbs
from units.models import Unit
from units.question import BadQuestion, value
from units.scope import Action, scoped
from workbooks.writing import workbook_response


@scoped(Action.READ_PEOPLE)
def admissions(request: HttpRequest, unit: Unit) -> HttpResponse:
    if "tidy" in request.GET:
        return redirect(f"{reverse('admissions:list')}?{tidied(request.GET)}")
    listed, table = _admissions(request, unit)
    return _page(request, "admissions/admissions.html", listed, table, views=views_of(request))


@scoped(Action.READ_PEOPLE)
def admissions_workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the list of the same address shows."""
    listed, table = _admissions(request, unit)
    for name, errors in listed.errors.items():
        raise BadQuestion(f"{name}: {errors[0]}")
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
    words = words_of(request.session, value(request.GET, "found"))
    listed = admissions_asked(unit, request.GET, clock.today(), request.user, words)
    return listed, AdmissionTable(
        listed.people, listed.asked, request.GET, listed.title, columns=listed.columns, count=listed.shown
    )


def _candidates(request: HttpRequest, unit: Unit) -> tuple[CandidateList, CandidateTable]:
    listed = candidates_asked(unit, request.GET, clock.today(), request.user)
    return listed, CandidateTable(listed.people, listed.asked, request.GET, caption=listed.title)


def _page(
    request: HttpRequest, template: str, listed: AdmissionList | CandidateList, table: People, **more: object
) -> HttpResponse:
    line = crumbs(request.user, listed.unit, listed.asked)
    context = {"listed": listed, "asked": listed.asked, "table": table, "line": line, **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if listed.errors else HTTPStatus.OK
    return render(request, template, context, status=status)


def _file_name(listed: AdmissionList | CandidateList) -> str:
    return f"{listed.title} {listed.unit.code} {listed.asked.as_of}.xlsx"
