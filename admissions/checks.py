"""What is wrong, or looks wrong, with one record: the rules that form, grid, paste, import and command share.

Pure functions of values by field name (`birth` is a `PartialDay`). The database holds what it can of them too; here they come
with the field to correct, all at once, before anything is written.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions.limits import Limits
from admissions.lists import LimitKind
from partytrack.vietnamese import format_date, number
from partytrack.workdays import working_days_between
from units.models import Unit
from workbooks.parsers import PartialDay


@dataclass(frozen=True, slots=True)
class Objection:
    """`blocks`: the record cannot be saved so; otherwise a remark."""

    field: str
    reason: str
    blocks: bool = True


ADMISSION_DATES = {
    "decided_on": gettext_lazy("Ngày quyết định"),
    "received_on": gettext_lazy("Ngày nhận quyết định"),
    "admitted_on": gettext_lazy("Ngày kết nạp"),
    "confirmed_on": gettext_lazy("Ngày chính thức"),
}

CEREMONY_COUNTS_FROM = {
    LimitKind.CEREMONY_AFTER_RECEIVED: "received_on",
    LimitKind.CEREMONY_AFTER_DECIDED: "decided_on",
}


def of_admission(values: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Objection]:
    """What papers limit is only remarked, except the age to be admitted at: a note answers the others that it can explain."""
    yield from _future(values, ADMISSION_DATES, today)
    yield from _dates_in_order(values)
    decided_on = values.get("decided_on")
    if decided_on and values.get("birth"):
        yield from _age(values["birth"], decided_on, values.get("note"), limits)
    if decided_on and not values.get("note"):
        yield from _ceremony(values, today, limits)
    if values.get("admitted_on") and values.get("confirmed_on"):
        yield from _probation(values["admitted_on"], values["confirmed_on"], values.get("note"), limits)


def _dates_in_order(values: Mapping[str, Any]) -> Iterator[Objection]:
    decided_on, admitted_on = values.get("decided_on"), values.get("admitted_on")
    received_on, confirmed_on = values.get("received_on"), values.get("confirmed_on")
    if decided_on and received_on and received_on < decided_on:
        yield Objection("received_on", _earlier(_("Ngày nhận quyết định"), _("ngày quyết định"), decided_on))
    if decided_on and admitted_on and admitted_on < decided_on:
        yield Objection("admitted_on", _earlier(_("Ngày kết nạp (lễ)"), _("ngày quyết định"), decided_on))
    if confirmed_on and not admitted_on:
        yield Objection("confirmed_on", _("Có ngày chính thức thì phải có cả ngày kết nạp (lễ)."))
    elif confirmed_on and admitted_on and confirmed_on <= admitted_on:
        yield Objection(
            "confirmed_on",
            _("Ngày chính thức phải sau ngày kết nạp (lễ), %(day)s.") % {"day": format_date(admitted_on)},
        )


def _earlier(this: str, that: str, day: date) -> str:
    return _("%(this)s không được trước %(that)s, %(day)s.") % {"this": this, "that": that, "day": format_date(day)}


def _age(birth: PartialDay, decided_on: date, note: str | None, limits: Limits) -> Iterator[Objection]:
    """Only what is certain blocks: of a birth known to the year, its first day may count."""
    said: dict[str, Any] = {"day": format_date(decided_on)}
    if adult := limits.on(LimitKind.ADULT_AGE, decided_on):
        said["age"] = adult.quantity
        if decided_on < birthday(birth.on, adult.quantity):
            yield Objection("birth", _("Chưa đủ %(age)d tuổi vào ngày quyết định, %(day)s.") % said)
        elif decided_on < birthday(last_day(birth), adult.quantity):
            reason = _("Có thể chưa đủ %(age)d tuổi vào ngày quyết định, %(day)s.") % said
            yield Objection("birth", reason, blocks=False)
    months = (decided_on.year - last_day(birth).year) * 12 + decided_on.month - last_day(birth).month
    old = limits.on(LimitKind.OLD_AGE, decided_on)
    if old and months > old.quantity * 12 and not note:  # full years are reckoned by month
        said["age"] = old.quantity
        reason = _("Trên %(age)d tuổi vào ngày quyết định, %(day)s; hãy ghi lý do vào Ghi chú.") % said
        yield Objection("birth", reason, blocks=False)


def _ceremony(values: Mapping[str, Any], today: date, limits: Limits) -> Iterator[Objection]:
    """From the day that the paper of the decision's day counts from; where that is unknown, nothing is said."""
    decided_on, held_on = values["decided_on"], values.get("admitted_on")
    soon = limits.on(LimitKind.CEREMONY_SOON, decided_on)
    for kind, key in CEREMONY_COUNTS_FROM.items():
        limit, start = limits.on(kind, decided_on), values.get(key)
        if not limit or not start:
            continue
        days = _days_if_over(start, held_on or today, limit.quantity if held_on or not soon else soon.quantity)
        if days:
            since = f"{ADMISSION_DATES[key].lower()}, {format_date(start)}"
            said = {"days": days, "since": since, "limit": limit.quantity, "paper": limit.legal_basis}
            reason = _too_late(said) if held_on else _not_held(said)
            yield Objection("admitted_on", reason, blocks=False)


def _too_late(said: Mapping[str, Any]) -> str:
    return (
        _("Lễ kết nạp sau %(since)s, %(days)d ngày làm việc; thời hạn là %(limit)d ngày làm việc (%(paper)s).")
        + " "
        + _("Hãy ghi văn bản cho phép vào Ghi chú.")
    ) % said


def _not_held(said: Mapping[str, Any]) -> str:
    return (
        _(
            "Chưa có ngày kết nạp (lễ): đã %(days)d ngày làm việc kể từ %(since)s; thời hạn là %(limit)d ngày làm việc (%(paper)s)."
        )
        % said
    )


def _days_if_over(start: date, end: date, limit: int) -> int:
    """Working days, or 0 when they are no more than `limit`; few days need no calendar."""
    days = working_days_between(start, end) if (end - start).days > limit else 0
    return days if days > limit else 0


def _probation(held_on: date, confirmed_on: date, note: str | None, limits: Limits) -> Iterator[Objection]:
    """The full member's day is that on which the months of probation end; a late paper does not move it."""
    months = limits.on(LimitKind.PROBATION_MONTHS, held_on)
    if not months or note:
        return
    end = months_later(held_on, months.quantity)
    said: dict[str, Any] = {"end": format_date(end), "months": months.quantity, "paper": months.legal_basis}
    if confirmed_on < end:
        reason = _("Ngày chính thức sớm hơn %(months)d tháng dự bị (%(paper)s), hết ngày %(end)s.") % said
        yield Objection("confirmed_on", reason, blocks=False)
        return
    term = limits.on(LimitKind.CONFIRMATION_WORKING_DAYS, end)
    if term and _days_if_over(end, confirmed_on, term.quantity):
        said |= {"limit": term.quantity}
        reason = (
            _("Ngày chính thức muộn hơn %(limit)d ngày làm việc sau khi hết dự bị, ngày %(end)s (%(paper)s).") % said
        )
        yield Objection("confirmed_on", reason, blocks=False)


def months_later(day: date, months: int) -> date:
    """The same day of that month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def birthday(born: date, age: int) -> date:
    """29 February becomes 28 February, as in the database's `eighteen_on`."""
    day = 28 if (born.month, born.day) == (2, 29) and not calendar.isleap(born.year + age) else born.day
    return date(born.year + age, born.month, day)


def last_day(birth: PartialDay) -> date:
    """The latest day a birth may have been on."""
    if birth.precision == "DAY":
        return birth.on
    month = 12 if birth.precision == "YEAR" else birth.on.month
    return date(birth.on.year, month, calendar.monthrange(birth.on.year, month)[1])


def may_be_the_same(one: PartialDay, other: PartialDay) -> bool:
    """Two different births of which one may be the other known less well: 1998 and 03/02/1998."""
    return one != other and one.on <= last_day(other) and other.on <= last_day(one)


def of_candidate(values: Mapping[str, Any], today: date) -> Iterator[Objection]:
    yield from _future(values, {"certified_on": _("Ngày cấp giấy chứng nhận")}, today)
    birth = values.get("birth")
    if birth and birth.on > today:
        yield Objection("birth", _("Ngày sinh ở tương lai."))


def of_step(on: date, today: date) -> Iterator[Objection]:
    yield from _future({"on": on}, {"on": _("Ngày vào bước")}, today)


TALLY_PARTS = {
    "women": gettext_lazy("Nữ"),
    "minority": gettext_lazy("Dân tộc thiểu số"),
    "youth_union": gettext_lazy("Đoàn viên"),
}


def of_tally(values: Mapping[str, Any], today: date) -> Iterator[Objection]:
    yield from _future(values, {"counted_on": _("Tính đến ngày")}, today)
    counted_on, year, quantity = values.get("counted_on"), values.get("year"), values.get("quantity")
    if counted_on and year is not None and year != counted_on.year:
        yield Objection("year", _("Năm phải là năm của Tính đến ngày, %(day)s.") % {"day": format_date(counted_on)})
    for part, label in TALLY_PARTS.items():
        if quantity is not None and values.get(part) is not None and values[part] > quantity:
            said = {"part": label, "quantity": number(quantity)}
            yield Objection(part, _("%(part)s không được nhiều hơn Số kết nạp, %(quantity)s.") % said)


def of_place(unit: Unit, line: Sequence[int], on: date) -> Iterator[Objection]:
    """`line` is the unit's line of ancestors on that day: empty when it had no place."""
    said = {"name": unit.name, "day": format_date(on)}
    if unit.established_on and on < unit.established_on:
        said["since"] = format_date(unit.established_on)
        yield Objection("unit", _("%(name)s mới thành lập ngày %(since)s, chưa có vào ngày %(day)s.") % said)
    elif unit.dissolved_on and unit.dissolved_on <= on:
        said["since"] = format_date(unit.dissolved_on)
        yield Objection("unit", _("%(name)s đã giải thể ngày %(since)s, không còn vào ngày %(day)s.") % said)
    elif not line:
        yield Objection("unit", _("%(name)s không trực thuộc tổ chức nào vào ngày %(day)s.") % said)


def _future(values: Mapping[str, Any], dates: Mapping[str, str | Promise], today: date) -> Iterator[Objection]:
    for key, label in dates.items():
        day = values.get(key)
        if day and day > today:
            said = {"label": label, "today": format_date(today)}
            yield Objection(key, _("%(label)s ở tương lai (hôm nay là %(today)s).") % said)
