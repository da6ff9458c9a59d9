"""How a paper of an office begins and ends: as its setting says (`Office`), else as far as the unit itself tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from units.models import Office, Unit

BLANK = "…………"
"""What the office fills in by hand."""


@dataclass(frozen=True, slots=True)
class Paper:
    """`above`: the body over the one whose paper it is, "" for a root; `recipients` and `signature`: a line each. All of it is
    Vietnamese whatever the reader's language."""

    party: ClassVar[str] = "ĐẢNG CỘNG SẢN VIỆT NAM"

    above: str
    body: str
    number: str
    place_and_day: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def left(self) -> list[str]:
        return [*filter(None, [self.above]), self.body, "*", *filter(None, [self.number])]

    @property
    def right(self) -> list[str]:
        return [self.party, "", self.place_and_day] if self.above else [self.party, self.place_and_day]


def paper_of(
    unit: Unit,
    office: Office | None,
    day: date,
    *,
    above: Unit | None = None,
    recipients: Sequence[str] = (),
    titles: Sequence[str] = (),
) -> Paper:
    """`above`, `recipients` and `titles`: what stands where the office sets nothing; an office that is another's, of a unit
    above, has its own name instead. `titles`: the lines over the signer's name."""
    said = office or Office(unit=unit)
    whose = said.unit
    over = above.name.upper() if above and whose == unit else ""
    read_by = said.readers or tuple(recipients)
    signed = said.titles or tuple(titles)
    return Paper(
        above=said.above or over,
        body=said.body or whose.name.upper(),
        number=f"Số: {BLANK}{said.symbol}",
        place_and_day=place_and_day(said.place or unit.short_name, day),
        recipients=("Nơi nhận:", *read_by) if read_by else (),
        signature=(*signed, "", "", "", said.signer or BLANK) if signed or said.signer else (),
    )


def place_and_day(place: str, day: date) -> str:
    told = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    return f"{place}, {told}" if place else told.capitalize()
