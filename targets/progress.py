"""Progress: what was promised set against what happened. The one definition of every figure that anything shows.

`progress()` answers for a unit and each unit directly under it, for a year, on a date, in the tree of a date. `figures.sql` counts
what happened, `sources.sql` those of source groups, `in_effect.py` finds the targets; the arithmetic is here and in `figures.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery

from admissions.counting import Hold, Period, holds, rule_of, same_day_last_year
from admissions.lists import DOSSIER_STAGES, STAGES, Rule, SourceGroup
from targets.figures import Counts, Progress, ranked
from targets.in_effect import InEffect, lines_in_effect
from targets.lists import Category, Tier
from targets.models import SUB_TARGETS
from units import hierarchy
from units.models import Headcount, Placement, Unit

FIGURES = (Path(__file__).parent / "figures.sql").read_text()
SOURCES = (Path(__file__).parent / "sources.sql").read_text()

Targets = Mapping[tuple[int, int, str, str], InEffect]


class TreeBeforeDate(ValueError):
    """The tree's date lies before the date asked for."""


class DateOutsideYear(ValueError):
    """The date asked for lies before 1 January of the year."""


class UnitNotOnTree(LookupError):
    """The unit has no place in the hierarchy of the tree's date."""


@dataclass(frozen=True, slots=True)
class YearOfUnit:
    """A unit's year on a date: itself, what is not in any child (`direct`, None when nothing is), and its children in rank order."""

    unit: Unit
    year: int
    as_of: date
    tree: date
    due_on: date
    counting: Rule
    self: Progress
    direct: Counts | None
    children: list[Progress]

    @property
    def categories(self) -> tuple[str, ...]:
        """Of which the unit or a child has a sub-target."""
        return tuple(self.self.sub_targets)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as the statements below need it."""

    unit: Unit
    line: list[int]
    year: int
    as_of: date
    tree: date

    @property
    def parent(self) -> int | None:
        return self.line[1] if len(self.line) > 1 else None

    @property
    def period(self) -> Period:
        return Period(min(self.as_of, date(self.year, 12, 31)))

    @property
    def last_period(self) -> Period:
        return Period(same_day_last_year(self.period.end))


class Row(NamedTuple):
    """A unit of the answer, its parent on the tree (of the unit asked for: as its line has it, which ends where a parent has no
    place on that day), and its latest headcount."""

    unit: Unit
    parent_id: int | None
    members: int | None


class OfGroup(NamedTuple):
    """How many of a source group count in the total of the unit asked for, and how many in that of its child; `child` None: they
    are recorded on the unit itself."""

    child: int | None
    group: str
    in_own: int
    in_below: int


def progress(unit: Unit, *, year: int, as_of: date, tree: date, due_on: date | None = None) -> YearOfUnit:
    """`unit` and its children on the hierarchy of `tree`; `due_on` replaces the decision's due date (a unit's own, earlier one).
    6 queries whatever the number of units, 7 where a source group has a sub-target. Raises `TreeBeforeDate`, `DateOutsideYear`,
    `UnitNotOnTree`."""
    asked = _question(unit, year, as_of, tree)
    rows = _rows(asked)
    units = [row.unit.pk for row in rows]
    targets = lines_in_effect(units, [year, year - 1], [Category.TOTAL, *SUB_TARGETS], as_of=as_of, tree=tree)
    categories = _categories(targets, asked, [row for row in rows if unit.pk in (row.unit.pk, row.parent_id)])
    due = due_on or _due_on(targets[unit.pk, year, Tier.ASSIGNED, Category.TOTAL], year)
    own, below = _counts(asked, due, [category for category in categories if category in SourceGroup])

    def of(row: Row, counts: Counts) -> Progress:
        return _progress(asked, due, row, counts, targets, categories)

    children = [of(row, below[row.unit.pk]) for row in rows if row.parent_id == unit.pk]
    children = [child for child in children if child.unit.is_active(tree) or child.carries_figures]
    beside = ranked(of(row, own[row.unit.pk]) for row in rows if row.parent_id == asked.parent)
    me = next(row for row in beside if row.unit.pk == unit.pk)
    return YearOfUnit(
        unit=me.unit,
        year=year,
        as_of=as_of,
        tree=tree,
        due_on=due,
        counting=rule_of(year),
        self=me if asked.parent else replace(me, rank=None, ranked=None),
        direct=_direct(me.counts, [child.counts for child in children]),
        children=ranked(children),
    )


def by_own_due_date(answer: YearOfUnit) -> Progress | None:
    """The unit's own standing at its own, earlier due date; None where it has none."""
    own = answer.self.own_due_on
    if own is None or own >= answer.due_on:
        return None
    return progress(answer.unit, year=answer.year, as_of=answer.as_of, tree=answer.tree, due_on=own).self


def _question(unit: Unit, year: int, as_of: date, tree: date) -> Question:
    if tree < as_of:
        raise TreeBeforeDate
    if as_of < date(year, 1, 1):
        raise DateOutsideYear
    line = hierarchy.line(unit.pk, tree)
    if not line:
        raise UnitNotOnTree
    return Question(unit, line, year, as_of, tree)


def _rows(asked: Question) -> list[Row]:
    """The unit with its siblings, and its children."""
    counted = Headcount.objects.filter(unit=OuterRef("unit"), counted_on__lte=asked.as_of).order_by("-counted_on")
    places = Placement.objects.filter(during__contains=asked.tree).select_related("unit")
    places = places.annotate(members=Subquery(counted.values("members")[:1]))
    if asked.parent is None:
        places = places.filter(parent=asked.unit) | places.filter(unit=asked.unit)
    else:
        places = places.filter(parent__in=[asked.parent, asked.unit.pk])
    return [
        Row(place.unit, asked.parent if place.unit_id == asked.unit.pk else place.parent_id, place.members)
        for place in places
    ]


def _categories(targets: Targets, asked: Question, rows: Sequence[Row]) -> list[str]:
    """Those of which one of the rows has a sub-target."""
    return [
        category
        for category in SUB_TARGETS
        if any(targets[row.unit.pk, asked.year, Tier.ASSIGNED, category].quantity is not None for row in rows)
    ]


def _progress(
    asked: Question, due_on: date, row: Row, counts: Counts, targets: Targets, categories: Sequence[str]
) -> Progress:
    pk, year = row.unit.pk, asked.year
    assigned, pledge = (targets[pk, year, tier, Category.TOTAL] for tier in (Tier.ASSIGNED, Tier.PLEDGE))
    return Progress(
        unit=row.unit,
        counts=counts,
        period_end=asked.period.end,
        as_of=asked.as_of,
        due_on=due_on,
        target=assigned.quantity,
        pledge=pledge.quantity,
        own_due_on=assigned.own_due_on or pledge.own_due_on,
        last_year_target=targets[pk, year - 1, Tier.ASSIGNED, Category.TOTAL].quantity,
        members=row.members,
        sub_targets={category: targets[pk, year, Tier.ASSIGNED, category].quantity for category in categories},
    )


def _due_on(target: InEffect, year: int) -> date:
    return target.due_on or date(year, 12, 31)


def _counts(asked: Question, due_on: date, source_groups: Sequence[str]) -> tuple[dict[int, Counts], dict[int, Counts]]:
    """Counts of the unit and its siblings, and of its children; of the unit and its children the source groups asked for too."""
    held = holds(asked.line, [asked.period, asked.last_period])
    with connection.cursor() as cursor:
        cursor.execute(
            FIGURES,
            {
                "unit": asked.unit.pk,
                "parent": asked.parent,
                "tree": asked.tree,
                "as_of": asked.as_of,
                "start": asked.period.start,
                "end": asked.period.end,
                "last_start": asked.last_period.start,
                "last_end": asked.last_period.end,
                "due_on": due_on,
                "in_year": asked.as_of.year == asked.year,
                "stages": STAGES,
                "dossier": STAGES.index(DOSSIER_STAGES[0]) + 1,
                "hold_ends": _array(hold.end for hold in held),
                "hold_units": _array(hold.unit_id for hold in held),
                "hold_own": _array(hold.in_own for hold in held),
                "hold_below": _array(hold.in_below for hold in held),
            },
        )
        names = [column.name for column in cursor.description or ()]
        groups = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    own: dict[int, Counts] = defaultdict(Counts)
    below: dict[int, Counts] = defaultdict(Counts)
    for group in groups:
        own[group["top"]].add(group, counts=group["in_own"])
        if group["child"] is not None:
            below[group["child"]].add(group, counts=group["in_below"])
    for row in _sources(asked, source_groups, held):
        own[asked.unit.pk].sources[row.group] += row.in_own
        if row.child is not None:
            below[row.child].sources[row.group] += row.in_below
    return own, below


def _sources(asked: Question, groups: Sequence[str], held: Sequence[Hold]) -> list[OfGroup]:
    """Rows of sources.sql; no query where no group is asked for."""
    if not groups:
        return []
    now = [hold for hold in held if hold.end == asked.period.end]
    with connection.cursor() as cursor:
        cursor.execute(
            SOURCES,
            {
                "unit": asked.unit.pk,
                "tree": asked.tree,
                "start": asked.period.start,
                "end": asked.period.end,
                "groups": list(groups),
                "hold_units": _array(hold.unit_id for hold in now),
                "hold_own": _array(hold.in_own for hold in now),
                "hold_below": _array(hold.in_below for hold in now),
            },
        )
        return [OfGroup(*row) for row in cursor.fetchall()]


def _array(values: Iterable[date | int | None]) -> str:
    """As PostgreSQL writes an array of dates or numbers; for hundreds of them psycopg takes longer than the query."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


def _direct(whole: Counts, parts: Sequence[Counts]) -> Counts | None:
    """What the unit's total holds beside its children's; None at a unit without children, and when nothing is left."""
    rest = whole.minus(parts)
    return rest if parts and not rest.is_empty else None
