"""A column of a table as a workbook has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from workbooks.fitting import lines_of
from workbooks.formats import DAY, PERCENT, PERCENT_1, TEXT, WHOLE

Label = str | Promise

LETTERS_A_FIGURE = 1.1
DEEPEST = 7  # levels of an outline that Excel has


@dataclass(frozen=True, slots=True)
class Field:
    """`format` is one of `workbooks.formats` or any Excel format; without one, text and numbers alike.

    Values of a `PERCENT` field are percentages as people say them: 73.33, written as 0.7333. `bar` draws a data bar.
    Neighbours of the same `group` stand under one heading. `note`, `options` (a drop-down list), `options_in` (the cells of
    another sheet that hold it) and `required` help to fill in. `middle`: its values stand in the middle.
    """

    header: Label
    format: str | None = None
    width: float | None = None
    group: Label = ""
    bar: bool = False
    note: Label = ""
    options: Sequence[str] = ()
    options_in: str = ""
    required: bool = False
    middle: bool = False

    @property
    def percent(self) -> bool:
        return self.format in (PERCENT, PERCENT_1)

    @property
    def wraps(self) -> bool:
        return self.format in (None, TEXT)

    @property
    def wide(self) -> float:
        """Its width, in figures."""
        if self.width:
            return self.width
        widest_word = max((len(word) for word in str(self.header).split()), default=0)
        return max({WHOLE: 10, PERCENT: 10, PERCENT_1: 10, DAY: 12}.get(self.format or "", 16), widest_word + 2)

    def room(self, level: int = 0) -> float:
        """Letters in a line: ours are narrower than the figures that a width counts, and a text is set in by one and its level."""
        return max(1, self.wide - set_in(level)) * LETTERS_A_FIGURE

    def lines(self, value: object, room: float) -> int:
        """How many a text takes where a line holds `room` letters."""
        return lines_of(value, room) if self.wraps and isinstance(value, str) else 1


def set_in(level: int) -> int:
    """By how many letters a text of this level is."""
    return 1 + 2 * min(level, DEEPEST)
