"""Text, and codes that must not become numbers."""

import re
from datetime import date, time

from django.utils.translation import gettext as _

from workbooks.cells import Cell, CoarseDate, plain_number, shown
from workbooks.faults import BadCell
from workbooks.parsers.base import Parser


class Text(Parser):
    """Text on one line, or on several with `lines`. A whole number is taken as its digits; dates are asked about."""

    def __init__(self, max_length: int = 1000, *, lines: bool = False) -> None:
        self.max_length, self.lines = max_length, lines
        self.width = 40 if lines else 28

    def parse(self, cell: Cell) -> str:
        text = plain_number(cell) if isinstance(cell, float) and cell.is_integer() else _text_of(cell)
        if not self.lines:
            text = " ".join(text.split())
        if len(text) > self.max_length:
            raise BadCell(_("Dài %(length)d ký tự, quá %(limit)d.") % {"length": len(text), "limit": self.max_length})
        return text


class Code(Parser):
    """An identifier. Excel drops leading zeros and turns "1-2" into a date, so only text is believed."""

    def __init__(self, pattern: str = "", *, example: str = "") -> None:
        self.pattern, self.example = re.compile(pattern) if pattern else None, example

    @property
    def hint(self) -> str:
        return _("Mã là văn bản, ví dụ %(example)s.") % {"example": self.example} if self.example else ""

    def parse(self, cell: Cell) -> str:
        if isinstance(cell, float):
            raise BadCell(
                _("Excel đã đổi mã thành số %(number)s, có thể mất số 0 ở đầu. Định dạng ô là Văn bản rồi gõ lại mã.")
                % {"number": plain_number(cell)}
            )
        text = _text_of(cell)
        if self.pattern and not self.pattern.fullmatch(text):
            raise BadCell(_("Mã không đúng dạng.") + (" " + self.hint if self.hint else ""))
        return text


def _text_of(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date | CoarseDate | time):
        kind = _("giờ") if isinstance(cell, time) else _("ngày")
        reason = _("Excel đã đổi ô này thành %(kind)s. Định dạng ô là Văn bản rồi gõ lại như trên giấy.") % {
            "kind": kind
        }
    else:
        reason = _("Cần văn bản ở đây, không phải %(value)s.") % {"value": shown(cell)}
    raise BadCell(reason)
