"""Tiến độ theo từng cấp: a unit and all below it, set in by level. The workbook holds every level, a page as many as it bears."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from reports.declared import Cell, Choice, Column, Part, Report, Row, name, row
from reports.links import Records, records_of_units
from reports.subject import ALL, Subject, head_of
from targets.figures import Counts, Progress
from targets.progress import Branch, YearOfSubtree, progress_of_subtree
from targets.standing import judgement
from units.hierarchy import sizes_of_levels
from workbooks.formats import PERCENT, WHOLE

ON_A_PAGE = 1_000
"""So many rows a page bears, unless its reader asks for more levels."""
AT_A_GLANCE = 100
"""So many the workbook shows at first; the levels below are folded away."""


def progress_by_level(subject: Subject) -> Report:
    sizes = sizes_of_levels(subject.unit.pk, subject.asked.tree)
    depth = _depth(subject.levels, sizes)
    asked = subject.asked
    found = progress_of_subtree(subject.unit, year=asked.year, as_of=asked.as_of, tree=asked.tree, depth=depth)
    records = _records(subject, found)
    top = found.top
    part = Part(
        title=_("Theo từng cấp"),
        columns=_columns(),
        rows=[line for branch in top.branches for line in _rows(branch, records)] + _direct(top, records),
        total=_row(top.progress, Cell(_("Toàn đơn vị")), records, rank=None, strong=True),
        folded=_bearable(sizes, AT_A_GLANCE),
    )
    title = _("Tiến độ kết nạp đảng viên theo từng cấp, năm %(year)s") % {"year": found.year}
    return Report("tree", title, head_of(found), [part], choice=_choice(depth, sizes))


def _depth(levels: str | None, sizes: Sequence[int]) -> int | None:
    """To how many levels below the unit; None for all."""
    if levels is None or levels == ALL:
        return None
    depth = int(levels) if levels else _bearable(sizes, ON_A_PAGE)
    return depth if depth < len(sizes) else None


def _bearable(sizes: Sequence[int], rows: int) -> int:
    """How many levels make no more rows than that; one at the least."""
    return max(1, sum(total <= rows for total in accumulate(sizes)))


def _choice(depth: int | None, sizes: Sequence[int]) -> Choice | None:
    """None where there is but one level."""
    if len(sizes) < 2:
        return None
    fewer = [(str(n), str(n)) for n in range(1, min(len(sizes), 10))]
    return Choice("levels", _("Đến cấp dưới thứ"), [*fewer, (ALL, _("mọi cấp"))], ALL if depth is None else str(depth))


def _records(subject: Subject, found: YearOfSubtree) -> Records:
    if subject.reader is None:
        return Records(subject.asked, found.due_on)
    units = [branch.progress.unit.pk for branch in found.top.walk()]
    return records_of_units(units, subject.asked, subject.reader, found.due_on)


def _columns() -> list[Column]:
    return [
        Column(_("Đơn vị"), width=44),
        Column(_("Hạng"), WHOLE, 7),
        Column(_("Kết nạp"), WHOLE, 9),
        Column(_("Chỉ tiêu"), WHOLE, 9),
        Column(_("Đạt %"), PERCENT, 9, bar=True),
        Column(_("Cùng kỳ %"), PERCENT, 9),
        Column(_("Còn phải kết nạp"), WHOLE, 11),
        Column(_("30 ngày qua"), WHOLE, 9),
        Column(_("Hồ sơ"), WHOLE, 8),
        Column(_("Dự báo"), WHOLE, 8),
        Column(_("Đảng viên"), WHOLE, 10),
        Column(_("Đánh giá"), width=22),
    ]


def _rows(branch: Branch, records: Records) -> Iterator[Row]:
    """The unit, those below it, and what is recorded on none of them."""
    one = branch.progress
    yield _row(one, name(one.unit, records.page(one.unit)), records, rank=one.rank, level=branch.depth - 1)
    for below in branch.branches:
        yield from _rows(below, records)
    yield from _direct(branch, records)


def _row(one: Progress, named: Cell, records: Records, *, rank: int | None, **layout: Any) -> Row:
    unit = one.unit
    return row(
        named,
        rank,
        Cell(one.admitted, records.admissions(unit)),
        one.target,
        one.percentage,
        Cell(one.last_percentage, records.admissions(unit, last_year=True)),
        one.remaining,
        Cell(one.counts.last_30_days, records.admissions(unit, "last_30_days")),
        Cell(one.pipeline, records.candidates(unit, "pipeline")),
        one.forecast,
        one.members,
        judgement(one),
        key=unit.code,
        **layout,
    )


def _direct(branch: Branch, records: Records) -> list[Row]:
    """What the unit's total holds beside those below it: it has no target; a tally's people have no list."""
    counts: Counts | None = branch.direct
    if counts is None:
        return []
    unit = branch.progress.unit
    by_name = branch.progress.counts.this.tallied == 0
    line = row(
        _("Chưa phân theo đơn vị"),
        None,
        Cell(counts.this.admitted, records.admissions(unit, "direct") if by_name else None),
        *[None] * 4,
        counts.last_30_days,
        counts.pipeline,
        counts.this.admitted + counts.pipeline,
        None,
        "",
        level=branch.depth,
        key=f"{unit.code} direct",
    )
    return [line]
