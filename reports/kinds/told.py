"""What the sentences of a report are told of: the answer, and those of its units that a sentence may name."""

from dataclasses import dataclass
from functools import cached_property

from partytrack.vietnamese import format_date
from reports.kinds.phrases import sort_of
from reports.subject import Subject
from targets.figures import Progress, Status
from targets.progress import YearOfUnit, by_own_due_date, progress
from units.models import Unit
from units.tree import Structure, structure


@dataclass(frozen=True)
class Told:
    """`answer` may raise `UnitNotOnTree`. At most two further answers are asked for: by the unit's own due date, and below the child
    that is furthest over its target."""

    subject: Subject

    @cached_property
    def answer(self) -> YearOfUnit:
        return self.subject.answer

    @property
    def me(self) -> Progress:
        return self.answer.self

    @cached_property
    def promised(self) -> Progress:
        """By the unit's own due date where it has an earlier one."""
        return by_own_due_date(self.answer) or self.me

    @cached_property
    def structure(self) -> Structure:
        return structure(self.answer.unit, self.answer.tree)

    @cached_property
    def below(self) -> list[Unit]:
        return [child.unit for child in self.answer.children if child.unit.is_active(self.answer.tree)]

    @cached_property
    def ranked(self) -> list[Progress]:
        """The children that were given a target, the furthest first."""
        return [child for child in self.answer.children if child.share is not None]

    @cached_property
    def well(self) -> list[Progress]:
        return [child for child in self.ranked if child.status in (Status.MET, Status.ON_PACE)]

    @cached_property
    def behind(self) -> list[Progress]:
        return [child for child in self.ranked if child.status in (Status.CATCHING_UP, Status.SHORT)]

    @cached_property
    def over(self) -> list[Progress]:
        return [child for child in self.ranked if child.is_over_target]

    @cached_property
    def over_below_first(self) -> list[Progress]:
        """Of the children of the first unit over its target, those over theirs; of nobody, where the reader may not open it."""
        first, readable = self.over[0].unit, self.subject.reader is None
        if not readable and first.pk not in self.subject.records.openable:
            return []
        answer = progress(first, year=self.answer.year, as_of=self.answer.as_of, tree=self.answer.tree)
        return [child for child in answer.children if child.is_over_target]

    @cached_property
    def short(self) -> list[Progress]:
        """Those that will fall short, by the most first; of a year that is over nothing is forecast."""
        if self.me.year_is_over:
            return []
        return sorted(
            (child for child in self.ranked if child.short_by), key=lambda one: (-(one.short_by or 0), one.unit.code)
        )

    @cached_property
    def late(self) -> list[Progress]:
        """Those with dossiers past the day that was expected, the most first."""
        late = (child for child in self.answer.children if child.counts.overdue)
        return sorted(late, key=lambda one: (-one.counts.overdue, one.unit.code))

    @cached_property
    def not_assigned(self) -> list[Unit]:
        given = {child.unit.pk for child in self.answer.children if child.target is not None}
        return [unit for unit in self.below if unit.pk not in given]

    @property
    def sort(self) -> str:
        return sort_of(self.below)

    @property
    def end(self) -> str:
        return format_date(self.subject.asked.end)
