"""The cumulative line of a year against last year and the even pace. Labels stand beside the lines, never on one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.labels import LETTER, Label, Point, grid, placed, points, samples
from partytrack.charts.svg import joined, line, tag
from partytrack.vietnamese import number

WIDTH, HEIGHT = 324, 236
LEFT, RIGHT, TOP, BOTTOM = 2.0, 278.0, 20.0, 218.0


@dataclass(frozen=True, slots=True)
class Course:
    """A year up to `as_of`. Points are (day, people since 1 January), in order; last year's carry its own dates.

    `forecast` is expected on `due_on`; None when there is none to show.
    """

    year: int
    as_of: date
    this_year: Sequence[tuple[date, int]]
    last_year: Sequence[tuple[date, int]]
    target: int | None
    due_on: date
    forecast: int | None

    @property
    def admitted(self) -> int:
        return self.this_year[-1][1] if self.this_year else 0

    @property
    def has_last_year(self) -> bool:
        return any(people for _day, people in self.last_year)

    @property
    def ends_on(self) -> date:
        return min(self.as_of, date(self.year, 12, 31))

    @property
    def highest(self) -> int:
        return max(self.target or 0, self.forecast or 0, *(n for _day, n in (*self.this_year, *self.last_year)), 1)


def cumulative(course: Course, *, name: str, id_: str = "course") -> SafeString:
    """The chart of a year; `id_` tells it from another on the page."""
    scale = _Scale(course)
    lines = list(_lines(course, scale))
    labels = [*_ticks(course, scale), *_figures(course, scale), *_line_names(course, scale)]
    texts = placed(labels, [path for _css, path in lines], (WIDTH, HEIGHT))
    marks = [
        tag("title", _("%(name)s: số đảng viên kết nạp luỹ kế năm %(year)s") % {"name": name, "year": course.year},
            id=f"{id_}-t"),
        tag("desc", _in_words(course), id=f"{id_}-d"),
        *(line("c-grid", LEFT, scale.y(n), RIGHT, scale.y(n)) for n in grid(course.highest)),
        line("c-axis", LEFT, BOTTOM, RIGHT, BOTTOM),
        line("c-now", scale.x(course.ends_on), BOTTOM, scale.x(course.ends_on), TOP),
        *(tag("polyline", class_=css, points=points(path)) for css, path in lines),
        *_dots(course, scale),
        *texts,
    ]  # fmt: skip
    labelled = {"role": "img", "aria_labelledby": f"{id_}-t {id_}-d"}
    return tag("svg", joined(marks), class_="chart", viewBox=f"0 0 {WIDTH} {HEIGHT}", **labelled)


class _Scale:
    """From a day and a number of people to a point."""

    def __init__(self, course: Course) -> None:
        self.highest = course.highest
        self.year = course.year

    def x(self, day: date) -> float:
        """The end of the day, as a share of its own year; a day of another year but the last stops at an edge."""
        days = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
        if day.year > self.year:
            return RIGHT
        return LEFT + (RIGHT - LEFT) * ((day - date(day.year, 1, 1)).days + 1) / days

    def y(self, people: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * people / self.highest

    def path(self, points: Sequence[tuple[date, int]]) -> list[Point]:
        return [(LEFT, BOTTOM), *((self.x(day), self.y(people)) for day, people in points)]


def _lines(course: Course, scale: _Scale) -> Iterator[tuple[str, list[Point]]]:
    """Farthest back first."""
    if course.has_last_year:
        yield "c-last", scale.path(course.last_year)
    if course.target:
        yield "c-plan", [(LEFT, BOTTOM), (RIGHT, scale.y(course.target))]
    if course.forecast is not None and course.due_on > course.as_of:
        now = (scale.x(course.ends_on), scale.y(course.admitted))
        yield "c-fc", [now, (scale.x(course.due_on), scale.y(course.forecast))]
    if course.this_year:
        yield "c-this", scale.path(course.this_year)


def _dots(course: Course, scale: _Scale) -> Iterator[SafeString]:
    yield tag("circle", class_="c-dot", cx=scale.x(course.ends_on), cy=scale.y(course.admitted), r=4)
    if course.forecast is not None and course.due_on > course.as_of:
        yield tag("circle", class_="c-dot-o", cx=scale.x(course.due_on), cy=scale.y(course.forecast), r=3.5)


def _figures(course: Course, scale: _Scale) -> Iterator[Label]:
    """The numbers at the ends of the lines."""
    if course.target:
        y = scale.y(course.target)
        yield Label(number(course.target), "c-t c-t-i", [(RIGHT + 6, y + 4, "start")], always=True)
    if course.forecast is not None and course.due_on > course.as_of:
        yield Label(
            number(course.forecast), "c-t c-t-a", list(_around(scale.x(course.due_on), scale.y(course.forecast)))
        )
    now = (scale.x(course.ends_on), scale.y(course.admitted))
    yield Label(number(course.admitted), "c-t c-t-a", list(_around(*now)), always=True)


def _around(x: float, y: float) -> Iterator[tuple[float, float, str]]:
    """Places near a point: in the margin when it lies at the right edge, else right below, left above and farther."""
    if x > RIGHT - 12:
        yield from ((RIGHT + 6, y + step, "start") for step in (4, 12, -6, 18, -14, 26))
    for far in (0, 8, 16, 28):
        yield (x + 6 + far, y + 16 + far, "start")
        yield (x - 6 - far, y - 8 - far, "end")
        yield (x + 6 + far, y - 10 - far, "start")
        yield (x - 6 - far, y + 18 + far, "end")


def _ticks(course: Course, scale: _Scale) -> Iterator[Label]:
    """Days along the axis, the day asked for first; then the numbers of the grid."""
    now = scale.x(course.ends_on)
    width = LETTER * 5
    place = (min(max(now, LEFT + width / 2), WIDTH - width / 2), BOTTOM + 14, "middle")
    yield Label(f"{course.ends_on:%d/%m}", "c-t c-t-i", [place], always=True)
    yield Label("31/12", "c-t", [(RIGHT, BOTTOM + 14, "end")])
    for month, words in ((1, _("T1")), (4, _("T4")), (7, _("T7")), (10, _("T10"))):
        first = date(course.year, month, 1)
        yield Label(words, "c-t", [(LEFT if month == 1 else scale.x(first), BOTTOM + 14, "start")])
    for people in grid(course.highest):
        yield Label(number(people), "c-t", [(LEFT, scale.y(people) - 3, "start")])


def _line_names(course: Course, scale: _Scale) -> Iterator[Label]:
    """The name of each line beside it, wherever along it there is room."""
    named = [("c-t c-t-a", str(course.year), scale.path(course.this_year), 1)]
    if course.target:
        named.append(("c-t", _("kế hoạch chia đều"), [(LEFT, BOTTOM), (RIGHT, scale.y(course.target))], -1))
    if course.has_last_year:
        named.append(("c-t", str(course.year - 1), scale.path(course.last_year), 1))
    for css, words, path, side in named:
        yield Label(words, css, list(_along(path, side)))


def _along(path: Sequence[Point], side: int) -> Iterator[tuple[float, float, str]]:
    """Places beside a path, from a third of its way outwards; `side` 1 is below to the right, −1 above to the left."""
    middle = LEFT + (path[-1][0] - LEFT) * 0.45
    beside = sorted(samples(path, 10), key=lambda point: abs(point[0] - middle))
    for away in (side, -side):
        for far in (0, 8, 18, 30):
            for x, y in beside:
                place = (x + 5 + far, y + 11 + far, "start") if away > 0 else (x - 5 - far, y - 3 - far, "end")
                if place[1] < BOTTOM:  # below it are the days of the axis
                    yield place


def _in_words(course: Course) -> str:
    """What the lines say, figure by figure."""
    words = {
        "day": f"{course.ends_on:%d/%m}",
        "admitted": number(course.admitted),
        "target": number(course.target),
        "forecast": number(course.forecast),
        "due": f"{course.due_on:%d/%m}",
        "last": course.year - 1,
        "last_total": number(course.last_year[-1][1] if course.has_last_year else None),
    }
    said = [_("Đến %(day)s: %(admitted)s người.") % words]
    if course.forecast is not None and course.due_on > course.as_of:
        said.append(_("Gồm hồ sơ, đến %(due)s dự báo %(forecast)s.") % words)
    if course.target is not None:
        said.append(_("Chỉ tiêu %(target)s.") % words)
    if course.has_last_year:
        said.append(_("Cả năm %(last)s: %(last_total)s.") % words)
    return " ".join(said)
