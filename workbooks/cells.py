"""What a cell can hold, and how a cell is named."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from openpyxl.utils import get_column_letter

from partytrack import vietnamese


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows #N/A, #REF! and the like."""

    text: str


@dataclass(frozen=True, slots=True)
class CoarseDate:
    """A true Excel date that shows no day: "02/1990" typed into Excel. `month` is None where only the year shows."""

    year: int
    month: int | None


Cell = str | float | bool | date | time | CoarseDate | CellError

LAST_ROW = 1_048_576  # of any sheet
LAST_COLUMN = 18_278  # ZZZ, the last that has a name
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def address(row: int, column: int) -> str:
    """(7, 3) → "C7"; both count from 1."""
    return f"{get_column_letter(column)}{row}"


def position(reference: str) -> tuple[int, int] | None:
    """ "C7" → (7, 3), None for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), _column(found[1])) if found else None


@lru_cache(LAST_COLUMN)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def shown(value: Cell | None) -> str:
    """A cell's value as its reader sees it, for messages."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return plain_number(value)
        case date():
            return vietnamese.format_date(value)
        case time():
            return f"{value:%H:%M}"
        case CoarseDate():
            return f"{value.year:04d}" if value.month is None else f"{value.month:02d}/{value.year:04d}"
        case CellError():
            return value.text
        case _:
            return value


def plain_number(value: float) -> str:
    """12.0 → "12", 1.5 → "1,5": a number as it is typed in Việt Nam, without grouping."""
    whole = value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value).replace(".", ",")


def printable(text: str) -> str:
    """Without the characters that no office file can hold."""
    return _NOT_IN_XML.sub("", text)


def clean(text: str) -> str:
    """As `printable`; and what looks like Excel's own escape (_x0041_) stays what it is."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", printable(text))
