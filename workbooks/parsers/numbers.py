"""Counts: whole numbers from 0."""

import re
from enum import Enum

from django.utils import translation
from django.utils.translation import gettext as _

from partytrack import vietnamese
from workbooks.cells import Cell, plain_number
from workbooks.faults import BadCell
from workbooks.formats import UNGROUPED, WHOLE
from workbooks.parsers.base import Parser

LARGEST = 2**31 - 1


class WholeNumber(Parser):
    """A whole number ≥ 0: a number cell, or text such as 1994 and 1.994. One of four digits at most is shown ungrouped: a year."""

    format = WHOLE
    width = 12

    def __init__(self, largest: int = LARGEST) -> None:
        self.largest = largest
        self.format = WHOLE if largest > 9_999 else UNGROUPED

    def parse(self, cell: Cell) -> int:
        number = _whole(cell)
        if number < 0:
            raise BadCell(_("Không được là số âm."))
        if number > self.largest:
            raise BadCell(_("Lớn hơn %(largest)s, hãy xem lại.") % {"largest": vietnamese.number(self.largest)})
        return number


class Withdrawn(Enum):
    WITHDRAWN = "-"


WITHDRAWN = Withdrawn.WITHDRAWN


class WithdrawableNumber(WholeNumber):
    """As `WholeNumber`; a dash alone withdraws what stood before."""

    @property
    def hint(self) -> str:
        return _("Số nguyên từ 0; ghi dấu - để rút lại; để trống là không nói gì.")

    def parse(self, cell: Cell) -> int | Withdrawn:  # type: ignore[override]  # wider on purpose
        return WITHDRAWN if cell in ("-", "–", "—", "−") else super().parse(cell)

    def export(self, value: int | Withdrawn) -> int | str:
        return value.value if isinstance(value, Withdrawn) else value


def _whole(cell: Cell) -> int:
    if isinstance(cell, float):
        if not cell.is_integer():
            raise BadCell(_fraction(cell))
        return int(cell)
    if isinstance(cell, str):
        with translation.override("vi"):  # a file reads the same whoever opens it
            try:
                return vietnamese.parse_number(cell)
            except ValueError:
                pass
        if re.fullmatch(r"[-−]?[0-9.]*,[0-9]+|[-−]?[0-9]+\.[0-9]{1,2}", cell):
            raise BadCell(_("Phải là số nguyên, không có phần lẻ."))
    raise BadCell(_("Phải là số nguyên, ví dụ 12 hoặc 1.994."))


def _fraction(cell: float) -> str:
    digits = f"{cell:.3f}"
    if 1 <= cell < 1000 and float(digits) == cell and not digits.endswith("0"):  # 1.994 typed into an English Excel
        return _(
            "Phải là số nguyên. Excel hiểu số này là %(value)s; nếu ý là %(whole)s thì gõ lại không có dấu chấm."
        ) % {
            "value": plain_number(cell),
            "whole": digits.replace(".", ""),
        }
    return _("Phải là số nguyên, không có phần lẻ.")
