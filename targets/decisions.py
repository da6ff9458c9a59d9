"""Decisions as people read them: what each changed, what became of it, and who did what with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from accounts.models import User
from targets.in_effect import InEffect, lines_in_effect
from targets.lists import Category, Standing, State, Tier
from targets.models import CATEGORIES, Target, TargetDecision
from targets.order import office_order
from units.models import Document, Unit

Key = tuple[int, str, str]


class Deed(NamedTuple):
    """Who made what of a decision, and when; `who` is "" where no account did it."""

    state: State
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line: what it gives (None withdraws), what stood when it took effect and by which decision, and what became of it
    by the day of reading. `next`: the issued decision that replaces it, now or later."""

    line: Target
    category: str
    before: int | None
    gave: TargetDecision | None
    next: TargetDecision | None
    standing: Standing

    @property
    def change(self) -> int | None:
        """More than before; None where one of the two is "not assigned"."""
        return None if self.before is None or self.line.quantity is None else self.line.quantity - self.before


@dataclass(frozen=True)
class DecisionRead:
    """`today`: the day on which it is asked what still stands of it."""

    decision: TargetDecision
    today: date

    @cached_property
    def lines(self) -> list[LineRead]:
        """In the office's order of units, of each its total first. Four queries."""
        kept = list(self.decision.lines.select_related("unit").order_by("tier", "pk"))
        kept.sort(key=lambda line: (line.unit_id != self.decision.issuer_id, *office_order(line.unit)))
        before, after = self._before(kept), self._after(kept)
        gave = TargetDecision.objects.in_bulk({stood.decision_id for stood in before.values() if stood.decision_id})
        labels = {value: str(label) for value, label in CATEGORIES}
        found = []
        for line in kept:
            stood, later = before.get(_key(line)), after.get(_key(line))
            found.append(
                LineRead(
                    line=line,
                    category=labels[line.category],
                    before=stood.quantity if stood else None,
                    gave=gave.get(stood.decision_id or 0) if stood else None,
                    next=later,
                    standing=self._standing(later),
                )
            )
        return found

    def _before(self, lines: Collection[Target]) -> dict[Key, InEffect]:
        """What stood when this decision took effect; of reorganisations, those up to the day before."""
        found = lines_in_effect(
            list({line.unit_id for line in lines}),
            [self.decision.year],
            list({line.category for line in lines}),
            as_of=self.decision.effective_on,
            tree=self.decision.effective_on - timedelta(days=1),
            before=self.decision.pk,
        )
        return {(unit, tier, category): stood for (unit, _year, tier, category), stood in found.items()}

    def _after(self, lines: Collection[Target]) -> dict[Key, TargetDecision]:
        """The first decision issued for the same thing that takes effect after this one."""
        others = Target.objects.filter(
            unit__in={line.unit_id for line in lines},
            decision__year=self.decision.year,
            decision__state=State.ISSUED,
            decision__effective_on__gte=self.decision.effective_on,
        ).select_related("decision__issuer")
        latest_first = sorted(others, key=lambda other: _order(other.decision), reverse=True)
        later = (other for other in latest_first if _order(other.decision) > _order(self.decision))
        return {_key(other): other.decision for other in later}

    def _standing(self, later: TargetDecision | None) -> Standing:
        if self.decision.state == State.WITHDRAWN:
            return Standing.WITHDRAWN
        if self.decision.effective_on > self.today:
            return Standing.COMING
        return Standing.REPLACED if later and later.effective_on <= self.today else Standing.STANDS

    @property
    def due_on(self) -> date:
        """By when, where the decision itself does not say."""
        return self.decision.due_on or date(self.decision.year, 12, 31)

    @cached_property
    def is_revision(self) -> bool:
        """Whether it changes what stood before."""
        return any(one.before is not None for one in self.lines)

    @property
    def given(self) -> int | None:
        return given([one.line for one in self.lines], self.decision)

    @property
    def given_before(self) -> int:
        """What the assigned totals of this decision were before it."""
        return sum(one.before or 0 for one in self.lines if _is_given(one.line, self.decision))

    @property
    def change(self) -> int | None:
        return None if self.given is None else self.given - self.given_before

    @cached_property
    def documents(self) -> list[Document]:
        """The guiding papers it rests on."""
        return list(self.decision.documents.select_related("issuer").order_by("issued_on", "number"))

    @cached_property
    def deeds(self) -> list[Deed]:
        return deeds_of([self.decision])[self.decision.pk]


@dataclass(frozen=True, slots=True)
class DecisionListed:
    """`units`: to how many it says something, in how many `lines`; `given`: as `DecisionRead.given`."""

    decision: TargetDecision
    units: int
    lines: int
    given: int | None
    deeds: list[Deed]


def decisions_of(unit: Unit, year: int) -> list[DecisionListed]:
    """Those it made for the year, the latest in effect first. Four queries."""
    made = TargetDecision.objects.filter(issuer=unit, year=year).prefetch_related("lines")
    decisions = sorted(made, key=_order, reverse=True)
    deeds = deeds_of(decisions)
    found = []
    for decision in decisions:
        lines = list(decision.lines.all())
        units = len({line.unit_id for line in lines})
        found.append(DecisionListed(decision, units, len(lines), given(lines, decision), deeds[decision.pk]))
    return found


def given(
    lines: Iterable[Target],
    decision: TargetDecision,
    tier: str = Tier.ASSIGNED,
    category: str = Category.TOTAL,
) -> int | None:
    """What a decision gives the units below its issuer; None where it says nothing of that kind."""
    said = [line.quantity for line in lines if _is_given(line, decision, tier, category)]
    return sum(quantity or 0 for quantity in said) if said else None


def _is_given(
    line: Target, decision: TargetDecision, tier: str = Tier.ASSIGNED, category: str = Category.TOTAL
) -> bool:
    return line.tier == tier and line.category == category and line.unit_id != decision.issuer_id


def _key(line: Target) -> Key:
    return line.unit_id, line.tier, line.category


def _order(decision: TargetDecision) -> tuple[date, date, int]:
    """In which decisions take effect: of two, the later one holds."""
    return decision.effective_on, decision.issued_on, decision.pk


def deeds_of(decisions: Iterable[TargetDecision]) -> dict[int, list[Deed]]:
    """What was done with each, from the recorded history, the draft left out where it was issued. Two queries."""
    done: dict[int, list[Deed]] = {decision.pk: [] for decision in decisions}
    history: Any = TargetDecision.pgh_event_model.objects  # type: ignore[attr-defined]
    events = list(history.filter(pgh_obj_id__in=done).select_related("pgh_context").order_by("pgh_id"))
    by = {event.pk: (event.pgh_context.metadata or {}).get("user") for event in events if event.pgh_context}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={pk for pk in by.values() if pk})}
    for event in events:
        deeds = done[event.pgh_obj_id]
        if not deeds or deeds[-1].state != event.state:
            deeds.append(Deed(State(event.state), event.pgh_created_at, names.get(by.get(event.pk) or 0, "")))
    return {pk: [deed for deed in deeds if deed.state != State.DRAFT] or deeds for pk, deeds in done.items()}
