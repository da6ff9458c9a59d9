"""One person's record: read, voided, and what was done to it."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import drafts
from accounts.models import User
from admissions.editing import Edited, draft_of, opened
from admissions.editing import save as saved
from admissions.entering import Clerk
from admissions.forms import EntryForm
from admissions.history import history, voiding
from admissions.models import Admission
from admissions.portrait import effect, origin, sections
from admissions.voiding import VoidForm
from admissions.voiding import void as make_void
from partytrack import clock
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked
from units.scope import Action, Person
from workbooks.importing import Outcome, one_at_a_time


@require_safe
def record(request: HttpRequest, uid: str) -> HttpResponse:
    found = admission(request.user, uid, Action.READ_PEOPLE)
    governs, records = (
        scope.may(request.user, action, found.unit, clock.today()) for action in (Action.GOVERN, Action.RECORD)
    )
    context = {
        "record": found,
        "sections": sections(found),
        "origin": origin(found, request.user),
        "voiding": voiding(found) if found.voided_at else None,
        "history": history(found) if governs else None,
        "may_record": records,
        **_where(request, found.unit),
    }
    return render(request, "admissions/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    found = admission(request.user, uid, Action.RECORD, to_write=request.method == "POST")
    clerk = clerk_of(request)
    if request.method == "POST":
        return _edited(request, found, clerk)
    if found.voided_at:
        messages.info(request, _("Bản ghi này đã huỷ nên không sửa được."))
        return redirect("admissions:record", uid)
    edited, kept_at = opened(found, clerk)
    return _form(request, edited, clerk, kept_at=kept_at)


def _edited(request: HttpRequest, found: Admission, clerk: Clerk) -> HttpResponse:
    held = drafts.holder(request.POST)
    if held and held.user_id != clerk.user.pk:
        drafts.keep(*held, drafts.typed(request.POST))
        messages.warning(request, _("Phiếu vừa gửi là của người dùng trước đó: đã giữ lại cho họ, chưa ghi."))
        return redirect("admissions:edit", found.uid)
    if request.POST.get("then") == "discard":
        drafts.discard(clerk.user, draft_of(found))
        return redirect("admissions:edit", found.uid)
    edited = saved(found, EntryForm(request.POST), clerk)
    if edited.outcome is None:
        return _form(request, edited, clerk, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _say(request, edited)
    return redirect("admissions:record", found.uid)


def _say(request: HttpRequest, edited: Edited) -> None:
    if edited.outcome == Outcome.UNCHANGED:
        messages.info(request, _("Không có gì thay đổi: bản ghi đã đúng như bạn gõ."))
    else:
        messages.success(request, format_html(_("Đã lưu thay đổi của {}."), _name(edited.record)))
    for one in edited.taken:
        said = {"who": one.who, "label": one.label, "before": one.before, "theirs": one.theirs}
        messages.info(request, _("Giữ cả thay đổi của %(who)s: %(label)s: %(before)s → %(theirs)s.") % said)
    for remark in edited.remarks:
        messages.warning(request, remark)


def _form(
    request: HttpRequest, edited: Edited, clerk: Clerk, *, kept_at: datetime | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    found = edited.record
    context = {
        "edited": edited,
        "record": found,
        "form": edited.form,
        "kept_at": kept_at,
        "ticket": drafts.ticket(clerk.user, draft_of(found)),
        "voiding": voiding(found) if found.voided_at else None,
        **_where(request, found.unit),
    }
    return render(request, "admissions/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def void(request: HttpRequest, uid: str) -> HttpResponse:
    found = admission(request.user, uid, Action.RECORD, to_write=request.method == "POST")
    if found.voided_at:
        messages.info(request, _("Bản ghi này đã huỷ từ trước; lý do ghi ở dưới."))
        return redirect("admissions:record", uid)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        make_void(found, form.cleaned_data["reason"], timezone.now())
        messages.success(request, format_html(_("Đã huỷ kết nạp của {}."), _name(found)))
        return redirect("admissions:record", uid)
    return _void_page(request, found, form)


def _void_page(request: HttpRequest, found: Admission, form: VoidForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {
        "record": found,
        "form": form,
        "effect": effect(found),
        "origin": origin(found, request.user),
        **_where(request, found.unit),
    }
    return render(request, "admissions/void.html", context, status=status)


def admission(user: Person, uid: str, action: Action, *, to_write: bool = False) -> Admission:
    """The record of that Mã bản ghi where `user` may do `action` today. `to_write`: nobody else writes it until this
    transaction ends, nor does an import that has read it already. Raises `Http404`, whatever the reason."""
    if to_write:
        one_at_a_time(lambda: None)
    records = scope.allowed(Admission.objects.filter(uid=uid), user, action).select_related("unit")
    found = (records.select_for_update(of=("self",)) if to_write else records).first()
    if found is None:
        raise Http404
    return found


def clerk_of(request: HttpRequest) -> Clerk:
    """Who writes, and the units he may record for."""
    if not isinstance(request.user, User):
        raise Http404
    return Clerk(request.user, scope.allowed(Unit.objects.all(), request.user, Action.RECORD), clock.today())


def _where(request: HttpRequest, unit: Unit) -> dict[str, object]:
    today = asked({}, clock.today())
    return {"line": crumbs(request.user, unit, today), "asked": today}


def _name(found: Admission) -> str:
    return format_html('<b lang="vi">{}</b>', found.name)
