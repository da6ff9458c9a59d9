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

from partytrack.vietnamese import format_date, number
from units.models import Unit
from workbooks.parsers import PartialDay

ADULT, OLD = 18, 60


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


def of_admission(values: Mapping[str, Any], today: date) -> Iterator[Objection]:
    yield from _future(values, ADMISSION_DATES, today)
    yield from _dates_in_order(values)
    birth, decided_on = values.get("birth"), values.get("decided_on")
    if birth and decided_on:
        yield from _age(birth, decided_on, values.get("note"))


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


def _age(birth: PartialDay, decided_on: date, note: str | None) -> Iterator[Objection]:
    """Only what is certain blocks: of a birth known to the year, its first day may count."""
    said = {"day": format_date(decided_on)}
    if decided_on < birthday(birth.on, ADULT):
        yield Objection("birth", _("Chưa đủ 18 tuổi vào ngày quyết định, %(day)s.") % said)
    elif decided_on < birthday(last_day(birth), ADULT):
        yield Objection("birth", _("Có thể chưa đủ 18 tuổi vào ngày quyết định, %(day)s.") % said, blocks=False)
    months = (decided_on.year - last_day(birth).year) * 12 + decided_on.month - last_day(birth).month
    if months > OLD * 12 and not note:  # "đủ 60 tuổi" is reckoned by month
        reason = _("Trên 60 tuổi vào ngày quyết định, %(day)s; hãy ghi lý do vào Ghi chú.") % said
        yield Objection("birth", reason, blocks=False)


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
