"""The lists behind the figures: who was admitted, who is being prepared."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from admissions.listing.addresses import tidied
from admissions.listing.admissions import AdmissionList, admissions_asked
from admissions.listing.candidates import CandidateList, candidates_asked
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
    return _page(request, "admissions/admissions.html", _admissions(request, unit), views=views_of(request))


@scoped(Action.READ_PEOPLE)
def admissions_workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the list of the same address shows."""
    listed = _admissions(request, unit)
    for name, errors in listed.errors.items():
        raise BadQuestion(f"{name}: {errors[0]}")
    return workbook_response(_file_name(listed), admissions_book(listed, listed.table).to_bytes())


@scoped(Action.READ_PEOPLE)
def candidates(request: HttpRequest, unit: Unit) -> HttpResponse:
    return _page(request, "admissions/candidates.html", _candidates(request, unit))


@scoped(Action.READ_PEOPLE)
def candidates_workbook(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What the list of the same address shows."""
    listed = _candidates(request, unit)
    return workbook_response(_file_name(listed), candidates_book(listed, listed.table).to_bytes())


def _admissions(request: HttpRequest, unit: Unit) -> AdmissionList:
    words = words_of(request.session, value(request.GET, "found"))
    return admissions_asked(unit, request.GET, clock.today(), request.user, words)


def _candidates(request: HttpRequest, unit: Unit) -> CandidateList:
    return candidates_asked(unit, request.GET, clock.today(), request.user)


def _page(request: HttpRequest, template: str, listed: AdmissionList | CandidateList, **more: object) -> HttpResponse:
    line = crumbs(request.user, listed.unit, listed.asked)
    context = {"listed": listed, "asked": listed.asked, "table": listed.table, "line": line, **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if listed.errors else HTTPStatus.OK
    return render(request, template, context, status=status)


def _file_name(listed: AdmissionList | CandidateList) -> str:
    return f"{listed.title} {listed.unit.code} {listed.asked.as_of}.xlsx"
