"""The table of people as they are divided by rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from partytrack.vietnamese import number
from reports.declared import Cell, Column, Part, Row, name
from reports.own_tables.cube import Counting, Cube, Key
from reports.own_tables.dimensions import TALLIED, OfPeople, OfUnits, Undivided
from reports.own_tables.heads import Head, heads_of
from reports.own_tables.measures import OfAdmitted
from reports.own_tables.opening import Opening
from reports.own_tables.places import Places
from reports.own_tables.question import TableAsked
from targets.figures import percentage


@dataclass(frozen=True)
class TableOfPeople:
    table: TableAsked
    places: Places
    opening: Opening
    measure: OfAdmitted

    @cached_property
    def cube(self) -> Cube:
        return Counting(self.table, self.places).cube()

    @cached_property
    def rows(self) -> list[Head]:
        return heads_of(self.table.rows, self.cube.rows, self.table, self.places)

    @cached_property
    def columns(self) -> list[Head]:
        return heads_of(self.table.columns, self.cube.columns, self.table, self.places)

    def part(self, title: str) -> Part:
        rows = [self._row(head) for head in self.rows]
        return Part(
            title=title,
            columns=[*self._names(), *self._columns()],
            rows=[*rows, *self._rest_of_rows()],
            total=self._total(),
            notes=list(self._notes()),
        )

    @property
    def _is_divided(self) -> bool:
        return not isinstance(self.table.columns, Undivided)

    def _names(self) -> Iterator[Column]:
        yield Column(self.table.rows.label, width=40)
        if self.places.above and isinstance(self.table.rows, OfUnits):
            yield Column(_("Trực thuộc"), width=26)

    def _columns(self) -> Iterator[Column]:
        for head in self.columns:
            yield Column(head.label, self.measure.format, _width(head), is_data=head.is_data, adds_up=True)
        if self._has_rest_of_columns:
            yield Column(self._rest_label, self.measure.format, 12, adds_up=True)
        if self._is_divided:
            yield Column(_("Cộng"), self.measure.format, adds_up=True)

    def _row(self, head: Head) -> Row:
        cells = [self._cell(head.key, column.key) for column in self.columns]
        if self._has_rest_of_columns:
            rest = self.cube.rows[head.key] - sum(self.cube.cells[head.key, column.key] for column in self.columns)
            opens = self._opens_direct(self.table.rows, head.key)
            cells.append(self._shown(None if self.cube.outside else rest, head.key, None, opens))
        if self._is_divided:
            address = self.opening.address((self.table.rows, head.key))
            cells.append(self._shown(self.cube.rows[head.key], head.key, None, address))
        return Row((*self._name(head), *cells), key=head.unit.code if head.unit else str(head.key))

    def _name(self, head: Head) -> Iterator[Cell]:
        if head.unit is None:
            yield Cell(str(head.label), is_data=head.is_data)
            return
        yield name(head.unit, self.opening.records.page(head.unit))
        if self.places.above:
            yield Cell(self.places.above.get(head.unit.pk, ""), is_data=True)

    def _cell(self, row: Key, column: Key) -> Cell:
        keys = [(self.table.rows, row), *([(self.table.columns, column)] if self._is_divided else [])]
        return self._shown(self.cube.cells[row, column], row, column, self.opening.address(*keys))

    def _shown(self, people: int | None, row: Key | None, column: Key | None, address: str | None) -> Cell:
        """`row` or `column` None: that of the sums."""
        if people is None or not self.measure.share_of:
            return Cell(people, address)
        whole = self.cube.total
        if self.measure.share_of == "row" and row is not None:
            whole = self.cube.rows[row]
        if self.measure.share_of == "column" and column is not None:
            whole = self.cube.columns[column]
        return Cell(_share(people, whole), address if people else None)

    @property
    def _rest_label(self) -> str:
        level = self.table.rows if isinstance(self.table.rows, OfUnits) else self.table.columns
        is_direct = isinstance(level, OfUnits) and level.is_direct
        return _("Chưa phân theo đơn vị") if is_direct else _("Ngoài các đơn vị này")

    def _opens_direct(self, one: object, key: Key) -> str | None:
        """What no unit directly below holds is recorded on the unit itself."""
        levels = [level for level in (self.table.rows, self.table.columns) if isinstance(level, OfUnits)]
        if self.cube.outside or not levels[0].is_direct or key == TALLIED:
            return None
        return self.opening.direct((one, key)) if isinstance(one, OfPeople) else self.opening.direct()

    @property
    def _has_rest_of_columns(self) -> bool:
        return (isinstance(self.table.columns, OfUnits) and self._rest != 0) or self._is_outside(self.table.columns)

    @property
    def _rest(self) -> int:
        """Of the total, what is in none of the units shown."""
        of_units = self.cube.rows if isinstance(self.table.rows, OfUnits) else self.cube.columns
        return self.cube.total - sum(of_units[unit.pk] for unit in self.places.units)

    def _is_outside(self, one: object) -> bool:
        return isinstance(one, OfUnits) and self.cube.outside

    def _rest_of_rows(self) -> Iterator[Row]:
        if not isinstance(self.table.rows, OfUnits) or not (self._rest or self.cube.outside):
            return
        cells = []
        for head in self.columns if self._is_divided else []:
            known = self.cube.columns[head.key] - sum(self.cube.cells[unit.pk, head.key] for unit in self.places.units)
            opens = self._opens_direct(self.table.columns, head.key)
            cells.append(self._shown(None if self.cube.outside else known, None, head.key, opens))
        cells.append(self._shown(self._rest, None, None, self._opens_direct(None, "")))
        label = [Cell(self._rest_label), *([Cell("")] if self.places.above else [])]
        yield Row((*label, *cells), key="rest")

    def _total(self) -> Row:
        cells = []
        for head in self.columns if self._is_divided else []:
            address = self.opening.address((self.table.columns, head.key))
            cells.append(self._shown(self.cube.columns[head.key], None, head.key, address))
        if self._has_rest_of_columns:
            cells.append(self._shown(self._rest, None, None, self._opens_direct(None, "")))
        cells.append(self._shown(self.cube.total, None, None, self.opening.address()))
        label = _("Toàn đơn vị") if isinstance(self.table.rows, OfUnits) else _("Cộng")
        names = [Cell(label), *([Cell("")] if self.places.above and isinstance(self.table.rows, OfUnits) else [])]
        return Row((*names, *cells), strong=True)

    def _notes(self) -> Iterator[str]:
        if any(isinstance(one, OfPeople) and one.overlaps for one in (self.table.rows, self.table.columns)):
            yield _("Một người có thể thuộc nhiều đối tượng: các hàng, cột chồng lên nhau; dòng, cột cộng là số người.")
        if self.cube.unnamed:
            unnamed = _("%(n)s người của số liệu tổng hợp không có tên, nên không có trong bảng được lọc.")
            yield unnamed % {"n": number(self.cube.unnamed)}
        if self.cube.tallied and not self.cube.outside:
            yield _("Có %(n)s người của số liệu tổng hợp, không có tên.") % {"n": number(self.cube.tallied)}
        if self.cube.outside:
            yield _("Có số liệu tổng hợp của đơn vị cấp trên các đơn vị này: phần chưa phân chỉ biết tổng số.")


def _share(people: int, whole: int) -> Decimal | None:
    return percentage(Fraction(people, whole)) if whole else None


def _width(head: Head) -> float:
    return 10 if len(str(head.label)) < 12 else 14
