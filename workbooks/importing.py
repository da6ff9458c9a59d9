"""From the rows of a file to records: every row checked before anything is written, then one transaction.

A `Plan` is a preview: it says of each row what would happen, and nothing is written yet. A page can show it, a command
prints it. `carry_out` writes it. What the database then still refuses comes back as the fault of a row, like any other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol, Self

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from partytrack import refusals
from workbooks.faults import Fault
from workbooks.opening import Source
from workbooks.reading import Reading, Row, read
from workbooks.sheets import Sheet

BATCH = 2_000  # records written with one statement


class Outcome(Enum):
    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"

    @classmethod
    def of(cls, known: object, changes: Collection[str]) -> Self:
        """Of a good row about the record `known`, None for a new one."""
        if known is None:
            return cls.NEW
        return cls.CHANGED if changes else cls.UNCHANGED


@dataclass(slots=True)
class Planned:
    """One row and what becomes of it. `data` is the importer's own; `changes`: key → (before, after), for a preview."""

    row: Row
    outcome: Outcome
    data: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


class Importer(Protocol):
    """What an app supplies for its kind of sheet."""

    @property
    def sheet(self) -> Sheet: ...

    def check(self, rows: Sequence[Row]) -> list[Planned]:
        """The outcome of each good row. Gets the faulty ones too; objects with `row.fault(…)`; writes nothing."""

    def write(self, planned: Sequence[Planned]) -> None:
        """Writes new and changed rows, in the order of the file, inside a transaction.

        When the database refuses, it is called again with fewer rows to find the one at fault: it must start from
        `data` each time and keep nothing between calls.
        """


@dataclass(slots=True)
class Plan:
    """The outcome of every row, in the order of the file. A row with a fault is refused, whatever was planned."""

    reading: Reading
    planned: list[Planned]

    @property
    def faults(self) -> list[Fault]:
        return self.reading.faults

    @property
    def warnings(self) -> list[Fault]:
        return self.reading.warnings

    @property
    def readable(self) -> bool:
        """The sheet itself was understood: no column is missing or doubled."""
        return not self.reading.sheet_faults

    def of(self, *outcomes: Outcome) -> list[Planned]:
        return [one for one in self.planned if one.outcome in outcomes]


@dataclass(frozen=True, slots=True)
class Result:
    """What was done. Nothing was written unless `written`; the counts then say what would have been."""

    written: bool
    new: int
    changed: int
    unchanged: int
    refused: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


_LOCK = ["workbooks_importing"]


def one_at_a_time(say: Callable[[], object]) -> None:
    """Until this transaction ends no other import checks or writes, so the second of two finds what the first wrote.

    `say` is called before waiting for another, which takes as long as it takes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", _LOCK)
        if cursor.fetchone()[0]:
            return
        say()
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", _LOCK)
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


def prepare(source: Source, importer: Importer) -> Plan:
    """Reads and checks; writes nothing. Raises `UnsafeWorkbook`."""
    return plan_of(read(source, importer.sheet), importer)


def plan_of(reading: Reading, importer: Importer) -> Plan:
    """The plan for rows that were read already, or corrected since."""
    by_row = {one.row.number: one for one in importer.check(reading.rows)} if reading.rows else {}
    planned = []
    for row in reading.rows:
        one = by_row.get(row.number) if row.good else None
        if row.good and one is None:
            raise LookupError(f"{type(importer).__name__} planned nothing for row {row.number}, which has no fault")
        planned.append(one or Planned(row, Outcome.REFUSED))
    return Plan(reading, planned)


def carry_out(
    plan: Plan, importer: Importer, *, good_rows: bool = False, tell: Callable[[int], object] | None = None
) -> Result:
    """Writes the plan in one transaction: all of it or nothing; with `good_rows`, what is good of it.

    With `tell` it is written `BATCH` rows at a time, and `tell` learns how many are done; what it raises undoes them all.
    """
    written = False
    if plan.readable and (good_rows or not plan.faults):
        with transaction.atomic():
            wanted = plan.of(Outcome.NEW, Outcome.CHANGED)
            size = BATCH if tell else len(wanted)
            for start in range(0, len(wanted), max(size, 1)):
                _write(wanted[start : start + size], importer)
                if tell:
                    tell(min(start + size, len(wanted)))
            _refuse_faulty(plan)
            written = good_rows or not plan.faults
            if not written:
                transaction.set_rollback(True)
    return Result(
        written,
        new=len(plan.of(Outcome.NEW)),
        changed=len(plan.of(Outcome.CHANGED)),
        unchanged=len(plan.of(Outcome.UNCHANGED)),
        refused=len(plan.of(Outcome.REFUSED)),
        faults=tuple(plan.faults),
        warnings=tuple(plan.warnings),
    )


def _write(planned: list[Planned], importer: Importer) -> None:
    """Writes in bulk; what the database refuses is halved until the rows at fault are found and left out."""
    if not planned:
        return
    try:
        with transaction.atomic():
            importer.write(planned)
            connection.check_constraints()  # those the database would otherwise look at only at the end
    except (IntegrityError, DataError) as error:
        if len(planned) == 1:
            planned[0].row.fault("", explained(error))
            return
        half = len(planned) // 2
        _write(planned[:half], importer)
        _write(planned[half:], importer)


def explained(error: IntegrityError | DataError) -> str:
    """What the database refused, as a sentence."""
    sentence = refusals.explain(error) if isinstance(error, IntegrityError) else None
    return sentence or _("Cơ sở dữ liệu không nhận hàng này: giá trị trái với một quy tắc của dữ liệu.")


def _refuse_faulty(plan: Plan) -> None:
    for one in plan.planned:
        if not one.row.good:
            one.outcome = Outcome.REFUSED
