"""The life of a batch: read, corrected and decided row by row, written once, undone. Without a word of the domain.

Whoever may do what is settled before; here it is settled when. A change of state is one statement that names the state it
starts from, so of two clicks, two windows or two workers only one gets through, and whoever was killed has done nothing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pghistory
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from psycopg.sql import SQL, Identifier

from partytrack import vietnamese
from workbooks import undoing
from workbooks.cells import shown
from workbooks.faults import UnsafeWorkbook
from workbooks.importing import Outcome, Plan, Planned, carry_out, one_at_a_time, plan_of
from workbooks.models import ImportBatch, ImportRow, RowState, State
from workbooks.pasting import read_pasted
from workbooks.reading import Reading, read
from workbooks.verdicts import (
    RESTING,
    Kind,
    cells_of,
    decoded,
    judge,
    review,
    row_again,
    rows_again,
    state_of,
    undecided,
)

KEPT = timedelta(days=30)  # rows of what is over, and of what nobody finished
LONGEST = 1_000  # characters typed into one cell
SAVED = ("state", "typed", "decision", "told", "noted", "kin", "year")

_TABLE = Identifier(ImportRow._meta.db_table)

Tell = Callable[[str, int, int], object]
"""Learns how far a step is: its name, rows done, rows in all."""


class Stopped(Exception):
    """Somebody stopped it, or did it already: whatever is under way is taken back."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Work that somebody may stop ends quietly."""
    with suppress(Stopped):
        yield


def nobody(_step: str, _done: int, _total: int) -> None:
    """For work that is over before anyone could look."""


def begin(
    owner: Any,
    kind: str,
    source: bytes,
    file_name: str,
    now: datetime,
    beside: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
) -> ImportBatch:
    """Keeps what was sent until it is read, and what was said `beside` it; `file_name` is "" for a pasted block. Old batches
    lose their rows."""
    purge(now)
    return ImportBatch.objects.create(
        owner=owner, kind=kind, source=source, file_name=file_name[-200:], beside=dict(beside or {}), whole=whole
    )


def read_into(batch: ImportBatch, kind: Kind, tell: Tell = nobody) -> None:
    """Reads and checks: the batch is then READY, or REFUSED with what the reader says. Raises `Stopped`."""
    tell("READ", 0, 0)
    try:
        reading = _reading(batch, kind)
    except UnsafeWorkbook as refusal:
        _refuse(batch, [str(refusal)])
        return
    if reading.sheet_faults:
        _refuse(batch, [str(fault) if reading.title else fault.reason for fault in reading.sheet_faults])
        return
    total = len(reading.rows)
    tell("CHECK", 0, total)
    batch.title, batch.columns = reading.title, reading.places
    kept = [ImportRow(batch=batch, number=row.number, cells=cells_of(row)) for row in reading.rows]
    review(batch, kind, kept, reading.rows)
    tell("CHECK", total, total)
    with transaction.atomic():
        _store(kept)
        _advance(
            batch,
            State.RECEIVED,
            State.READY,
            source=None,
            title=reading.title[:200],
            columns=reading.places,
            headers=sorted(reading.headers.items()),
            headline=asdict(reading.headline) if reading.headline else {},
            remarks=[[fault.cell, fault.value, fault.reason] for fault in reading.sheet_warnings],
            step="",
            total=total,
        )


_COLUMNS = ("batch_id", "number", "state", "cells", "typed", "decision", "told", "noted", "kin", "year")


def _store(rows: list[ImportRow]) -> None:
    """By COPY: ten times as quick as statements with a million parameters."""
    with (
        connection.cursor() as cursor,
        cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(_TABLE, SQL(", ").join(map(Identifier, _COLUMNS)))) as copy,
    ):
        for row in rows:
            values = (getattr(row, column) for column in _COLUMNS)
            copy.write_row([json.dumps(value) if isinstance(value, dict) else value for value in values])


def _reading(batch: ImportBatch, kind: Kind) -> Reading:
    source = bytes(batch.source or b"")
    if batch.file_name:
        return read(source, kind.sheet)
    return read_pasted(source.decode(), kind.sheet)


def _refuse(batch: ImportBatch, sentences: list[str]) -> None:
    _advance(batch, State.RECEIVED, State.REFUSED, source=None, refusal=sentences[:20])


def _advance(batch: ImportBatch, start: State, end: State, **fields: Any) -> None:
    """From one state to another, once. Raises `Stopped` when the batch is no longer where it was."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=start).update(state=end, **fields):
        raise Stopped
    batch.state = end
    for name, value in fields.items():
        setattr(batch, name, value)


def change(
    batch: ImportBatch,
    kind: Kind,
    typed: Mapping[int, Mapping[str, str]] | None = None,
    decisions: Mapping[int, str] | None = None,
) -> None:
    """Types over cells, decides about rows, and checks those rows and their namesakes again. Raises `Stopped`.

    A decision: "drop" and "restore" for any row; of one with twins "skip", "add", "record <Mã bản ghi>" to correct that
    record, "row <number>" to take this row and leave the other, "" to be asked again. Others are ignored.
    """
    typed, decisions = typed or {}, decisions or {}
    with transaction.atomic():
        if not ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=State.READY).exists():
            raise Stopped
        others = {int(one[4:]) for one in decisions.values() if one.startswith("row ") and one[4:].isdecimal()}
        rows = {row.number: row for row in batch.rows.filter(number__in={*typed, *decisions, *others})}
        marks = {mark for row in rows.values() for mark in row.kin}
        for number, texts in typed.items():
            if number in rows:
                _type(rows[number], texts, kind)
        for number, decision in decisions.items():
            if number in rows:
                _decide(rows, number, decision)
        marks |= {mark for row in rows.values() for mark in kind.kin(row_again(row, batch, kind.sheet))}
        near = batch.rows.filter(kin__overlap=sorted(marks)).exclude(number__in=rows)
        together = sorted([*rows.values(), *near], key=lambda row: row.number)
        review(batch, kind, [row for row in together if row.state not in RESTING])
        ImportRow.objects.bulk_update(together, SAVED)


def say(batch: ImportBatch, kind: Kind, beside: Mapping[str, Any], *, whole: bool) -> None:
    """Keeps what is said beside the rows, and checks them all again where that changed. Raises `Stopped`."""
    changed = batch.beside != beside
    with transaction.atomic():
        _advance(batch, State.READY, State.READY, beside=dict(beside), whole=whole)
        if changed:
            rows = list(batch.rows.exclude(state__in=RESTING).order_by("number"))
            review(batch, kind, rows)
            ImportRow.objects.bulk_update(rows, SAVED)


def _type(row: ImportRow, texts: Mapping[str, str], kind: Kind) -> None:
    """What was typed back as it stood is no correction."""
    for column in kind.sheet:
        if column.key in texts:
            text = vietnamese.nfc(texts[column.key][:LONGEST])
            before = vietnamese.nfc(shown(decoded(row.cells.get(column.key))))
            if text != row.typed.get(column.key, before):
                row.typed[column.key] = text
                row.decision = ""
            if text == before:
                row.typed.pop(column.key, None)


def _decide(rows: dict[int, ImportRow], number: int, decision: str) -> None:
    row = rows[number]
    twins = row.told.get("twins", [])
    offered = {"", "skip", *(twin["decision"] for twin in twins)} if twins else set()
    if twins and not any(twin["blocks"] for twin in twins):
        offered.add("add")
    if decision == "drop":
        row.state = RowState.DROPPED
    elif decision == "restore" and row.state in RESTING:
        row.state, row.decision = RowState.BAD, ""  # until it is checked
    elif decision not in offered:
        return
    elif decision == "skip":
        row.state, row.decision = RowState.SKIPPED, decision
    elif decision.startswith("row "):
        other = rows.get(int(decision[4:]))
        if other:
            other.state, other.decision = RowState.SKIPPED, ""
        row.state, row.decision = RowState.TWIN, ""
    else:
        row.state, row.decision = RowState.TWIN, decision


def counts(batch: ImportBatch, year: int) -> dict[str, int]:
    """Rows by state; "NOTED" those good ones of which something is remarked, "COUNTING" new ones of that year."""
    if batch.counts or batch.state not in (State.READY, State.WRITING):
        return {**dict.fromkeys((*RowState.values, "NOTED", "COUNTING"), 0), **batch.counts}
    by_state = {one: Count("pk", filter=Q(state=one)) for one in RowState.values}
    found: dict[str, int] = batch.rows.aggregate(
        **by_state, NOTED=Count("pk", filter=Q(noted=True)), COUNTING=Count("pk", filter=Q(year=year))
    )
    return found


def start_writing(batch: ImportBatch) -> None:
    """Raises `Stopped` when it has begun already, or the batch is over."""
    _advance(batch, State.READY, State.WRITING, step="WRITE", done=0)


def write(batch: ImportBatch, kind: Kind, now: datetime, tell: Tell = nobody) -> None:
    """Checks all rows again and writes the good ones, all or nothing. What became faulty since joins the rest; of a `whole`
    batch nothing is written then, and it can be corrected again.

    Raises `Stopped`: then nothing was written.
    """
    said = {"import": batch.uid, "file": batch.file_name}
    with transaction.atomic(), pghistory.context(**said) as context:
        one_at_a_time(lambda: tell("WAIT", 0, 0))
        if not ImportBatch.objects.filter(pk=batch.pk, state=State.WRITING).exists():
            raise Stopped
        kept = list(batch.rows.exclude(state__in=RESTING).defer("kin").order_by("number"))
        tell("CHECK", 0, len(kept))
        importer = kind.importer()
        rows = rows_again(kept, batch, kind.sheet)
        plan = plan_of(Reading(kind.sheet, batch.title, rows=rows), importer)
        for one in plan.planned:
            if undecided(one.row):
                one.outcome = Outcome.REFUSED
        total = len(plan.of(Outcome.NEW, Outcome.CHANGED))
        tell("WRITE", 0, total)
        result = carry_out(plan, importer, good_rows=not batch.whole, tell=lambda done: tell("WRITE", done, total))
        _judge_again(kept, plan, kind)
        if not result.written:
            _advance(batch, State.WRITING, State.READY, step="")
            return
        written = plan.of(Outcome.NEW, Outcome.CHANGED)
        _advance(
            batch,
            State.WRITING,
            State.WRITTEN,
            counts=_result(batch, plan),
            context=context.id,
            touched=sorted({pk for one in written for pk in kind.seen(one).touched}),
            ended_at=now,
            step="",
            done=total,
        )


def _judge_again(kept: list[ImportRow], plan: Plan, kind: Kind) -> None:
    """Keeps what changed since the preview."""
    changed = []
    for row, planned in zip(kept, plan.planned, strict=True):
        if row.state != state_of(planned):
            judge(row, planned, kind)
            changed.append(row)
    ImportRow.objects.bulk_update(changed, SAVED, batch_size=500)


def _result(batch: ImportBatch, plan: Plan) -> dict[str, int]:
    found = dict(batch.rows.values_list("state").annotate(n=Count("pk")).order_by())
    return {**found, "NOTED": sum(bool(one.row.warnings) for one in plan.planned if _written(one))}


def _written(planned: Planned) -> bool:
    return planned.outcome in (Outcome.NEW, Outcome.CHANGED)


def stop(batch: ImportBatch, now: datetime) -> None:
    """What is being written is taken back and can still be corrected; what is not written yet is thrown away."""
    if batch.state == State.WRITING:
        _advance(batch, State.WRITING, State.READY, step="")
        return
    with transaction.atomic():
        _advance(batch, State(batch.state), State.CANCELLED, source=None, ended_at=now)
        batch.rows.all().delete()


def take_back(batch: ImportBatch, kind: Kind, by: Any, now: datetime) -> None:
    """Undoes all that the batch wrote, or nothing: raises `undoing.CannotUndo`, which tells what builds on it, or `Stopped`."""
    if batch.context is None:
        raise Stopped
    with transaction.atomic(), pghistory.context(undo=batch.uid):
        _advance(batch, State.WRITTEN, State.UNDONE, undone_by=by, undone_at=now)
        undoing.undo(batch.context, kind.models)


def purge(now: datetime) -> None:
    """Rows are kept for `KEPT` after a batch is over; so long one may also leave it unfinished."""
    unfinished = (State.RECEIVED, State.READY, State.REFUSED)
    ImportBatch.objects.filter(state__in=unfinished, began_at__lt=now - KEPT).update(
        state=State.EXPIRED, source=None, ended_at=now
    )
    over = Q(batch__state=State.EXPIRED) | Q(batch__ended_at__lt=now - KEPT)
    ImportRow.objects.filter(over).delete()


class Progress:
    """Tells how far a batch is through a connection of its own, so that it is seen while the work's transaction is open."""

    STATES: ClassVar[tuple[State, ...]] = (State.RECEIVED, State.WRITING)

    def __init__(self, batch: ImportBatch, side: Any) -> None:
        self._batch, self._side = batch, side

    def __call__(self, step: str, done: int, total: int) -> None:
        """Raises `Stopped` when the batch is not where this work found it."""
        with self._side.cursor() as cursor:
            cursor.execute(
                "UPDATE workbooks_importbatch SET step = %s, done = %s, total = %s WHERE id = %s AND state = %s",
                [step, done, total, self._batch.pk, self._batch.state],
            )
            if not cursor.rowcount:
                raise Stopped


@contextmanager
def progress(batch: ImportBatch) -> Iterator[Progress]:
    with closing(connection.copy()) as side:
        yield Progress(batch, side)


def rest(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows that are not written and not thrown away either."""
    return batch.rows.filter(state__in=ImportRow.LEFT).order_by("number")
