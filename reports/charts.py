"""A unit's year in pictures, for people who look rather than read; below each the same figures as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts import Band, Bar, Course, HeatRow, cumulative, distribution, heat_map, longest, ranking
from partytrack.vietnamese import format_date, number
from partytrack.vietnamese import percentage as written
from reports.confirming import month_end
from reports.declared import Cell, Column, Part, Row, name, row
from reports.links import Records
from reports.subject import Subject
from targets import course as courses
from targets.course import Point, course_of_children
from targets.figures import Progress, percentage
from targets.standing import standing
from units.question import Asked
from workbooks.formats import PERCENT, WHOLE

WIDE = 10
"""Per cent in a band of the distribution."""
ON_A_SHEET = 25
"""Units in one drawing: as many as stand on a printed page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`about`: how it is read; `sheets`: one drawing, or several of many units; `part`: its figures as a table."""

    key: str
    title: str
    about: str
    sheets: Sequence[SafeString]
    part: Part


def pictures(subject: Subject) -> list[Picture]:
    """9 queries more than the answer's own, whatever the number of units. Raises `UnitNotOnTree`."""
    answer, asked = subject.answer, subject.asked
    own = courses.course(answer.unit, year=answer.year, as_of=answer.as_of, tree=answer.tree)
    below = course_of_children(answer.unit, year=answer.year, as_of=answer.as_of, tree=answer.tree)
    found = [_course(subject, own, asked)]
    if answer.children:
        found += [_ranking(subject), _distribution(subject)]
    return [*found, _heat(subject, own.this_year, below)]


Drawn = TypeVar("Drawn", Bar, HeatRow)


def _sheets(rows: Sequence[Drawn]) -> list[Sequence[Drawn]]:
    return [rows[start : start + ON_A_SHEET] for start in range(0, len(rows), ON_A_SHEET)]


# --- cumulative ------------------------------------------------------------------------------------------------------


def _course(subject: Subject, own: courses.Course, asked: Asked) -> Picture:
    answer, me = subject.answer, subject.answer.self
    shown = Course(
        year=answer.year,
        as_of=me.period_end,
        this_year=own.this_year,
        last_year=own.last_year,
        target=me.target,
        due_on=answer.due_on,
        forecast=me.forecast if me.pipeline else None,
    )
    columns = [Column(_("Đến hết ngày"), width=14), Column(_("Năm nay"), WHOLE), Column(_("Năm trước"), WHOLE)]
    ends = {point.on.month: point for point in own.last_year}
    *gone, _today = own.this_year
    rows = [*(_end_of_month(point, ends[point.on.month], subject) for point in gone), _last_day(subject)]
    return Picture(
        key="course",
        title=_("Luỹ kế trong năm"),
        about=_("Số người kết nạp cộng dồn từ 01/01, so với kế hoạch chia đều theo ngày và với năm trước."),
        sheets=[cumulative(shown, name=answer.unit.name)],
        part=Part(_("Luỹ kế trong năm"), columns, rows),
    )


def _end_of_month(point: Point, before: Point, subject: Subject) -> Row:
    shown, then = (Cell(one.admitted, _records(subject, one.on).admissions(subject.unit)) for one in (point, before))
    return row(point.on, shown, then)


def _last_day(subject: Subject) -> Row:
    """With the same day of last year."""
    me, records = subject.answer.self, subject.records
    shown = Cell(me.admitted, records.admissions(me.unit))
    return row(me.period_end, shown, Cell(me.last_year, records.admissions(me.unit, last_year=True)))


def _records(subject: Subject, day: date) -> Records:
    """Those of the year up to an earlier day, on the same tree."""
    asked = subject.asked
    return replace(subject.records, asked=Asked(day.year, day, asked.tree, asked.tree.isoformat(), asked.today))


# --- ranking ---------------------------------------------------------------------------------------------------------


def _ranking(subject: Subject) -> Picture:
    answer = subject.answer
    columns = [
        Column(_("Đơn vị"), width=40),
        Column(_("Hạng"), WHOLE),
        Column(_("Kết nạp"), WHOLE),
        Column(_("Chỉ tiêu"), WHOLE),
        Column(_("Đạt %"), PERCENT),
        Column(_("Đánh giá"), width=20),
    ]
    expected = percentage(answer.self.share_of_year) if answer.self.share_of_year < 1 else None
    bars = [
        Bar(child.unit.short, child.rank, child.percentage, f"{number(child.admitted)}/{number(child.target)}")
        for child in answer.children
    ]
    return Picture(
        key="ranking",
        title=_("Xếp hạng theo tỷ lệ đạt"),
        about=_("Mỗi thanh là tỷ lệ kết nạp trên chỉ tiêu của chính đơn vị; vạch đứt là mức cần đạt đến nay."),
        sheets=[
            ranking(some, name=answer.unit.name, expected=expected, end=longest(bars), id_=f"ranking-{place}")
            for place, some in enumerate(_sheets(bars))
        ],
        part=Part(_("Xếp hạng theo tỷ lệ đạt"), columns, [_ranked(child, subject) for child in answer.children]),
    )


def _ranked(child: Progress, subject: Subject) -> Row:
    admitted = Cell(child.admitted, subject.records.admissions(child.unit))
    unit = name(child.unit, subject.records.page(child.unit))
    return row(unit, child.rank, admitted, child.target, child.percentage, standing(child), key=child.unit.code)


# --- distribution ----------------------------------------------------------------------------------------------------


def _distribution(subject: Subject) -> Picture:
    answer = subject.answer
    share = answer.self.share_of_year
    in_band: dict[int | None, list[Progress]] = {}
    for child in answer.children:
        in_band.setdefault(_band(child), []).append(child)
    lowest = min((place for place in in_band if place is not None), default=0)
    places: list[int | None] = [*range(lowest, 101, WIDE), *([None] if None in in_band else [])]
    bands = [
        Band(
            _band_label(place),
            len(in_band.get(place, [])),
            mark=_within(float(share * 100), place) if share < 1 else None,
            apart=place is None,
        )
        for place in places
    ]
    columns = [Column(_("Mức đạt"), width=24), Column(_("Số đơn vị"), WHOLE), Column(_("Đơn vị"), width=60)]
    rows = [_banded(place, in_band.get(place, [])) for place in places]
    total = row(_("Cộng"), len(answer.children), None, strong=True)
    pace = _("đến nay cần %(share)s") % {"share": written(percentage(share))}
    return Picture(
        key="spread",
        title=_("Bao nhiêu đơn vị ở mức nào"),
        about=_(
            "Mỗi cột là số đơn vị đạt từ mức ghi bên trái đến dưới mức ghi bên phải (phần trăm chỉ tiêu của chính đơn vị)."
        ),
        sheets=[distribution(bands, name=answer.unit.name, pace=pace)],
        part=Part(_("Bao nhiêu đơn vị ở mức nào"), columns, rows, total=total),
    )


def _band(child: Progress) -> int | None:
    """The lower end of its band, in per cent of its target; 100: has met it; None: none to measure by."""
    if not child.target:
        return None
    return 100 if child.admitted >= child.target else max(child.admitted, 0) * 100 // child.target // WIDE * WIDE


def _whole(place: int) -> str:
    return written(Decimal(place), 0)


def _band_label(place: int | None) -> list[str]:
    if place is None:
        return [_("không có"), _("chỉ tiêu")]
    if place == 100:
        return [f"≥ {place}"]
    return [f"{place}–{place + WIDE}"]


def _within(share: float, place: int | None) -> float | None:
    if place is None or not place <= share < place + WIDE:
        return None
    return (share - place) / WIDE


def _banded(place: int | None, children: Sequence[Progress]) -> Row:
    if place is None:
        label = _("không có chỉ tiêu")
    elif place == 100:
        label = _("từ %(low)s trở lên") % {"low": _whole(place)}
    else:
        label = _("từ %(low)s đến dưới %(high)s") % {"low": _whole(place), "high": _whole(place + WIDE)}
    return row(label, len(children), Cell("; ".join(child.unit.short for child in children), is_data=True))


# --- months and units ------------------------------------------------------------------------------------------------


def _heat(subject: Subject, own: Sequence[Point], below: dict[int, list[Point]]) -> Picture:
    answer = subject.answer
    whole = _monthly(own)
    lines = [(child, _monthly(below.get(child.unit.pk, []))) for child in answer.children]
    rest = [n - sum(months[place] for _child, months in lines) for place, n in enumerate(whole)] if lines else []
    heads = [_("T%(month)s") % {"month": point.on.month} for point in own]
    rows = [HeatRow(child.unit.short, months) for child, months in lines]
    table = [_by_month(child, months, subject) for child, months in lines]
    if any(rest):
        rows.append(HeatRow(_("Chưa phân theo đơn vị"), rest, is_data=False))
        table.append(row(_("Chưa phân theo đơn vị"), *rest, sum(rest)))
    rows.append(HeatRow(_("Toàn đơn vị"), whole, is_data=False, strong=True))
    columns = [Column(_("Đơn vị"), width=40), *(Column(head, WHOLE, 8) for head in heads), Column(_("Cộng"), WHOLE)]
    total = _by_month(answer.self, whole, subject, strong=True)
    title = _("Kết nạp từng tháng của từng đơn vị")
    return Picture(
        key="heat",
        title=title,
        about=_("Ô càng đậm, tháng ấy càng gần tháng nhiều nhất của chính đơn vị trong năm."),
        sheets=[
            heat_map(some, heads, name=answer.unit.name, id_=f"heat-{place}")
            for place, some in enumerate(_sheets(rows))
        ],
        part=Part(title, columns, table, total=total, notes=list(_notes(answer.self))),
    )


def _notes(me: Progress) -> Iterator[str]:
    end = me.period_end
    if end != month_end(end):
        yield _("Tháng %(month)s mới đến hết ngày %(day)s.") % {"month": end.month, "day": format_date(end)}
    if me.counts.this.tallies:
        yield _("Tháng có số tổng hợp gồm cả phần của các tháng trước chưa ghi tên.")


def _monthly(points: Sequence[Point]) -> list[int]:
    """How many each month added."""
    return [after - before for before, after in pairwise([0, *(point.admitted for point in points)])]


def _by_month(one: Progress, months: Sequence[int], subject: Subject, *, strong: bool = False) -> Row:
    """A month opens its people where no report without names stands among them."""
    named = not one.counts.this.tallies
    label = _("Toàn đơn vị") if strong else name(one.unit, subject.records.page(one.unit))
    cells = [
        Cell(n, subject.records.admissions(one.unit, narrowed={"month": str(place)}) if named else None)
        for place, n in enumerate(months, start=1)
    ]
    return row(
        label, *cells, Cell(one.admitted, subject.records.admissions(one.unit)), strong=strong, key=one.unit.code
    )
