"""Any report as a workbook: a sheet a part, under a head that says what it is, and a sheet of its charts."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.declared import Column, Part, Report, Row
from workbooks.formulas import Summed
from workbooks.letterhead import Closing, Letterhead
from workbooks.plots import Laid, Plot
from workbooks.writing import Bold, Book, Field

FILTERED_FROM = 8
"""As many rows are worth a filter."""


def workbook_of(report: Report, *, made_on: date | None = None) -> Book:
    """`made_on`: the day that the file says it is of, where the report itself does not say."""
    unit = report.head[0] if report.head else ""
    subject = "; ".join(map(str, report.lines))
    book = Book(report.title, subject=subject, creator=unit, made_on=report.made_on or made_on)
    laid = [_add(book, report, part) for part in report.parts]
    plots = _plots(report, laid)
    if plots:
        book.add_plots(_("Biểu đồ"), plots)
    return book


def _add(book: Book, report: Report, part: Part) -> Laid:
    """Under the head of the office and over its signature where they are set."""
    paper, titles = report.paper, [report.title, *report.lines]
    return book.add(
        part.title,
        fields=[_field(part, place, column) for place, column in enumerate(part.columns)],
        rows=[_values(row) for row in part.rows],
        head=[] if paper else titles,
        total=_total(part, part.total) if part.total else None,
        frozen=part.named_by + 1,
        outline=[row.level for row in part.rows],
        folded=part.folded,
        notes=[*part.notes, *report.foot],
        filters=_is_filtered(part),
        letterhead=Letterhead(paper.left, paper.right, list(map(str, titles)), bold=1) if paper else None,
        closing=Closing(paper.recipients, paper.signature) if paper and paper.signature else None,
    )


def _field(part: Part, place: int, column: Column) -> Field:
    """Wide enough for its figures: a number that does not fit shows as ####, where a text goes on in a second line."""
    width = column.width
    if column.is_number:
        written = (column.written(row.cells[place].value) for row in part.all_rows)
        width = max(width, max(map(len, written), default=0) + 3)
    return Field(column.header, format=column.format, width=width, group=column.group, bar=column.bar)


def _is_filtered(part: Part) -> bool:
    """A list of units one below the other; nothing to filter where rows are headings, sums or lie below each other."""
    plain = not part.is_grouped and not any(row.level or row.strong for row in part.rows)
    return plain and len(part.rows) >= FILTERED_FROM


def _values(row: Row) -> tuple[object, ...]:
    values = tuple(cell.value for cell in row.cells)
    return Bold(values) if row.strong else values


def _total(part: Part, total: Row) -> tuple[object, ...]:
    """A figure to which its column adds up is a formula; any other, the unit's own, is not."""
    return tuple(
        Summed(cell.value) if column.adds_up and _adds_up(part, place, cell.value) else cell.value
        for place, (column, cell) in enumerate(zip(part.columns, total.cells, strict=True))
    )


def _adds_up(part: Part, place: int, total: object) -> bool:
    figures = [cell for row in part.rows if _is_figure(cell := row.cells[place].value)]
    return bool(figures) and _is_figure(total) and sum(figures) == total


def _is_figure(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _plots(report: Report, laid: list[Laid]) -> list[Plot]:
    """Of one row there is nothing to compare."""
    return [
        Plot(chart.form, chart.title, laid[chart.part], chart.values, chart.labels, chart.rows, chart.backwards)
        for chart in report.charts
        if (len(report.parts[chart.part].rows) if chart.rows is None else chart.rows) > 1
    ]
