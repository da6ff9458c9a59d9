"""A workbook or a pasted block on its way in: sent, looked at, corrected, written, and undone while nothing builds on it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from admissions import receiving, tasks
from admissions.importing.kinds import SheetKind, kinds
from admissions.receiving import Posted
from admissions.uploads import UploadForm
from partytrack import clock
from partytrack.worker import worker_is_alive
from units import scope
from units.models import Unit
from units.scope import Action, scoped
from workbooks import batches, preview
from workbooks.leftovers import leftovers
from workbooks.models import ImportBatch, State
from workbooks.undoing import CannotUndo
from workbooks.writing import workbook_response


@scoped(Action.RECORD, "GET", "HEAD", "POST")
def begin(request: HttpRequest, unit: Unit) -> HttpResponse:
    known = kinds(clock.today(), scope.allowed(Unit.objects.all(), request.user, Action.RECORD))
    form = UploadForm(known, request.POST or None, request.FILES or None)
    sent = request.method == "POST"
    if sent and form.is_valid():
        batch = receiving.receive(form, known[form.cleaned_data["kind"]], request.user)
        if batch:
            return redirect("admissions:batch", batch.uid)
    own = ImportBatch.objects.of(request.user).defer("source")[:20]
    shown = {"unit": unit, "form": form, "own": own, "others": receiving.others_written(request.user)}
    return render(request, "admissions/import.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY if sent else None)


@scoped(Action.RECORD, "GET", "HEAD", "POST")
def batch(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    seen = receiving.batch_to_see(request.user, uid)
    if request.method != "POST":
        return render(request, "admissions/import_batch.html", _page(request, unit, seen))
    said = Posted.of(request.POST)
    try:
        _act(request, seen, said)
    except batches.Stopped:
        messages.info(request, _("Lần nhập này đã sang bước khác; trang cho thấy tình trạng hiện nay."))
    except CannotUndo as refusal:
        page = _page(request, unit, receiving.batch_to_see(request.user, uid)) | {"refusal": refusal}
        return render(request, "admissions/import_batch.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("admissions:import" if said.do == "cancel" else request.get_full_path())


def _act(request: HttpRequest, batch: ImportBatch, said: Posted) -> None:
    """Only undoing is open to others than the owner."""
    if said.do == "undo":
        receiving.take_back(request.user, batch, tasks.kind_of(batch))
        return
    own = receiving.own_batch(request.user, batch.uid)
    if said.do in ("cancel", "stop"):
        batches.stop(own, timezone.now())
        return
    receiving.correct(own, tasks.kind_of(own), said)
    if said.do == "write":
        receiving.have_written(own, tasks.kind_of(own))


def _page(request: HttpRequest, unit: Unit, batch: ImportBatch) -> dict[str, Any]:
    """What the page shows of the batch where it stands."""
    kind = tasks.kind_of(batch)
    own = batch.owner_id == request.user.pk
    page: dict[str, Any] = {"unit": unit, "batch": batch, "kind": kind, "own": own, "year": kind.today.year}
    page["counts"] = receiving.counted(batch, kind)
    page["alive"] = worker_is_alive()
    page["may_undo"] = receiving.may_take_back(request.user, batch)
    if not own or batch.state != State.READY:
        return page
    page["matched"] = preview.matched_columns(batch, kind.sheet)
    return page | _sections(request, batch, kind)


def _sections(request: HttpRequest, batch: ImportBatch, kind: SheetKind) -> dict[str, Any]:
    """One filter alone, one row alone, or what is wrong, what is there twice, and the first good rows."""
    which, number = request.GET.get("show", ""), request.GET.get("page", "1")
    edited = request.GET.get("edit", "")
    if edited.isdecimal() and len(edited) < 8:
        row = get_object_or_404(batch.rows, number=int(edited))
        return {"whole": preview.whole_row(row, kind.sheet)}
    if which in preview.FILTERS:
        return {"show": which, "some": preview.some_rows(batch, kind, kind.understood, which, number, preview.PAGE)}
    return {
        "bad": preview.bad_rows(batch, kind, kind.main, request.GET.get("bad", "1")),
        "twins": preview.twin_rows(
            batch, kind, kind.main, request.POST.get("twins_page") or request.GET.get("twins", "1")
        ),
        "some": preview.some_rows(batch, kind, kind.understood, "good", "1", preview.FIRST),
    }


@scoped(Action.RECORD, "POST")
def row(request: HttpRequest, unit: Unit, uid: str, number: int) -> HttpResponse:
    """One row, corrected and checked again at once: the row, and all that the page counts."""
    batch = receiving.own_batch(request.user, uid)
    kind = tasks.kind_of(batch)
    said = Posted.of(request.POST)
    said.typed = {number: said.typed[number]} if number in said.typed else {}
    said.decisions = {number: said.decisions[number]} if number in said.decisions else {}
    try:
        receiving.correct(batch, kind, said)
    except batches.Stopped:
        return HttpResponse(headers={"HX-Refresh": "true"})
    kept = get_object_or_404(batch.rows, number=number)
    columns = list(filter(None, request.POST.get("columns", "").split(",")))
    page = _page(request, unit, batch) | {
        "row": preview.one_row(kept, kind.sheet, columns),
        "in_bad": bool(columns),
        "row_here": str(number) in request.POST.getlist("rows"),
    }
    return render(request, "admissions/_import_answer.html", page)


@scoped(Action.RECORD)
def progress(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    """How far the worker is; the page itself once there is more to see."""
    batch = receiving.own_batch(request.user, uid)
    if batch.state not in (State.RECEIVED, State.WRITING):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "admissions/_import_progress.html", {"batch": batch, "alive": worker_is_alive()})


@scoped(Action.RECORD)
def rest(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    """What is left over, to correct in Excel and send again."""
    batch = receiving.own_batch(request.user, uid)
    kind = tasks.kind_of(batch)
    book = leftovers(batch, kind.sheet, batches.rest(batch))
    return workbook_response(_("Cần sửa") + f" {batch.file_name or kind.label}", book.to_bytes())
