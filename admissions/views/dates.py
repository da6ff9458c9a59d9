"""Dates that come after the decision: which decisions lack some, and the grid of one."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import drafts
from admissions.dating import KEYS, Decision, Grid, decisions, fill, opened, save, typed, uids_of
from admissions.entering import Clerk
from admissions.history import label
from admissions.models import Admission, AdmissionQuerySet
from admissions.views.record import clerk_of
from partytrack import clock
from partytrack.vietnamese import nfc, number
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked, day, value
from units.scope import Action, scoped
from workbooks.importing import one_at_a_time

DECISIONS, PEOPLE = 50, 200  # on a page
REMARKS_TOLD = 5


@scoped(Action.RECORD, "GET", "HEAD", "POST")
@transaction.atomic
def dates(request: HttpRequest, unit: Unit) -> HttpResponse:
    decision = _decision(request)
    if decision is None:
        return _decisions(request, unit)
    if request.method == "POST":
        return _posted(request, unit, decision)
    people = Paginator(decision.people(_people(unit)), PEOPLE).get_page(value(request.GET, "page"))
    if not people.object_list:
        raise Http404
    clerk = clerk_of(request)
    draft = drafts.load(clerk.user, decision.form)
    shown = typed(decision, people, drafts.data_of(draft)) if draft else opened(decision, people)
    return _grid(request, unit, shown, page=people, kept_at=draft.saved_at if draft else None)


def _decisions(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    year = question.year if value(request.GET, "year") else None
    found = Paginator(decisions(_people(unit), clock.today(), year), DECISIONS).get_page(value(request.GET, "page"))
    context = {
        "page": found,
        "unit": unit,
        "year": year,
        "years": question.years,
        "line": crumbs(request.user, unit, question),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "admissions/dates.html", context, status=status)


def _posted(request: HttpRequest, unit: Unit, decision: Decision) -> HttpResponse:
    clerk = clerk_of(request)
    held = drafts.holder(request.POST)
    if held and held.user_id != clerk.user.pk:
        drafts.keep(*held, drafts.typed(request.POST))
        messages.warning(request, _("Bảng vừa gửi là của người dùng trước đó: đã giữ lại cho họ, chưa ghi."))
        return redirect(request.get_full_path())
    if value(request.POST, "do") == "discard":
        drafts.discard(clerk.user, decision.form)
        return redirect(request.get_full_path())
    shown = typed(decision, _posted_people(request, unit, decision), request.POST)
    if value(request.POST, "do") in ("fill", "fill-all"):
        return _filled(request, unit, shown)
    return _saved(request, unit, shown, clerk)


def _filled(request: HttpRequest, unit: Unit, shown: Grid) -> HttpResponse:
    key = value(request.POST, "fill_column")
    fill(
        shown, key if key in KEYS else KEYS[1], value(request.POST, "fill_date"), over=request.POST["do"] == "fill-all"
    )
    return _grid(request, unit, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY if shown.fill_fault else HTTPStatus.OK)


def _saved(request: HttpRequest, unit: Unit, shown: Grid, clerk: Clerk) -> HttpResponse:
    save(shown, request.POST, clerk, good_rows=value(request.POST, "do") == "good")
    if shown.written is None or shown.wrong:
        return _grid(request, unit, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    drafts.discard(clerk.user, shown.decision.form)
    if shown.written:
        messages.success(request, _("Đã ghi ngày của %(n)s người.") % {"n": number(shown.written)})
    else:
        messages.info(request, _("Không có ngày nào thay đổi: các ngày đã đúng như bạn gõ."))
    for remark in shown.remarks[:REMARKS_TOLD]:
        messages.warning(request, remark)
    if len(shown.remarks) > REMARKS_TOLD:
        messages.warning(
            request, _("Và %(n)s điều nữa nên xem lại.") % {"n": number(len(shown.remarks) - REMARKS_TOLD)}
        )
    return redirect(request.get_full_path())


def _grid(request: HttpRequest, unit: Unit, shown: Grid, status: int = HTTPStatus.OK, **more: object) -> HttpResponse:
    question = asked({}, clock.today())
    context = {
        "grid": shown,
        "unit": unit,
        "columns": [(key, label(key)) for key in KEYS],
        "ticket": drafts.ticket(clerk_of(request).user, shown.decision.form),
        "line": crumbs(request.user, unit, question),
        **more,
    }
    return render(request, "admissions/dates_of_decision.html", context, status=status)


def _people(unit: Unit) -> AdmissionQuerySet:
    """Whom one may write who may record for `unit`."""
    return Admission.objects.standing().within(unit, on=clock.today())


def _posted_people(request: HttpRequest, unit: Unit, decision: Decision) -> list[Admission]:
    """Of a form, to be written by nobody else meanwhile. One who is not of that decision and unit refuses all: `Http404`."""
    one_at_a_time(lambda: None)
    uids = uids_of(request.POST)
    people = list(decision.people(_people(unit)).filter(uid__in=uids).select_for_update(of=("self",)))
    if not uids or len(people) < len(uids):
        raise Http404
    return people


def _decision(request: HttpRequest) -> Decision | None:
    """Raises `BadQuestion`."""
    decided_on, name = day(request.GET, "decided_on"), nfc(value(request.GET, "number"))
    return Decision(name, decided_on) if decided_on and name else None
