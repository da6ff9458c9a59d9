"""What happened, rolled up: the counts of a unit, of every unit down to some depth below it, and of those beside it.

`figures.sql` and `sources.sql` count every record once, at the lowest unit of the answer that it lies under; from there what is
counted is added up level by level, and what a tally holds back stops below the unit that tallied.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from admissions.counting import Held, Period, held_below, same_day_last_year
from admissions.lists import DOSSIER_STAGES, STAGES
from targets.figures import Counts
from units.models import Unit

FIGURES = (Path(__file__).parent / "figures.sql").read_text()
SOURCES = (Path(__file__).parent / "sources.sql").read_text()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of `unit` and `depth` levels below it, None for all. `line`: its ids up to the root; `parents`: the parent
    of each unit below it, left out where one level is asked for; all on the tree of `tree`."""

    unit: Unit
    line: list[int]
    parents: Mapping[int, int]
    depth: int | None
    year: int
    as_of: date
    tree: date

    @property
    def parent(self) -> int | None:
        return self.line[1] if len(self.line) > 1 else None

    @property
    def period(self) -> Period:
        return Period(min(self.as_of, date(self.year, 12, 31)))

    @property
    def last_period(self) -> Period:
        return Period(same_day_last_year(self.period.end))


class OfGroup(NamedTuple):
    """How many of a source group lie under `node`, and at which depth and above they do not count."""

    node: int
    stop: int
    group: str
    people: int


def counts_of(
    asked: Question, above: Mapping[int, int], due_on: date, source_groups: Sequence[str]
) -> dict[int, Counts]:
    """By unit. `above`: the parent of each unit of the answer that stands below the one asked about, in the order one walks down;
    of it and of these the source groups asked for are counted too. 2 queries, 3 with source groups."""
    held = held_below(asked.line, [asked.period, asked.last_period], asked.parents)
    counts: dict[int, Counts] = defaultdict(Counts)
    groups, sources = _groups(asked, due_on, held), _sources(asked, source_groups, held)
    for group in groups:
        if group["node"] is None:
            counts[group["top"]].add(group, counts=group["stop"] < 0)
        elif group["stop"] < 0:
            counts[group["node"]].add(group, counts=True)
    for row in sources:
        if row.stop < 0:
            counts[row.node].sources[row.group] += row.people
    for unit in reversed(above):
        counts[above[unit]].include(counts[unit])
    for group in groups:
        if group["node"] is not None and group["stop"] >= 0:
            for depth, unit in _line(group["node"], above):
                counts[unit].add(group, counts=depth > group["stop"])
    for row in sources:
        for depth, unit in _line(row.node, above) if row.stop >= 0 else ():
            counts[unit].sources[row.group] += row.people if depth > row.stop else 0
    return counts


def _line(unit: int, above: Mapping[int, int]) -> list[tuple[int, int]]:
    """The unit and those above it as far as the one asked about, each with its depth below that one."""
    line = [unit]
    while line[-1] in above:
        line.append(above[line[-1]])
    return list(enumerate(reversed(line)))


def _groups(asked: Question, due_on: date, held: Sequence[Held]) -> list[dict[str, Any]]:
    """Rows of figures.sql."""
    with connection.cursor() as cursor:
        cursor.execute(
            FIGURES,
            {
                **_where(asked, held),
                "parent": asked.parent,
                "as_of": asked.as_of,
                "last_start": asked.last_period.start,
                "last_end": asked.last_period.end,
                "due_on": due_on,
                "in_year": asked.as_of.year == asked.year,
                "stages": STAGES,
                "dossier": STAGES.index(DOSSIER_STAGES[0]) + 1,
            },
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _sources(asked: Question, groups: Sequence[str], held: Sequence[Held]) -> list[OfGroup]:
    """Rows of sources.sql; no query where no group is asked for."""
    if not groups:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SOURCES, {**_where(asked, held), "groups": list(groups)})
        return [OfGroup(*row) for row in cursor.fetchall()]


def _where(asked: Question, held: Sequence[Held]) -> dict[str, Any]:
    return {
        "unit": asked.unit.pk,
        "depth": asked.depth,
        "tree": asked.tree,
        "start": asked.period.start,
        "end": asked.period.end,
        "hold_units": _array(hold.unit_id for hold in held),
        "hold_firsts": _array(hold.first for hold in held),
        "hold_lasts": _array(hold.last for hold in held),
        "hold_stops": _array(hold.stop for hold in held),
    }


def _array(values: Iterable[date | int]) -> str:
    """As PostgreSQL writes an array of dates or numbers; for hundreds of them psycopg takes longer than the query."""
    return "{" + ",".join(map(str, values)) + "}"
