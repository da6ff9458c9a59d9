"""Entering people one by one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import User
from admissions import entering
from admissions.counting import rules_of_years
from admissions.entering import DRAFT, Clerk, Entered
from admissions.forms import EntryForm
from partytrack import clock
from units import choosing
from units.models import UnitQuerySet
from units.question import value
from units.scope import Action, wherever

SITTING = "entered"
"""In the session: the Mã bản ghi of those entered since signing in."""


@wherever(Action.RECORD, "GET", "HEAD", "POST")
def enter(request: HttpRequest, units: UnitQuerySet) -> HttpResponse:
    clerk = _clerk(request, units)
    if request.method != "POST":
        return _opened(request, clerk)
    if (held := drafts.holder(request.POST)) and held.user_id != clerk.user.pk:
        drafts.keep(*held, drafts.typed(request.POST))
        messages.warning(request, _("Phiếu vừa gửi là của người dùng trước đó: đã giữ lại cho họ, chưa ghi."))
        return redirect("admissions:enter")
    if (then := request.POST.get("then")) in ("discard", "keep"):
        return _put_aside(request, clerk, then)
    entered = entering.check(EntryForm(request.POST), clerk, remarks=request.headers.get("HX-Request") != "true")
    entering.save(entered, clerk)
    return _saved(request, entered, then) if entered.saved else _refused(request, clerk, entered)


@wherever(Action.RECORD, "POST")
def check(request: HttpRequest, units: UnitQuerySet) -> HttpResponse:
    """What the page asks a moment after something was typed: keeps it as a draft, and says what is wrong or looks wrong so far."""
    clerk, form = _clerk(request, units), EntryForm(request.POST)
    held = drafts.holder(request.POST)
    if held and held.user_id != clerk.user.pk:
        return HttpResponse(status=409)
    draft = None if form.is_empty else drafts.keep(clerk.user.pk, DRAFT, drafts.typed(request.POST))
    entered = entering.check(form, clerk, so_far=True)
    entering.tell_so_far(entered, but=value(request.POST, "at"))
    context = {"form": form, "draft": draft, "alike": entering.alike(entered, clerk.user), "entered": entered}
    return render(request, "admissions/_entry_check.html", context)


def _clerk(request: HttpRequest, units: UnitQuerySet) -> Clerk:
    user = request.user
    if not isinstance(user, User):
        raise LookupError("the door lets in nobody who is not signed in")
    return Clerk(user, units, clock.today())


def _opened(request: HttpRequest, clerk: Clerk) -> HttpResponse:
    """The draft, else an empty form."""
    kept = entering.of_draft(clerk)
    if kept:
        return _page(request, clerk, kept[0], kept_at=kept[1])
    return _page(request, clerk, None)


def _put_aside(request: HttpRequest, clerk: Clerk, then: str) -> HttpResponse:
    if then == "keep":
        drafts.keep(clerk.user.pk, DRAFT, drafts.typed(request.POST))
    else:
        drafts.discard(clerk.user, DRAFT)
        messages.info(request, _("Đã bỏ phiếu; chưa ghi gì."))
    same = {"unit": request.POST.get("unit_code", ""), "year": request.POST.get("year", "")}
    return redirect(f"{reverse('admissions:enter')}?{urlencode(same)}")


def _saved(request: HttpRequest, entered: Entered, then: str | None) -> HttpResponse:
    saved = entered.saved
    if saved is None:
        raise LookupError("nobody was saved")
    before = request.session.get(SITTING, [])
    if saved.uid not in before:
        request.session[SITTING] = [*before, saved.uid][-500:]
    said = _("Đã lưu %(name)s.") % {"name": '<b lang="vi">{}</b>'}
    messages.success(request, format_html(said, saved.name))
    for remark in entered.remarks:
        messages.warning(request, f"{saved.name}: {remark.reason}")
    if then == "close":
        return redirect(f"{reverse('admissions:list')}?unit={saved.unit}")
    return redirect(f"{reverse('admissions:enter')}?year={entering.year_of(entered.form.text('year'), clock.today())}")


def _refused(request: HttpRequest, clerk: Clerk, entered: Entered) -> HttpResponse:
    if not entered.form.is_empty:
        drafts.keep(clerk.user.pk, DRAFT, drafts.typed(MultiValueDict(entered.form.data)))
    more = {"alike": entering.alike(entered, clerk.user), "units": entered.units, "entered": entered}
    return _page(request, clerk, entered.form, status=422, **more)


def _page(request: HttpRequest, clerk: Clerk, form: EntryForm | None, status: int = 200, **more: Any) -> HttpResponse:
    uids = request.session.get(SITTING, [])
    recent = entering.last_entered(clerk.user, uids)
    last = recent[0] if recent else None
    year = entering.year_of(value(request.GET, "year"), clerk.today)
    form = form or entering.fresh(clerk, year, value(request.GET, "unit"), last)
    form.previous = entering.previous(last)
    chosen = clerk.unit(form["unit_code"].value() or "")
    context = {
        "form": form,
        "line": choosing.placed([chosen], clerk.tops(), clerk.today) if chosen else [],
        "recent": recent,
        "saved": len(uids),
        "ticket": drafts.ticket(clerk.user, DRAFT),
        "rules": rules_of_years(),
        "today": clerk.today,
        **more,
    }
    return render(request, "admissions/entry.html", context, status=status)
