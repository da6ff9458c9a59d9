"""A declared sheet as a file: empty to fill in, or with records. What is exported reads back to the same values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from workbooks.formats import TEXT
from workbooks.sheets import GUIDE_TITLE, Column, Sheet
from workbooks.writing import Book, Field, Label


@dataclass(frozen=True, slots=True)
class Beside:
    """A list on a sheet of its own; the column `offers` takes its drop-down list from the first of `fields`."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Any]]
    offers: str

    @property
    def place(self) -> str:
        return f"'{self.title}'!$A$2:$A${len(self.rows) + 1}" if self.rows else ""


def template(
    sheet: Sheet,
    records: Iterable[Any] = (),
    *,
    beside: Sequence[Beside] = (),
    notes: Mapping[str, Label] | None = None,
    hints: Sequence[Label] = (),
) -> Book:
    """The workbook to fill in: drop-down lists, a note at each header, required headers in colour and with a star, cells set
    to text where Excel would otherwise change what is typed. `records` fill it ahead.

    `notes`: what there is to add at columns, by key; `hints`: at the top of the guide, a sheet that tells of every column.
    """
    book = Book(sheet.title)
    says = {column.key: _says(column, (notes or {}).get(column.key, "")) for column in sheet.offered}
    places = {one.offers: one.place for one in beside}
    fields = [_to_fill_in(column, says[column.key], places.get(column.key, "")) for column in sheet.offered]
    book.add(sheet.title, fields=fields, rows=_rows(sheet, records))
    for one in beside:
        book.add(one.title, fields=one.fields, rows=one.rows)
    book.add(GUIDE_TITLE, fields=_guide_fields(), rows=_guide(sheet, says), head=[_("Cách điền"), *hints])
    return book


def export(sheet: Sheet, records: Iterable[Any], head: Sequence[Label] = ()) -> Book:
    """The records under the declared headers, below the lines of `head`."""
    book = Book(head[0] if head else sheet.title)
    fields = [
        Field(column.header, column.parser.format, column.width or column.parser.width) for column in sheet.offered
    ]
    book.add(sheet.title, fields=fields, rows=_rows(sheet, records), head=head, filters=True)
    return book


def _rows(sheet: Sheet, records: Iterable[Any]) -> Iterable[list[Any]]:
    for record in records:
        values = [(column, column.value_of(record)) for column in sheet.offered]
        yield [None if value is None or value == "" else column.parser.export(value) for column, value in values]


def _says(column: Column, more: Label) -> list[str]:
    """What there is to know of a column: the form of its cells, what it means, what limits it."""
    return [line for line in (column.parser.hint, str(column.note), str(more)) if line]


def _to_fill_in(column: Column, says: Sequence[str], options_in: str) -> Field:
    required = [_("Bắt buộc.")] if column.required and not column.unless else []
    return Field(
        f"{column.header} *" if column.required else column.header,
        column.parser.format,
        column.width or column.parser.width,
        note="\n".join([*required, *says]),
        options=column.parser.options,
        options_in=options_in,
        required=column.required,
    )


def _guide_fields() -> list[Field]:
    return [
        Field(_("Cột"), TEXT, 28),
        Field(_("Bắt buộc"), TEXT, 22),
        Field(_("Cách ghi"), TEXT, 70),
        Field(_("Danh sách để chọn"), TEXT, 70),
    ]


def _guide(sheet: Sheet, says: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    for column in sheet.offered:
        instead = ", ".join(sheet[key].header for key in column.unless if sheet[key].offered)
        required = _("bắt buộc") if column.required else ""
        if instead:
            required = _("bắt buộc, hoặc ghi %(columns)s") % {"columns": instead}
        yield [column.header, required, "\n".join(says[column.key]), "; ".join(column.parser.options)]
