"""Decisions as people read them: what each changed, line by line, and who did what with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, QuerySet

from accounts.models import User
from targets.in_effect import lines_in_effect
from targets.lists import State
from targets.models import CATEGORIES, Target, TargetDecision
from units.models import Unit


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line: what it gives (None withdraws), and what stood on the day before it took effect."""

    line: Target
    before: int | None
    category: str

    @property
    def change(self) -> int | None:
        """More than before; None where one of the two is "not assigned"."""
        return None if self.before is None or self.line.quantity is None else self.line.quantity - self.before


@dataclass(frozen=True)
class DecisionRead:
    decision: TargetDecision

    @cached_property
    def lines(self) -> list[LineRead]:
        """By unit, its total first. Two queries."""
        kept = self.decision.lines.select_related("unit").order_by("unit__sort_key", "unit__code", "tier", "pk")
        lines = list(kept)
        day = self.decision.effective_on - timedelta(days=1)
        before = lines_in_effect(
            list({line.unit_id for line in lines}),
            [self.decision.year],
            list({line.category for line in lines}),
            as_of=day,
            tree=day,
        )
        labels = {value: str(label) for value, label in CATEGORIES}
        found = []
        for line in lines:
            stood = before.get((line.unit_id, self.decision.year, line.tier, line.category))
            found.append(LineRead(line, stood.quantity if stood else None, labels[line.category]))
        return found

    @property
    def total(self) -> int:
        """Of the assigned totals of the units below, without the issuer's own."""
        return sum(
            one.line.quantity or 0
            for one in self.lines
            if one.line.tier == "ASSIGNED"
            and one.line.category == "TOTAL"
            and one.line.unit_id != self.decision.issuer_id
        )

    @cached_property
    def deeds(self) -> list[tuple[str, object, str]]:
        """Who did what when: state, time, name. From the recorded history."""
        return list(_deeds(self.decision))


def _deeds(decision: TargetDecision) -> Iterator[tuple[str, object, str]]:
    seen = None
    events = decision.events.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]
    users = dict(_names({(event.pgh_context.metadata or {}).get("user") for event in events if event.pgh_context}))
    for event in events:
        if event.state == seen:
            continue
        seen = event.state
        context = event.pgh_context.metadata if event.pgh_context else {}
        yield str(State(event.state).label), event.pgh_created_at, users.get(context.get("user") or 0, "")


def _names(pks: set[int | None]) -> list[tuple[int, str]]:
    return [(user.pk, str(user)) for user in User.objects.filter(pk__in=[pk for pk in pks if pk])]


def decisions_of(unit: Unit, year: int) -> QuerySet[TargetDecision]:
    """Those it made for the year, the latest in effect first, with how many units each gives something to."""
    made = TargetDecision.objects.filter(issuer=unit, year=year)
    return made.annotate(units=Count("lines__unit", distinct=True)).order_by("-effective_on", "-issued_on", "-pk")
