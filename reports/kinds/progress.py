"""Tiến độ: the table of a dashboard, in the order the reader gave it."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from reports.declared import DIRECT, TOTAL, Cell, Column, Part, Report, Row
from reports.links import Records
from reports.subject import Subject
from reports.tables import ProgressOfChildren, ProgressTable
from targets.figures import Progress

RECORDS: dict[str, Callable[[Records, Progress], str | None]] = {
    "name": lambda records, one: records.page(one.unit),
    "admitted": lambda records, one: records.admissions(one.unit),
    "last_30_days": lambda records, one: records.admissions(one.unit, "last_30_days"),
    "pipeline": lambda records, one: records.candidates(one.unit, "pipeline"),
}
"""What a column's figures open."""


def progress_of_units(subject: Subject) -> Report:
    answer = subject.answer
    table = ProgressOfChildren(answer, subject.records, order_by=subject.order_by)
    columns = [
        Column(column.in_book or str(column.header or ""), column.format, column.width or 10, key=name)
        for name, column in ((bound.name, bound.column) for bound in table.in_book(table.children))
    ]
    part = Part(
        title=_("Tiến độ"),
        columns=columns,
        rows=[*_rows(table, table.children, subject.records), *_rows(table, table.direct, key=DIRECT)],
        total=next(_rows(table, table.total, subject.records, strong=True, key=TOTAL)),
    )
    title = _("Tiến độ kết nạp đảng viên năm %(year)s") % {"year": answer.year}
    return Report("progress", title, subject.head, [part])


def _rows(
    table: ProgressOfChildren,
    part: ProgressTable,
    records: Records | None = None,
    *,
    strong: bool = False,
    key: str = "",
) -> Iterator[Row]:
    """Without `records` its figures open nothing; without a `key` each is of the unit it is about."""
    names = [bound.name for bound in table.in_book(part)]
    for line in part.rows:
        cells = []
        for name in names:
            opens = RECORDS.get(name) if records else None
            address = opens(records, line.record) if opens and records else None
            is_name = name == "name" and part is table.children
            cells.append(Cell(line.get_cell_value(name), None if strong and name == "name" else address, is_name))
        yield Row(tuple(cells), strong=strong, key=key or line.record.unit.code)
