"""The months of a unit: which are confirmed, by whom, what has changed since; confirming one, and reopening it."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from admissions.models import Submission
from partytrack import clock
from reports import confirming
from reports.confirming import AlreadyConfirmed, FiguresMoved, Month, NotConfirmed, ReopenForm, month_of, months_of
from reports.links import records_of_month
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import FIRST_YEAR, asked, value
from units.scope import Action, scoped


@scoped(Action.READ)
def months(request: HttpRequest, unit: Unit) -> HttpResponse:
    today = clock.today()
    question = asked(request.GET, today)
    where = _where(request, unit)
    readable = bool(where["reads_people"])
    found = months_of(unit, question.year, today)
    context = {
        **where,
        "months": [(month, records_of_month(month.asked, unit, readable=readable)) for month in found],
        "asked": question,
    }
    return render(request, "reports/months.html", context)


@scoped(Action.READ)
def month(request: HttpRequest, unit: Unit, first: date) -> HttpResponse:
    return _page(request, _month(unit, first), ReopenForm())


@scoped(Action.RECORD, "POST")
def confirm(request: HttpRequest, unit: Unit, first: date) -> HttpResponse:
    found = _month(unit, first)
    if found.is_ahead:
        messages.error(request, _("Tháng %(month)s chưa đến, nên chưa chốt được.") % {"month": found.label})
        return _page(request, found, ReopenForm(), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        confirming.confirm(found, _seen(request), _signed_in(request), clock.now())
    except AlreadyConfirmed:
        messages.info(request, _("Số liệu tháng %(month)s đã được chốt từ trước.") % {"month": found.label})
    except FiguresMoved:
        messages.error(request, _("Số liệu đã đổi trong khi bạn xem, nên chưa chốt. Xem lại số dưới đây rồi chốt."))
        return _page(request, _month(unit, first), ReopenForm(), HTTPStatus.UNPROCESSABLE_ENTITY)
    else:
        messages.success(request, _("Đã chốt số liệu tháng %(month)s.") % {"month": found.label})
    return redirect("reports:month", unit.code, first)


@scoped(Action.RECORD, "POST")
def reopen(request: HttpRequest, unit: Unit, first: date) -> HttpResponse:
    found, form = _month(unit, first), ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        confirming.reopen(found, form.cleaned_data["reason"], _signed_in(request), clock.now())
    except NotConfirmed:
        messages.info(request, _("Số liệu tháng %(month)s chưa được chốt.") % {"month": found.label})
    else:
        messages.success(request, _("Đã mở lại số liệu tháng %(month)s.") % {"month": found.label})
    return redirect("reports:month", unit.code, first)


def _page(request: HttpRequest, found: Month, form: ReopenForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    history = Submission.objects.filter(unit=found.unit, month=found.first).select_related(
        "confirmed_by", "reopened_by"
    )
    where = _where(request, found.unit)
    context = {
        **where,
        "month": found,
        "form": form,
        "records": records_of_month(found.asked, found.unit, readable=bool(where["reads_people"])),
        "earlier": history.filter(reopened_at__isnull=False).order_by("-at"),
    }
    return render(request, "reports/month.html", context, status=status)


def _where(request: HttpRequest, unit: Unit) -> dict[str, object]:
    today = clock.today()
    question = asked({}, today)
    return {
        "unit": unit,
        "asked": question,
        "line": crumbs(request.user, unit, question),
        "records_here": scope.may(request.user, Action.RECORD, unit, today),
        "reads_people": scope.may(request.user, Action.READ_PEOPLE, unit, today),
    }


def _month(unit: Unit, first: date) -> Month:
    """404 before the first year of which there can be figures."""
    if first.year < FIRST_YEAR:
        raise Http404
    return month_of(unit, first, clock.today())


def _seen(request: HttpRequest) -> int | None:
    text = value(request.POST, "admitted")
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 10 else None


def _signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
