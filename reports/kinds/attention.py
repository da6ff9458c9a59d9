"""Việc cần chú ý: every unit below of which a figure says that someone should look at it; a dashboard names the first few."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports import attention
from reports.declared import Cell, Column, Part, Report, Row, name, row
from reports.links import Records
from reports.subject import Subject
from targets.figures import Progress
from workbooks.formats import DAY, WHOLE


def attention_of_units(subject: Subject) -> Report:
    answer = subject.answer
    parts = [
        _part(_("Dự báo thiếu"), attention.short(answer), subject.records),
        _part(
            _("Không có kết nạp mới trong %(days)s ngày") % {"days": attention.QUIET_DAYS},
            attention.quiet(answer),
            subject.records,
        ),
        _part(_("Hồ sơ quá ngày dự kiến kết nạp"), attention.late(answer), subject.records),
        _part(_("Chưa giao chỉ tiêu"), attention.not_assigned(answer), subject.records),
    ]
    title = _("Việc cần chú ý, năm %(year)s") % {"year": answer.year}
    return Report("attention", title, subject.head, parts)


def _part(title: str, units: Sequence[Progress], records: Records) -> Part:
    """The same columns whatever it is that wants attention, so that the reader sees the whole of each unit."""
    columns = [
        Column(_("Đơn vị"), width=40),
        Column(_("Chỉ tiêu"), WHOLE),
        Column(_("Kết nạp"), WHOLE),
        Column(_("Dự báo"), WHOLE),
        Column(_("Dự báo thiếu"), WHOLE, bar=True),
        Column(_("Cần mỗi tháng"), WHOLE),
        Column(_("Kết nạp gần nhất"), DAY, 13),
        Column(_("Hồ sơ quá ngày dự kiến"), WHOLE, 12),
    ]
    return Part(title, columns, [_row(one, records) for one in units], empty=_("Không có đơn vị nào."))


def _row(one: Progress, records: Records) -> Row:
    return row(
        name(one.unit, records.page(one.unit)),
        one.target,
        Cell(one.admitted, records.admissions(one.unit)),
        one.forecast,
        one.short_by,
        one.needed_per_month,
        one.counts.last_admitted_on,
        Cell(one.counts.overdue, records.candidates(one.unit, "overdue")),
        key=one.unit.code,
    )
