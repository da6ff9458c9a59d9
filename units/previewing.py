"""The pages of a batch, whichever room takes it in: looked at, corrected row by row, written, and undone where that can be.

A room says which batches are its own, whose kinds they are, and what stands on the page beside the rows.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from partytrack.worker import worker_is_alive
from units import receiving
from units.models import Unit
from units.receiving import Later, Posted
from workbooks import batches, preview
from workbooks.leftovers import leftovers
from workbooks.models import BatchQuerySet, ImportBatch, State
from workbooks.preview import ShownKind
from workbooks.undoing import CannotUndo
from workbooks.writing import workbook_response


@dataclass(frozen=True)
class BatchPages(ABC):
    """`start`: the address where a file is sent; each batch lies below it. `room`: the folder of the room's own templates,
    of which `_import_go.html` is the button that writes and `_import_done.html` what to do after."""

    request: HttpRequest
    unit: Unit
    start: str

    room: ClassVar[str]
    undoable: ClassVar[bool] = True

    @property
    @abstractmethod
    def among(self) -> BatchQuerySet:
        """The batches that these pages are about, whoever began them."""

    @property
    @abstractmethod
    def write_later(self) -> Later: ...

    @abstractmethod
    def kind_of(self, batch: ImportBatch) -> ShownKind: ...

    def take(self, batch: ImportBatch) -> dict[str, Any]:
        """Keeps what was sent beside the rows; what stands against it, for the page."""
        return {}

    def objected(self, batch: ImportBatch) -> dict[str, Any]:
        """What the page shows of why nothing can be written yet; nothing when it can."""
        return {}

    def beside(self, batch: ImportBatch) -> dict[str, Any]:
        """What the page shows beside the rows of a batch."""
        return {}

    def batch(self, uid: str) -> HttpResponse:
        seen = receiving.batch_to_see(self.among, self.request.user, uid)
        if self.request.method != "POST":
            return render(self.request, "imports/batch.html", self._page(seen))
        said = Posted.of(self.request.POST)
        try:
            against = self._act(seen, said)
        except batches.Stopped:
            messages.info(self.request, _("Lần nhập này đã sang bước khác; trang cho thấy tình trạng hiện nay."))
            against = {}
        except CannotUndo as refusal:
            against = {"refusal": refusal}
        if against:
            page = self._page(receiving.batch_to_see(self.among, self.request.user, uid)) | against
            return render(self.request, "imports/batch.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return redirect(self.start if said.do == "cancel" else self.request.get_full_path())

    def _act(self, batch: ImportBatch, said: Posted) -> dict[str, Any]:
        """Only undoing is open to others than the owner. What stands against it, for the page."""
        if said.do == "undo":
            if not self.undoable:
                raise batches.Stopped
            receiving.take_back(self.request.user, batch, self.kind_of(batch))
            return {}
        own = receiving.own_batch(self.among, self.request.user, batch.uid)
        if said.do in ("cancel", "stop"):
            batches.stop(own, timezone.now())
            return {}
        against = self.take(own)
        receiving.correct(own, self.kind_of(own), said)
        if said.do != "write":
            return against
        against = against or self.objected(own)
        if not against:
            receiving.have_written(own, self.kind_of(own), self.write_later)
        if not against and own.state == State.READY:
            messages.warning(self.request, _("Chưa ghi gì: từ khi xem trước có dòng đã thành sai; xem các dòng lỗi."))
        return against

    def row(self, uid: str, number: int) -> HttpResponse:
        """One row, corrected and checked again at once: the row, and all that the page counts."""
        batch = receiving.own_batch(self.among, self.request.user, uid)
        kind = self.kind_of(batch)
        said = Posted.of(self.request.POST)
        said.typed = {number: said.typed[number]} if number in said.typed else {}
        said.decisions = {number: said.decisions[number]} if number in said.decisions else {}
        try:
            receiving.correct(batch, kind, said)
        except batches.Stopped:
            return HttpResponse(headers={"HX-Refresh": "true"})
        kept = get_object_or_404(batch.rows, number=number)
        columns = list(filter(None, self.request.POST.get("columns", "").split(",")))
        page = self._page(batch) | {
            "row": preview.one_row(kept, kind.sheet, columns),
            "in_bad": bool(columns),
            "row_here": str(number) in self.request.POST.getlist("rows"),
        }
        return render(self.request, "imports/_answer.html", page)

    def progress(self, uid: str) -> HttpResponse:
        """How far the worker is; the page itself once there is more to see."""
        batch = receiving.own_batch(self.among, self.request.user, uid)
        if batch.state not in (State.RECEIVED, State.WRITING):
            return HttpResponse(headers={"HX-Refresh": "true"})
        shown = {"batch": batch, "alive": worker_is_alive(), "here": self._address(batch)}
        return render(self.request, "imports/_progress.html", shown)

    def rest(self, uid: str) -> HttpResponse:
        """What is left over, to correct in Excel and send again."""
        batch = receiving.own_batch(self.among, self.request.user, uid)
        kind = self.kind_of(batch)
        book = leftovers(batch, kind.sheet, batches.rest(batch))
        return workbook_response(_("Cần sửa") + f" {batch.file_name or kind.label}", book.to_bytes())

    def _address(self, batch: ImportBatch) -> str:
        return f"{self.start}{batch.uid}/"

    def _page(self, batch: ImportBatch) -> dict[str, Any]:
        """What the page shows of the batch where it stands."""
        kind = self.kind_of(batch)
        own = batch.owner_id == self.request.user.pk
        page: dict[str, Any] = {"unit": self.unit, "batch": batch, "kind": kind, "own": own, "year": kind.today.year}
        page |= {"start": self.start, "here": self._address(batch), "undoable": self.undoable}
        page |= {"go": f"{self.room}/_import_go.html", "done": f"{self.room}/_import_done.html"}
        page["counts"] = receiving.counted(batch, kind)
        page["alive"] = worker_is_alive()
        page["may_undo"] = self.undoable and receiving.may_take_back(self.request.user, batch)
        page |= self.beside(batch)
        if not own or batch.state != State.READY:
            return page
        page["matched"] = preview.matched_columns(batch, kind.sheet)
        return page | self._sections(batch, kind)

    def _sections(self, batch: ImportBatch, kind: ShownKind) -> dict[str, Any]:
        """One filter alone, one row alone, or what is wrong, what is there twice, and the first good rows."""
        asked, posted = self.request.GET, self.request.POST
        which, number, edited = asked.get("show", ""), asked.get("page", "1"), asked.get("edit", "")
        if edited.isdecimal() and len(edited) < 8:
            row = get_object_or_404(batch.rows, number=int(edited))
            return {"whole": preview.whole_row(row, kind.sheet)}
        if which in preview.FILTERS:
            return {"show": which, "some": preview.some_rows(batch, kind, kind.understood, which, number, preview.PAGE)}
        twins = posted.get("twins_page") or asked.get("twins", "1")
        return {
            "bad": preview.bad_rows(batch, kind, kind.main, asked.get("bad", "1")),
            "twins": preview.twin_rows(batch, kind, kind.main, twins),
            "some": preview.some_rows(batch, kind, kind.understood, "good", "1", preview.FIRST),
        }
