"""What somebody does with a batch: sends it, corrects it, has it written or undone; and which of it takes the worker."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from units import scope
from units.finding import taken
from units.models import Unit
from units.scope import Action, Person
from workbooks import batches
from workbooks.models import BatchQuerySet, ImportBatch, RowState, State
from workbooks.preview import ShownKind
from workbooks.uploads import UploadForm
from workbooks.verdicts import Kind

AT_ONCE = 150_000  # bytes; a larger file takes longer than two seconds to read
AT_ONCE_ROWS = 1_000
RECENT = timedelta(days=30)
Later = Callable[..., object]
"""`defer` of the task of a room that does the same in the worker: takes `pk` and `language`."""

_FIELD = re.compile(r"([cd])-([1-9][0-9]{0,6})(?:-([a-z_]+))?")


@dataclass(slots=True)
class Posted:
    """What a form of the page says: cells typed over, decisions by row, and the button that sent it."""

    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    decisions: dict[int, str] = field(default_factory=dict)
    do: str = ""
    for_all: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> "Posted":
        """A button may itself type ("take 17 cell TAN-05 (Tổ dân phố 5)") or decide ("drop 17")."""
        found = cls()
        for name, text in given.items():
            match = _FIELD.fullmatch(name)
            if match and match[1] == "c" and match[3]:
                found.typed.setdefault(int(match[2]), {})[match[3]] = str(text)
            elif match and match[1] == "d" and not match[3]:
                found.decisions[int(match[2])] = str(text)
        found.do, _space, about = given.get("do", "").partition(" ")
        found.for_all = given.get("all", "")
        found._press(about)
        return found

    def _press(self, about: str) -> None:
        row, _space, rest = about.partition(" ")
        if not row.isdecimal() or len(row) > 7:
            return
        if self.do in ("drop", "restore"):
            self.decisions[int(row)] = self.do
        elif self.do == "take":
            key, _space, suggestion = rest.partition(" ")
            self.typed.setdefault(int(row), {}).update(taken(key, suggestion))


def receive(
    form: UploadForm,
    kind: ShownKind,
    user: Person,
    read_later: Later,
    beside: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
) -> ImportBatch | None:
    """Begins a batch: read at once, or by the worker where that takes long. None with an error on the form."""
    with transaction.atomic():
        batch = batches.begin(user, kind.name, form.source, form.file_name, timezone.now(), beside, whole=whole)
        if len(form.source) > AT_ONCE:
            read_later(pk=batch.pk, language=get_language())
            return batch
        batches.read_into(batch, kind)
        if batch.state == State.REFUSED:
            batch.delete()
            form.add_error("file" if batch.file_name else "pasted", batch.refusal)
            return None
    return batch


def own_batch(among: BatchQuerySet, user: Person, uid: str) -> ImportBatch:
    """Somebody's own batch, and nobody else's. Raises `Http404`."""
    batch = among.defer("source").filter(uid=uid, owner_id=user.pk).first()
    if batch is None:
        raise Http404
    return batch


def batch_to_see(among: BatchQuerySet, user: Person, uid: str) -> ImportBatch:
    """One's own; of somebody else's what is written, if one governs all that it touched. Raises `Http404`."""
    batch = among.defer("source").select_related("owner", "undone_by").filter(uid=uid).first()
    if batch is None or (batch.owner_id != user.pk and not _governs(user, batch)):
        raise Http404
    return batch


def may_take_back(user: Person, batch: ImportBatch) -> bool:
    """The owner where he still may record all that it touched; others where they govern it."""
    if batch.state != State.WRITTEN or batch.context is None:
        return False
    if batch.owner_id == user.pk:
        return _covers(user, Action.RECORD, batch.touched)
    return _governs(user, batch)


def _governs(user: Person, batch: ImportBatch) -> bool:
    over = batch.state in (State.WRITTEN, State.UNDONE)
    return over and bool(batch.touched) and _covers(user, Action.GOVERN, batch.touched)


def _covers(user: Person, action: Action, units: Iterable[int]) -> bool:
    asked = set(units)
    return scope.allowed(Unit.objects.filter(pk__in=asked), user, action).count() == len(asked)


def others_written(among: BatchQuerySet, user: Person) -> list[ImportBatch]:
    """What others wrote of late in units that one governs: a handful of queries."""
    written = among.filter(state=State.WRITTEN, ended_at__gt=timezone.now() - RECENT).exclude(owner_id=user.pk)
    recent = list(written.defer("source").select_related("owner").order_by("-pk")[:200])
    touched = {pk for batch in recent for pk in batch.touched}
    governed = set(scope.allowed(Unit.objects.filter(pk__in=touched), user, Action.GOVERN).values_list("pk", flat=True))
    return [batch for batch in recent if batch.touched and governed.issuperset(batch.touched)][:20]


def correct(batch: ImportBatch, kind: Kind, said: Posted) -> None:
    """Takes what was typed and decided, whichever button sent it. Raises `batches.Stopped`."""
    decisions = dict(said.decisions)
    if said.do == "all":
        decisions = _for_all(batch, said.for_all)
    current = dict(batch.rows.filter(number__in=decisions).values_list("number", "decision"))
    news = {row: decision for row, decision in decisions.items() if current.get(row) != decision}
    if said.typed or news:
        batches.change(batch, kind, said.typed, news)


def _for_all(batch: ImportBatch, choice: str) -> dict[int, str]:
    """One decision for every row that waits for one."""
    found: dict[int, str] = {}
    for row in batch.rows.filter(state=RowState.TWIN):
        twins = row.told.get("twins", [])
        found[row.number] = twins[0]["decision"] if choice == "overwrite" and twins else choice
    return found


def have_written(batch: ImportBatch, kind: Kind, write_later: Later) -> None:
    """Writes the good rows; many of them in the worker. Raises `batches.Stopped` when that was done already."""
    with transaction.atomic():
        batches.start_writing(batch)
        if batch.total > AT_ONCE_ROWS:
            write_later(pk=batch.pk, language=get_language())
        else:
            batches.write(batch, kind, timezone.now())


def take_back(user: Person, batch: ImportBatch, kind: Kind) -> None:
    """Raises `undoing.CannotUndo` with what builds on it, `batches.Stopped` where it may not or need not be undone."""
    if not may_take_back(user, batch):
        raise batches.Stopped
    batches.take_back(batch, kind, user, timezone.now())


def counted(batch: ImportBatch, kind: ShownKind) -> dict[str, int]:
    """What `batches.counts` counts, and its sums as the page says them."""
    found = batches.counts(batch, kind.today.year)
    writable = found["NEW"] + found["CHANGED"]
    good = writable + found["UNCHANGED"]
    return found | {
        "writable": writable,
        "good": good,
        "left": found["BAD"] + found["TWIN"],
        "to_twins": good + found["BAD"],
        "out": found["DROPPED"] + found["SKIPPED"],
    }
