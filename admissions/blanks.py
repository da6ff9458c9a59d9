"""The workbooks to fill in: each kind with one's own units to choose from, and with what limits apply today."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from admissions.lists import LimitKind
from admissions.models import Limit
from admissions.sheets import ADMISSIONS, CANDIDATES, TALLIES
from partytrack.vietnamese import format_date, number
from units import hierarchy, scope
from units.finding import PATH, UNIT_COLUMNS, paths
from units.models import Unit
from units.scope import Action, Person
from workbooks.formats import TEXT
from workbooks.sheets import UNITS_TITLE
from workbooks.templates import Beside, template
from workbooks.writing import Book, Field

LIMITED: dict[str, str] = {
    LimitKind.ADULT_AGE: "birth",
    LimitKind.OLD_AGE: "birth",
    LimitKind.CEREMONY_AFTER_RECEIVED: "admitted_on",
    LimitKind.CEREMONY_AFTER_DECIDED: "admitted_on",
    LimitKind.PROBATION_MONTHS: "confirmed_on",
    LimitKind.READMISSION_MONTHS: "readmission",
}
"""The column of Kết nạp that a kind of limit is about."""

SHEETS = {"admissions": ADMISSIONS, "candidates": CANDIDATES, "tallies": TALLIES}


def blank(kind: str, unit: Unit, user: Person, today: date) -> Book:
    """The workbook of that kind (a key of `SHEETS`) for `unit` and all below it where `user` may record."""
    own = scope.allowed(Unit.objects.within(unit, on=today), user, Action.RECORD).active(today)
    return template(
        SHEETS[kind],
        _ahead(unit, user, today) if kind == "tallies" else (),
        beside=[_units([(one, today) for one in own])],
        notes=_limits(today) if kind == "admissions" else {},
        hints=_hints(kind),
    )


def _units(placed: list[tuple[Unit, date]]) -> Beside:
    """Every unit by code with its path of names, as the tree stands: each above those below it."""
    pairs = {(unit.pk, day) for unit, day in placed}
    lines, named = hierarchy.lines(pairs), paths(pairs)
    above = Unit.objects.filter(pk__in={pk for line in lines.values() for pk in line})
    keys = {pk: (key, code) for pk, key, code in above.values_list("pk", "sort_key", "code")}
    order = {pair: [keys[pk] for pk in reversed(lines[pair])] for pair in pairs if pair in lines}
    rows = [[named[pair].get(key, "") for key in ("unit", *PATH)] for pair in sorted(order, key=lambda one: order[one])]
    fields = [Field(column.header, TEXT, 18 if column.key == "unit" else 44) for column in UNIT_COLUMNS]
    return Beside(UNITS_TITLE, fields, rows, offers="unit")


def _ahead(unit: Unit, user: Person, today: date) -> list[dict[str, Any]]:
    """A row for each unit directly below, for the year that is running; a unit without any: one for itself."""
    below = scope.allowed(Unit.objects.under(unit, today), user, Action.RECORD).active(today)
    units = list(below.order_by("sort_key", "code")) or [unit]
    named = paths((one.pk, today) for one in units)
    nothing: dict[str, Any] = dict.fromkeys(column.key for column in TALLIES)
    return [{**nothing, **named[one.pk, today], "year": today.year} for one in units]


def _limits(today: date) -> dict[str, str]:
    """By column, the limits in force that the papers set to it, each with its paper."""
    found: dict[str, list[str]] = {}
    for limit in Limit.objects.filter(during__contains=today).order_by("kind"):
        if key := LIMITED.get(limit.kind):
            day = format_date(limit.issued_on) if limit.issued_on else ""
            paper = " ".join(part for part in (limit.legal_basis, day) if part)
            found.setdefault(key, []).append(f"{limit.get_kind_display()}: {number(limit.quantity)} ({paper}).")
    if "birth" in found:
        found["birth"].append(_("Dưới tuổi thấp nhất thì không ghi được; quá tuổi cao nhất thì ghi lý do vào Ghi chú."))
    return {key: "\n".join(lines) for key, lines in found.items()}


def _hints(kind: str) -> list[str]:
    here = SHEETS[kind].title
    hints = [
        _("Điền vào trang “%(sheet)s”, mỗi dòng một bản ghi; cột có dấu * là bắt buộc.") % {"sheet": here},
        _("Mã tổ chức chọn từ danh sách hoặc gõ; tra mã theo tên ở trang “%(sheet)s”.") % {"sheet": UNITS_TITLE},
        _("Xong thì tải lên ở mục Nhập từ Excel. Trước khi ghi, từng dòng được xem lại và báo lỗi theo ô."),
    ]
    if kind == "tallies":
        hints.append(_("Số kết nạp là luỹ kế từ 01/01 đến ngày ghi bên cạnh. Hàng để nguyên thì bỏ qua."))
    return hints
