"""The rows of a table, cell by cell in the style of their columns.

Most rows hold nothing but texts, numbers and days of their columns. Those are written as the XML of the whole row, a third of what
openpyxl's own cells take; a row that holds more (a note, a colour, a formula) goes through them.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from django.utils.functional import Promise
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from workbooks import styling
from workbooks.cells import clean
from workbooks.fields import Field
from workbooks.formats import DAY, FRACTION, TIME, WHOLE


@dataclass(frozen=True, slots=True)
class Painted:
    """A value in a cell that wants attention: in colour, with a note that says why."""

    value: Any
    note: str


class Bold(tuple[Any, ...]):
    """A row that stands out: the sums of a group."""

    __slots__ = ()


class OwnFormula(str):
    """Of our own making, so that it may be one."""

    __slots__ = ()


class _Writer(WorksheetWriter):
    """Of a sheet: `ready` is the next row, where it is written already."""

    ready: str | None = None

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        if self.ready is None:
            super().write_row(xf, row, row_idx)
        else:
            xf.write(fromstring(self.ready))
            self.ready = None


class Rows:
    """The rows of a sheet with these columns. To be made when all is set that the file format wants before the first row, and
    before that row."""

    def __init__(self, sheet: Any, fields: Sequence[Field]) -> None:
        self._sheet = sheet
        self._fields = fields
        self._looks: dict[tuple[int, bool], _Look] = {}
        self._writer = sheet._writer = _Writer(sheet)
        self._writer.write_top()

    def append(
        self, rows: Iterable[Sequence[Any]], first: int, *, bold: bool = False, levels: Sequence[int] = ()
    ) -> int:
        """From row `first` on; gives the number of rows. The first cell of a row is set in by its level."""
        count = 0
        for number, row in enumerate(rows, first):
            look = self._look(levels[count] if count < len(levels) else 0, bold or isinstance(row, Bold))
            ready = self._ready(row, number, look)
            if ready is None:
                self._append_cells(row, number, look)
            else:
                self._writer.ready = ready
                self._sheet.append(())
            count += 1
        return count

    def _look(self, level: int, strong: bool) -> "_Look":
        if (level, strong) not in self._looks:
            levels = [level, *[0] * len(self._fields)]
            pairs = list(zip(self._fields, levels, strict=False))
            models = [_model(self._sheet, one, bold=strong, level=deep) for one, deep in pairs]
            rooms = [one.room(deep) for one, deep in pairs]
            self._looks[level, strong] = _Look(models, [_tag(n, one) for n, one in enumerate(models, 1)], rooms)
        return self._looks[level, strong]

    def _ready(self, row: Sequence[Any], number: int, look: "_Look") -> str | None:
        """The row as XML; None where a cell holds more than a value of its column."""
        cells, lines = [], 1
        for one, (start, style), room, value in zip(self._fields, look.tags, look.rooms, row, strict=True):
            content = _content(one, value)
            if content is None:
                return None
            cells.append(f"{start}{number}{style}{content}")
            if isinstance(value, str) and (len(value) > room or "\n" in value):
                lines = max(lines, one.lines(value, room))
        told = dict(self._sheet.row_dimensions[number]) if number in self._sheet.row_dimensions else {}
        if lines > 1:  # Excel would find it out, LibreOffice and others print lines over each other
            told |= {"customHeight": "1", "ht": str(styling.LINE_HEIGHT * lines)}
        attributes = "".join(f' {name}="{said}"' for name, said in told.items() if name != "r")
        return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'

    def _append_cells(self, row: Sequence[Any], number: int, look: "_Look") -> None:
        cells = []
        for one, model, value in zip(self._fields, look.models, row, strict=True):
            cell = WriteOnlyCell(self._sheet)
            cell._style = model._style  # type: ignore[attr-defined]  # set once, shared by the column
            if isinstance(value, Painted):
                _own_style(cell)
                cell.fill = styling.REQUIRED_FILL
                cell.comment = Comment(clean(value.note), "Partytrack", height=120, width=320)
                value = value.value
            _set_value(cell, value, percent=one.percent)
            cells.append(cell)
        columns = zip(self._fields, cells, look.rooms, strict=True)
        lines = max((one.lines(cell.value, room) for one, cell, room in columns), default=1)
        if lines > 1:
            self._sheet.row_dimensions[number].height = styling.LINE_HEIGHT * lines
        self._sheet.append(cells)


@dataclass(frozen=True, slots=True)
class _Look:
    """Of the cells of a row: their styles, what stands before and after the number of the row in their XML, and the letters
    that a line of theirs holds."""

    models: Sequence[Cell]
    tags: Sequence[tuple[str, str]]
    rooms: Sequence[float]


def _model(sheet: Worksheet, one: Field, *, bold: bool, level: int = 0) -> Cell:
    return styling.model_cell(sheet, one.format or "General", bold=bold, wrap=one.wraps, middle=one.middle, level=level)


def _tag(place: int, model: Any) -> tuple[str, str]:
    return f'<c r="{get_column_letter(place)}', f'" s="{model.style_id}"'


def _content(one: Field, value: Any) -> str | None:
    """What closes the cell. None for what is no plain value of the column: a formula, a note, a day where none is looked for."""
    if value is None:
        return "/>"
    if isinstance(value, str | Promise):
        return None if isinstance(value, OwnFormula) else _text(str(value))
    if isinstance(value, Decimal) and one.format == WHOLE:
        return None  # a mean among numbers has a format of its own
    if isinstance(value, Decimal) or type(value) in (int, float):
        return f"><v>{safe_string(value / 100 if one.percent else value)}</v></c>"
    return _day(value) if type(value) is date and one.format == DAY else None


@lru_cache(10_000)
def _text(value: str) -> str:
    said = escape(clean(value), {"\r": "&#13;"})
    kept = ' xml:space="preserve"' if said != said.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{said}</t></is></c>' if said else "/>"


@lru_cache(10_000)
def _day(value: date) -> str:
    counted = to_excel(value)  # type: ignore[no-untyped-call]
    return f"><v>{safe_string(counted)}</v></c>"


def _own_style(cell: Cell) -> None:
    """From here on its style is no longer that of its column."""
    cell._style = copy(cell._style)  # type: ignore[attr-defined]


def _set_value(cell: Cell, value: Any, *, percent: bool) -> None:
    """Text is text whatever it begins with; numbers and dates are what they are."""
    if value is None or isinstance(value, bool | int | float | date | time):
        if isinstance(value, date | time) and cell.number_format != DAY:
            _own_style(cell)
            cell.number_format = DAY if isinstance(value, date) else TIME  # a date that looks like a number is one
        cell.value = value / 100 if percent and isinstance(value, int | float) else value
    elif isinstance(value, Decimal):
        if cell.number_format == WHOLE:
            _own_style(cell)
            cell.number_format = FRACTION
        cell.value = value / 100 if percent else value
    elif isinstance(value, OwnFormula):
        cell.value, cell.data_type = str(value), "f"
    else:
        cell.value = clean(str(value))
        cell.data_type = "s"
