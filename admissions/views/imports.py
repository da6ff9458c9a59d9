"""A workbook or a pasted block on its way in: sent, looked at, corrected, written, and undone while nothing builds on it."""

from http import HTTPStatus
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from admissions import tasks
from admissions.importing.kinds import NAMES, SheetKind, kinds
from admissions.uploads import KindForm
from partytrack import clock
from units import receiving, scope
from units.models import Unit
from units.previewing import BatchPages
from units.receiving import Later
from units.scope import Action, scoped
from workbooks.models import BatchQuerySet, ImportBatch


class Pages(BatchPages):
    room: ClassVar[str] = "admissions"

    @property
    def among(self) -> BatchQuerySet:
        return ImportBatch.objects.filter(kind__in=NAMES)

    @property
    def write_later(self) -> Later:
        return tasks.write_batch.defer

    def kind_of(self, batch: ImportBatch) -> SheetKind:
        return tasks.kind_of(batch)


def _pages(request: HttpRequest, unit: Unit) -> Pages:
    return Pages(request, unit, reverse("admissions:import"))


@scoped(Action.RECORD, "GET", "HEAD", "POST")
def begin(request: HttpRequest, unit: Unit) -> HttpResponse:
    known = kinds(clock.today(), scope.allowed(Unit.objects.all(), request.user, Action.RECORD))
    form = KindForm(known, request.POST or None, request.FILES or None)
    sent = request.method == "POST"
    if sent and form.is_valid():
        kind = known[form.cleaned_data["kind"]]
        batch = receiving.receive(form, kind, request.user, tasks.read_batch.defer)
        if batch:
            return redirect("admissions:batch", batch.uid)
    pages = _pages(request, unit)
    own, others = pages.among.of(request.user).defer("source")[:20], receiving.others_written(pages.among, request.user)
    shown = {"unit": unit, "form": form, "own": own, "others": others, "start": pages.start}
    return render(request, "admissions/import.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY if sent else None)


@scoped(Action.RECORD, "GET", "HEAD", "POST")
def batch(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    return _pages(request, unit).batch(uid)


@scoped(Action.RECORD, "POST")
def row(request: HttpRequest, unit: Unit, uid: str, number: int) -> HttpResponse:
    return _pages(request, unit).row(uid, number)


@scoped(Action.RECORD)
def progress(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    return _pages(request, unit).progress(uid)


@scoped(Action.RECORD)
def rest(request: HttpRequest, unit: Unit, uid: str) -> HttpResponse:
    return _pages(request, unit).rest(uid)
