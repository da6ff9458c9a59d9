"""A kind of sheet, declared once: the template, the reader and the export are all made from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Self

from django.utils.functional import Promise

from partytrack import vietnamese
from workbooks.parsers import Parser, Text

LISTS_TITLE = "Danh mục"  # the hidden sheet of drop-down lists in our templates
UNITS_TITLE = "Tổ chức"
GUIDE_TITLE = "Hướng dẫn"
BESIDE = (LISTS_TITLE, UNITS_TITLE, GUIDE_TITLE)
"""Sheets that our templates hold beside the one to fill in."""


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is the glossary's word, never translated. `unless`: keys of columns any of which may stand in for it.

    `offered`: it stands in our templates and exports; without, it is read where a list has it.
    `get` takes the exported value off a record; by default it is `record[key]` of a mapping, `record.key` of an object.
    """

    header: str
    key: str
    parser: Parser = field(default_factory=Text)
    required: bool = False
    unless: tuple[str, ...] = ()
    note: str | Promise = ""
    width: int | None = None
    get: Callable[[Any], Any] | None = None
    aliases: tuple[str, ...] = ()
    offered: bool = True

    def value_of(self, record: Any) -> Any:
        if self.get:
            return self.get(record)
        return record.get(self.key) if isinstance(record, Mapping) else attrgetter(self.key)(record)

    def spellings(self) -> set[str]:
        """The headers that mean this column, folded."""
        return {folded_header(header) for header in (self.header, *self.aliases)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is the sheet's name in a workbook. Keys and headers are each used once.

    `ahead`: keys that our template fills in ahead. A row that says nothing else has not been begun.
    `sums`: keys whose numbers a list may add up in a row of its own, beside the usual words one of `headlines`; and may divide
    into groups, numbered I, II or A, B.
    """

    title: str
    columns: tuple[Column, ...]
    ahead: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        headers = [spelling for column in self.columns for spelling in column.spellings()]
        if len(set(keys)) < len(keys) or len(set(headers)) < len(headers):
            raise ValueError(f"a key or header of “{self.title}” is used twice")
        unknown = {*self.ahead, *self.sums, *(key for column in self.columns for key in column.unless)} - set(keys)
        if unknown:
            raise ValueError(f"“{self.title}” has no column {', '.join(sorted(unknown))}")

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    @property
    def offered(self) -> list[Column]:
        return [column for column in self.columns if column.offered]

    def find(self, key: str) -> Column | None:
        """The column of that key, if the sheet has it."""
        return next((column for column in self.columns if column.key == key), None)

    def with_columns(self, *columns: Column, before: str | None = None) -> Self:
        """The same sheet with more columns, at the end or before the column with that key."""
        place = len(self.columns) if before is None else [column.key for column in self.columns].index(before)
        return replace(self, columns=(*self.columns[:place], *columns, *self.columns[place:]))


def folded_header(text: str) -> str:
    """ "Họ và\\ntên (*)" → "ho va ten": accents, case, line breaks and the mark of required columns do not count."""
    return vietnamese.fold(text.replace("*", " ").replace("( )", " "))
