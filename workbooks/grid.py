"""The cells of one sheet, streamed once: values with their true types, and what stands in the way of trusting them.

Handlers of our own on the standard library's XML parser, because no library tried tells all of it at once: where a
formula stands (refused; the value it remembers is not looked at), which cells show an error (calamine gives them as
blank), which dates show no day, which rows are hidden. And it stops at the first cell beyond the limits, where others
make room for all that lies before it.
"""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from workbooks.cells import LAST_COLUMN, LAST_ROW, Cell, CellError, CoarseDate, address, position
from workbooks.contents import (
    MAX_TEXT,
    DateKind,
    SheetEntry,
    Strings,
    date_kinds,
    local,
    new_parser,
    read_contents,
    unescaped,
)
from workbooks.faults import UnsafeWorkbook
from workbooks.opening import Package, Source, broken

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000  # cells that hold something
MAX_ELEMENTS = 5_000_000  # XML elements of a sheet, empty but coloured cells among them
MAX_LAYOUT = 100_000  # merged ranges and column settings


@dataclass(slots=True)
class Grid:
    """`rows[7][3]` is C7; blank cells are absent. `merged` holds (top, left, bottom, right)."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class Workbook:
    """An opened workbook: `sheets` to choose from, `grid(sheet)` to read one of them. Raises `UnsafeWorkbook`."""

    def __init__(self, source: Source) -> None:
        self._package = Package(source)
        self._contents = read_contents(self._package)
        self.sheets = self._contents.sheets

    def grid(self, sheet: SheetEntry) -> Grid:
        reader = _SheetReader(sheet.title, Strings(self._package).texts, date_kinds(self._package))
        reader.epoch = date(1904, 1, 1) if self._contents.dates_from_1904 else date(1899, 12, 30)
        parser = new_parser(reader.start)
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.characters
        self._package.parse(sheet.part, parser)
        return reader.grid


class _SheetReader:
    """Handlers of the XML parser. A cell is complete at its end tag."""

    def __init__(self, title: str, strings: list[str], kinds: dict[str, DateKind]) -> None:
        self.grid = Grid(title)
        self.epoch = date(1899, 12, 30)
        self._strings, self._kinds = strings, kinds
        self._row = self._column = self._next_row = 0
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._length = self._elements = self._cells = self._layout = 0
        self._taking = self._filled = self._phonetic = False

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise UnsafeWorkbook(self._too_far(self._row, self._column))
        name = qualified if ":" not in qualified else local(qualified)  # half a million calls are worth sparing
        if name == "c":
            self._start_cell(attributes)
        elif name == "t" or name == "v":
            self._taking = not self._phonetic
            self._filled = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            raise UnsafeWorkbook(self._has_formula())
        elif name == "rPh":
            self._phonetic = True
        elif name in ("mergeCell", "col"):
            self._lay_out(name, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._next_row = _whole(attributes["r"]) if "r" in attributes else self._next_row + 1
        self._column = 0
        self._row = self._next_row
        if self._row > LAST_ROW:
            raise UnsafeWorkbook(broken())
        if attributes.get("hidden") in ("1", "true") and self._next_row <= MAX_ROWS:
            self.grid.hidden_rows.add(self._next_row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        """A cell without a reference follows its left neighbour."""
        reference = attributes.get("r")
        if reference is None:
            self._row, self._column = self._next_row, self._column + 1
        else:
            place = position(reference)
            if place is None:
                raise UnsafeWorkbook(broken())
            self._row, self._column = place
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._pieces, self._length, self._filled = [], 0, False

    def characters(self, text: str) -> None:
        if self._taking:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise UnsafeWorkbook(broken())
            self._pieces.append(text)

    def end(self, qualified: str) -> None:
        name = qualified if ":" not in qualified else local(qualified)
        if name == "c":
            if self._filled:
                self._keep("".join(self._pieces))
                self._filled = False
        elif name == "t" or name == "v":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False

    def _keep(self, text: str) -> None:
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS or self._cells >= MAX_CELLS:
            raise UnsafeWorkbook(self._too_far(self._row, self._column))
        value = self._value(text)
        if value is not None and value != "":
            self._cells += 1
            self.grid.rows.setdefault(self._row, {})[self._column] = value

    def _value(self, text: str) -> Cell | None:
        match self._type:
            case "s":
                index = _whole(text)
                if index >= len(self._strings):
                    raise UnsafeWorkbook(broken())
                return self._strings[index]
            case "inlineStr" | "str":
                return unescaped(text)
            case "b":
                return text.strip() == "1"
            case "e":
                return CellError(text.strip())
            case "d":
                return self._iso_date(text)
            case _:
                return self._number(text) if text.strip() else None

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError as error:
            raise UnsafeWorkbook(broken()) from error
        if not math.isfinite(number):
            raise UnsafeWorkbook(broken())
        kind = self._kinds.get(self._style)
        return number if kind is None else self._dated(number, kind)

    def _dated(self, serial: float, kind: DateKind) -> Cell:
        """Excel counts days; in the 1900 system it believes in 29/02/1900, so earlier serials are one off."""
        if kind == "TIME":
            return (datetime.min + timedelta(days=serial % 1)).time()
        early = self.epoch.year == 1899 and serial < 61
        if not 1 <= serial < 2_900_000 or (early and serial >= 60):
            return serial
        day = self.epoch + timedelta(days=int(serial) + early)
        if kind == "DAY":
            return day
        return CoarseDate(day.year, day.month if kind == "MONTH" else None)

    def _iso_date(self, text: str) -> date:
        try:
            return datetime.fromisoformat(text.strip()).date()
        except ValueError as error:
            raise UnsafeWorkbook(broken()) from error

    def _lay_out(self, name: str, attributes: dict[str, str]) -> None:
        """Merged ranges and hidden columns."""
        self._layout += 1
        if self._layout > MAX_LAYOUT:
            raise UnsafeWorkbook(broken())
        if name == "col":
            if attributes.get("hidden") in ("1", "true"):
                last = min(_whole(attributes.get("max")), MAX_COLUMNS)
                self.grid.hidden_columns.update(range(_whole(attributes.get("min")), last + 1))
            return
        first, _colon, last_cell = attributes.get("ref", "").partition(":")
        top_left, bottom_right = position(first), position(last_cell or first)
        if top_left is None or bottom_right is None:
            raise UnsafeWorkbook(broken())
        self.grid.merged.append((*top_left, *bottom_right))

    def _has_formula(self) -> str:
        return _(
            "Ô %(cell)s có công thức. Chép cả trang, dán lại bằng Dán đặc biệt › Giá trị (Paste Special › Values), "
            "lưu lại rồi nhập."
        ) % {"cell": f"{self.grid.title}!{address(max(self._row, 1), max(self._column, 1))}"}

    def _too_far(self, row: int, column: int) -> str:
        return _(
            "Trang quá rộng: ô %(cell)s nằm ngoài giới hạn %(rows)d hàng, %(columns)d cột, %(cells)d ô có dữ liệu. "
            "Xoá các hàng, cột thừa hoặc chép phần có dữ liệu sang một tệp mới rồi nhập."
        ) % {
            "cell": f"{self.grid.title}!{address(max(row, 1), min(max(column, 1), LAST_COLUMN))}",
            "rows": MAX_ROWS,
            "columns": MAX_COLUMNS,
            "cells": MAX_CELLS,
        }


def _whole(text: str | None) -> int:
    """A plain number of at most nine digits; anything else in its place means the file is broken."""
    if text is None or not (text.isascii() and text.strip().isdecimal() and len(text.strip()) < 10):
        raise UnsafeWorkbook(broken())
    return int(text)
