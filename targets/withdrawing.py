"""What withdrawing a decision would change, so that it can be read before it is done: it cannot be undone."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from targets.checks import above_the_total
from targets.in_effect import InEffect, lines_in_effect
from targets.lists import Category, State, Tier
from targets.models import CATEGORIES, SUB_TARGETS, Target, TargetDecision
from targets.order import office_order
from units.models import Unit
from workbooks.importing import one_at_a_time

InEffectByLine = dict[tuple[int, int, str, str], InEffect]


class Change(NamedTuple):
    """What stands of a line with the decision, and what without it; None is "not assigned"."""

    line: Target
    category: str
    now: int | None
    then: int | None


@dataclass(frozen=True)
class Withdrawal:
    """On the later of `today` and the day the decision takes effect. Four queries."""

    decision: TargetDecision
    today: date

    @cached_property
    def day(self) -> date:
        return max(self.today, self.decision.effective_on)

    @cached_property
    def _lines(self) -> list[Target]:
        kept = self.decision.lines.select_related("unit").order_by("tier", "pk")
        return sorted(kept, key=lambda line: office_order(line.unit))

    @cached_property
    def _below(self) -> set[int]:
        return set(Unit.objects.under(self.decision.issuer, self.day).values_list("pk", flat=True))

    @cached_property
    def _now(self) -> InEffectByLine:
        return self._in_effect(without=None)

    @cached_property
    def _then(self) -> InEffectByLine:
        return self._in_effect(without=self.decision.pk)

    def _in_effect(self, *, without: int | None) -> InEffectByLine:
        units = {line.unit_id for line in self._lines} | self._below
        year = self.decision.year
        return lines_in_effect(
            list(units), [year], [Category.TOTAL, *SUB_TARGETS], as_of=self.day, tree=self.day, without=without
        )

    @cached_property
    def changes(self) -> list[Change]:
        """The lines of which something else would stand; one that a later decision replaced changes nothing."""
        labels = {value: str(label) for value, label in CATEGORIES}
        found = []
        for line in self._lines:
            key = (line.unit_id, self.decision.year, line.tier, line.category)
            now, then = (of[key].quantity if key in of else None for of in (self._now, self._then))
            if now != then:
                found.append(Change(line, labels[line.category], now, then))
        return found

    @cached_property
    def objection(self) -> str:
        """Why it cannot be done: a sub-target would be larger than its total, which it is not now. "" where it can."""
        units = {line.unit_id: line.unit for line in self._lines}
        left = [
            unit.name for pk, unit in units.items() if self._above(self._then, pk) and not self._above(self._now, pk)
        ]
        if not left:
            return ""
        sentence = _(
            "Chưa thu hồi được: chỉ tiêu thành phần sẽ lớn hơn chỉ tiêu của %(names)s. Hãy ban hành quyết định mới giảm các "
            "chỉ tiêu thành phần ấy trước."
        )
        return sentence % {"names": "; ".join(left[:5])}

    def _above(self, in_effect: InEffectByLine, unit: int) -> bool:
        categories = (Category.TOTAL, *SUB_TARGETS)
        lines = {name: in_effect.get((unit, self.decision.year, Tier.ASSIGNED, name)) for name in categories}
        return bool(above_the_total({name: line.quantity if line else None for name, line in lines.items()}))

    @property
    def given_now(self) -> int:
        """What the units below have been given together."""
        return self._given(self._now)

    @property
    def given_then(self) -> int:
        return self._given(self._then)

    def _given(self, in_effect: InEffectByLine) -> int:
        keys = [(unit, self.decision.year, Tier.ASSIGNED.value, Category.TOTAL.value) for unit in self._below]
        return sum(in_effect[key].quantity or 0 for key in keys if key in in_effect)


class CannotWithdraw(ValueError):
    """`str()` of it says why."""


def withdraw(decision: TargetDecision, today: date) -> bool:
    """Whether it was this call that did: of two, one. Raises `CannotWithdraw`."""
    with transaction.atomic():
        one_at_a_time(lambda: None)
        if objection := Withdrawal(decision, today).objection:
            raise CannotWithdraw(objection)
        issued = TargetDecision.objects.filter(pk=decision.pk, state=State.ISSUED)
        return issued.update(state=State.WITHDRAWN) == 1
