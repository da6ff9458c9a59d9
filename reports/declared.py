"""A report, declared once: its page, its print and its workbook are drawn from the same columns and cells.

A cell holds a value, never a text made of it: 1994, a `Decimal` of a hundred, a date. What a reader sees is written in one place
(`Column.written`), what Excel holds in another (`reports.workbook`), both from that value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise

from partytrack.vietnamese import UNKNOWN, decimal, format_date, number, signed
from units.models import Unit
from units.papers import Paper
from workbooks.formats import DAY, PERCENT, PERCENT_1, SIGNED, UNGROUPED, WHOLE

Label = str | Promise

IN_ONE_CHART = 70
"""More units than these cannot be told apart in one."""


@dataclass(frozen=True, slots=True)
class Column:
    """`format` is one of `workbooks.formats`, None for words; neighbours of one `group` stand under one heading. `bar`: the
    workbook draws data bars. `adds_up`: the total is, or may be, the sum of the rows; where it is, the workbook has the formula.
    `key`: by what another day's column is the same, "" where the words of its heading tell. `is_data`:
    its header is a name, as a cell's."""

    header: Label
    format: str | None = None
    width: float = 10
    group: Label = ""
    bar: bool = False
    adds_up: bool = False
    key: str = ""
    is_data: bool = False

    @property
    def is_number(self) -> bool:
        return self.format in (WHOLE, SIGNED, UNGROUPED, PERCENT, PERCENT_1, DAY)

    def written(self, value: Any) -> str:
        """As people read it; what is unknown is a dash, never 0."""
        if value is None:
            return UNKNOWN if self.format else ""
        if isinstance(value, str | Promise):
            return str(value)
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, Decimal):
            return decimal(value, 1 if self.format == PERCENT_1 else 2)
        if self.format == UNGROUPED:
            return str(value)
        return signed(value) if self.format == SIGNED else number(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and the page of the records it is made of. `is_data`: a name, Vietnamese whatever the reader's language."""

    value: Any
    address: str | None = None
    is_data: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`level`: how far it is set in, 0 at the margin; `strong`: a sum or a heading; `key`: what it is about, the same in the same
    report of another day (a unit's code, a line's number), "" where nothing answers to it."""

    cells: tuple[Cell, ...]
    level: int = 0
    strong: bool = False
    key: str = ""


TOTAL, DIRECT = "total", "direct"
"""Keys of the rows of the whole unit, and of what it holds beside the units below it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table. `title` names its sheet; `empty`: what is said where it has no row; `notes` stand below it; `named_by`: the
    place of the column that says what a row is about, where a running number stands before it; `folded`: in the workbook rows
    of this level and deeper are folded away under those above them, None for none."""

    title: Label
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    notes: Sequence[Label] = ()
    empty: Label = ""
    named_by: int = 0
    folded: int | None = None
    entered: tuple[Label, str] | None = None
    """In words and by its address, the page where what the table lacks is entered, for who may."""

    @property
    def all_rows(self) -> list[Row]:
        return [*self.rows, *([self.total] if self.total else [])]

    @property
    def is_grouped(self) -> bool:
        return any(column.group for column in self.columns)


@dataclass(frozen=True, slots=True)
class Choice:
    """What else its page can show: `name` in the query, each option's value and label, and which of them is shown."""

    name: str
    label: Label
    options: Sequence[tuple[str, Label]]
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns or lines that the workbook draws from the cells of a part (`part`: which of the report's): `values`, places of
    its columns; its first `rows` rows, named by the column `labels`; `backwards`: from the last to the first."""

    form: Literal["column", "line"]
    title: Label
    values: Sequence[int]
    labels: int = 0
    part: int = 0
    rows: int | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """`name` as in its address; `head`: lines under the title, the unit first; `basis`: the official form it follows
    and whose, Vietnamese whatever the reader's language; `made_on`: the day it was asked for; `paper`: head and signature of
    the office, where they are set."""

    name: str
    title: Label
    head: Sequence[Label]
    parts: Sequence[Part]
    foot: Sequence[Label] = field(default=())
    basis: str = ""
    charts: Sequence[Chart] = ()
    made_on: date | None = None
    paper: Paper | None = None
    choice: Choice | None = None

    @property
    def lines(self) -> list[Label]:
        """All that stands under its title."""
        return [*self.head, *([self.basis] if self.basis else [])]


def name(unit: Unit, address: str | None = None) -> Cell:
    return Cell(unit.name, address, is_data=True)


def row(*values: Any, level: int = 0, strong: bool = False, key: str = "") -> Row:
    """Of values and cells."""
    cells = tuple(value if isinstance(value, Cell) else Cell(value) for value in values)
    return Row(cells, level, strong, key)
