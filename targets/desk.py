"""What an officer has before him when he cuts a target into parts: the units below, what they were given, what they did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from admissions.lists import DOSSIER_STAGES
from targets import checks
from targets.figures import Progress
from targets.in_effect import lines_in_effect
from targets.lists import Category, Tier
from targets.models import SUB_TARGETS
from targets.order import heading, is_territorial, office_order
from targets.progress import YearOfUnit, progress
from targets.sheets import TARGETS, said_columns
from units import hierarchy
from units.models import Headcount, Unit
from workbooks.faults import BadCell
from workbooks.parsers import Withdrawn

TOTALS = ("quantity", "pledge")
LINES = {key: (tier, category) for key, tier, category in said_columns()}
"""Each column a decision may hold, with the tier and category of its lines."""


def cell_of(unit: Unit, column: str) -> str:
    """The name of a cell, in the form and in the draft."""
    return f"{unit.code}.{column}"


@dataclass(frozen=True, slots=True)
class Place:
    """One unit to be given a target. `last_year` and `last_year_target` are of the year before; `members` of `counted_on`;
    `dossiers` are people at vetting or later today."""

    unit: Unit
    last_year: int
    last_year_target: int | None
    members: int | None
    counted_on: date | None
    dossiers: int

    @property
    def is_territorial(self) -> bool:
        return is_territorial(self.unit)


@dataclass(frozen=True, slots=True)
class Balance:
    """What the cells add up to, against the unit's own target (None: not assigned). `bad`: cells that are no number;
    `numbers`: what the others say; `above`: cells of sub-targets larger than the total of their row."""

    own: int | None
    given: int
    pledged: int
    pending: tuple[Unit, ...]
    bad: Mapping[str, str]
    numbers: Mapping[str, int | None]
    above: Mapping[str, str]

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong by cell; nothing is issued until it is mended."""
        return {**self.above, **self.bad}

    @property
    def left(self) -> int | None:
        return None if self.own is None else self.own - self.given


@dataclass(frozen=True)
class Desk:
    """The unit that gives, the year, and the day whose hierarchy and targets in effect are meant. `parts`: the sub-targets
    that were asked for as columns."""

    unit: Unit
    year: int
    today: date
    parts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*TOTALS, *self.open_parts)

    @cached_property
    def open_parts(self) -> tuple[str, ...]:
        """Those asked for, and those of which somebody below has a number: none may stand above its total unseen."""
        receive = {unit.pk for unit in self._given_a_total}
        given = {column for (pk, column), quantity in self._in_effect.items() if pk in receive and quantity is not None}
        return tuple(part for part in SUB_TARGETS if part in self.parts or part in given)

    @property
    def before(self) -> int:
        """The year whose targets and results stand beside."""
        return self.year - 1

    @property
    def day(self) -> date:
        return min(self.today, date(self.year, 12, 31))

    @cached_property
    def line(self) -> list[int]:
        """Of the unit up to its root; empty where it has no place on the day."""
        return hierarchy.line(self.unit.pk, self.day)

    @property
    def is_root(self) -> bool:
        """A root gives itself its own target."""
        return len(self.line) == 1

    @cached_property
    def answer(self) -> YearOfUnit:
        """Of the day: of the year itself, or of the one before where it has not begun."""
        return progress(self.unit, year=self.day.year, as_of=self.day, tree=self.day)

    @cached_property
    def _now(self) -> dict[int, Progress]:
        return {row.unit.pk: row for row in self.answer.children if row.unit.is_active(self.day)}

    @cached_property
    def last_year_to(self) -> date:
        """Up to when the results of the year before are known."""
        return min(self.day, date(self.year - 1, 12, 31))

    @cached_property
    def _before(self) -> dict[int, Progress]:
        answer = progress(self.unit, year=self.year - 1, as_of=self.last_year_to, tree=self.day)
        return {row.unit.pk: row for row in (*answer.children, answer.self)}

    @cached_property
    def _in_effect(self) -> dict[tuple[int, str], int | None]:
        """(unit, column) → what it has been given."""
        column = {line: key for key, line in LINES.items()}
        units = [*self._now, self.unit.pk]
        categories = ["TOTAL", *SUB_TARGETS]
        found = lines_in_effect(units, [self.year], categories, as_of=self.day, tree=self.day)
        return {
            (unit, column[Tier(tier), category]): target.quantity
            for (unit, _year, tier, category), target in found.items()
            if (Tier(tier), category) in column
        }

    @cached_property
    def own(self) -> int | None:
        """The target of the unit itself."""
        return self.given_to(self.unit)

    def given_to(self, unit: Unit) -> int | None:
        """The target in effect of one of the receivers, or of the unit itself."""
        return self._in_effect.get((unit.pk, "quantity"))

    @cached_property
    def places(self) -> list[Place]:
        """Communes and the like first, then offices; each by name."""
        counted = Headcount.objects.filter(unit__in=self._now, counted_on__lte=self.day).order_by("unit", "-counted_on")
        latest = {row.unit_id: row for row in counted.distinct("unit")}
        places = []
        for pk, now in self._now.items():
            before = self._before.get(pk)
            places.append(
                Place(
                    unit=now.unit,
                    last_year=before.admitted if before else 0,
                    last_year_target=before.target if before else None,
                    members=latest[pk].members if pk in latest else None,
                    counted_on=latest[pk].counted_on if pk in latest else None,
                    dossiers=sum(now.counts.stages[stage] for stage in DOSSIER_STAGES),
                )
            )
        return sorted(places, key=lambda place: office_order(place.unit))

    @property
    def groups(self) -> Iterator[tuple[str, list[Place]]]:
        for _territorial, places in groupby(self.places, key=lambda place: place.is_territorial):
            group = list(places)
            yield heading([place.unit for place in group]), group

    @property
    def receivers(self) -> list[Unit]:
        """Whose targets a decision here may set: its own first, then the units below."""
        return [self.unit, *(place.unit for place in self.places)]

    @property
    def _given_a_total(self) -> list[Unit]:
        """Those of the receivers who are assigned targets here."""
        return [unit for unit in self.receivers if unit != self.unit or self.is_root]

    def columns_of(self, unit: Unit) -> tuple[str, ...]:
        """What a decision here may say of one of them. A unit pledges for itself; a root gives itself its target too."""
        return self.columns if unit != self.unit or self.is_root else ("pledge",)

    @property
    def _cells(self) -> Iterator[tuple[Unit, str, str]]:
        """Unit, column, name."""
        for unit in self.receivers:
            for column in self.columns_of(unit):
                yield unit, column, cell_of(unit, column)

    @cached_property
    def standing(self) -> dict[str, str]:
        """What the cells say without any draft: what is in effect."""
        return {
            cell: "" if (value := self._in_effect.get((unit.pk, column))) is None else str(value)
            for unit, column, cell in self._cells
        }

    def balance(self, texts: Mapping[str, str]) -> Balance:
        """Of these cells; what is no number counts as nothing and is said. A root's own number may be among them."""
        bad: dict[str, str] = {}
        numbers = {cell: quantity_of(texts.get(cell, ""), column, bad, cell) for _unit, column, cell in self._cells}
        below = [place.unit for place in self.places]

        def total(column: str) -> int:
            return sum(numbers[cell_of(unit, column)] or 0 for unit in below)

        return Balance(
            own=numbers[cell_of(self.unit, "quantity")] if self.is_root else self.own,
            given=total("quantity"),
            pledged=total("pledge"),
            pending=tuple(unit for unit in below if numbers[cell_of(unit, "quantity")] is None),
            bad=bad,
            numbers=numbers,
            above=self._above(numbers),
        )

    def _above(self, numbers: Mapping[str, int | None]) -> dict[str, str]:
        found = {}
        for unit in self._given_a_total:
            said = {LINES[column][1]: numbers[cell_of(unit, column)] for column in ("quantity", *self.open_parts)}
            for part in checks.above_the_total(said):
                found[cell_of(unit, part)] = checks.said_at_a_part(said[Category.TOTAL])
        return found

    def largest_part(self, unit: Unit, numbers: Mapping[str, int | None]) -> int:
        """What its total may not fall below: the largest of its sub-targets, by the cells' `numbers`."""
        return max((numbers[cell_of(unit, part)] or 0 for part in self.open_parts), default=0)


def quantity_of(text: str, column: str, bad: dict[str, str], cell: str) -> int | None:
    """The number a cell says, None for a blank one and a dash; what is wrong with it goes into `bad`."""
    if not text.strip():
        return None
    try:
        value = TARGETS[column].parser.parse(text.strip())
    except BadCell as refused:
        bad[cell] = refused.reason
        return None
    return None if isinstance(value, Withdrawn) else int(value)
