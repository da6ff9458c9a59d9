"""What is wrong with a file or a cell, in words that say what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


class UnsafeWorkbook(Exception):
    """The file as a whole is refused, before anything in it is used. `str()` of it is the sentence for the clerk."""


class BadCell(Exception):
    """A parser's objection to one cell: the reason, and what may have been meant, nearest first."""

    def __init__(self, reason: str, nearest: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.nearest = tuple(nearest)


@dataclass(frozen=True, slots=True)
class Fault:
    """One objection at one place. `cell` is "C7", "7" for a row, "" for the sheet; `value` as it shows.

    `key` names the column objected to, "" for the row as a whole or for the sheet.
    """

    sheet: str
    cell: str
    value: str
    reason: str
    nearest: tuple[str, ...] = ()
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        shown = f" «{_shortened(self.value)}»" if self.value else ""
        sentence = f"{place}{shown}: {self.reason}"
        if self.nearest:
            sentence += " " + _("Gần nhất: %(values)s.") % {"values": "; ".join(self.nearest)}
        return sentence


def _shortened(value: str, longest: int = 60) -> str:
    one_line = " ".join(value.split())
    return one_line if len(one_line) <= longest else one_line[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Twin:
    """What a row may say a second time: an earlier row of the file (its number), or a record (its Mã bản ghi).

    Somebody who sees both decides (`Row.decision`). Undecided it is the `objection`, which refuses the row if `blocks`;
    then the two are the same by every rule, and the row cannot be added beside the other.
    """

    objection: Fault
    blocks: bool
    row: int | None = None
    record: str = ""

    @property
    def decision(self) -> str:
        """The decision that lets this row take the other's place."""
        return f"row {self.row}" if self.row is not None else f"record {self.record}"
