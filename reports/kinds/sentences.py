"""The sentences of the meeting report: each says what is so of the unit, or is left out. Every figure is one of progress."""

from collections.abc import Callable, Iterator, Sequence

from partytrack.vietnamese import decimal, format_date, number
from reports.kinds.phrases import (
    capital,
    counted,
    moved,
    of_target,
    percent,
    reported,
    results,
    shares,
    sort_of,
    whole,
)
from reports.kinds.told import Told
from targets.figures import Progress, percentage
from targets.progress import YearOfUnit
from units.lists import GRASSROOTS, Kind
from units.models import Unit

LEADERS, LAST = 5, 3
"""How many are named of those who lead, and of those who come last."""
NAMED = 5
"""How many of any other list."""
PARTS = {
    "women": "nữ",
    "minority": "người dân tộc thiểu số",
    "youth_union": "đoàn viên",
    "aged_18_30": "người từ 18 đến 30 tuổi",
}


def meeting(told: Told) -> Iterator[str]:
    """The paragraph that is read out: the structure, the result on the day, who leads."""
    yield from _structure(told)
    yield _result(told.answer, told.end)
    if told.answer.self.counts.this.incomplete:
        n = number(told.answer.self.counts.this.incomplete)
        yield f"Số liệu chưa gồm {n} đơn vị chỉ có số tổng hợp của ngày sau đó."
    if told.well:
        named, others = told.well[:LEADERS], told.well[LEADERS:]
        is_cut = bool(others) and others[0].share == named[-1].share
        words = f"Một số {told.sort} có tỷ lệ cao" if is_cut else f"Các {told.sort} dẫn đầu"
        yield f"{words if len(named) > 1 else capital(told.sort) + ' dẫn đầu'}: {shares(named)}."


def _structure(told: Told) -> Iterator[str]:
    parts = [*_directly_below(told.below), *_grassroots(told)]
    if told.me.members is not None:
        parts.append(f"{number(told.me.members)} đảng viên")
    if parts:
        yield f"{told.answer.unit.name} có {', '.join(parts)}."


def _directly_below(units: Sequence[Unit]) -> Iterator[str]:
    """Where grassroots organisations are all that stands below, they are told by their own sorts."""
    kinds = [unit.kind for unit in units]
    upper = kinds.count(Kind.UPPER_COMMITTEE)
    if upper:
        yield f"{number(upper + kinds.count(Kind.GRASSROOTS_COMMITTEE))} đảng bộ trực thuộc"
    for kind, words in ((Kind.SECTION, "đảng bộ bộ phận"), (Kind.CELL, "chi bộ trực thuộc")):
        if kind in kinds:
            yield f"{number(kinds.count(kind))} {words}"


def _grassroots(told: Told) -> Iterator[str]:
    known = dict(told.structure.kinds)
    sorts = [(str(kind.label).lower(), known[str(kind.label)]) for kind in GRASSROOTS if str(kind.label) in known]
    if len(sorts) == 1:
        yield f"{number(told.structure.grassroots)} {sorts[0][0]}"
    elif sorts:
        of_them = ", ".join(f"{number(n)} {words}" for words, n in sorts)
        yield f"{number(told.structure.grassroots)} tổ chức cơ sở đảng ({of_them})"


def _result(answer: YearOfUnit, end: str) -> str:
    me, year, who = answer.self, answer.year, whole(answer.unit)
    said = f"Tính đến ngày {end}, {who} "
    if me.target is None and not me.admitted:
        return f"{said}chưa ghi nhận đảng viên nào được kết nạp; năm {year} chưa được giao chỉ tiêu."
    if me.target is None:
        return f"{said}đã kết nạp {of_target(me.admitted, None)}; năm {year} chưa được giao chỉ tiêu."
    if me.share is None:
        return f"{said}đã kết nạp {of_target(me.admitted, None)}; chỉ tiêu năm {year} là {number(me.target)}."
    return f"{said}đã kết nạp {of_target(me.admitted, me.target)}, đạt {percent(me.percentage)} chỉ tiêu năm {year}."


def compared(told: Told) -> Iterator[str]:
    """With the same day of last year, and with an even pace."""
    me, last_year = told.me, told.answer.year - 1
    if me.last_year or me.last_year_target is not None:
        reached = f", đạt {percent(me.last_percentage)}" if me.last_percentage is not None else ""
        then = f"So với cùng kỳ năm {last_year} ({of_target(me.last_year, me.last_year_target)}{reached})"
        yield f"{then}, {_change(me)}."
    if me.counts.last.incomplete:
        n = number(me.counts.last.incomplete)
        yield f"Số liệu cùng kỳ chưa gồm {n} đơn vị chỉ có số tổng hợp của ngày sau đó."
    if me.share is not None and me.expected is not None and me.ahead is not None and not me.year_is_over:
        even = f"({number(me.expected)} đảng viên, {percent(percentage(me.share_of_year))})"
        ahead = f"{'nhanh' if me.ahead > 0 else 'chậm'} hơn {number(abs(me.ahead))} đảng viên"
        yield f"So với tiến độ chia đều đến ngày này {even}, {ahead if me.ahead else 'vừa đúng tiến độ'}."


def _change(me: Progress) -> str:
    people = moved(me.change, "đảng viên", number(abs(me.change))) if me.change else "số kết nạp không đổi"
    points = me.percentage_change
    if points is None:
        return people
    share = moved(points, "điểm phần trăm", decimal(abs(points))) if points else "không đổi"
    return f"{people}, tỷ lệ đạt chỉ tiêu {share}"


def break_downs(told: Told) -> Iterator[str]:
    """Of how many each is known, where not of all; what is known of nobody, or is so of nobody, is left out."""
    this = told.me.counts.this
    parts = []
    for name, words in PARTS.items():
        known, of = this.known(name), getattr(this, f"{name}_of")
        if known:
            among = "" if of == this.admitted else f" của {number(of)} người đã biết"
            parts.append(f"{number(known)} {words} ({percent(this.percentage_of(name))}{among})")
    if parts:
        yield f"Trong số đảng viên mới có {', '.join(parts)}."


def over_target(told: Told) -> Iterator[str]:
    over, first = told.over, told.over[0] if told.over else None
    if first is None:
        return
    if len(over) == 1:
        result = f"kết nạp {of_target(first.admitted, first.target)}, đạt {percent(first.percentage)}"
        yield f"{capital(reported(first.unit))} là {told.sort} duy nhất vượt chỉ tiêu được giao, {result}."
    else:
        n = f"{number(len(over))}/{number(len(told.ranked))}"
        yield f"Có {n} {told.sort} vượt chỉ tiêu được giao{_some(over, results)}."
    below = told.over_below_first
    if below:
        sort = sort_of(child.unit for child in below)
        n = number(len(below))
        yield f"Trong {reported(first.unit)} có {n} {sort} vượt chỉ tiêu{_some(below, results)}."


def _some(rows: Sequence[Progress], told_by: Callable[[Sequence[Progress]], str]) -> str:
    return f"{', trong đó có' if len(rows) > NAMED else ':'} {told_by(rows[:NAMED])}"


def standings(told: Told) -> Iterator[str]:
    """How many keep pace, who comes last, and who was given no target."""
    well, behind, of = told.well, told.behind, number(len(told.ranked))
    is_over = told.me.year_is_over
    words = "hoàn thành chỉ tiêu" if is_over else "đạt chỉ tiêu hoặc bảo đảm tiến độ"
    if well and not behind and len(well) > 1:
        yield f"Cả {of} {told.sort} được giao chỉ tiêu đều {words}."
    elif well:
        yield f"Có {number(len(well))}/{of} {told.sort} {words}."
    if behind:
        words = "chưa hoàn thành chỉ tiêu" if is_over else "dưới mức cần đạt"
        yield f"{number(len(behind))}/{of} {told.sort} {words}{_last(behind)}."
    yield from _not_assigned(told)


def _not_assigned(told: Told) -> Iterator[str]:
    without = told.not_assigned
    if told.below and len(without) == len(told.below):
        yield f"Chưa giao chỉ tiêu năm {told.answer.year} cho các {told.sort} trực thuộc."
    elif without:
        yield f"Còn {number(len(without))} {sort_of(without)} chưa được giao chỉ tiêu: {_names(without)}."


def _names(units: Sequence[Unit]) -> str:
    return ", ".join(map(reported, units[:NAMED])) + (" …" if len(units) > NAMED else "")


def _last(behind: Sequence[Progress]) -> str:
    if len(behind) <= LAST:
        return f": {shares(behind)}"
    named = behind[::-1][:LAST]
    is_cut = behind[-LAST - 1].share == named[-1].share
    return f", {'trong đó có' if is_cut else 'thấp nhất là'} {shares(named)}"


def forecast(told: Told) -> Iterator[str]:
    """What is on the way, what it comes to, and what is needed a month; once the year is over, how it ended."""
    me, who = told.promised, whole(told.answer.unit)
    if me.year_is_over:
        if me.short_by:
            yield f"Kết thúc năm {told.answer.year}, {who} còn thiếu {number(me.short_by)} đảng viên so với chỉ tiêu."
        return
    due, own = format_date(me.due_on), " (thời hạn riêng của đơn vị)" if me.due_on < told.answer.due_on else ""
    if me.pipeline:
        yield f"Hiện có {number(me.pipeline)} hồ sơ đang thẩm tra, dự kiến kết nạp chậm nhất ngày {due}{own}."
        if me.share is not None:
            come_to = f"{who} có {of_target(me.forecast, me.target)}{_missing(me)}"
            yield f"Nếu hoàn thành toàn bộ số hồ sơ này, {come_to}."
    elif me.remaining:
        yield f"Hiện chưa có hồ sơ đang thẩm tra nào dự kiến kết nạp chậm nhất ngày {due}{own}."
    if me.remaining and me.needed_per_month is not None:
        so_far = f" (từ đầu năm đến nay bình quân {number(me.mean_per_month)})" if me.mean_per_month else ""
        needed = f"bình quân {number(me.needed_per_month)} đảng viên mỗi tháng{so_far}"
        yield f"Từ nay đến ngày {due} cần kết nạp thêm {number(me.remaining)} đảng viên, {needed}."
    elif me.remaining:
        yield f"Thời hạn {due} đã đến, còn {number(me.remaining)} đảng viên chưa kết nạp."


def _missing(me: Progress) -> str:
    if me.short_by:
        return f", còn thiếu {number(me.short_by)} đảng viên"
    is_enough = me.target is not None and me.admitted < me.target <= me.forecast
    return ", đủ chỉ tiêu" if is_enough else ""


def to_do(told: Told) -> Iterator[str]:
    """Who will fall short, what each who is late needs a month, and which dossiers are late."""
    yield from _short(told)
    yield from _needed(told)
    overdue = told.me.counts.overdue
    if overdue:
        yield f"Cần giải quyết dứt điểm {number(overdue)} hồ sơ đã quá ngày dự kiến kết nạp{_where_late(told)}."


def _short(told: Told) -> Iterator[str]:
    short = [(child.short_by or 0, child.unit) for child in told.short]
    if len(short) == 1:
        ((n, unit),) = short
        yield f"{capital(reported(unit))} có dự báo thiếu {number(n)} đảng viên."
    elif short:
        words = "trong đó thiếu nhiều nhất" if len(short) > NAMED else "số thiếu"
        yield f"{number(len(short))} {told.sort} có dự báo thiếu chỉ tiêu, {words}: {counted(short[:NAMED])}."


def _needed(told: Told) -> Iterator[str]:
    """A month, by each who is behind: the most first."""
    if told.me.year_is_over:
        return
    needing = [(child.needed_per_month or 0, child.unit) for child in told.behind if child.needed_per_month]
    named = sorted(needing, key=lambda one: (-one[0], one[1].code))[:NAMED]
    if named:
        words = "Cần tập trung nhất" if len(needing) > NAMED else "Cần tập trung"
        yield f"{words}, với số phải kết nạp bình quân mỗi tháng: {counted(named)}."


def _where_late(told: Told) -> str:
    late = [(child.counts.overdue, child.unit) for child in told.late]
    words = "nhiều nhất ở" if len(late) > NAMED else "ở"
    return f", {words} {counted(late[:NAMED])}" if late else ""
