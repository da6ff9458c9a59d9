"""Progress: what was promised set against what happened. The one definition of every figure that anything shows.

`progress()` answers for a unit and each unit directly under it, `progress_of_subtree()` for all below it, for a year, on a date, in
the tree of a date. `rollup.py` counts what happened, `in_effect.py` finds the targets; the arithmetic is here and in `figures.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, Subquery

from admissions.counting import rule_of
from admissions.lists import Rule, SourceGroup
from partytrack.fields import among
from targets.figures import Counts, Progress, ranked
from targets.in_effect import InEffect, lines_in_effect
from targets.lists import Category, Tier
from targets.models import SUB_TARGETS
from targets.rollup import Question, counts_of
from units import hierarchy
from units.models import Headcount, Unit

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


@dataclass(slots=True)
class Branch:
    """A unit of a subtree, `depth` levels below the unit asked about, and the units directly below it in rank order, none where no
    deeper ones were asked for; `direct`: what it holds beside them, as in `YearOfUnit`."""

    progress: Progress
    depth: int
    direct: Counts | None
    branches: Sequence["Branch"]

    def walk(self) -> Iterator["Branch"]:
        """It and all below it, each before those below it."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class YearOfSubtree:
    """A year on a date of a unit and of the units below it; each ranks among its siblings, and every row uses the due date of `unit`."""

    unit: Unit
    year: int
    as_of: date
    tree: date
    due_on: date
    counting: Rule
    top: Branch

    def year_of(self, branch: Branch) -> YearOfUnit:
        """What `progress` answers for a unit of it, by this due date."""
        return YearOfUnit(
            unit=branch.progress.unit,
            year=self.year,
            as_of=self.as_of,
            tree=self.tree,
            due_on=self.due_on,
            counting=self.counting,
            self=branch.progress,
            direct=branch.direct,
            children=[below.progress for below in branch.branches],
        )


class Row(NamedTuple):
    """A unit of the answer, its parent on the tree (of the unit asked for: as its line has it, which ends where a parent has no
    place on that day), and its latest headcount."""

    unit: Unit
    parent_id: int | None
    members: int | None


def progress(unit: Unit, *, year: int, as_of: date, tree: date, due_on: date | None = None) -> YearOfUnit:
    """`unit` and its children on the hierarchy of `tree`; `due_on` replaces the decision's due date (a unit's own, earlier one).
    6 queries whatever the number of units, 7 where a source group has a sub-target. Raises `TreeBeforeDate`, `DateOutsideYear`,
    `UnitNotOnTree`."""
    found = progress_of_subtree(unit, year=year, as_of=as_of, tree=tree, due_on=due_on, depth=1)
    return found.year_of(found.top)


def progress_of_subtree(
    unit: Unit, *, year: int, as_of: date, tree: date, due_on: date | None = None, depth: int | None = None
) -> YearOfSubtree:
    """As `progress`, of every unit down to `depth` levels below `unit` (from 1; None: of all), with one query more."""
    asked = _question(unit, year, as_of, tree, depth)
    rows = _rows(asked)
    mine = [row for row in rows if row.unit.pk == unit.pk or row.parent_id != asked.parent]
    targets = lines_in_effect(
        [row.unit.pk for row in rows], [year, year - 1], [Category.TOTAL, *SUB_TARGETS], as_of=as_of, tree=tree
    )
    categories = _categories(targets, year, {row.unit.pk for row in mine})
    due = due_on or _due_on(targets[unit.pk, year, Tier.ASSIGNED, Category.TOTAL], year)
    below = _below(unit.pk, mine)
    groups = [category for category in categories if category in SourceGroup]
    counts = counts_of(asked, {row.unit.pk: parent for parent, under in below.items() for row in under}, due, groups)

    def of(row: Row) -> Progress:
        return _progress(asked, due, row, counts[row.unit.pk], targets, categories)

    beside = ranked(of(row) for row in rows if row.parent_id == asked.parent)
    me = next(row for row in beside if row.unit.pk == unit.pk)
    top = me if asked.parent else replace(me, rank=None, ranked=None)
    answers = {row.unit.pk: of(row) for under in below.values() for row in under}
    branch = _branch(top, 0, below, answers, tree)
    return YearOfSubtree(me.unit, year, as_of, tree, due, rule_of(year), branch)


def _branch(
    mine: Progress, depth: int, below: Mapping[int, Sequence["Row"]], answers: Mapping[int, Progress], tree: date
) -> Branch:
    """A dissolved unit is a row only while it carries figures, or one below it is a row."""
    under = (_branch(answers[row.unit.pk], depth + 1, below, answers, tree) for row in below.get(mine.unit.pk, ()))
    found = {
        branch.progress.unit.pk: branch
        for branch in under
        if branch.progress.unit.is_active(tree) or branch.progress.carries_figures or branch.branches
    }
    order = ranked(branch.progress for branch in found.values())
    for row in order:
        found[row.unit.pk].progress = row
    direct = _direct(mine.counts, [row.counts for row in order])
    return Branch(mine, depth, direct, [found[row.unit.pk] for row in order])


def by_own_due_date(answer: YearOfUnit) -> Progress | None:
    """The unit's own standing at its own, earlier due date; None where it has none."""
    own = answer.self.own_due_on
    if own is None or own >= answer.due_on:
        return None
    return progress(answer.unit, year=answer.year, as_of=answer.as_of, tree=answer.tree, due_on=own).self


def _question(unit: Unit, year: int, as_of: date, tree: date, depth: int | None) -> Question:
    if tree < as_of:
        raise TreeBeforeDate
    if as_of < date(year, 1, 1):
        raise DateOutsideYear
    line = hierarchy.line(unit.pk, tree)
    if not line:
        raise UnitNotOnTree
    parents = {} if depth == 1 else dict(hierarchy.places_below(unit.pk, tree))
    return Question(unit, line, parents, depth, year, as_of, tree)


def _rows(asked: Question) -> list[Row]:
    """The unit with its siblings, and the units below it as deep as is asked."""
    counted = Headcount.objects.filter(unit=OuterRef("pk"), counted_on__lte=asked.as_of).order_by("-counted_on")
    beside = [asked.parent] if asked.parent else []
    under = Q(placements__parent__in=among([*beside, *_parents(asked)], "bigint"))
    placed = Q(placements__during__contains=asked.tree) & (under if asked.parent else under | Q(pk=asked.unit.pk))
    units: Iterable[Any] = Unit.objects.filter(placed).annotate(
        parent_id=F("placements__parent"), members=Subquery(counted.values("members")[:1])
    )  # the type checker knows no annotations of a queryset with names of its own
    return [Row(unit, asked.parent if unit.pk == asked.unit.pk else unit.parent_id, unit.members) for unit in units]


def _parents(asked: Question) -> list[int]:
    """The units whose own units are asked for: the one asked about, and those below it that have any, less deep than is asked."""
    under: dict[int, list[int]] = defaultdict(list)
    for unit, parent in asked.parents.items():
        under[parent].append(unit)
    found = level = [asked.unit.pk]
    depth = 1
    while level and (asked.depth is None or depth < asked.depth):
        level = [unit for parent in level for unit in under.get(parent, ()) if unit in under]
        found, depth = found + level, depth + 1
    return found


def _below(top: int, rows: Sequence[Row]) -> dict[int, list[Row]]:
    """The rows directly under each unit, from `top` down, each parent before those below it."""
    under: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        under[row.parent_id].append(row)
    found, waiting = {}, [top]
    for unit in waiting:
        if unit in under:
            found[unit] = under[unit]
            waiting += [row.unit.pk for row in under[unit]]
    return found


def _categories(targets: Targets, year: int, units: Collection[int]) -> list[str]:
    """Those of which one of the units has a sub-target."""
    found = {
        category
        for (unit, of_year, tier, category), line in targets.items()
        if of_year == year and tier == Tier.ASSIGNED and line.quantity is not None and unit in units
    }
    return [category for category in SUB_TARGETS if category in found]


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


def _direct(whole: Counts, parts: Sequence[Counts]) -> Counts | None:
    """What the unit's total holds beside its children's; None at a unit without children, and when nothing is left."""
    if not parts:
        return None
    rest = whole.minus(parts)
    return None if rest.is_empty else rest
