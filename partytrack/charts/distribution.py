"""How many units stand in which band: columns with their number above, one beside the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.svg import joined, line, rect, tag, text, upright
from partytrack.vietnamese import number

HEIGHT, TOP, BOTTOM = 236, 40.0, 192.0
BAND, GAP, LEFT = 58, 8, 6.0


@dataclass(frozen=True, slots=True)
class Band:
    """`label` in up to two lines, `count` units in it. `mark`: where in the band, 0 to 1, the pace of today lies."""

    label: Sequence[str]
    count: int
    mark: float | None = None
    apart: bool = False
    """Not on the scale of the others."""


def distribution(bands: Sequence[Band], *, name: str, pace: str = "", id_: str = "spread") -> SafeString:
    """`pace`: what stands over the line of today's pace."""
    highest = max(1, *(band.count for band in bands))
    width = LEFT * 2 + BAND * len(bands)
    marks = [
        tag("title", _("%(name)s: số đơn vị theo mức đạt chỉ tiêu") % {"name": name}, id=f"{id_}-t"),
        tag("desc", " ".join(f"{' '.join(band.label)}: {number(band.count)}." for band in bands), id=f"{id_}-d"),
        *(mark for place, band in enumerate(bands) for mark in _column(band, LEFT + BAND * place, highest)),
        line("c-axis", 0, BOTTOM, width, BOTTOM),
        *(mark for place, band in enumerate(bands) for mark in _pace(band, LEFT + BAND * place, pace, width)),
    ]
    labelled = {"role": "img", "aria_labelledby": f"{id_}-t {id_}-d"}
    box = f"0 0 {width} {HEIGHT}"
    return tag("svg", joined(marks), class_="picture", viewBox=box, width=width, height=HEIGHT, **labelled)


def _column(band: Band, left: float, highest: int) -> Iterator[SafeString]:
    middle, tall = left + BAND / 2, (BOTTOM - TOP) * band.count / highest
    if band.count:
        css = "b-pipe" if band.apart else "b-adm"
        yield rect(css, left + GAP / 2, BOTTOM - tall, BAND - GAP, tall)
    yield text("c-t c-t-i", middle, BOTTOM - tall - 5, number(band.count), "middle")
    for place, words in enumerate(band.label):
        yield text("c-t", middle, BOTTOM + 16 + 14 * place, words, "middle")


def _pace(band: Band, left: float, pace: str, width: float) -> Iterator[SafeString]:
    if band.mark is None:
        return
    x = left + BAND * band.mark
    yield upright("b-now", x, 18, BOTTOM)
    anchor = "end" if x > width / 2 else "start"
    yield text("c-t", x - 4 if anchor == "end" else x + 4, 14, pace, anchor)
