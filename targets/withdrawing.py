"""Withdrawing a decision: what it said no longer holds, and what stood before it holds again."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from targets.checks import above_the_total
from targets.in_effect import lines_in_effect
from targets.lists import Category, State, Tier
from targets.models import SUB_TARGETS, TargetDecision
from units.models import Unit

CATEGORIES = (Category.TOTAL, *SUB_TARGETS)


class PartsWouldStandAlone(ValueError):
    """Without the decision a sub-target would be larger than its total. `str()` of it says whose, for the officer."""


def withdraw(decision: TargetDecision, today: date) -> None:
    """Raises `PartsWouldStandAlone`; then nothing has changed."""
    units = set(decision.lines.values_list("unit_id", flat=True))
    with transaction.atomic():
        wrong_before = set(_above(decision, units, today))
        decision.state = State.WITHDRAWN
        decision.save(update_fields=["state"])
        wrong = set(_above(decision, units, today)) - wrong_before
        if wrong:
            names = Unit.objects.filter(pk__in=wrong).order_by("sort_key").values_list("name", flat=True)[:5]
            sentence = _(
                "Chưa thu hồi được: chỉ tiêu thành phần sẽ lớn hơn chỉ tiêu của %(names)s. Hãy ban hành quyết định mới giảm các "
                "chỉ tiêu thành phần ấy trước."
            )
            raise PartsWouldStandAlone(sentence % {"names": "; ".join(names)})


def _above(decision: TargetDecision, units: set[int], today: date) -> Iterator[int]:
    """The units with a sub-target above its total, on the day the decision took effect or today."""
    for day in {decision.effective_on, max(decision.effective_on, today)}:
        standing = lines_in_effect(list(units), [decision.year], CATEGORIES, as_of=day, tree=day)
        for unit in units:
            numbers = {name: standing[unit, decision.year, Tier.ASSIGNED, name].quantity for name in CATEGORIES}
            if above_the_total(numbers):
                yield unit
