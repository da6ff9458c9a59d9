"""Many reports at once: asked for, seen on their way, fetched as one .zip, cancelled; each person's own."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partytrack import clock
from partytrack.worker import worker_is_alive
from reports import tasks
from reports.models import ReportSchedule, ReportSet
from reports.sets import life, scheduling
from reports.sets.asking import SetForm, choice_of
from reports.sets.packing import contents, pack, title_of
from units import scope
from units.crumbs import crumbs
from units.models import Unit, UnitQuerySet
from units.question import Asked, asked
from units.scope import Action, scoped, wherever

LISTED = 30


@scoped(Action.READ, "GET", "HEAD", "POST")
def index(request: HttpRequest, unit: Unit) -> HttpResponse:
    question = asked(request.GET, clock.today())
    choice = choice_of(request.user, unit, question)
    form = SetForm(choice, request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.is_plan:
        _plan(request, unit, form)
        return redirect(request.get_full_path())
    if form.is_valid():
        return redirect("reports:set", _begin(request, unit, question, form).uid)
    context = {
        "unit": unit,
        "asked": question,
        "kept": [("unit", unit.code)],
        "form": form,
        "files": len(choice.kinds) * len(choice.units),
        "sets": scope.visible(ReportSet.objects.of(request.user), request.user)
        .filter(unit=unit)
        .counted()
        .select_related("unit")[:LISTED],
        "schedules": ReportSchedule.objects.filter(owner=request.user.pk, unit=unit).order_by("day", "pk"),
        "kept_days": life.KEPT.days,
        "line": crumbs(request.user, unit, question),
    }
    return render(
        request, "reports/sets.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else None
    )


def _begin(request: HttpRequest, unit: Unit, question: Asked, form: SetForm) -> ReportSet:
    names = form.cleaned_data["names"]
    life.purge(timezone.now())
    with transaction.atomic():
        begun = life.begin(request.user, unit, question, names, form.units, get_language())
        tasks.make_set.defer(pk=begun.pk)
    return begun


def _plan(request: HttpRequest, unit: Unit, form: SetForm) -> None:
    names, day = form.cleaned_data["names"], form.cleaned_data["day"]
    scheduling.plan(request.user, unit, names, form.codes_chosen, day, get_language(), clock.today())
    messages.success(request, _("Đã lưu lịch: bộ báo cáo được lập sẵn mỗi tháng."))


@wherever(Action.READ, "POST")
def schedule(request: HttpRequest, units: UnitQuerySet, uid: str) -> HttpResponse:
    own = ReportSchedule.objects.select_related("unit").filter(owner=request.user.pk, unit__in=units)
    one = get_object_or_404(own, uid=uid)
    do = request.POST.get("do")
    if do == "pause":
        scheduling.pause(one)
    elif do == "resume":
        scheduling.resume(one, clock.today())
    elif do == "delete":
        one.delete()
        messages.success(request, _("Đã xoá lịch; các bộ đã lập vẫn còn."))
    return redirect(f"{reverse('reports:sets')}?unit={one.unit.code}#plan-h")


@wherever(Action.READ, "GET", "HEAD", "POST")
def show(request: HttpRequest, units: UnitQuerySet, uid: str) -> HttpResponse:
    one = _own(request, units, uid)
    if request.method == "POST":
        return _act(request, one)
    question = Asked(one.year, one.as_of, one.tree, one.tree_as_written, clock.today())
    context = _progress(one) | {
        "unit": one.unit,
        "asked": question,
        "title": title_of(one),
        "contents": None if one.is_unfinished else contents(one),
        "kept_until": one.ended_at + life.KEPT if one.ended_at else None,
        "back": f"{reverse('reports:sets')}?{question.query(unit=one.unit.code)}",
        "line": crumbs(request.user, one.unit, question),
    }
    return render(request, "reports/set.html", context)


def _act(request: HttpRequest, one: ReportSet) -> HttpResponse:
    do = request.POST.get("do")
    if do == "remove" and not one.is_unfinished:
        one.delete()
        messages.success(request, _("Đã xoá bộ báo cáo."))
        return redirect(f"{reverse('reports:sets')}?unit={one.unit.code}")
    if do == "cancel" and not life.cancel(one, timezone.now()):
        messages.info(request, _("Bộ này đã sang bước khác; trang cho thấy tình trạng hiện nay."))
    return redirect("reports:set", one.uid)


@wherever(Action.READ)
def progress(request: HttpRequest, units: UnitQuerySet, uid: str) -> HttpResponse:
    """How far the worker is; the page itself once it is over."""
    one = _own(request, units, uid)
    if not one.is_unfinished:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_set_progress.html", _progress(one))


@wherever(Action.READ)
def archive(request: HttpRequest, units: UnitQuerySet, uid: str) -> HttpResponseBase:
    one = _own(request, units, uid)
    what = contents(one)
    if one.is_unfinished or not what.made:
        raise Http404
    name = f"bo-bao-cao-{one.unit.code}-{one.year}-{one.as_of:%Y-%m-%d}.zip"
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return FileResponse(
        pack(one, what), as_attachment=True, filename=name, content_type="application/zip", headers=headers
    )


def _own(request: HttpRequest, units: UnitQuerySet, uid: str) -> ReportSet:
    """Of this reader, about a unit he may read today, with what is counted of it. Raises `Http404`."""
    own = ReportSet.objects.of(request.user).counted().select_related("owner", "unit").filter(unit__in=units)
    return get_object_or_404(own, uid=uid)


def _progress(one: ReportSet) -> dict[str, Any]:
    return {"set": one, "alive": worker_is_alive(), "here": reverse("reports:set", args=[one.uid])}
