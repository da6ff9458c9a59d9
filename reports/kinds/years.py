"""Nhiều năm: a unit's targets and results year by year, and those of the units below it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date
from reports.declared import Cell, Chart, Column, Part, Report, Row, name, row
from reports.subject import Subject
from reports.years import OneYear, SeveralYears, several_years
from workbooks.formats import DAY, PERCENT, UNGROUPED, WHOLE


def years(subject: Subject) -> Report:
    board = several_years(subject.unit, subject.asked, subject.reader)
    tree = (
        _("Theo tổ chức từng năm")
        if board.as_it_was
        else _("Theo tổ chức ngày %(day)s") % {"day": format_date(subject.asked.tree)}
    )
    until = _("Tính đến ngày %(as_of)s") % {"as_of": format_date(subject.asked.as_of)}
    parts = [_of_the_unit(board)]
    if board.children:
        parts.append(_of_units_below(board))
    title = _("Kết nạp và chỉ tiêu qua các năm")
    over_the_years = Chart("line", title, values=[4, 2], backwards=True)  # the newest year stands first
    head = [subject.unit.name, f"{until}; {tree.lower()}"]
    return Report("years", title, head, parts, charts=[over_the_years])


def _of_the_unit(board: SeveralYears) -> Part:
    columns = [
        Column(_("Năm"), UNGROUPED, 8),
        Column(_("Đến ngày"), DAY, 12),
        Column(_("Chỉ tiêu"), WHOLE),
        Column(_("Phấn đấu"), WHOLE),
        Column(_("Kết nạp"), WHOLE),
        Column(_("Đạt %"), PERCENT, bar=True),
        Column(_("So với cùng kỳ năm trước"), WHOLE, 14),
    ]
    return Part(_("Qua các năm"), columns, [_year(year) for year in board.years])


def _year(year: OneYear) -> Row:
    me, when = year.me, Cell(year.asked.year, year.page)
    if me is None:
        return row(when, year.asked.end, None, None, None, None, None, key=str(year.asked.year))
    admitted = Cell(me.admitted, year.records.admissions(year.unit))
    figures = (me.target, me.pledge, admitted, me.percentage, year.change)
    return row(when, year.asked.end, *figures, key=str(year.asked.year))


def _of_units_below(board: SeveralYears) -> Part:
    """Target and result of each year, the oldest first as one reads."""
    columns = [Column(_("Đơn vị"), width=40), *_pairs(board)]
    rows = []
    for child in board.children:
        cells: list[object] = []
        for year, cell in zip(reversed(board.years), reversed(child.cells), strict=True):
            known = cell.row
            opens = year.records.admissions(child.unit) if known else None
            cells += [known.target if known else None, Cell(known.admitted if known else None, opens)]
        rows.append(row(name(child.unit, child.address), *cells, key=child.unit.code))
    return Part(_("Đơn vị trực thuộc qua các năm"), columns, rows)


def _pairs(board: SeveralYears) -> Iterator[Column]:
    for year in reversed(board.years):
        yield Column(_("Chỉ tiêu"), WHOLE, 9, group=str(year.asked.year))
        yield Column(_("Kết nạp"), WHOLE, 9, group=str(year.asked.year))
