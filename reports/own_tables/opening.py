"""What a cell of an own table opens: the list of exactly its people."""

from collections.abc import Sequence
from dataclasses import dataclass

from admissions.records import Category, Unnamed
from reports.links import Records
from reports.own_tables.cube import Key
from reports.own_tables.dimensions import TALLIED, Dimension, OfPeople, OfUnits
from reports.own_tables.question import TableAsked
from units.models import Unit

Keys = Sequence[tuple[Dimension, Key]]


@dataclass(frozen=True)
class Opening:
    table: TableAsked
    records: Records
    units: dict[int, Unit]

    def address(self, *keys: tuple[Dimension, Key]) -> str | None:
        """Of the people of those keys: none of them is all of the unit asked for, one is a row or a column as a whole."""
        category = self._category(keys)
        filters = dict(self.table.narrowed)
        for one, key in keys:
            if (
                isinstance(one, OfPeople)
                and key != TALLIED
                and not (one.told and category in (one.told.both, one.told.alone))
            ):
                filters[one.name] = str(key)
        return self.records.admissions(self._unit(keys), category.value if category else None, narrowed=filters)

    def direct(self, *keys: tuple[Dimension, Key]) -> str | None:
        """Of the people recorded on the unit itself."""
        filters = {one.name: str(key) for one, key in keys if isinstance(one, OfPeople)}
        return self.records.admissions(
            self.table.unit, Category.DIRECT.value, narrowed={**self.table.narrowed, **filters}
        )

    def _unit(self, keys: Keys) -> Unit:
        return next((self.units[int(key)] for one, key in keys if isinstance(one, OfUnits)), self.table.unit)

    def _category(self, keys: Keys) -> Category | Unnamed | None:
        """With people of tallies no filter finds those without names."""
        people = [(one, key) for one, key in keys if isinstance(one, OfPeople)]
        told = [(one.told, key) for one, key in people if one.told and self.table.splits_tallies]
        unnamed = [key for _one, key in people if key == TALLIED]
        for told_by, key in told:
            if key == TALLIED:
                return told_by.rest
            if key == told_by.key and unnamed:
                return told_by.alone
            if key == told_by.key and len(people) == 1 and not self.table.is_narrowed:
                return told_by.both
        return Unnamed.ALL if unnamed else None
