"""How many people stand in each cell of an own table. They are those of the list of admissions, counted by the database: the
named people of the figure, grouped, and the tallies that it counts; its total is the unit's figure of progress."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count

from admissions import counting
from admissions.counting import Period
from admissions.models import AdmissionQuerySet, Tally
from reports.own_tables.dimensions import NOBODY, TALLIED, Dimension, OfPeople, OfUnits
from reports.own_tables.places import Places
from reports.own_tables.question import TableAsked

Key = int | str
"""A unit's id, or what a person is of."""
Keys = tuple[Key, ...]


@dataclass(frozen=True)
class Cube:
    """`cells` by row and column; `rows`, `columns` and `total` are people, not sums: one may stand in several cells, and units
    below a tally count their own names. `outside`: of the total some are tallied over the heads of the units shown, so that what
    is left beside them is known in all, not by column. `unnamed`: people of tallies, whom filters leave out."""

    cells: Counter[Keys] = field(default_factory=Counter)
    rows: Counter[Key] = field(default_factory=Counter)
    columns: Counter[Key] = field(default_factory=Counter)
    total: int = 0
    outside: bool = False
    tallied: int = 0
    unnamed: int = 0


@dataclass(frozen=True)
class Counting:
    """Finds them: at most six queries, whatever the number of units and people."""

    table: TableAsked
    places: Places

    @property
    def _period(self) -> Period:
        return Period(self.table.asked.end)

    @cached_property
    def _names(self) -> AdmissionQuerySet:
        """Of the total."""
        found = counting.names(self.table.unit, period=self._period, tree=self.table.asked.tree)
        return self.table.filters.narrowed(found)

    @cached_property
    def _names_of_units(self) -> AdmissionQuerySet:
        """Of the units shown, each as its own total counts them."""
        found = counting.names_of_parts(
            self.table.unit,
            self.places.parts,
            self.places.parents,
            period=self._period,
            tree=self.table.asked.tree,
        )
        return self.table.filters.narrowed(found)

    def cube(self) -> Cube:
        rows, columns = self.table.rows, self.table.columns
        cells = self._counted(rows, columns)
        named = Cube(
            cells=cells,
            rows=self._margin(rows, columns, cells, 0),
            columns=self._margin(columns, rows, cells, 1),
            total=self._names.count(),
        )
        tallies = counting.tallies(self.table.unit, period=self._period, tree=self.table.asked.tree)
        people = sum(tally.quantity for tally in tallies)
        return replace(named, unnamed=people) if self.table.is_narrowed else self._with_tallies(named, tallies)

    def _counted(self, *dimensions: Dimension, whole: bool = False) -> Counter[Keys]:
        """By their keys: of units the names that each of them counts, else those of the total. `whole`: of the total anyway."""
        of_units = not whole and any(isinstance(one, OfUnits) for one in dimensions)
        found: Counter[Keys] = Counter()
        for kept, people in _grouped(self._names_of_units if of_units else self._names, dimensions):
            keys = (self._key(one, value) for one, value in zip(dimensions, kept, strict=True))
            found[tuple(keys)] += people
        return found

    def _key(self, one: Dimension, kept: Key) -> Key:
        return self.places.parts[int(kept)] if isinstance(one, OfUnits) else kept

    def _margin(self, one: Dimension, other: Dimension, cells: Counter[Keys], place: int) -> Counter[Key]:
        """Of each key of `one`, whatever it is of `other`: of the total beside units, of people once where they may be of several."""
        asked_again = isinstance(other, OfUnits) or (isinstance(other, OfPeople) and other.overlaps)
        found: Counter[Key] = Counter()
        for keys, people in (self._counted(one) if asked_again else cells).items():
            found[keys[0 if asked_again else place]] += people
        return found

    def _with_tallies(self, named: Cube, tallies: Sequence[Tally]) -> Cube:
        cells, rows, columns, outside = named.cells.copy(), named.rows.copy(), named.columns.copy(), False
        for tally in tallies:
            for row, column, people in self._shares(tally):
                outside |= row is None or column is None
                if row is not None:
                    rows[row] += people
                if column is not None:
                    columns[column] += people
                if row is not None and column is not None:
                    cells[row, column] += people
        people = sum(tally.quantity for tally in tallies)
        return Cube(cells, rows, columns, named.total + people, outside, tallied=people)

    def _shares(self, tally: Tally) -> Iterator[tuple[Key | None, Key | None, int]]:
        """Row, column, people; None: of a unit that lies in none."""
        split = self.table.splits_tallies
        for row, in_row in self._keys_of(tally, self.table.rows, split=split):
            for column, in_column in self._keys_of(tally, self.table.columns, split=split):
                if people := min(in_row, in_column):
                    yield row, column, people

    def _keys_of(self, tally: Tally, one: Dimension, *, split: bool) -> list[tuple[Key | None, int]]:
        if isinstance(one, OfUnits):
            return [(self.places.parts.get(tally.unit_id), tally.quantity)]
        if not isinstance(one, OfPeople):
            return [(NOBODY, tally.quantity)]
        if not one.told or not split:
            return [(TALLIED, tally.quantity)]
        rest = one.told.rest.of(tally)
        return [(one.told.key, tally.quantity - rest), (TALLIED, rest)]


def _grouped(names: AdmissionQuerySet, dimensions: Sequence[Dimension]) -> Iterator[tuple[Keys, int]]:
    """How many of `names` are of each key of the dimensions, of units by the one they are recorded on. One query."""
    by: list[str] = []
    for one in dimensions:
        if isinstance(one, OfUnits):
            by.append("unit_id")
        elif isinstance(one, OfPeople):
            column, made_by = one.grouped_by
            names = names.annotate(**{column: made_by}) if made_by else names
            by.append(column)
    if not by:
        yield tuple(NOBODY for _one in dimensions), names.count()
        return
    for *kept, people in names.order_by().values(*by).annotate(people=Count("pk")).values_list(*by, "people"):
        values = iter(kept)
        yield tuple(_key(one, values) for one in dimensions), people


def _key(one: Dimension, values: Iterator[object]) -> Key:
    if isinstance(one, OfUnits):
        return int(str(next(values)))
    return one.key_of(next(values)) if isinstance(one, OfPeople) else NOBODY
