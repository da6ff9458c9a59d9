"""The rows that could not be written, as a workbook: what is wrong painted and explained, and it goes in again as it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from workbooks.cells import Cell, CellError, CoarseDate, shown
from workbooks.models import ImportBatch, ImportRow
from workbooks.reading import REMARKS_HEADER
from workbooks.sheets import Column, Sheet
from workbooks.verdicts import decoded
from workbooks.writing import Book, Field, Painted


def leftovers(batch: ImportBatch, sheet: Sheet, rows: Iterable[ImportRow]) -> Book:
    """A fresh workbook in the columns of the file, with one more that says what to do."""
    rows = list(rows)
    columns = _columns(batch, sheet, rows)
    fields = [
        Field(
            column.header,
            column.parser.format,
            column.width or column.parser.width,
            options=column.parser.options,
            required=column.required,
        )
        for column in columns
    ]
    book = Book(sheet.title)
    remarks = Field(REMARKS_HEADER, width=60)
    book.add(sheet.title, fields=[*fields, remarks], rows=_rows(rows, columns))
    return book


def _columns(batch: ImportBatch, sheet: Sheet, rows: Sequence[ImportRow]) -> list[Column]:
    """In the order of the file, then those that it lacks and somebody filled in or must."""
    objected = {fault["key"] for row in rows for fault in row.told.get("faults", [])}
    more = (objected | {key for row in rows for key in row.typed}) - batch.columns.keys()
    own = sorted(batch.columns, key=lambda key: batch.columns[key])
    return [*(sheet[key] for key in own), *(column for column in sheet if column.key in more)]


def _rows(rows: Sequence[ImportRow], columns: Sequence[Column]) -> Iterator[list[Any]]:
    for row in rows:
        said: dict[str, list[str]] = {}
        for fault in row.told.get("faults", []):
            near = _(" Gần nhất: %(values)s.") % {"values": "; ".join(fault["nearest"])} if fault["nearest"] else ""
            said.setdefault(fault["key"], []).append(fault["reason"] + near)
        twins = [twin["reason"] for twin in row.told.get("twins", [])]
        values = [_value(row, column) for column in columns]
        painted = [
            Painted(value, "\n".join(said[column.key])) if column.key in said else value
            for column, value in zip(columns, values, strict=True)
        ]
        headers = {column.key: column.header for column in columns}
        remarks = [f"{headers[key]}: {reason}" if key in headers else reason for key in said for reason in said[key]]
        yield [*painted, "\n".join([*remarks, *twins])]


def _value(row: ImportRow, column: Column) -> Any:
    """The cell as it was read, its type kept: a code that Excel made a number is asked about again."""
    if column.key in row.typed:
        return row.typed[column.key] or None
    cell: Cell | None = decoded(row.cells.get(column.key))
    return shown(cell) if isinstance(cell, CoarseDate | CellError) else cell
