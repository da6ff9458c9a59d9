"""The grid as it is recorded: the unit and those directly under it, each with its tallies and its named people beside them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from admissions.counting import people_named
from admissions.models import Tally
from admissions.sheets import TALLIES
from admissions.tallying.asked import Column, GridAsked
from admissions.tallying.cells import Cell, Difference, Line
from partytrack.vietnamese import format_date
from units import scope
from units.models import Unit
from units.scope import Action, Person
from workbooks.faults import BadCell

Kept = dict[tuple[int, date], Tally]
"""Tallies of the year by unit and day."""


@dataclass(slots=True)
class TallyGrid:
    asked: GridAsked
    lines: list[Line]
    kept: Kept
    said: list[str] = field(default_factory=list)
    """What stands in the way of saving beside the faults of cells."""

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for line in self.lines for cell in line.cells)

    @property
    def changed(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_changed]

    @property
    def faulty(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.faults]

    @property
    def warned(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.warnings]

    @property
    def overtaken(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.meanwhile]

    @property
    def withdrawn(self) -> list[Cell]:
        """One of each tally that would be withdrawn."""
        return [cell for cell in self.cells if cell.withdrawn]

    @property
    def wrong(self) -> int:
        """How many cells cannot be saved as they are."""
        return len(self.faulty) + len(self.overtaken)

    @property
    def right(self) -> int:
        return len(self.changed) - self.wrong

    @property
    def seen_as_text(self) -> str:
        """What the page shows as recorded, for the page to send back."""
        return json.dumps({cell.name: cell.seen for cell in self.cells if cell.seen}, ensure_ascii=False)

    def find_differences(self) -> None:
        """Each quantity against the one before it, as it would be once saved."""
        before = _column_before(self.asked.columns)
        recorded: dict[int, dict[date, int]] = defaultdict(dict)
        for (pk, day), tally in self.kept.items():
            recorded[pk][day] = tally.quantity
        for line in self.lines:
            course = recorded[line.unit.pk] | _typed(line)
            days = sorted(day for day, quantity in course.items() if quantity is not None)
            for cell in line.cells:
                quantity = course.get(cell.column.day) if cell.column.is_whole else None
                if quantity is not None:
                    since = next((day for day in reversed(days) if day < cell.column.day), None)
                    more = quantity - ((course[since] or 0) if since else 0)
                    cell.difference = Difference(more, since, since != before[cell.column.day])


def _typed(line: Line) -> dict[date, int | None]:
    """What the line's quantities would be; None for one that is emptied or cannot be read."""
    cells = (cell for cell in line.cells if cell.column.is_whole and cell.is_changed)
    return {cell.column.day: quantity_of(cell.typed) for cell in cells}


def quantity_of(text: str) -> int | None:
    try:
        return int(TALLIES["quantity"].parser.parse(text)) if text else None
    except BadCell:
        return None


def load(asked: GridAsked, user: Person, action: Action) -> TallyGrid:
    """Six queries, whatever the number of units. Only units where `user` may do `action`."""
    units = _units(asked, user, action)
    kept = {
        (tally.unit_id, tally.counted_on): tally
        for tally in Tally.objects.filter(unit__in=units, counted_on__year=asked.year).order_by("counted_on")
    }
    others = _others(kept, asked) if asked.on is None else {}
    lines = [Line(unit, unit == asked.unit, [_cell(unit, one, kept) for one in asked.columns]) for unit in units]
    grid = TallyGrid(asked, lines, kept)
    named = people_named(
        {(one.unit.pk, one.column.day) for one in grid.cells if one.column.is_whole and not one.closed}
    )
    for cell in grid.cells:
        cell.others = others.get((cell.unit.pk, cell.column.day.month), [])
        if cell.column.is_whole and (found := named.get((cell.unit.pk, cell.column.day))):
            cell.named = found.people
    return grid


def _units(asked: GridAsked, user: Person, action: Action) -> list[Unit]:
    """The unit, then those that stood directly under it on any day of the period, by name."""
    period = DateRange(asked.period.start, asked.on or asked.period.end, "[]")
    under = Unit.objects.filter(placements__parent=asked.unit, placements__during__overlap=period)
    below = scope.allowed(under, user, action).distinct().order_by("sort_key", "code")
    return [asked.unit, *below]


def _cell(unit: Unit, column: Column, kept: Kept) -> Cell:
    tally = kept.get((unit.pk, column.day))
    value = getattr(tally, column.key) if tally else None
    text = "" if value is None else str(value)
    return Cell(unit, column, text, text, text, closed=column.closed or _closed(unit, column.day))


def _closed(unit: Unit, day: date) -> str:
    if unit.established_on and day < unit.established_on:
        return _("Thành lập ngày %(day)s.") % {"day": format_date(unit.established_on)}
    if unit.dissolved_on and unit.dissolved_on <= day:
        return _("Giải thể ngày %(day)s.") % {"day": format_date(unit.dissolved_on)}
    return ""


def _others(kept: Kept, asked: GridAsked) -> Mapping[tuple[int, int], list[Tally]]:
    """(unit, month) → its tallies at dates that have no column."""
    columns = {column.day for column in asked.columns}
    found: dict[tuple[int, int], list[Tally]] = defaultdict(list)
    for (pk, day), tally in kept.items():
        if day not in columns:
            found[pk, day.month].append(tally)
    return found


def _column_before(columns: Collection[Column]) -> dict[date, date | None]:
    """A difference to the column before says nothing of its date; on one day of figures, none is."""
    days = sorted({column.day for column in columns})
    return dict(zip(days, [None, *days], strict=False))
