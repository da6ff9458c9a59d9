"""Needs attention: what a figure of progress says someone should look at, most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from partytrack.vietnamese import format_date, number, signed
from reports.links import Records
from targets.figures import Progress, Status
from targets.progress import YearOfUnit
from units.models import Unit

QUIET_DAYS = 45
NAMED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One line: an icon's kind, the unit it is about with words after its name, detail, value, and the page it opens."""

    kind: str
    words: str
    value: str
    detail: str = ""
    unit: Unit | None = None
    address: str | None = None
    names: tuple[str, ...] = ()
    count: int | None = None


def attention(answer: YearOfUnit, records: Records, twins: int) -> list[Point]:
    """`twins`: pairs of records that the reader may see and that may be one person."""
    return [
        *_short(answer, records),
        *_quiet(answer, records),
        *_overdue(answer, records),
        *_twins(answer, records, twins),
        *_not_assigned(answer),
        *_negative_direct(answer),
        *_incomplete(answer),
    ]


def short(answer: YearOfUnit) -> list[Progress]:
    """Who will fall short, or has: the most first."""
    found = (row for row in answer.children if row.short_by)
    return sorted(found, key=lambda row: (-(row.short_by or 0), row.unit.code))


def quiet(answer: YearOfUnit) -> list[Progress]:
    """Without an admission for QUIET_DAYS inside the year, the largest targets first; nobody can say so of a unit that tallies,
    or has met its target."""
    since = answer.self.period_end - timedelta(days=QUIET_DAYS - 1)
    if since.year < answer.year or answer.as_of.year > answer.year:
        return []
    found = (row for row in answer.children if _expects_admissions(row) and not _admitted_since(row, since))
    return sorted(found, key=lambda row: (-(row.target or 0), row.unit.code))


def late(answer: YearOfUnit) -> list[Progress]:
    """With dossiers past the day on which they were expected, the most first."""
    found = (row for row in answer.children if row.counts.overdue)
    return sorted(found, key=lambda row: (-row.counts.overdue, row.unit.code))


def not_assigned(answer: YearOfUnit) -> list[Progress]:
    """Without a target under a unit that has one."""
    if answer.self.target is None:
        return []
    return [row for row in answer.children if row.target is None and row.unit.is_active(answer.tree)]


def _short(answer: YearOfUnit, records: Records) -> Iterator[Point]:
    is_over = answer.self.year_is_over
    words = _("thiếu") if is_over else _("dự báo thiếu")
    out_of = (
        _("đạt %(forecast)s trên chỉ tiêu %(target)s") if is_over else _("dự báo %(forecast)s trên chỉ tiêu %(target)s")
    )
    for row in short(answer)[:NAMED]:
        detail = out_of % {"forecast": number(row.forecast), "target": number(row.target)}
        yield Point("risk", words, signed(-(row.short_by or 0)), detail, row.unit, records.page(row.unit))


def _quiet(answer: YearOfUnit, records: Records) -> Iterator[Point]:
    found = quiet(answer)
    if not found:
        return
    longest = found[0].counts.last_admitted_on
    detail = _("lần gần nhất %(day)s") % {"day": format_date(longest)} if longest else _("chưa có ai trong năm")
    if len(found) == 1:
        words = _("không có kết nạp mới trong %(days)s ngày") % {"days": QUIET_DAYS}
        yield Point("risk", words, "", detail, found[0].unit, records.page(found[0].unit))
    else:
        words = _("Không có kết nạp mới trong %(days)s ngày") % {"days": QUIET_DAYS}
        yield Point("risk", words, number(len(found)), names=_names(found), address="#t-h")


def _expects_admissions(row: Progress) -> bool:
    return bool(row.target) and row.status != Status.MET and not row.counts.this.tallied


def _admitted_since(row: Progress, since: date) -> bool:
    return row.counts.last_admitted_on is not None and row.counts.last_admitted_on >= since


def _overdue(answer: YearOfUnit, records: Records) -> Iterator[Point]:
    if not answer.self.counts.overdue:
        return
    yield Point(
        "slow",
        _("Hồ sơ quá ngày dự kiến kết nạp"),
        number(answer.self.counts.overdue),
        address=records.candidates(answer.unit, "overdue"),
        names=tuple(f"{row.unit.short} {number(row.counts.overdue)}" for row in late(answer)[:NAMED]),
        count=answer.self.counts.overdue,
    )


def _twins(answer: YearOfUnit, records: Records, n: int) -> Iterator[Point]:
    if n:
        yield Point(
            "slow",
            _("Có thể trùng người giữa các quyết định"),
            number(n),
            _("cùng họ tên, ngày sinh, khác quyết định"),
            address=records.duplicates(answer.unit),
            count=n,
        )


def _not_assigned(answer: YearOfUnit) -> Iterator[Point]:
    without = not_assigned(answer)
    if without:
        yield Point("info", _("Chưa giao chỉ tiêu"), number(len(without)), names=_names(without), address="#t-h")


def _negative_direct(answer: YearOfUnit) -> Iterator[Point]:
    if answer.direct and answer.direct.this.admitted < 0:
        yield Point(
            "risk",
            _("Số liệu cấp dưới nhiều hơn số liệu của đơn vị"),
            signed(answer.direct.this.admitted),
            _("số tổng hợp của đơn vị nhỏ hơn tổng của các đơn vị trực thuộc"),
        )


def _incomplete(answer: YearOfUnit) -> Iterator[Point]:
    n = answer.self.counts.this.incomplete
    if n:
        yield Point(
            "info",
            _("Chưa biết kết quả đến ngày này"),
            number(n),
            _("đơn vị chỉ có số tổng hợp của ngày sau đó"),
        )


def _names(rows: list[Progress]) -> tuple[str, ...]:
    names = tuple(row.unit.short for row in rows[:NAMED])
    return (*names, "…") if len(rows) > NAMED else names
