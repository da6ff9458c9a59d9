"""The cascade seen whole: what each unit of a subtree was given, what it passed on, and where the two part.

A target in effect is what `in_effect` says, of the units active on the day, whom the desk of the unit above would show.
Units that have no active unit directly below have nothing to pass on, and so no problem: that one of them was left out is a
problem of the unit above, whose desk mends it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from targets.in_effect import in_effect
from targets.lists import Problem, Tier
from units import hierarchy
from units.lists import Kind
from units.models import Unit

LEVELS = {
    Kind.PROVINCE: 0,
    Kind.UPPER_COMMITTEE: 1,
    Kind.GRASSROOTS_COMMITTEE: 2,
    Kind.GRASSROOTS_CELL: 2,
    Kind.SECTION: 3,
    Kind.CELL: 4,
}
"""The level at which a kind stands, from the province down."""
KINDS = {kind: place for place, kind in enumerate(Kind)}
NOBODY = (0,) * 5
ANY = "any"
ASSIGNED = Tier.ASSIGNED.value


class NotPlaced(LookupError):
    """The unit has no place in the hierarchy of that day."""


class NotBelow(LookupError):
    """No unit of that code stands below."""


class State(StrEnum):
    """How a unit stands in the cascade, beside its problems: `COMPLETE` each unit directly below has a target and their sum
    is not less than what was given, `PARTLY` some have one; `ASSIGNED`, `UNASSIGNED` its own target, whatever is below."""

    COMPLETE = "complete"
    PARTLY = "partly"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Reach:
    """How deep a target has gone down: to the lowest level where a unit has one by an unbroken line of units that have one,
    from the unit asked about (itself not looked at); `whole`: every unit of that level below it does."""

    level: int
    whole: bool


@dataclass(slots=True, eq=False)
class Node:
    """A unit on the day. `since`: when what it was given took effect. `placed`: what stands directly below it, in order;
    `units`: those of them that are active.

    `passed_on`: what the units have been given together, None when none of them has been given anything; `assigned`: how
    many have; `troubled`: how many units below, at any level, have a problem. `below` and `reached` count, by level, the
    active units below it, and those whom the target has reached.
    """

    pk: int
    code: str
    level: int
    is_active: bool
    given: int | None
    since: date | None
    placed: Sequence["Node"] = ()
    units: Sequence["Node"] = ()
    passed_on: int | None = None
    assigned: int = 0
    troubled: int = 0
    below: tuple[int, ...] = NOBODY
    reached: tuple[int, ...] = NOBODY
    problems: tuple[Problem, ...] = ()

    @property
    def difference(self) -> int | None:
        """Given less passed on; None where one of the two is "not assigned"."""
        return None if self.given is None or self.passed_on is None else self.given - self.passed_on

    @property
    def reach(self) -> Reach | None:
        """None where the target has gone no further."""
        lowest = max((level for level, n in enumerate(self.reached) if n), default=None)
        return None if lowest is None else Reach(lowest, self.reached[lowest] == self.below[lowest])

    @property
    def standing(self) -> State:
        return State.UNASSIGNED if self.given is None else State.ASSIGNED

    @property
    def passing(self) -> State | None:
        """`COMPLETE` or `PARTLY`; None where nothing was passed on or nothing is to be."""
        if self.passed_on is None or not self.is_active:
            return None
        difference = self.difference
        whole = difference is not None and difference <= 0 and self.assigned == len(self.units)
        return State.COMPLETE if whole else State.PARTLY


@dataclass(frozen=True, slots=True)
class Wanted:
    """To which units a list is narrowed: those with a `Problem` (or `ANY`), of a `State`, directly below only."""

    problem: str | None = None
    state: str | None = None
    direct: bool = False

    @property
    def narrows(self) -> bool:
        return self != Wanted()

    @property
    def query(self) -> dict[str, str]:
        """As an address says it."""
        said = {"problem": self.problem, "state": self.state, "direct": "1" if self.direct else None}
        return {name: text for name, text in said.items() if text}

    def holds(self, node: Node) -> bool:
        """Whatever its depth."""
        if self.problem and not (node.problems if self.problem == ANY else self.problem in node.problems):
            return False
        return self.state is None or self.state in (node.passing, node.standing)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of all units below: how many have each problem or any (`troubled`), how many passed on completely or partly, how many
    have a target of their own or not; and what committees below were given more (`short`) or less (`over`) than they passed on."""

    problems: Counter[Problem]
    troubled: int
    states: Counter[State]
    short: int
    over: int

    @property
    def difference(self) -> int:
        return self.short - self.over


Path = tuple[Node, ...]


@dataclass(frozen=True)
class Cascade:
    """`top` is the unit asked about, `parent` the id of the one above it."""

    unit: Unit
    year: int
    day: date
    top: Node
    parent: int | None

    @cached_property
    def found(self) -> list[tuple[Node, Path]]:
        """Every active unit below, in the order one walks down, with those between it and `top`."""
        return [(node, path) for node, path in self.walk() if node.is_active]

    def walk(self) -> Iterator[tuple[Node, Path]]:
        """As `found`; dissolved units, too, under which active ones still stand."""
        return _walk(self.top, ())

    def line_to(self, code: str) -> frozenset[Node]:
        """The unit of that code and those between it and `top`; nobody for "". Raises `NotBelow`."""
        if not code:
            return frozenset()
        for node, path in self.walk():
            if node.code == code:
                return frozenset((*path, node))
        raise NotBelow

    def narrowed(self, wanted: Wanted) -> list[tuple[Node, Path]]:
        return [(node, path) for node, path in self.found if wanted.holds(node) and not (wanted.direct and path)]

    @cached_property
    def summary(self) -> Summary:
        nodes = [node for node, _path in self.found]
        passing = [node for node in nodes if node.units]
        differences = [difference for node in passing if (difference := node.difference)]
        states = Counter(node.standing for node in nodes)
        states.update(state for node in passing if (state := node.passing))
        return Summary(
            problems=Counter(problem for node in passing for problem in node.problems),
            troubled=self.top.troubled,
            states=states,
            short=sum(difference for difference in differences if difference > 0),
            over=-sum(difference for difference in differences if difference < 0),
        )


def _walk(top: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    for node in top.placed:
        if node.is_active or any(node.below):
            yield node, path
            yield from _walk(node, (*path, node))


def cascade(unit: Unit, *, year: int, day: date) -> Cascade:
    """4 queries whatever the number of units. Raises `NotPlaced`."""
    line = hierarchy.line(unit.pk, day)
    if not line:
        raise NotPlaced
    above = dict(hierarchy.places_below(unit.pk, day))
    given = in_effect([unit.pk, *above], [year], as_of=day, tree=day)
    asked = ("pk", "code", "kind", "sort_key", "established_on", "dissolved_on")
    rows = sorted(Unit.objects.within(unit, day).order_by().values_list(*asked), key=_in_order)
    nodes: dict[int, Node] = {}
    placed: dict[int, list[Node]] = defaultdict(list)
    for pk, code, kind, _key, established, dissolved in rows:
        is_active = (established is None or established <= day) and (dissolved is None or dissolved > day)
        target = given[pk, year, ASSIGNED]
        nodes[pk] = Node(pk, code, LEVELS[kind], is_active, target.quantity, target.since)
        if pk in above:
            placed[above[pk]].append(nodes[pk])
    top = nodes[unit.pk]
    _settle(top, placed)
    return Cascade(unit, year, day, top, line[1] if len(line) > 1 else None)


def _in_order(row: tuple[Any, ...]) -> tuple[int, str, str]:
    """By kind from the province down, then by name."""
    _pk, code, kind, sort_key, *_days = row
    return KINDS[kind], sort_key, code


def _settle(node: Node, placed: Mapping[int, list[Node]]) -> None:
    """What is known of a unit once it is known of those below it."""
    if node.pk not in placed:
        return
    node.placed = placed[node.pk]
    for each in node.placed:
        _settle(each, placed)
    node.units = [each for each in node.placed if each.is_active]
    given = [each for each in node.units if each.given is not None]
    node.passed_on = sum(each.given or 0 for each in given) if given else None
    node.assigned = len(given)
    node.troubled = sum(each.troubled + bool(each.problems) for each in node.placed)
    node.below = _by_level(node.units, [each.below for each in node.placed])
    node.reached = _by_level(given, [each.reached for each in given])
    node.problems = tuple(_problems(node)) if node.units and node.is_active else ()


def _by_level(units: Iterable[Node], deeper: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """So many units of each level, and what was counted below them."""
    counts = list(NOBODY)
    for node in units:
        counts[node.level] += 1
    for found in deeper:
        if found is not NOBODY:
            counts = [n + more for n, more in zip(counts, found, strict=True)]
    return tuple(counts)


def _problems(node: Node) -> Iterator[Problem]:
    """Of one that has units. A change of its own target since the last of theirs is a problem only where the sums part."""
    if node.given is None:
        yield Problem.UNASSIGNED
    if node.passed_on is None:
        yield Problem.NOT_PASSED_ON
        return
    if node.difference:
        yield Problem.SHORT if node.difference > 0 else Problem.OVER
    if node.assigned < len(node.units):
        yield Problem.INCOMPLETE
    last = max((each.since for each in node.units if each.since), default=None)
    if node.difference and node.since and last and node.since > last:
        yield Problem.CHANGED
