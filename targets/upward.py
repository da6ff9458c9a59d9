"""What the usual upward table asks of a unit and the units directly under it, beside progress."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from django.db import connection

from admissions.admitting import Tallied, organisations
from admissions.counting import NO_RELIGION, STUDYING, Period, holds
from targets.progress import YearOfUnit
from units import hierarchy
from units.lists import Kind

UPWARD = (Path(__file__).parent / "upward.sql").read_text()
CELLS = (Kind.GRASSROOTS_CELL, Kind.CELL)


@dataclass(slots=True)
class Upward:
    """Of the named people that count in a unit's total: who came in the last month, who are of which group. `dated`: tallies
    of that month, whose people have no day. `cells`: of its subtree."""

    month: int = 0
    religious: int = 0
    religious_of: int = 0
    studying: int = 0
    militia: int = 0
    reservists: int = 0
    private_firms: int = 0
    dated: int = 0
    cells: Tallied = field(default_factory=Tallied)

    @property
    def of_the_month(self) -> int | None:
        return None if self.dated else self.month

    @property
    def known_religious(self) -> int | None:
        """None when it is known of nobody, which is not 0."""
        return self.religious if self.religious_of else None

    def minus(self, parts: Sequence["Upward"]) -> "Upward":
        rest = {name: getattr(self, name) - sum(getattr(part, name) for part in parts) for name in FIGURES}
        return Upward(**rest)


FIGURES = [entry.name for entry in fields(Upward) if entry.name != "cells"]


def upward(answer: YearOfUnit, period: Period) -> dict[int, Upward]:
    """By id, of the unit of `answer` and of its children. 4 queries whatever their number."""
    unit, tree = answer.unit, answer.tree
    held = holds(hierarchy.line(unit.pk, tree), [period])
    found: dict[int, Upward] = defaultdict(Upward)
    with connection.cursor() as cursor:
        cursor.execute(
            UPWARD,
            {
                "unit": unit.pk,
                "tree": tree,
                "start": period.start,
                "end": period.end,
                "month": period.month,
                "no_religion": NO_RELIGION,
                "studying": [group.value for group in STUDYING],
                "hold_units": [hold.unit_id for hold in held],
                "hold_own": [hold.in_own for hold in held],
                "hold_below": [hold.in_below for hold in held],
            },
        )
        for child, in_own, in_below, *figures in cursor.fetchall():
            _add(found[unit.pk], figures, counts=in_own)
            if child is not None:
                _add(found[child], figures, counts=in_below)
    for organisation in organisations(unit, CELLS, period=period, tree=tree):
        found[unit.pk].cells.add(organisation.admitted)
        if organisation.child is not None:
            found[organisation.child].cells.add(organisation.admitted)
    return found


def _add(upward: Upward, figures: Sequence[int], *, counts: bool) -> None:
    if counts:
        for name, number in zip(FIGURES, figures, strict=True):
            setattr(upward, name, getattr(upward, name) + number)
