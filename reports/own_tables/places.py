"""The units that stand in the rows or columns of an own table, and in whose subtree each unit lies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.own_tables.dimensions import OfUnits
from reports.subject import Subject
from units import hierarchy
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Places:
    """`units` in the order in which they are shown, none under another; `parts`: of each unit of their subtrees in whose it lies;
    `parents`: of each unit below the unit asked for what it lies under; `above`: the name of what lies over each one shown."""

    units: Sequence[Unit] = ()
    parts: Mapping[int, int] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)
    above: Mapping[int, str] = field(default_factory=dict)


def places_of(subject: Subject, level: OfUnits) -> Places:
    """At most three queries, beside those of the subject's answer."""
    parents = dict(hierarchy.places_below(subject.unit.pk, subject.asked.tree))
    if level.is_direct:
        children = sorted((child.unit for child in subject.answer.children), key=lambda one: (one.sort_key, one.code))
        return Places(children, _parts(parents, {unit.pk for unit in children}), parents)
    of_kind = Unit.objects.filter(pk__in=list(parents), kind__in=level.kinds).active(subject.asked.tree)
    found = of_kind.in_bulk()
    shown = {pk: unit for pk, unit in found.items() if not any(above in found for above in _line(pk, parents))}
    over = Unit.objects.in_bulk({above for pk in shown for above in _line(pk, parents)})

    def way_down(unit: Unit) -> list[tuple[str, str]]:
        line = [unit, *(over[above] for above in _line(unit.pk, parents))]
        return [(one.sort_key, one.code) for one in reversed(line)]

    above = {pk: over[parents[pk]].short for pk in shown if parents[pk] != subject.unit.pk}
    return Places(sorted(shown.values(), key=way_down), _parts(parents, shown.keys()), parents, above)


def _line(pk: int, parents: Mapping[int, int]) -> Iterator[int]:
    """What lies above, up to the unit asked for."""
    while pk in parents:
        pk = parents[pk]
        yield pk


def _parts(parents: Mapping[int, int], shown: Iterable[int]) -> dict[int, int]:
    among = set(shown)
    found = {}
    for pk in parents:
        part = pk if pk in among else next((above for above in _line(pk, parents) if above in among), None)
        if part is not None:
            found[pk] = part
    return found
