"""On random histories the cascade is what reading every record one by one, unit by unit, makes of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from targets.cascade import Cascade, Node, NotPlaced, State, cascade
from tests.targets import oracle
from tests.targets.building import build
from tests.targets.histories import histories
from tests.targets.oracle_facts import Records
from tests.targets.plans import History
from units.models import Unit

KINDS = ("UPPER_COMMITTEE", "GRASSROOTS_COMMITTEE", "GRASSROOTS_CELL", "SECTION", "CELL")
HEIGHT = dict(zip(("PROVINCE", *KINDS), (0, 1, 2, 2, 3, 4), strict=True))


class Naive:
    """Every question is asked anew of all records."""

    def __init__(self, records: Records, year: int, day: date) -> None:
        self.records, self.year, self.day = records, year, day
        self.all = {unit.pk: unit for unit in Unit.objects.all()}
        self.parents = records.parents(day)

    def target(self, unit: Unit) -> int | None:
        return oracle.target(self.records, unit, self.year, "ASSIGNED", self.day, self.day)

    def since(self, unit: Unit) -> date | None:
        """The day of the line in effect or of the last reorganisation after it."""
        line = oracle.line_in_effect(self.records, unit, self.year, "ASSIGNED", self.day)
        said = [line[1].effective_on] if line else []
        for one in self.records.adjustments:
            about = (one.unit_id, one.year, one.tier, one.category) == (unit.pk, self.year, "ASSIGNED", "TOTAL")
            if about and one.effective_on <= self.day and (not line or one.effective_on > line[1].effective_on):
                said.append(one.effective_on)
        return max(said, default=None)

    def placed(self, unit: Unit) -> list[Unit]:
        return [self.all[pk] for pk, parent in self.parents.items() if parent == unit.pk]

    def units(self, unit: Unit) -> list[Unit]:
        return [one for one in self.placed(unit) if oracle.is_active(one, self.day)]

    def below(self, unit: Unit) -> Iterator[Unit]:
        for one in self.placed(unit):
            yield one
            yield from self.below(one)

    def active_below(self, unit: Unit) -> list[Unit]:
        return [one for one in self.below(unit) if oracle.is_active(one, self.day)]

    def reached(self, unit: Unit) -> Iterator[Unit]:
        for one in self.units(unit):
            if self.target(one) is not None:
                yield one
                yield from self.reached(one)

    def reach(self, unit: Unit) -> tuple[int, bool] | None:
        heights = [HEIGHT[one.kind] for one in self.reached(unit)]
        if not heights:
            return None
        at_the_bottom = [one for one in self.active_below(unit) if HEIGHT[one.kind] == max(heights)]
        return max(heights), len(at_the_bottom) == heights.count(max(heights))

    def problems(self, unit: Unit) -> set[str]:
        units = self.units(unit)
        if not units or not oracle.is_active(unit, self.day):
            return set()
        own, theirs = self.target(unit), [self.target(one) for one in units]
        numbers = [n for n in theirs if n is not None]
        found = {"unassigned"} if own is None else set()
        if not numbers:
            return found | {"not_passed_on"}
        if len(numbers) < len(theirs):
            found.add("incomplete")
        if own is None or own == sum(numbers):
            return found
        changed, last = self.since(unit), max(day for one in units if (day := self.since(one)))
        found |= {"changed"} if changed and changed > last else set()
        return found | {"short" if sum(numbers) < own else "over"}


def same(node: Node, unit: Unit, naive: Naive) -> None:
    numbers = [n for one in naive.units(unit) if (n := naive.target(one)) is not None]
    assert node.given == naive.target(unit)
    assert node.passed_on == (sum(numbers) if numbers else None)
    assert (node.assigned, len(node.units)) == (len(numbers), len(naive.units(unit)))
    assert set(node.problems) == naive.problems(unit)
    assert node.troubled == sum(bool(naive.problems(one)) for one in naive.below(unit))
    assert (None if node.reach is None else (node.reach.level, node.reach.whole)) == naive.reach(unit)


def compare(found: Cascade, naive: Naive) -> None:
    same(found.top, found.unit, naive)
    for node, _path in found.walk():
        same(node, naive.all[node.pk], naive)
    below = naive.active_below(found.unit)
    assert {node.pk for node, _path in found.found} == {one.pk for one in below}
    for node, path in found.found:
        line = [found.top, *path, node]
        assert [naive.parents[lower.pk] for lower in line[1:]] == [upper.pk for upper in line[:-1]]
    counted = found.summary
    assert counted.troubled == sum(bool(naive.problems(one)) for one in below)
    assert counted.states[State.ASSIGNED] == sum(naive.target(one) is not None for one in below)


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(1, 5))
def test_the_cascade_is_what_the_records_say_one_by_one(number: int) -> None:
    @seed(number)
    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(histories(), st.lists(st.sampled_from(KINDS), min_size=1, max_size=12))
    def they_agree(history: History, kinds: list[str]) -> None:
        with transaction.atomic():
            for place, unit in enumerate(build(history)):
                Unit.objects.filter(pk=unit.pk).update(kind=kinds[place % len(kinds)])
            records = Records.read()
            for question in history.questions[:2]:
                _compare_all(Naive(records, question.year, question.as_of))
            transaction.set_rollback(True)

    they_agree()


def _compare_all(naive: Naive) -> None:
    for unit in naive.all.values():
        if unit.pk in naive.parents:
            compare(cascade(unit, year=naive.year, day=naive.day), naive)
        else:
            with pytest.raises(NotPlaced):
                cascade(unit, year=naive.year, day=naive.day)
