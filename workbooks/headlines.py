"""The row of totals of a list, and whether the rows add up to it: in real printed lists they do not always."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partytrack.vietnamese import fold
from workbooks.cells import Cell, shown
from workbooks.faults import BadCell
from workbooks.sheets import Sheet

TOTALS = frozenset({"cong", "tong", "tong cong", "tong so", "total"})
OF_A_PART = "cong"
"""Of those the word that a group of rows ends with too."""
_GROUP = re.compile(r"[IVXLC]+|[A-Z]")


@dataclass(frozen=True, slots=True)
class Gap:
    """What the rows of one column add up to, and what the headline says."""

    key: str
    items: int
    said: int

    @property
    def by(self) -> int:
        return abs(self.items - self.said)


@dataclass(frozen=True, slots=True)
class Headline:
    """`words` as the row says them, `said` its numbers by key."""

    row: int
    words: str
    said: Mapping[str, int]

    def gaps(self, items: Mapping[str, int]) -> list[Gap]:
        """Where the items add up to something else."""
        return [Gap(key, items.get(key, 0), said) for key, said in self.said.items() if items.get(key, 0) != said]


def without_marks(cell: Cell) -> str:
    """ "TỔNG CỘNG:" → "tong cong"."""
    return fold(shown(cell)).rstrip(" :.")


class Totals:
    """Tells the rows of totals and the heads of groups from the items of a list. `numbered`: the columns of row numbers."""

    def __init__(self, sheet: Sheet, places: Mapping[str, int], numbered: frozenset[int]) -> None:
        self._sheet, self._numbered = sheet, numbered
        self._words = TOTALS | {fold(words) for words in sheet.headlines}
        self._sums = {key: places[key] for key in sheet.sums if key in places}
        self._others = set(places.values()) - set(self._sums.values())
        self._found: list[Headline] = []
        self.remarks: list[tuple[int, str]] = []

    def takes(self, number: int, cells: Mapping[int, Cell]) -> bool:
        """Whether the row is none of the items."""
        if any(_GROUP.fullmatch(shown(cells[one]).rstrip(" .)")) for one in self._numbered & cells.keys()):
            self.remarks.append((number, _("Hàng đầu của một nhóm, không được đọc.")))
            return True
        words = [place for place, cell in cells.items() if without_marks(cell) in self._words]
        items = [place for place in cells if place in self._others and place not in words]
        if not words or items:
            return False
        first = min(words)
        self._found.append(Headline(number, shown(cells[first]).rstrip(" :."), dict(self._numbers(number, cells))))
        return True

    def _numbers(self, number: int, cells: Mapping[int, Cell]) -> list[tuple[str, int]]:
        found = []
        for key, place in self._sums.items():
            try:
                value = self._sheet[key].parser.parse(cells[place]) if place in cells else None
            except BadCell as bad:
                self.remarks.append((number, bad.reason))
                continue
            if isinstance(value, int):
                found.append((key, value))
        return found

    def headline(self, items: Sequence[int]) -> Headline | None:
        """That of the whole list, among those of its groups; `items`: the numbers of the other rows."""
        whole = [one for one in self._found if without_marks(one.words) != OF_A_PART]
        parts = [one for one in self._found if without_marks(one.words) == OF_A_PART]
        chosen: Headline | None = None
        if whole or len(parts) < 2:
            chosen = next(reversed(whole or parts), None)
        elif not any(parts[-2].row < item < parts[-1].row for item in items):
            chosen = parts[-1]
        else:
            keys = {key for part in parts for key in part.said}
            chosen = Headline(parts[-1].row, parts[-1].words, {key: _sum(parts, key) for key in keys})
        self.remarks += [(one.row, _("Hàng cộng của một nhóm, không được đọc.")) for one in parts if chosen is not one]
        return chosen


def _sum(parts: Sequence[Headline], key: str) -> int:
    return sum(part.said.get(key, 0) for part in parts)
