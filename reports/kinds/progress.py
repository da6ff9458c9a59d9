"""Tiến độ: the table of a dashboard, in the order the reader gave it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports.columns import PartAdmitted, PartColumn
from reports.declared import DIRECT, IN_ONE_CHART, TOTAL, Cell, Chart, Column, Part, Report, Row
from reports.links import Records
from reports.parts import label_of
from reports.subject import Subject
from reports.tables import ProgressOfChildren, ProgressTable
from targets.figures import BREAK_DOWN_OF, Progress

RECORDS: dict[str, Callable[[Records, Progress], str | None]] = {
    "name": lambda records, one: records.page(one.unit),
    "admitted": lambda records, one: records.admissions(one.unit),
    "last_30_days": lambda records, one: records.admissions(one.unit, "last_30_days"),
    "pipeline": lambda records, one: records.candidates(one.unit, "pipeline"),
}
"""What a column's figures open."""

ADDS_UP = ("admitted", "target", "last_30_days", "pipeline", "forecast")


def progress_of_units(subject: Subject) -> Report:
    answer = subject.answer
    table = ProgressOfChildren(answer, subject.records, order_by=subject.order_by)
    bound = table.in_book(table.children)
    whole = [one for one in bound if not isinstance(one.column, PartColumn)]
    parts = [_part(_("Tiến độ"), table, subject.records, whole)]
    if len(whole) < len(bound):  # sub-targets side by side with all else are too small to read on paper
        of_parts = [one for one in bound if one.name == "name" or isinstance(one.column, PartColumn)]
        parts.append(_part(_("Chỉ tiêu thành phần"), table, subject.records, of_parts))
    title = _("Tiến độ kết nạp đảng viên năm %(year)s") % {"year": answer.year}
    names = [one.name for one in whole]
    compared = Chart(
        "column",
        _("Kết nạp và chỉ tiêu của từng đơn vị"),
        values=[names.index("admitted"), names.index("target")],
        labels=names.index("name"),
        rows=len(answer.children),
    )
    charts = [compared] if len(answer.children) <= IN_ONE_CHART else []
    return Report("progress", title, subject.head, parts, charts=charts)


def _part(title: str, table: ProgressOfChildren, records: Records, bound: Sequence[Any]) -> Part:
    names = [one.name for one in bound]
    return Part(
        title=title,
        columns=[_column(one.name, one.column) for one in bound],
        rows=[*_rows(table, table.children, names, records), *_rows(table, table.direct, names, key=DIRECT)],
        total=next(_rows(table, table.total, names, records, strong=True, key=TOTAL)),
        named_by=names.index("name"),
    )


def _column(name: str, column: Any) -> Column:
    group = label_of(column.category) if isinstance(column, PartColumn) else ""
    header = column.in_book or str(column.header or "")
    bar, adds_up = name.endswith("percentage"), name in ADDS_UP or isinstance(column, PartAdmitted)
    return Column(header, column.format, column.width or 10, group, bar=bar, adds_up=adds_up, key=name)


def _rows(
    table: ProgressOfChildren,
    part: ProgressTable,
    names: Sequence[str],
    records: Records | None = None,
    *,
    strong: bool = False,
    key: str = "",
) -> Iterator[Row]:
    """Without `records` its figures open nothing; without a `key` each is of the unit it is about."""
    table.in_book(part)
    for line in part.rows:
        cells = []
        for name in names:
            address = _address(part.columns[name].column, name, records, line.record) if records else None
            is_name = name == "name" and part is table.children
            cells.append(Cell(line.get_cell_value(name), None if strong and name == "name" else address, is_name))
        yield Row(tuple(cells), strong=strong, key=key or line.record.unit.code)


def _address(column: Any, name: str, records: Records, one: Progress) -> str | None:
    if isinstance(column, PartAdmitted):
        return records.admissions(one.unit, BREAK_DOWN_OF.get(column.category, column.category))
    opens = RECORDS.get(name)
    return opens(records, one) if opens else None
