"""One person more: what each level from a unit up has now, and would have after; for forms and previews of what comes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from admissions import counting
from targets.figures import Progress
from targets.progress import UnitNotOnTree, progress
from units import hierarchy, scope
from units.models import Unit
from units.question import Asked
from units.scope import Person


@dataclass(frozen=True, slots=True)
class Level:
    """`added`: how many of the people to come count in this unit's total."""

    now: Progress
    added: int

    @property
    def after(self) -> int:
        return self.now.admitted + self.added

    @property
    def meets_target(self) -> bool:
        return bool(self.now.target) and self.now.target is not None and self.after >= self.now.target


def levels(user: Person, unit: Unit, asked: Asked, *, add: int, counted_on: date) -> list[Level]:
    """From `unit` up as far as `user` may read, with `add` people recorded for `unit` who count on `counted_on`."""
    line = [above for above, opens in scope.line_of_sight(user, unit, asked.tree) if opens]
    return list(_levels(reversed(line), unit, asked, add, counted_on))


def _levels(line: Iterator[Unit], unit: Unit, asked: Asked, add: int, counted_on: date) -> Iterator[Level]:
    for above in line:
        try:
            now = progress(above, year=asked.year, as_of=asked.as_of, tree=asked.tree).self
        except UnitNotOnTree:
            continue
        yield Level(now, add if _counts(above, unit, asked, counted_on) else 0)


def _counts(above: Unit, unit: Unit, asked: Asked, counted_on: date) -> bool:
    """Whether a name of `unit` adds to the total of `above`: not beyond the period, nor where a tally holds it already."""
    if not asked.start <= counted_on <= asked.end:
        return False
    held = counting.holds(hierarchy.line(above.pk, asked.tree), [counting.Period(asked.end)])
    return all(hold.in_own is None or counted_on > hold.in_own for hold in held if hold.unit_id == unit.pk)
