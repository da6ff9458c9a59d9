"""Checking and saving what was typed into the grid, by the rules of the sheet Số liệu tổng hợp and of nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from admissions.importing.tallies import TallyImporter
from admissions.models import Tally
from admissions.sheets import TALLIES
from admissions.tallying.asked import GridAsked
from admissions.tallying.cells import Cell, Meanwhile
from admissions.tallying.grid import TallyGrid, load
from admissions.tallying.posted import Posted, decide, take
from partytrack.vietnamese import format_date
from units import scope
from units.models import Unit
from units.scope import Action, Person
from workbooks.importing import Plan, carry_out, plan_of
from workbooks.reading import Reading, Row, row_of

_LOCK = ["admissions_tally"]  # that of the rule of one tally on a line: whoever writes tallies waits for the other


@dataclass(frozen=True, slots=True)
class Saved:
    """How many tallies were written and withdrawn."""

    written: int
    withdrawn: int


class Check:
    """What becomes of what was typed: its objections stand at their cells once this is made; nothing is written yet."""

    def __init__(self, grid: TallyGrid, user: Person, today: date) -> None:
        _find_who(grid)
        self.grid = grid
        self._tallies = list(_tallies(grid))
        self._cells: dict[int, Sequence[Cell]] = {}
        self._emptied: list[Sequence[Cell]] = []
        rows = [row for number, cells in enumerate(self._tallies, 1) if (row := self._row(number, cells))]
        self.gone = [grid.kept[cell.unit.pk, cell.column.day].pk for cell, *_rest in self._emptied]
        units = scope.allowed(Unit.objects.all(), user, Action.RECORD)
        self.importer = TallyImporter(today, units, without=self.gone, whole=True)
        self.plan: Plan = plan_of(Reading(TALLIES, "", rows=rows), self.importer)
        self._point()

    def write(self, *, good_rows: bool) -> Saved | None:
        """All of it or nothing (None); with `good_rows`, what is right. Inside a transaction."""
        with transaction.atomic():
            Tally.objects.filter(pk__in=self.gone).delete()
            result = carry_out(self.plan, self.importer, good_rows=good_rows)
            self._point()
            if not result.written:
                transaction.set_rollback(True)
                return None
        written = [self._cells[row.number] for row in self.plan.reading.rows if row.good]
        for cell in chain.from_iterable([*written, *self._emptied]):
            cell.kept = cell.seen = cell.typed
        return Saved(result.new + result.changed, len(self.gone))

    def _row(self, number: int, cells: Sequence[Cell]) -> Row | None:
        """The row of a tally that was typed into; none where it is emptied, or decided of first."""
        if not any(cell.is_changed for cell in cells) or any(cell.meanwhile for cell in cells):
            return None
        unit, day = cells[0].unit, cells[0].column.day
        if not any(cell.typed for cell in cells):
            if (unit.pk, day) in self.grid.kept:
                cells[0].withdrawn = True
                self._emptied.append(cells)
            return None
        self._cells[number] = cells
        texts = {cell.column.key: cell.typed for cell in cells}
        return row_of(
            TALLIES, number, {"unit": unit.code, "year": str(day.year), "counted_on": format_date(day), **texts}
        )

    def _point(self) -> None:
        """Sets each objection at its cell: one that is of no cell, such as that to the unit, at the first of the row."""
        for row in self.plan.reading.rows:
            cells = {cell.column.key: cell for cell in self._cells[row.number]}
            for cell in cells.values():
                cell.faults, cell.warnings = [], []
            first = next(iter(cells.values()))
            for fault in row.faults:
                cells.get(fault.key, first).faults.append(fault.reason)
            for warning in row.warnings:
                cells.get(warning.key, first).warnings.append(warning.reason)


def typed(asked: GridAsked, user: Person, posted: Posted, today: date) -> tuple[TallyGrid, Check]:
    """The grid with what was typed into it, checked. Raises `Http404` for a cell out of reach."""
    grid = load(asked.with_days(posted.days(asked)), user, Action.RECORD)
    take(grid, posted)
    decide(grid, posted.choices)
    check = Check(grid, user, today)
    grid.find_differences()
    return grid, check


def save(asked: GridAsked, user: Person, posted: Posted, today: date) -> tuple[TallyGrid, Saved | None]:
    """The grid as it then stands, and what was saved; None where something is in the way. Raises `Http404` as `typed` does."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", _LOCK)
        grid, check = typed(asked, user, posted, today)
        if any(cell.name not in posted.withdraw for cell in grid.withdrawn):
            grid.said.append(_("Có số liệu bị xoá trắng: hãy xác nhận rút, hoặc gõ lại."))
        if grid.said or (grid.wrong and not posted.good_rows):
            return grid, None
        return grid, check.write(good_rows=posted.good_rows)


def _tallies(grid: TallyGrid) -> Iterator[list[Cell]]:
    """The cells of each tally: by months one, else those of the day's figures."""
    for line in grid.lines:
        for _day, cells in groupby(line.cells, key=lambda cell: cell.column.day):
            yield list(cells)


def _find_who(grid: TallyGrid) -> None:
    """Of each cell that somebody else changed meanwhile: who, when, to what. Two queries, or none."""
    overtaken = [cell for cell in grid.cells if cell.is_overtaken]
    if not overtaken:
        return
    last = _last_events({cell.unit.pk for cell in overtaken}, {cell.column.day for cell in overtaken})
    by = {place: (event.pgh_context.metadata if event.pgh_context else {}).get("user") for place, event in last.items()}
    users = User.objects.in_bulk([pk for pk in by.values() if pk])
    for cell in overtaken:
        place = cell.unit.pk, cell.column.day
        at = last[place].pgh_created_at if place in last else None
        cell.meanwhile = Meanwhile(str(users.get(by.get(place), "")), at, cell.kept)


def _last_events(units: set[int], days: set[date]) -> dict[tuple[int, date], Any]:
    """(unit, day) → what history says last of its tally."""
    events = apps.get_model("admissions", "TallyEvent")._default_manager.filter(unit__in=units, counted_on__in=days)
    latest = events.order_by("unit_id", "counted_on", "-pgh_id").distinct("unit_id", "counted_on")
    return {(event.unit_id, event.counted_on): event for event in latest.select_related("pgh_context")}
