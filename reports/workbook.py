"""Any report as a workbook: a sheet a part, under a head that says what it is."""

from reports.declared import Part, Report, Row
from workbooks.writing import Bold, Book, Field


def workbook_of(report: Report) -> Book:
    book = Book(report.title)
    for part in report.parts:
        book.add(
            part.title,
            fields=_fields(part),
            rows=[_values(row) for row in part.rows],
            head=[report.title, *report.head],
            total=_values(part.total) if part.total else None,
            outline=[row.level for row in part.rows],
            folded=part.folded,
            notes=[*part.notes, *report.foot],
        )
    return book


def _fields(part: Part) -> list[Field]:
    return [
        Field(column.header, format=column.format, width=column.width, group=column.group) for column in part.columns
    ]


def _values(row: Row) -> tuple[object, ...]:
    values = tuple(cell.value for cell in row.cells)
    return Bold(values) if row.strong else values
