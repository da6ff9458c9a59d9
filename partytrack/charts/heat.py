"""Months against units: the number in each square, darker the nearer it is to the highest of its own row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.ranking import shortened
from partytrack.charts.svg import joined, line, rect, tag, text
from partytrack.vietnamese import number

NAME, CELL, ROW, TOP, SUM = 176, 42, 24, 24, 52
LONGEST = 23
STEPS = 4


@dataclass(frozen=True, slots=True)
class HeatRow:
    """`is_data`: its name is a unit's; `strong`: a sum."""

    name: str
    values: Sequence[int]
    is_data: bool = True
    strong: bool = False


def shade(value: int, highest: int) -> int:
    """0: nobody; 1 to STEPS: up to that many parts of STEPS of the highest of the row."""
    return -(-value * STEPS // highest) if value > 0 and highest > 0 else 0


def heat_map(rows: Sequence[HeatRow], months: Sequence[str], *, name: str, id_: str = "heat") -> SafeString:
    """`months`: a head for each value of a row."""
    width, height = NAME + CELL * len(months) + SUM, TOP + ROW * len(rows) + 4
    marks = [
        tag("title", _("%(name)s: số kết nạp từng tháng của từng đơn vị") % {"name": name}, id=f"{id_}-t"),
        tag("desc", " ".join(_in_words(row, months) for row in rows), id=f"{id_}-d"),
        *(text("c-t", NAME + CELL * (place + 0.5), 14, head, "middle") for place, head in enumerate(months)),
        text("c-t", width, 14, _("Cộng"), "end"),
        *(mark for place, row in enumerate(rows) for mark in _row(row, TOP + ROW * place, width)),
    ]
    labelled = {"role": "img", "aria_labelledby": f"{id_}-t {id_}-d"}
    box = f"0 0 {width} {height}"
    return tag("svg", joined(marks), class_="picture", viewBox=box, width=width, height=height, **labelled)


def _row(row: HeatRow, top: float, width: float) -> Iterator[SafeString]:
    base, highest = top + ROW / 2 + 4, max(row.values, default=0)
    if row.strong:
        yield line("c-axis", 0, top, width, top)
    lang = {"lang": "vi"} if row.is_data else {}
    yield tag("text", shortened(row.name, LONGEST), class_="c-t c-t-i", x=0, y=base, **lang)
    for place, value in enumerate(row.values):
        step, left = shade(value, highest), NAME + CELL * place
        yield rect(f"h-{step}", left + 1, top + 1, CELL - 2, ROW - 2)
        css = "c-t h-t-in" if step > STEPS / 2 else "c-t c-t-i" if value else "c-t"
        yield text(css, left + CELL / 2, base, number(value), "middle")
    yield text("c-t c-t-i", width, base, number(sum(row.values)), "end")


def _in_words(row: HeatRow, months: Sequence[str]) -> str:
    told = ", ".join(f"{month} {number(value)}" for month, value in zip(months, row.values, strict=True))
    return f"{row.name}: {told}."
