"""A declared sheet as a file: empty to fill in, or with records. What is exported reads back to the same values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from workbooks.sheets import Column, Sheet
from workbooks.writing import Book, Field, Label


def template(sheet: Sheet, records: Iterable[Any] = ()) -> Book:
    """The workbook to fill in: drop-down lists, a note at each header, required headers in colour, cells set to text
    where Excel would otherwise change what is typed. `records` fill it ahead."""
    book = Book(sheet.title)
    book.add(sheet.title, fields=[_to_fill_in(column) for column in sheet], rows=_rows(sheet, records))
    return book


def export(sheet: Sheet, records: Iterable[Any], head: Sequence[Label] = ()) -> Book:
    """The records under the declared headers, below the lines of `head`."""
    book = Book(head[0] if head else sheet.title)
    fields = [Field(column.header, column.parser.format, column.width or column.parser.width) for column in sheet]
    book.add(sheet.title, fields=fields, rows=_rows(sheet, records), head=head)
    return book


def _rows(sheet: Sheet, records: Iterable[Any]) -> Iterable[list[Any]]:
    for record in records:
        values = [(column, column.value_of(record)) for column in sheet]
        yield [None if value is None or value == "" else column.parser.export(value) for column, value in values]


def _to_fill_in(column: Column) -> Field:
    says = [_("Bắt buộc.") if column.required and not column.unless else "", column.parser.hint, str(column.note)]
    return Field(
        column.header,
        column.parser.format,
        column.width or column.parser.width,
        note="\n".join(line for line in says if line),
        options=column.parser.options,
        required=column.required,
    )
