"""What an own table counts: people admitted, however divided, or a figure of each unit's progress."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.declared import Label
from reports.links import Records
from targets.figures import Progress
from workbooks.formats import PERCENT, SIGNED, WHOLE

Opens = Callable[[Records, Progress], str | None]


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A figure of a unit's progress, and the records it opens."""

    name: str
    label: Label
    of: Callable[[Progress], Any]
    format: str = WHOLE
    opens: Opens | None = None


@dataclass(frozen=True, slots=True)
class OfAdmitted:
    """How many were admitted, or their share of the row or the column they stand in."""

    name: str
    label: Label
    share_of: str = ""

    @property
    def format(self) -> str:
        return PERCENT if self.share_of else WHOLE


Measure = OfUnit | OfAdmitted


def _category(name: str) -> Opens:
    return lambda records, one: records.admissions(one.unit, name)


ADMITTED = OfAdmitted("admitted", _("Số kết nạp"))
SHARES = (
    OfAdmitted("share_of_row", _("Số kết nạp, % theo hàng"), "row"),
    OfAdmitted("share_of_column", _("Số kết nạp, % theo cột"), "column"),
)
OF_UNITS: tuple[OfUnit, ...] = (
    OfUnit("target", _("Chỉ tiêu"), lambda one: one.target),
    OfUnit("pledge", _("Phấn đấu"), lambda one: one.pledge),
    OfUnit("percentage", _("Đạt %"), lambda one: one.percentage, PERCENT),
    OfUnit("rank", _("Hạng"), lambda one: one.rank),
    OfUnit("remaining", _("Còn phải kết nạp"), lambda one: one.remaining),
    OfUnit("needed_per_month", _("Cần mỗi tháng"), lambda one: one.needed_per_month),
    OfUnit("last_30_days", _("30 ngày qua"), lambda one: one.counts.last_30_days, opens=_category("last_30_days")),
    OfUnit(
        "last_year",
        _("Cùng kỳ năm trước"),
        lambda one: one.last_year,
        opens=lambda records, one: records.admissions(one.unit, last_year=True),
    ),
    OfUnit("change", _("Tăng, giảm so với cùng kỳ"), lambda one: one.change, SIGNED),
    OfUnit(
        "pipeline",
        _("Hồ sơ tính vào dự báo"),
        lambda one: one.pipeline,
        opens=lambda records, one: records.candidates(one.unit, "pipeline"),
    ),
    OfUnit("forecast", _("Dự báo"), lambda one: one.forecast),
    OfUnit("short_by", _("Dự báo thiếu"), lambda one: one.short_by),
    OfUnit("women", _("Nữ"), lambda one: one.counts.this.known("women"), opens=_category("women")),
    OfUnit(
        "minority", _("Dân tộc thiểu số"), lambda one: one.counts.this.known("minority"), opens=_category("minority")
    ),
    OfUnit(
        "youth_union", _("Đoàn viên"), lambda one: one.counts.this.known("youth_union"), opens=_category("youth_union")
    ),
    OfUnit(
        "aged_18_30",
        _("Từ 18 đến 30 tuổi"),
        lambda one: one.counts.this.known("aged_18_30"),
        opens=_category("aged_18_30"),
    ),
    OfUnit("members", _("Đảng viên"), lambda one: one.members),
)
_ALL: tuple[Measure, ...] = (ADMITTED, *SHARES, *OF_UNITS)
MEASURES: Mapping[str, Measure] = {one.name: one for one in _ALL}
ADMITTED_OF_UNIT = OfUnit(
    "admitted", _("Kết nạp"), lambda one: one.admitted, opens=lambda records, one: records.admissions(one.unit)
)
SIDE_BY_SIDE: Mapping[str, OfUnit] = {one.name: one for one in (ADMITTED_OF_UNIT, *OF_UNITS)}
"""What the columns may be where each is a figure of its own."""
