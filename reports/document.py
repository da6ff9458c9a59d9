"""A document of the office, declared once: its page, its print and its Word file lay out the same words and the same table.

An outgoing document is Vietnamese whatever the reader's language, so its words do not pass through gettext.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.utils import translation

from reports.declared import Column, Label, Part
from reports.templating import Fault

Texts = list[tuple[Column, str]]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """Words of an office that no longer fit its figures: of which section, whose they are, and what is wrong where."""

    section: Label
    unit: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Document:
    """`above`: the body over the one that reports, "" for a root; `up_to`: of which day it tells; `table`: None where there is
    nothing to lay out; `recipients` and `signature` stand at the end of the text, a line each; `unusable`: in whose place stand the
    words that are built in, said on the page and never in what is sent out."""

    party: ClassVar[str] = "ĐẢNG CỘNG SẢN VIỆT NAM"

    name: str
    above: str
    body: str
    number: str
    place_and_day: str
    kind: str
    title: str
    up_to: str
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    table: Part | None
    unusable: tuple[Unusable, ...] = ()

    @property
    def headings(self) -> list[tuple[str, Section]]:
        return [(f"{number}. {section.title}", section) for number, section in enumerate(self.sections, 1)]

    @property
    def texts(self) -> list[tuple[bool, Texts]]:
        """The rows of the table as they read on paper: whether it stands out, and each cell with its column."""
        if self.table is None:
            return []
        with translation.override("vi"):
            return [
                (
                    row.strong,
                    [
                        (column, column.written(cell.value))
                        for column, cell in zip(self.table.columns, row.cells, strict=True)
                    ],
                )
                for row in self.table.all_rows
            ]
