"""A list of targets on its way in: sent with its paper, looked at, corrected, asked about, and issued as a decision."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from partytrack import clock
from partytrack.vietnamese import format_date
from targets import tasks
from targets.asking import Asked, asked_of
from targets.kind import TargetKind, batches_of, beside, paper_of
from targets.tabs import tabs
from targets.uploads import IssueForm, SendForm
from targets.views.years import given_for
from units import receiving
from units.crumbs import crumbs
from units.models import Unit
from units.previewing import BatchPages
from units.question import asked
from units.receiving import Later
from units.scope import Action, scoped
from workbooks import batches
from workbooks.headlines import Headline
from workbooks.models import BatchQuerySet, ImportBatch, RowState, State
from workbooks.verdicts import rows_again


@dataclass(frozen=True)
class Pages(BatchPages):
    year: int

    room: ClassVar[str] = "targets"
    undoable: ClassVar[bool] = False

    @property
    def among(self) -> BatchQuerySet:
        return batches_of(self.unit, self.year)

    @property
    def write_later(self) -> Later:
        return tasks.write_batch.defer

    def kind_of(self, batch: ImportBatch) -> TargetKind:
        return tasks.kind_of(batch)

    def take(self, batch: ImportBatch) -> dict[str, Any]:
        """The paper and the answers, where the form that was sent has them."""
        if "number" not in self.request.POST:
            return {}
        form = IssueForm(self.request.POST)
        if form.is_valid():
            said = beside(self.unit, self.year, form.cleaned_data) | {"items": form.cleaned_data["items"]}
            _object(form, said)
            if not form.errors:
                batches.say(batch, self.kind_of(batch), said, whole=not form.cleaned_data["partial"])
        return {"form": form} if form.errors else {}

    def objected(self, batch: ImportBatch) -> dict[str, Any]:
        form = IssueForm(self.request.POST if "number" in self.request.POST else _initial(batch))
        if form.is_valid():
            form.ask(self._asked(batch))
        return {"form": form} if form.errors else {}

    def _asked(self, batch: ImportBatch) -> Asked:
        kind = self.kind_of(batch)
        kept = batch.rows.exclude(state=RowState.DROPPED).order_by("number")
        headline = Headline(**batch.headline) if batch.headline else None
        return asked_of(rows_again(kept, batch, kind.sheet), headline, kind.importer())

    def beside(self, batch: ImportBatch) -> dict[str, Any]:
        paper = paper_of(batch.beside)
        page: dict[str, Any] = {"paper": paper}
        if batch.state == State.READY and batch.owner_id == self.request.user.pk:
            shown = self.request.POST if "number" in self.request.POST else _initial(batch)
            form = IssueForm(initial={name: shown.get(name) for name in IssueForm.base_fields})
            page |= {"form": form, "asked": self._asked(batch)}
            page |= {"beside": "targets/_import_paper.html", "news": "targets/_import_sums.html"}
        if batch.state == State.WRITTEN:
            page["decision"] = paper.kept()
        return page


def _initial(batch: ImportBatch) -> dict[str, Any]:
    paper = paper_of(batch.beside)
    days = {
        name: format_date(day) if (day := getattr(paper, name)) else ""
        for name in ("issued_on", "effective_on", "due_on")
    }
    return {**batch.beside, **days, "partial": not batch.whole}


def _object(form: SendForm | IssueForm, said: dict[str, Any]) -> None:
    for field, reason in paper_of(said).faults(clock.today()):
        form.add_error(field, reason)


def _pages(request: HttpRequest, unit: Unit, year: int) -> Pages:
    given_for(year, clock.today())
    return Pages(request, unit, reverse("targets:import", args=[unit.code, year]), year)


@scoped(Action.GOVERN, "GET", "HEAD", "POST")
def begin(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    pages = _pages(request, unit, year)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (batch := _received(pages, form)):
        return redirect("targets:batch", unit.code, year, batch.uid)
    shown = {
        "unit": unit,
        "year": year,
        "form": form,
        "own": pages.among.of(request.user).defer("source")[:20],
        "start": pages.start,
        "line": crumbs(request.user, unit, asked({}, clock.today())),
        "tabs": tabs(request.user, unit, year, "targets:import"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else None
    return render(request, "targets/import.html", shown, status=status)


def _received(pages: Pages, form: SendForm) -> ImportBatch | None:
    """None with an error on the form."""
    if not form.is_valid():
        return None
    said = beside(pages.unit, pages.year, form.cleaned_data)
    _object(form, said)
    if form.errors:
        return None
    user = pages.request.user
    kind = tasks.kind_for(paper_of(said), user)
    return receiving.receive(form, kind, user, tasks.read_batch.defer, said, whole=True)


@scoped(Action.GOVERN, "GET", "HEAD", "POST")
def batch(request: HttpRequest, unit: Unit, year: int, uid: str) -> HttpResponse:
    return _pages(request, unit, year).batch(uid)


@scoped(Action.GOVERN, "POST")
def row(request: HttpRequest, unit: Unit, year: int, uid: str, number: int) -> HttpResponse:
    return _pages(request, unit, year).row(uid, number)


@scoped(Action.GOVERN)
def progress(request: HttpRequest, unit: Unit, year: int, uid: str) -> HttpResponse:
    return _pages(request, unit, year).progress(uid)


@scoped(Action.GOVERN)
def rest(request: HttpRequest, unit: Unit, year: int, uid: str) -> HttpResponse:
    return _pages(request, unit, year).rest(uid)
