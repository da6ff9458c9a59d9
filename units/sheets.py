"""The workbook of the hierarchy: Tổ chức đảng."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from units.lists import Kind, Sector
from units.models import CODE_PATTERN, Headcount, Placement, Unit
from workbooks.parsers import Choice, Code, Day, Text, WholeNumber
from workbooks.sheets import Column, Sheet

KIND_SPELLINGS = {
    "Đảng bộ thành phố": Kind.PROVINCE,
    "Tỉnh uỷ": Kind.PROVINCE,
    "Đảng bộ cấp trên trực tiếp": Kind.UPPER_COMMITTEE,
    "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng": Kind.UPPER_COMMITTEE,
    "Đảng bộ cấp trên trực tiếp cơ sở": Kind.UPPER_COMMITTEE,
    "Chi bộ trực thuộc": Kind.CELL,
}

UNITS = Sheet(
    "Tổ chức đảng",
    (
        Column("Mã", "code", Code(CODE_PATTERN, example="TAN-01"), required=True),
        Column("Tên", "name", Text(200), required=True),
        Column("Tên ngắn", "short_name", Text(100)),
        Column("Tên trong báo cáo", "report_name", Text(200)),
        Column("Loại", "kind", Choice(Kind.choices, also={**KIND_SPELLINGS}), required=True),
        Column("Loại hình", "sector", Choice(Sector.choices)),
        Column(
            "Mã cấp trên",
            "parent",
            Code(CODE_PATTERN, example="TAN"),
            note=_("Để trống ở tổ chức cao nhất. Đổi cấp trên của một tổ chức đã có là việc sắp xếp tổ chức."),
        ),
        Column("Ngày thành lập", "established_on", Day(), note=_("Để trống: từ trước đến nay.")),
        Column("Số đảng viên", "members", WholeNumber(), note=_("Của cả đảng bộ; ghi cùng Ngày thống kê.")),
        Column("Ngày thống kê", "counted_on", Day()),
    ),
)


def current_parents(ids: Iterable[int], today: date) -> dict[int, str]:
    """Unit → code of its parent today ("": a root), else the parent it will first have, else the last it had."""
    found: dict[int, tuple[tuple[int, date], str]] = {}
    for place in Placement.objects.filter(unit_id__in=list(ids)).select_related("parent"):
        lower, upper = place.during.lower, place.during.upper
        if lower and lower > today:
            rank = (1, date.fromordinal(date.max.toordinal() - lower.toordinal()))
        else:
            rank = (2, date.max) if upper is None or upper > today else (0, upper)
        if place.unit_id not in found or rank > found[place.unit_id][0]:
            found[place.unit_id] = (rank, place.parent.code if place.parent else "")
    return {pk: code for pk, (_rank, code) in found.items()}


def rows_for_export(units: Iterable[Unit], today: date) -> Iterator[dict[str, Any]]:
    """What `UNITS` writes for each unit: its place today and its latest headcount. Three queries."""
    listed = list(units)
    ids = [unit.pk for unit in listed]
    parents = current_parents(ids, today)
    counts = Headcount.objects.filter(unit_id__in=ids, counted_on__lte=today).order_by("unit_id", "-counted_on")
    latest = {count.unit_id: count for count in counts.distinct("unit_id")}
    for unit in listed:
        row = {column.key: getattr(unit, column.key, None) for column in UNITS}
        count = latest.get(unit.pk)
        if count:
            row |= {"members": count.members, "counted_on": count.counted_on}
        yield row | {"parent": parents.get(unit.pk, "")}
