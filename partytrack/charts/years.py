"""Results over the years as a line, and the target of each year as a step across it; both keep their number beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.labels import Label, Point, grid, placed, points
from partytrack.charts.svg import joined, line, tag
from partytrack.vietnamese import number

HEIGHT = 256
LEFT, TOP, BOTTOM = 34.0, 24.0, 226.0
MARGIN = 8.0
ON_A_PHONE = 6  # years that find room there
REACH = 0.34  # of the room of a year, to each side of its middle


@dataclass(frozen=True, slots=True)
class YearMark:
    """`admitted`, `target` None are not known, or not assigned; `until` says up to when ("đến 10/10") of a year that goes on."""

    year: int
    admitted: int | None
    target: int | None
    until: str = ""


def over_years(years: Sequence[YearMark], *, name: str, width: int = 520, id_: str = "years") -> SafeString:
    """`years` in order, the earliest first. One year without figures breaks the line."""
    scale = _Scale(years, width)
    steps = list(_steps(years, scale))
    runs = list(_runs(years, scale))
    labels = [*_ticks(years, scale), *_figures(years, scale)]
    texts = placed(labels, [path for _css, path in (*steps, *runs)], (width, HEIGHT))
    marks = [
        tag("title", _("%(name)s: kết nạp và chỉ tiêu qua các năm") % {"name": name}, id=f"{id_}-t"),
        tag("desc", " ".join(_in_words(mark) for mark in years), id=f"{id_}-d"),
        *(line("c-grid", LEFT, scale.y(n), scale.right, scale.y(n)) for n in grid(scale.highest)),
        line("c-axis", LEFT, BOTTOM, scale.right, BOTTOM),
        *(line(css, *path[0], *path[1]) for css, path in steps),
        *(tag("polyline", class_=css, points=points(path)) for css, path in runs),
        *_dots(years, scale),
        *texts,
    ]
    labelled = {"role": "img", "aria_labelledby": f"{id_}-t {id_}-d"}
    return tag("svg", joined(marks), class_="chart chart-y", viewBox=f"0 0 {width} {HEIGHT}", **labelled)


class _Scale:
    """From a place among the years and a number of people to a point."""

    def __init__(self, years: Sequence[YearMark], width: int) -> None:
        self.right = width - MARGIN
        self.room = (self.right - LEFT) / max(len(years), 1)
        self.highest = max(1, *(n or 0 for mark in years for n in (mark.admitted, mark.target)))

    def x(self, place: int) -> float:
        return LEFT + self.room * (place + 0.5)

    def y(self, people: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * max(people, 0) / self.highest


def _steps(years: Sequence[YearMark], scale: _Scale) -> Iterator[tuple[str, list[Point]]]:
    for place, mark in enumerate(years):
        if mark.target is not None:
            x, y, reach = scale.x(place), scale.y(mark.target), min(scale.room * REACH, 28.0)
            yield "c-goal", [(x - reach, y), (x + reach, y)]


def _runs(years: Sequence[YearMark], scale: _Scale) -> Iterator[tuple[str, list[Point]]]:
    """The line of results: solid between whole years, broken into dashes on its way to one that goes on."""
    known = [(place, mark, mark.admitted) for place, mark in enumerate(years) if mark.admitted is not None]
    ends = [
        (bool(after.until), [(scale.x(i), scale.y(n)), (scale.x(j), scale.y(m))])
        for (i, _before, n), (j, after, m) in pairwise(known)
        if j == i + 1
    ]
    for goes_on, run in groupby(ends, key=lambda end: end[0]):
        for path in _joined_ends([path for _goes_on, path in run]):
            yield ("c-fc" if goes_on else "c-this"), path


def _joined_ends(pieces: Sequence[list[Point]]) -> Iterator[list[Point]]:
    """Pieces that meet, as one path."""
    path: list[Point] = []
    for start, end in pieces:
        if path and path[-1] != start:
            yield path
            path = []
        path = [*(path or [start]), end]
    if path:
        yield path


def _dots(years: Sequence[YearMark], scale: _Scale) -> Iterator[SafeString]:
    for place, mark in enumerate(years):
        if mark.admitted is not None:
            css = "c-dot-o" if mark.until else "c-dot"
            yield tag("circle", class_=css, cx=scale.x(place), cy=scale.y(mark.admitted), r=4)


def _ticks(years: Sequence[YearMark], scale: _Scale) -> Iterator[Label]:
    for place, mark in enumerate(years):
        x = scale.x(place)
        yield Label(str(mark.year), "c-t", [(x, BOTTOM + 13, "middle")], always=True)
        if mark.until:
            yield Label(mark.until, "c-t", [(x, BOTTOM + 27, "middle"), (scale.right, BOTTOM + 27, "end")], always=True)
    for people in grid(scale.highest):
        yield Label(number(people), "c-t", [(LEFT - 4, scale.y(people) + 4, "end")], always=True)


def _figures(years: Sequence[YearMark], scale: _Scale) -> Iterator[Label]:
    """The number of each mark, on the side away from the other."""
    for place, mark in enumerate(years):
        x = scale.x(place)
        met = mark.target is None or (mark.admitted or 0) >= mark.target
        if mark.admitted is not None:
            y = scale.y(mark.admitted)
            yield Label(number(mark.admitted), "c-t c-t-a", list(_around(x, y, above=met, far=9)), always=True)
        if mark.target is not None:
            y = scale.y(mark.target)
            yield Label(number(mark.target), "c-t c-t-i", list(_around(x, y, above=not met, far=4)), always=True)


def _around(x: float, y: float, *, above: bool, far: float) -> Iterator[tuple[float, float, str]]:
    for more in (0, 7, 14):
        up, down = y - far - more, y + far + 9 + more
        for level in (up, down) if above else (down, up):
            yield (x, level, "middle")
            yield (x + 8, level, "start")
            yield (x - 8, level, "end")


def _in_words(mark: YearMark) -> str:
    words = {"year": mark.year, "admitted": number(mark.admitted), "target": number(mark.target), "until": mark.until}
    if mark.admitted is None:
        return _("%(year)s: chưa có số liệu.") % words
    said = _("%(year)s %(until)s: %(admitted)s") if mark.until else _("%(year)s: %(admitted)s")
    of = _("trên chỉ tiêu %(target)s.") if mark.target is not None else _("chưa giao chỉ tiêu.")
    return f"{said % words} {of % words}"
