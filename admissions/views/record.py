"""One person's record: read, voided, and what was done to it."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

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
def void(request: HttpRequest, uid: str) -> HttpResponse:
    found = admission(request.user, uid, Action.RECORD, to_write=request.method == "POST")
    if found.voided_at:
        messages.info(request, _("Bản ghi này đã huỷ từ trước; lý do ghi ở dưới."))
        return redirect("admissions:record", uid)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        make_void(found, form.cleaned_data["reason"], timezone.now())
        messages.success(request, format_html(_("Đã huỷ kết nạp của {}."), _name(found)))
        return redirect("admissions:record", uid)
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
    transaction ends. Raises `Http404`, whatever the reason."""
    records = scope.allowed(Admission.objects.filter(uid=uid), user, action).select_related("unit")
    found = (records.select_for_update(of=("self",)) if to_write else records).first()
    if found is None:
        raise Http404
    return found


def _where(request: HttpRequest, unit: Unit) -> dict[str, object]:
    today = asked({}, clock.today())
    return {"line": crumbs(request.user, unit, today), "asked": today}


def _name(found: Admission) -> str:
    return format_html('<b lang="vi">{}</b>', found.name)
