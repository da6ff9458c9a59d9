"""What stands in one cell of the grid: recorded, typed, seen by who typed it; and all there is to say of it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from admissions.models import Tally
from admissions.tallying.asked import Column
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else changed the cell after one had seen it: who ("" for a command), when if that is known, and what stands
    there now."""

    who: str
    at: datetime | None
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a cell adds to the one before it: that of `since`, None for 1 January."""

    quantity: int
    since: date | None
    is_gap: bool
    """`since` is not the column before."""

    @property
    def falls(self) -> bool:
        return self.quantity < 0


@dataclass(slots=True)
class Cell:
    """`kept`, `seen` and `typed` are texts: what is recorded, what the page showed when it was typed into, what was typed."""

    unit: Unit
    column: Column
    kept: str = ""
    seen: str = ""
    typed: str = ""
    closed: str = ""
    named: int = 0
    others: list[Tally] = field(default_factory=list)
    """By months: the unit's tallies at other dates of the month."""
    difference: Difference | None = None
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    meanwhile: Meanwhile | None = None
    withdrawn: bool = False

    @property
    def name(self) -> str:
        return f"{self.column.id}:{self.unit.code}"

    @property
    def is_changed(self) -> bool:
        """Typed into since it was seen, and not what is recorded by now anyway."""
        return self.typed not in (self.seen, self.kept)

    @property
    def is_overtaken(self) -> bool:
        return self.is_changed and self.seen != self.kept

    @property
    def classes(self) -> str:
        says = {
            "changed": self.is_changed,
            "wrong": bool(self.faults or self.meanwhile),
            "warned": bool(self.warnings or (self.difference and self.difference.falls)),
        }
        return " ".join(name for name, holds in says.items() if holds)

    def take_back(self) -> None:
        """As if nothing had been typed."""
        self.typed = self.seen = self.kept


@dataclass(slots=True)
class Line:
    """The cells of a unit."""

    unit: Unit
    is_top: bool
    cells: list[Cell]

    @property
    def is_changed(self) -> bool:
        return any(cell.is_changed for cell in self.cells)
