"""Reports kept for a meeting: the list, keeping one, one as it was told, and what changed since."""

from dataclasses import replace
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from partytrack import clock
from partytrack.vietnamese import format_date
from reports.declared import Report
from reports.differences import Figure, Place, Side, figure_at, parts_of, sides
from reports.document import Document
from reports.drawing import table_of
from reports.explaining import explained
from reports.models import Snapshot
from reports.sealing import Kept, Opened, opened
from reports.snapshots import FREEZABLE, again, freeze, missing, readable
from reports.subject import LEVELS, Subject
from reports.workbook import workbook_of
from targets.progress import UnitNotOnTree
from units import scope
from units.crumbs import crumbs
from units.models import Unit
from units.question import asked, choice, value
from units.scope import Action, scoped
from workbooks.writing import workbook_response


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("Lưu để làm gì"),
        max_length=200,
        help_text=gettext_lazy(
            "Ví dụ: Họp Ban Thường vụ ngày 12/10/2023. Ghi trên bản lưu và trong danh sách, không sửa được."
        ),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Ghi số liệu này lưu để làm gì, ví dụ cuộc họp nào.")},
    )


class Listed(NamedTuple):
    snapshot: Snapshot
    label: str


@scoped(Action.READ)
def index(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Those of the unit and of the units below it today, the latest first."""
    today = clock.today()
    found = readable(request.user).filter(unit__in=Unit.objects.within(unit, today)).order_by("-frozen_at", "-pk")
    own = Snapshot.objects.filter(unit=unit).values_list("number", flat=True)
    context = {
        "unit": unit,
        "snapshots": [Listed(one, _label(one.kind)) for one in found.defer("content")[:500]],
        "missing": missing(own),
        "line": crumbs(request.user, unit, asked({}, today)),
        "may_freeze": scope.may(request.user, Action.GOVERN, unit, today),
    }
    return render(request, "reports/snapshots.html", context)


@scoped(Action.GOVERN, "GET", "HEAD", "POST")
def new(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The form, and keeping the report it is about: `report`, with the period of the page it came from."""
    today = clock.today()
    kind = FREEZABLE.get(value(request.GET, "report"))
    if kind is None or not scope.may(request.user, kind.action, unit, today):
        raise Http404
    order, levels = value(request.GET, "sort")[:100] or None, choice(request.GET, "levels", LEVELS) or ""
    subject = Subject(unit, asked(request.GET, today), request.user, order, levels)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and isinstance(request.user, User):
        try:
            made = freeze(kind, subject, form.cleaned_data["purpose"], request.user, clock.now())
        except UnitNotOnTree as nowhere:
            raise Http404 from nowhere
        messages.success(request, _("Đã lưu. Bản này giữ nguyên như vậy, kể cả khi số liệu được ghi thêm hay sửa."))
        return redirect("reports:snapshot", made.uid)
    query = subject.asked.query(unit=unit.code, sort=order, levels=levels or None)
    context = {
        "form": form,
        "kind": kind,
        "unit": unit,
        "asked": subject.asked,
        "back": f"{reverse('reports:report', args=[kind.name])}?{query}",
        "line": crumbs(request.user, unit, subject.asked),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "reports/freeze.html", context, status=status)


@require_safe
def show(request: HttpRequest, uid: str) -> HttpResponse:
    snapshot, found = _opened(request, uid)
    context, kept = _context(request, snapshot, found), found.kept
    if kept is None:
        return render(request, "reports/snapshot_lost.html", context)
    if isinstance(kept.built, Document):
        return render(request, "reports/snapshot_document.html", {**context, "document": kept.built})
    with translation.override("vi"):
        parts = [(part, table_of(part)) for part in kept.built.parts]
    return render(request, "reports/snapshot.html", {**context, "report": kept.built, "parts": parts})


@require_safe
def workbook(request: HttpRequest, uid: str) -> HttpResponse:
    """As the report's own, with who kept it, when, and the hash in its head."""
    snapshot, found = _opened(request, uid)
    kept = _readable(found)
    built, said = kept.built, _said(snapshot, kept, is_whole=found.is_whole)
    with translation.override("vi"):
        if isinstance(built, Document):
            head = [kept.unit_name, f"{built.title}, {built.up_to}"]
            report = Report(kept.kind, f"{built.kind} {built.title}", [*head, *said], parts_of(built))
        else:
            report = replace(built, head=[*built.head, *said])
        name = f"ban-luu-{kept.unit}-{kept.number}-{kept.kind}-{kept.as_of:%Y-%m-%d}"
        return workbook_response(name, workbook_of(report, made_on=timezone.localdate(kept.at)).to_bytes())


@require_safe
def changes(request: HttpRequest, uid: str) -> HttpResponse:
    """The same report asked today beside the one that was kept."""
    snapshot, found = _opened(request, uid)
    both = _sides(request, snapshot, _readable(found))
    whole = value(request.GET, "rows") == "all"
    records = reverse("reports:snapshot_records", args=[uid])

    def opens(figure: Figure) -> str:
        return f"{records}?{urlencode(figure.place._asdict())}"

    with translation.override("vi"):
        parts = [side.drawn(opens, whole=whole) for side in both or ()]
        drawn = [(part, table_of(part)) for part in parts if part.all_rows]
    context = _context(request, snapshot, found) | {
        "parts": drawn,
        "again": both is not None,
        "whole": whole,
        "figures": sum(len(side.differing) for side in both or ()),
        "rows": sum(line.differs for side in both or () for line in side.lines),
    }
    return render(request, "reports/changes.html", context)


@require_safe
def records(request: HttpRequest, uid: str) -> HttpResponse:
    """The records that made one difference."""
    snapshot, found = _opened(request, uid)
    kept = _readable(found)
    place = Place(*(value(request.GET, name) for name in Place._fields))
    figure = figure_at(_sides(request, snapshot, kept) or (), place)
    if figure is None:
        raise Http404
    with translation.override("vi"):
        written = {"then": figure.written_then, "now": figure.written_now, "whole": figure.written}
    context = _context(request, snapshot, found) | {
        "figure": figure,
        "written": written,
        "found": explained(figure, kept, snapshot.unit, request.user, clock.today()),
    }
    return render(request, "reports/changes_records.html", context)


def _opened(request: HttpRequest, uid: str) -> tuple[Snapshot, Opened]:
    """Raises `Http404`."""
    snapshot = get_object_or_404(readable(request.user), uid=uid)
    return snapshot, opened(snapshot)


def _readable(found: Opened) -> Kept:
    """404 where what was kept can no longer be read."""
    if found.kept is None:
        raise Http404
    return found.kept


def _sides(request: HttpRequest, snapshot: Snapshot, kept: Kept) -> list[Side] | None:
    """None where the report cannot be asked today."""
    now = again(kept, snapshot.unit, request.user, clock.today())
    if now is None:
        return None
    with translation.override("vi"):
        return sides(kept.built, now)


def _context(request: HttpRequest, snapshot: Snapshot, found: Opened) -> dict[str, object]:
    return {
        "snapshot": snapshot,
        "kept": found.kept,
        "opened": found,
        "label": _label(snapshot.kind),
        "unit": snapshot.unit,
        "line": crumbs(request.user, snapshot.unit, asked({}, clock.today())),
    }


def _said(snapshot: Snapshot, kept: Kept, *, is_whole: bool) -> list[str]:
    """In Vietnamese, as all that is kept."""
    at = timezone.localtime(kept.at)
    said = [
        f"Bản lưu số {kept.number}: {kept.purpose}",
        f"{kept.who} lưu lúc {at:%H:%M} ngày {format_date(at.date())}; tính theo {kept.rule}; phần mềm {kept.version}",
        f"SHA-256: {snapshot.digest}",
    ]
    return said if is_whole else [*said, "Nội dung đã bị thay đổi sau khi lưu."]


def _label(kind: str) -> str:
    known = FREEZABLE.get(kind)
    return str(known.label) if known else kind
