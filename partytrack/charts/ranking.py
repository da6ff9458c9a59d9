"""Units in order of what they have reached of their own target: one bar each, the number beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.svg import joined, line, rect, tag, text, upright
from partytrack.vietnamese import percentage

WIDTH, ROW, TOP, BOTTOM = 640, 24, 36, 6
FIGURE, LEFT, RIGHT = 242.0, 250.0, 636.0
LONGEST = 22  # letters of a name that find room
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Bar:
    """`rank` and `percentage` None: no target to measure by. `figures`: 117/115."""

    name: str
    rank: int | None
    percentage: Decimal | None
    figures: str


def longest(bars: Sequence[Bar]) -> Decimal:
    """Per cent at the end of the scale of `bars`: the highest, at least the target, never so far that all others are specks."""
    return min(max([FULL, *(bar.percentage for bar in bars if bar.percentage is not None)]), Decimal(150))


def ranking(
    bars: Sequence[Bar], *, name: str, expected: Decimal | None, end: Decimal | None = None, id_: str = "ranking"
) -> SafeString:
    """`bars` in their order. `expected`: what should be reached by now, in per cent; None: no line for it. `end`: that of the
    scale, where it is shared with another sheet."""
    scale = (RIGHT - LEFT) / float(end or longest(bars))
    height = TOP + ROW * len(bars) + BOTTOM
    marks = [
        tag("title", _("%(name)s: xếp hạng các đơn vị trực thuộc theo tỷ lệ đạt") % {"name": name}, id=f"{id_}-t"),
        tag("desc", " ".join(f"{bar.name}: {_reached(bar)}." for bar in bars), id=f"{id_}-d"),
        *(mark for place, bar in enumerate(bars) for mark in _bar(bar, TOP + ROW * place, scale)),
        *_lines(expected, scale, height),
    ]
    labelled = {"role": "img", "aria_labelledby": f"{id_}-t {id_}-d"}
    box = f"0 0 {WIDTH} {height}"
    return tag("svg", joined(marks), class_="picture", viewBox=box, width=WIDTH, height=height, **labelled)


def _bar(bar: Bar, top: float, scale: float) -> Iterator[SafeString]:
    middle = top + ROW / 2 + 4
    if bar.rank is not None:
        yield text("c-t", 20, middle, bar.rank, "end")
    yield tag("text", shortened(bar.name, LONGEST), class_="c-t c-t-i", x=28, y=middle, lang="vi")
    if bar.percentage is None:
        yield text("c-t", LEFT + 6, middle, _reached(bar))
        return
    end = LEFT + min(float(bar.percentage) * scale, RIGHT - LEFT)
    yield rect("b-track", LEFT, top + 5, float(FULL) * scale, ROW - 10)
    yield rect("b-adm", LEFT, top + 5, end - LEFT, ROW - 10)
    yield text("c-t c-t-a", FIGURE, middle, percentage(bar.percentage), "end")


def _lines(expected: Decimal | None, scale: float, height: float) -> Iterator[SafeString]:
    yield line("c-axis", LEFT, TOP, LEFT, height - BOTTOM)
    full = LEFT + float(FULL) * scale
    yield upright("b-target", full, TOP - 6, height - BOTTOM)
    yield text("c-t c-t-i", min(full + 4, WIDTH), 12, _("chỉ tiêu"), "end")
    if expected is not None:
        x = LEFT + float(expected) * scale
        yield upright("b-now", x, TOP - 6, height - BOTTOM)
        yield text("c-t", min(x, full - 4), 26, _("đến nay cần %(share)s") % {"share": percentage(expected)}, "end")


def _reached(bar: Bar) -> str:
    if bar.percentage is None:
        return _("%(figures)s, không có tỷ lệ") % {"figures": bar.figures}
    return f"{percentage(bar.percentage)} ({bar.figures})"


def shortened(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
