"""Choosing a unit by typing: the first few that have the words, each with the line of units above it, within what one may use."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When

from partytrack.vietnamese import fold
from units import hierarchy
from units.lists import Kind
from units.models import Unit, UnitQuerySet

MOST = 12
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit one may choose, and those above it, down from the highest of one's own."""

    unit: Unit
    above: tuple[Unit, ...]

    @property
    def line(self) -> tuple[Unit, ...]:
        return (*self.above, self.unit)


def choices(tops: Collection[int], text: str, on: date) -> list[Choice]:
    """Of the units `tops` and all below them on `on`, the first whose name, short name or code holds every word of `text`."""
    matching = _in_order(Unit.objects.named_like(text), text)
    first = list(matching[:_LOOKED_AT])
    found = placed(first, tops, on)
    if len(found) < MOST and len(first) == _LOOKED_AT:  # the words are common, and one's own units few
        mine = matching.filter(pk__in=hierarchy.subtree(list(tops), on))
        found = placed(list(mine[:MOST]), tops, on)
    return found[:MOST]


def below(tops: Collection[int], parent: Unit, on: date) -> list[Choice]:
    """Directly under `parent`, all of them."""
    return placed(list(_in_order(Unit.objects.under(parent, on), "")), tops, on)


def meant(units: UnitQuerySet, text: str) -> list[Unit]:
    """Those of `units` that `text` can mean: those whose code or whole name it is, else the first that have its words. One query."""
    found = list(_in_order(units.named_like(text), text)[:MOST])
    exact = [one for one in found if fold(text) in {fold(one.code), fold(one.name), fold(one.short)}]
    return exact or found


def placed(units: Sequence[Unit], tops: Collection[int], on: date) -> list[Choice]:
    """Those of `units` that lie at or below `tops`, each with its line. Two queries."""
    lines = hierarchy.lines((unit.pk, on) for unit in units)
    own = {pk: _from_the_top(line, tops) for (pk, _day), line in lines.items()}
    names = Unit.objects.in_bulk(_together(own.values()))
    return [Choice(unit, tuple(names[pk] for pk in own[unit.pk][:-1])) for unit in units if own.get(unit.pk)]


def _from_the_top(line: Sequence[int], tops: Collection[int]) -> list[int]:
    """From the highest of `tops` down to the unit; empty where none of them is in its line."""
    highest = max((place for place, pk in enumerate(line) if pk in tops), default=-1)
    return list(reversed(line[: highest + 1]))


def _together(lines: Iterable[Sequence[int]]) -> set[int]:
    return {pk for line in lines for pk in line}


def _in_order(units: UnitQuerySet, text: str) -> UnitQuerySet:
    """Those that have the words as typed first, then the higher kinds."""
    rank = Case(*[When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind)])
    if not fold(text):
        return units.order_by(rank, "sort_key", "pk")
    as_typed = Case(When(search_key__contains=fold(text), then=Value(0)), default=Value(1))
    return units.order_by(as_typed, rank, "sort_key", "pk")
