"""What if other numbers were given: the same results, set against them by the same arithmetic. Nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import SafeString

from targets.desk import cell_of
from targets.figures import Progress, ranked
from targets.layout import CellShown, DeskShown, together
from targets.standing import standing, status_mark


@dataclass(frozen=True, slots=True)
class Trial:
    """A unit as it stands and as it would. `cell` None: no number can be tried for it, it only takes its place among the ranks."""

    now: Progress
    then: Progress
    cell: CellShown | None = None

    @property
    def stands(self) -> SafeString:
        return status_mark(self.now)

    @property
    def would_stand(self) -> SafeString:
        return status_mark(self.then)

    @property
    def climbs(self) -> int:
        """Ranks up, or (negative) down."""
        return self.now.rank - self.then.rank if self.now.rank and self.then.rank else 0

    @property
    def falls(self) -> int:
        return -self.climbs

    @property
    def is_other(self) -> bool:
        return self.now.target != self.then.target


@dataclass(frozen=True)
class WhatIf:
    """The cells of a desk, tried on the results that it shows."""

    shown: DeskShown

    @property
    def has_begun(self) -> bool:
        """Else there are no results of the year, and the numbers are tried on those of the year before, up to the day."""
        return self.shown.desk.year == self.shown.desk.answer.year

    @cached_property
    def _cells(self) -> dict[int, CellShown]:
        """Of the units that can be given a number here, the unit itself first where it gives itself its own."""
        desk = self.shown.desk
        units = [*([desk.unit] if desk.is_root else []), *(place.unit for place in desk.places)]
        return {unit.pk: self.shown.cell(unit, "quantity") for unit in units}

    @property
    def faulty(self) -> list[CellShown]:
        """Cells that are no number; what else a draft may hold is not tried here."""
        return [cell for cell in self._cells.values() if cell.fault]

    @cached_property
    def _now(self) -> dict[int, Progress]:
        desk = self.shown.desk
        return self._ranked({place.unit.pk: desk.given_to(place.unit) for place in desk.places})

    @cached_property
    def _then(self) -> dict[int, Progress]:
        numbers = self.shown.balance.numbers
        return self._ranked(
            {place.unit.pk: numbers[cell_of(place.unit, "quantity")] for place in self.shown.desk.places}
        )

    def _ranked(self, targets: Mapping[int, int | None]) -> dict[int, Progress]:
        """The children by unit, with these targets; one that has none among them keeps its own of the year."""
        rows = self.shown.desk.answer.children
        tried = [
            replace(row, target=targets[row.unit.pk]) if row.unit.pk in targets else row
            for row in rows
            if row.unit.pk in targets or self.has_begun
        ]
        return {row.unit.pk: row for row in ranked(tried)}

    @property
    def groups(self) -> Iterator[tuple[str, list[Trial]]]:
        """As the desk groups and orders them."""
        for title, places in self.shown.desk.groups:
            yield title, [self._trial(place.unit.pk) for place in places]

    @property
    def others(self) -> list[Trial]:
        """Units that carry figures but are given no target any more."""
        return [self._trial(pk) for pk in self._now if pk not in self._cells]

    def _trial(self, unit: int) -> Trial:
        return Trial(self._now[unit], self._then[unit], self._cells.get(unit))

    @property
    def own(self) -> Trial | None:
        """The unit itself, where it gives itself its own number."""
        desk, me = self.shown.desk, self.shown.desk.answer.self
        if not desk.is_root:
            return None
        now, then = replace(me, target=desk.own), replace(me, target=self.shown.balance.own)
        return Trial(now, then, self._cells[desk.unit.pk])

    @property
    def total(self) -> Trial:
        """The unit itself, if what is given below added up to its target. It has no rank there: nobody else's is tried."""
        me = replace(self.shown.desk.answer.self, rank=None, ranked=None)
        given = [self._now[place.unit.pk].target for place in self.shown.desk.places]
        tried = [self._then[place.unit.pk].target for place in self.shown.desk.places]
        return Trial(replace(me, target=together(given)), replace(me, target=together(tried)))

    @property
    def tally_now(self) -> list[tuple[str, int]]:
        return list(Counter(standing(row) for row in self._now.values()).items())

    @property
    def tally_then(self) -> list[tuple[str, int]]:
        """How many units would stand how, in rank order."""
        return list(Counter(standing(row) for row in self._then.values()).items())
