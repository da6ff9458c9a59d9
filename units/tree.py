"""Finding a unit: the hierarchy of a day as levels to walk down, and units by their names, within what one may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, QuerySet, Value, When

from partytrack.vietnamese import fold
from units import hierarchy, scope
from units.lists import GRASSROOTS, Kind
from units.models import Placement, Unit
from units.scope import Person

MOST_FOUND = 50


@dataclass(slots=True)
class Branch:
    """A unit, how many stand directly below it, and, where the tree is open at it, those."""

    unit: Unit
    below: int = 0
    is_open: bool = False
    branches: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with the names of those above it, down from the reader's own."""

    unit: Unit
    above: list[str]


@dataclass(frozen=True, slots=True)
class Structure:
    """How many active units lie below one: TCCSĐ as a whole, and of each kind that has any, from the province down."""

    grassroots: int
    kinds: list[tuple[str, int]]


def tree(user: Person, under: Unit | None, on: date) -> list[Branch]:
    """From the units of `user` down to those directly below `under` (of one unit only: below it, where `under` is None).

    The same number of queries however many levels are open and units shown.
    """
    tops = scope.tops(user)
    opened = set(hierarchy.line(under.pk, on)) if under else {top.pk for top in tops if len(tops) == 1}
    places = Placement.objects.filter(parent__in=_within_reach(opened, user), during__contains=on)
    branches = {top.pk: Branch(top) for top in tops}
    ordered = places.select_related("unit").order_by(_rank("unit__kind"), "unit__sort_key")
    rows = [(place.parent_id, place.unit) for place in ordered]
    for _parent_id, unit in rows:
        branches[unit.pk] = Branch(unit)
    for parent_id, unit in rows:
        branches[parent_id or 0].branches.append(branches[unit.pk])
    counts = Placement.objects.filter(parent__in=branches, during__contains=on).values_list("parent")
    for parent_id, below in counts.annotate(below=Count("pk")):
        branches[parent_id].below = below
    for branch in branches.values():
        branch.is_open = branch.unit.pk in opened
    return [branches[top.pk] for top in tops]


def _rank(kind: str) -> Case:
    """Kinds in their order from the province down."""
    return Case(*[When(**{kind: each}, then=Value(place)) for place, each in enumerate(Kind)])


def _within_reach(pks: Iterable[int], user: Person) -> QuerySet[Unit]:
    return scope.visible(Unit.objects.filter(pk__in=list(pks)), user)


def named(user: Person, text: str, on: date) -> tuple[list[Found], int]:
    """The first MOST_FOUND units whose name, short name or code holds every word of `text`, and how many there are in all.
    Those that hold the words as they were typed come first, then the higher kinds."""
    as_typed = Case(When(search_key__contains=fold(text), then=Value(0)), default=Value(1))
    matching = scope.visible(Unit.objects.named_like(text), user)
    units = list(matching.order_by(as_typed, _rank("kind"), "sort_key", "pk")[:MOST_FOUND])
    count = len(units) if len(units) < MOST_FOUND else matching.count()
    lines = hierarchy.lines((unit.pk, on) for unit in units)
    names = {unit.pk: unit.short for unit in _within_reach({pk for line in lines.values() for pk in line}, user)}
    found = [Found(unit, [names[pk] for pk in reversed(lines[unit.pk, on][1:]) if pk in names]) for unit in units]
    return found, count


def structure(unit: Unit, on: date) -> Structure:
    below = Unit.objects.within(unit, on=on).exclude(pk=unit.pk).active(on).order_by()
    counts = dict(below.values_list("kind").annotate(n=Count("pk")))
    return Structure(
        grassroots=sum(counts.get(kind, 0) for kind in GRASSROOTS),
        kinds=[(str(kind.label), counts[kind]) for kind in Kind if kind in counts],
    )
