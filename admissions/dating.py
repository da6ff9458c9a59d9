"""The dates that come after the decision, for many people of one decision at once: received, ceremony, full member."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from admissions.entering import Clerk
from admissions.forms import completed_day, words
from admissions.history import label, shown
from admissions.importing.admissions import AdmissionImporter
from admissions.merging import Both, Sent, merge, names_of, unchanged_since
from admissions.models import Admission, AdmissionQuerySet
from admissions.recorded import State, Version, as_typed, steps, versions
from admissions.sheets import ADMISSIONS
from workbooks.faults import BadCell
from workbooks.importing import Outcome, Plan, carry_out, plan_of
from workbooks.reading import Reading, Row, row_of

KEYS = ("received_on", "admitted_on", "confirmed_on")
COMPLETED = ("received_on", "admitted_on")
YEARS_BACK = 2  # of decisions that are listed unasked
_FIELD = re.compile(r"(?:version|{})\.([0-9a-f]{{12}})".format("|".join(KEYS)))


class Decision(NamedTuple):
    number: str
    decided_on: date

    @property
    def form(self) -> str:
        """By which name what is typed into its grid is kept."""
        return f"dates/{self.number}/{self.decided_on:%d%m%Y}"

    def people(self, among: AdmissionQuerySet) -> AdmissionQuerySet:
        of_it = among.filter(decision_number=self.number, decided_on=self.decided_on)
        return of_it.select_related("unit").order_by("name_sort", "birth_date", "pk")


def decisions(among: AdmissionQuerySet, today: date, year: int | None) -> QuerySet[Any, Any]:
    """Those of `year`; without one, the late ones in which somebody lacks the ceremony's date, or has been a probationary
    member for a year without a date of confirmation."""
    due = Q(admitted_on__lt=today.replace(year=today.year - 1, day=min(today.day, 28)), confirmed_on__isnull=True)
    lacking = Q(admitted_on__isnull=True) | due
    first = date(year or today.year - YEARS_BACK, 1, 1)
    of_years = among.filter(decided_on__range=(first, date(year or today.year, 12, 31)))
    counted = (
        of_years.values(number=F("decision_number"), day=F("decided_on"))
        .annotate(
            people=Count("pk"),
            lacking=Count("pk", filter=lacking),
            no_receipt=Count("pk", filter=Q(received_on__isnull=True)),
            no_ceremony=Count("pk", filter=Q(admitted_on__isnull=True)),
            no_confirmation=Count("pk", filter=Q(confirmed_on__isnull=True)),
        )
        .order_by("-day", "number")
    )
    return counted if year else counted.filter(lacking__gt=0)


@dataclass(slots=True)
class Cell:
    key: str
    text: str
    faults: list[str] = field(default_factory=list)
    changed: bool = False


@dataclass(slots=True)
class Line:
    """One person. `about`: what the names of its fields end with; `faults`: of the person rather than of a date."""

    record: Admission
    version: Version
    since: Version
    cells: dict[str, Cell]
    row: Row | None = None
    faults: list[str] = field(default_factory=list)
    conflicts: list[Both] = field(default_factory=list)
    taken: list[Both] = field(default_factory=list)

    @property
    def about(self) -> str:
        return f".{self.record.uid}"

    @property
    def is_wrong(self) -> bool:
        return bool(self.faults or self.conflicts or any(cell.faults for cell in self.cells.values()))

    @property
    def is_changed(self) -> bool:
        return any(cell.changed for cell in self.cells.values())


@dataclass(slots=True)
class Grid:
    decision: Decision
    lines: list[Line]
    filled: int | None = None
    fill_fault: str = ""
    written: int | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.is_wrong]

    @property
    def right(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed and not line.is_wrong]

    @property
    def taken(self) -> list[Line]:
        return [line for line in self.lines if line.taken]


def uids_of(posted: MultiValueDict[str, Any]) -> set[str]:
    """Of the people that a form is about."""
    return {found[1] for name in posted if (found := _FIELD.fullmatch(name))}


def opened(decision: Decision, people: Sequence[Admission]) -> Grid:
    now = versions(record.pk for record in people)
    lines = [Line(one, now[one.pk], now[one.pk], _cells({key: _kept(one, key) for key in KEYS})) for one in people]
    return Grid(decision, lines)


def typed(decision: Decision, people: Sequence[Admission], posted: MultiValueDict[str, Any]) -> Grid:
    """As a form says it, day and month completed to the year of the decision. Nothing is checked."""
    lines = []
    unsent = versions(record.pk for record in people if f"version.{record.uid}" not in posted)
    for record in people:
        now = unsent.get(record.pk)
        sent = Sent(now, now) if now else Sent.read(posted, f".{record.uid}")
        texts = {key: posted.get(f"{key}.{record.uid}", _kept(record, key)).strip() for key in KEYS}
        texts |= {key: completed_day(texts[key], decision.decided_on.year) for key in COMPLETED}
        lines.append(Line(record, sent.version, sent.since, _cells(texts)))
    for line in lines:
        _mark(line)
    return Grid(decision, lines)


def fill(grid: Grid, key: str, text: str, *, over: bool) -> None:
    """One date into a whole column: into its blank cells, with `over` into all. Nothing is written yet."""
    text = completed_day(text.strip(), grid.decision.decided_on.year) if key in COMPLETED else text.strip()
    try:
        text = as_typed(key, ADMISSIONS[key].parser.parse(text)) if text else ""
    except BadCell as bad:
        grid.fill_fault = bad.reason
        return
    if not text:
        grid.fill_fault = _("Nhập ngày cần điền, ví dụ 03/02/2023.")
        return
    meant = [line.cells[key] for line in grid.lines if over or not line.cells[key].text]
    grid.filled = sum(cell.text != text for cell in meant)
    for cell in meant:
        cell.text = text
    for line in grid.lines:
        _mark(line)


def save(grid: Grid, posted: MultiValueDict[str, Any], clerk: Clerk, *, good_rows: bool) -> None:
    """Writes the lines that were changed: all, or with `good_rows` those that are right; else says what is in the way. The
    people must be nobody else's to write meanwhile."""
    _read(grid)
    _meet_others(grid, posted)
    changed = [line for line in grid.lines if line.is_changed and not line.conflicts]
    rows = [line.row for line in changed if line.row]
    importer = AdmissionImporter(clerk.today, clerk.units)
    plan = plan_of(Reading(ADMISSIONS, ADMISSIONS.title, rows=rows), importer)
    blocked = any(line.conflicts for line in grid.lines) and not good_rows
    result = None if blocked else carry_out(plan, importer, good_rows=good_rows)
    for line in changed:
        _tell(line)
    if result and result.written:
        grid.written = result.changed
        grid.remarks = _remarks(plan)
        _settle(changed)


def _cells(texts: dict[str, str]) -> dict[str, Cell]:
    return {key: Cell(key, text) for key, text in texts.items()}


def _kept(record: Admission, key: str) -> str:
    return as_typed(key, getattr(record, key))


def _mark(line: Line) -> None:
    for key, cell in line.cells.items():
        cell.changed = cell.text != _kept(line.record, key)


def _read(grid: Grid) -> None:
    for number, line in enumerate(grid.lines, 1):
        texts = {key: cell.text for key, cell in line.cells.items()}
        line.row = row_of(ADMISSIONS, number, {"uid": line.record.uid, **texts})


def _meet_others(grid: Grid, posted: MultiValueDict[str, Any]) -> None:
    """What others changed meanwhile is kept, or asked about. A handful of queries, however many people."""
    now = versions(line.record.pk for line in grid.lines)
    sent = {line.record.pk: Sent.read(posted, line.about) for line in grid.lines}
    behind = [line for line in grid.lines if not unchanged_since(sent[line.record.pk], now[line.record.pk])]
    told = steps(line.record.pk for line in behind)
    names = names_of(told.values())
    for line in behind:
        mine = _said(line)
        merged = merge(told[line.record.pk], sent[line.record.pk], mine, names, partial(_as_read, mine))
        line.version, line.conflicts, line.taken = merged.version, merged.conflicts, merged.taken
        for key, value in merged.values.items():
            line.cells[key].text = as_typed(key, value)
        _mark(line)
    _read(grid)


def _as_read(mine: State, key: str) -> str:
    return shown(key, mine[key], {})


def _said(line: Line) -> State:
    """What could not be read stays the text it is, and equals nothing recorded."""
    row = line.row
    return {key: (row[key] or row.raw.get(key)) if row else None for key in KEYS}


def _tell(line: Line) -> None:
    for fault in line.row.faults if line.row else ():
        if fault.key in line.cells:
            line.cells[fault.key].faults.append(words(fault))
        else:
            line.faults.append(words(fault))


def _settle(lines: Sequence[Line]) -> None:
    """Those that are written are from now on of what they are; the others stay as they were typed."""
    written = {line.record.pk: line for line in lines if not line.is_wrong}
    for pk, version in versions(written).items():
        line = written[pk]
        line.version = line.since = version
        for cell in line.cells.values():
            cell.changed = False


def _remarks(plan: Plan) -> list[str]:
    """Of the dates that were written."""
    written = [one for one in plan.of(Outcome.CHANGED) if one.row.good]
    return [
        f"{one.data.known.name}, {label(remark.key)}: {words(remark)}"
        for one in written
        for remark in one.row.warnings
        if remark.key in KEYS
    ]
