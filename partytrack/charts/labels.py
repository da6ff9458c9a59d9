"""Labels beside the marks of a chart: each at its first place that is on the sheet, off every line and off the labels before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from django.utils.safestring import SafeString

from partytrack.charts.svg import text

LETTER = 6.4  # mean width of a letter at 11.5 px, on the generous side
LINE = 12.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A text with the places it may take, best first; without a free one it is left out, unless `always`."""

    words: str
    css: str
    places: Sequence[tuple[float, float, str]]
    always: bool = False


def placed(
    labels: Iterable[Label], paths: Iterable[Sequence[Point]], sheet: tuple[float, float]
) -> Iterator[SafeString]:
    """`paths`: what is inked already; `sheet`: its width and height."""
    inked = [point for path in paths for point in samples(path, 4)]
    taken: list[_Box] = []
    for label in labels:
        free = (place for place in label.places if _Box.of(label.words, place).is_free(taken, inked, sheet))
        place = next(free, label.places[0] if label.always else None)
        if place is None:
            continue
        x, y, anchor = place
        taken.append(_Box.of(label.words, place))
        yield text(label.css, x, y, label.words, anchor)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, words: str, place: tuple[float, float, str]) -> "_Box":
        x, y, anchor = place
        width = LETTER * len(words)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        return cls(left, y - LINE + 2, left + width, y + 2)

    def is_free(self, taken: Iterable["_Box"], inked: Iterable[Point], sheet: tuple[float, float]) -> bool:
        on_sheet = self.left >= 0 and self.right <= sheet[0] + 4 and self.top >= 0 and self.bottom <= sheet[1]
        return (
            on_sheet
            and not any(self._meets(other) for other in taken)
            and not any(self.left - 1 < x < self.right + 1 and self.top < y < self.bottom for x, y in inked)
        )

    def _meets(self, other: "_Box") -> bool:
        apart = (
            self.right + 3 <= other.left
            or other.right + 3 <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )
        return not apart


def samples(path: Sequence[Point], step: float) -> Iterator[Point]:
    """Points along a path, at most `step` apart."""
    for (x1, y1), (x2, y2) in pairwise(path):
        pieces = int(max(abs(x2 - x1), abs(y2 - y1)) / step) + 1
        yield from ((x1 + (x2 - x1) * piece / pieces, y1 + (y2 - y1) * piece / pieces) for piece in range(pieces + 1))


def grid(highest: int) -> list[int]:
    """Two to four round numbers below `highest`."""
    if highest < 4:
        return []
    power = 10 ** floor(log10(highest / 2))
    step = next(int(power * times) for times in (5, 2, 1) if highest / (power * times) >= 2)
    return list(range(step, highest, step))[:4]


def points(path: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in path)
