"""Dates, whole or known only to the month or year."""

import re
from datetime import date
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from partytrack import vietnamese
from workbooks.cells import Cell, CoarseDate, shown
from workbooks.faults import BadCell
from workbooks.formats import DAY
from workbooks.parsers.base import Parser

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Day(Parser):
    """A date: a true Excel date, or dd/mm/yyyy, dd-mm-yyyy, ddmmyyyy as text. Two-digit years are refused."""

    format = DAY
    width = 14

    @property
    def hint(self) -> str:
        return _("Ngày dạng dd/mm/yyyy, ví dụ 03/02/2023.")

    def parse(self, cell: Cell) -> date:
        if isinstance(cell, CoarseDate):
            raise BadCell(_("Thiếu ngày: ghi đủ dd/mm/yyyy, ví dụ 03/02/2023."))
        return _in_range(cell if isinstance(cell, date) else _date_of(_digits(cell)))


class PartialDay(NamedTuple):
    """A date known to the day, the month or the year; `on` is its first day."""

    on: date
    precision: Literal["DAY", "MONTH", "YEAR"]


class PartialDate(Parser):
    """dd/mm/yyyy, mm/yyyy or yyyy, kept with its precision. A true Excel date is as precise as it is shown."""

    width = 14

    @property
    def hint(self) -> str:
        return _("dd/mm/yyyy; nếu chỉ biết đến tháng hoặc năm thì ghi mm/yyyy hoặc yyyy.")

    def parse(self, cell: Cell) -> PartialDay:
        if isinstance(cell, date):
            return PartialDay(_in_range(cell), "DAY")
        if isinstance(cell, CoarseDate):
            first = _in_range(date(cell.year, cell.month or 1, 1))
            return PartialDay(first, "YEAR" if cell.month is None else "MONTH")
        text = _digits(cell)
        found = re.fullmatch(r"(?:(0?[1-9]|1[0-2])[/-])?([0-9]{4})", text)
        if not found:
            return PartialDay(_in_range(_date_of(text)), "DAY")
        month, year = found.groups()
        if int(year) == 0:
            raise BadCell(_not_a_date())
        return PartialDay(_in_range(date(int(year), int(month or 1), 1)), "MONTH" if month else "YEAR")

    def export(self, value: PartialDay) -> str:
        """Text, since an Excel date would claim a day that is not known."""
        if value.precision == "DAY":
            return shown(value.on)
        return shown(CoarseDate(value.on.year, value.on.month if value.precision == "MONTH" else None))


def _digits(cell: Cell) -> str:
    """A date as typed; 03021990 in a number cell has lost its zero and is then refused by its seven digits."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and 0 < cell < 1e8:
        text = str(int(cell))
        if len(text) in (4, 8):
            return text
        raise BadCell(_("Ô là số %(number)s, không phải ngày. Ghi ngày dạng dd/mm/yyyy.") % {"number": text})
    raise BadCell(_not_a_date())


def _date_of(text: str) -> date:
    try:
        return vietnamese.parse_date(text)
    except ValueError:
        pass
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}", text):
        raise BadCell(_("Năm phải đủ bốn chữ số, ví dụ 03/02/1965."))
    if re.fullmatch(r"[0-9]{1,2}([/-])[0-9]{1,2}\1[0-9]{4}|[0-9]{8}", text):
        raise BadCell(_("Không có ngày này trong lịch."))
    iso = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text)
    dotted = re.fullmatch(r"([0-9]{1,2})[. /-]([0-9]{1,2})[. /-]([0-9]{4})", text)
    parts = iso.group(3, 2, 1) if iso else dotted.group(1, 2, 3) if dotted else None
    meant = [f"{int(parts[0]):02d}/{int(parts[1]):02d}/{parts[2]}"] if parts else []
    raise BadCell(_not_a_date(), meant)


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell(_("Năm %(year)d không hợp lý, hãy xem lại.") % {"year": day.year})
    return day


def _not_a_date() -> str:
    return _("Không đọc được ngày. Ghi dạng dd/mm/yyyy, ví dụ 03/02/2023.")
