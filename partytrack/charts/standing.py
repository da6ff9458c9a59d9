"""Admitted and dossiers against a target: bullets, squares, and the small marks of tables and legends."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partytrack.charts.svg import between, joined, labelled, picture, rect, tag, text, upright
from partytrack.vietnamese import number, percentage

ROW_END = 125.0  # the row bullet shows 0–125 % of the row's own target
SQUARES_AT_MOST = 40  # above it a bullet reads better than squares

# name: (side, gap, squares in a line), in CSS pixels
SQUARE_SIZES = {"wide": (26, 5, 40), "phone": (26, 6, 10), "row": (14, 3, 10), "small": (9, 2, 20)}


class Standing(Protocol):
    """What a bullet or squares show; a row of `targets.progress` is one."""

    @property
    def admitted(self) -> int: ...
    @property
    def target(self) -> int | None: ...
    @property
    def forecast(self) -> int:
        """Admitted + the dossiers that are counted on."""

    @property
    def expected(self) -> int | None: ...
    @property
    def percentage(self) -> Decimal | None: ...


def fits_squares(standing: Standing) -> bool:
    """Few enough people for one square each, and anybody to draw."""
    return 0 < max(standing.target or 0, standing.forecast) <= SQUARES_AT_MOST


def in_words(standing: Standing, name: str) -> str:
    """The sentence read out in place of a chart."""
    words = {
        "name": name,
        "admitted": number(standing.admitted),
        "target": number(standing.target),
        "pipeline": number(standing.forecast - standing.admitted),
        "forecast": number(standing.forecast),
        "expected": number(standing.expected),
        "percentage": percentage(standing.percentage),
    }
    if standing.target is None:
        done = _("%(name)s: đã kết nạp %(admitted)s, chưa giao chỉ tiêu") % words
    elif standing.percentage is None:
        done = _("%(name)s: đã kết nạp %(admitted)s trên chỉ tiêu %(target)s") % words
    else:
        done = _("%(name)s: đã kết nạp %(admitted)s trên chỉ tiêu %(target)s, đạt %(percentage)s") % words
    needed = _("; đến nay cần %(expected)s") % words if standing.expected is not None else ""
    coming = (
        _("; gồm %(pipeline)s hồ sơ đang thẩm tra thì được %(forecast)s") % words
        if standing.forecast > standing.admitted
        else ""
    )
    return f"{done}{needed}{coming}."


def bullet(standing: Standing, *, name: str, share_gone: Fraction | None) -> SafeString:
    """A row's bullet on the scale of 0–125 % of its own target; stretches with its cell. No target: no bar."""
    marks: list[SafeString] = []
    if standing.target:
        admitted = min(100 * standing.admitted / standing.target, ROW_END)
        forecast = min(100 * standing.forecast / standing.target, ROW_END)
        marks = [rect("b-track", 0, 7, 100, 14)]
        if forecast > admitted:
            marks.append(rect("b-pipe", admitted, 10.5, forecast - admitted, 7))
        if admitted:
            marks.append(rect("b-adm", 0, 10, admitted, 8))
    if share_gone is not None and standing.target:
        marks.append(upright("b-now", float(100 * share_gone), 0, 28))
    if standing.target:
        marks.append(upright("b-target", 100, 5, 23))
    return picture("bg", (125, 28), in_words(standing, name), marks, preserveAspectRatio="none")


def bullet_axis() -> SafeString:
    """The scale above a column of bullets: 0, 50, 100 % at 0, 40 and 80 % of the cell."""
    texts = [("0%", "start", "0"), ("40%", "middle", "50"), ("80%", "middle", percentage(Decimal(100), 0))]
    marks = [text("b-txt", x, 12, words, anchor) for x, anchor, words in texts]
    return tag("svg", joined(marks), class_="bg-axis", aria_hidden="true")


def headline_bullet(standing: Standing, *, name: str) -> SafeString:
    """The large bullet under the headline, 460 × 66, labelled directly."""
    scale = 460 / (1.06 * max(standing.target or 0, standing.forecast, standing.expected or 0, 1))
    done, end = standing.admitted * scale, standing.forecast * scale
    marks: list[SafeString] = []
    if standing.target is not None:
        marks.append(rect("b-track", 0, 17, standing.target * scale, 30))
    if standing.forecast > standing.admitted:
        marks.append(rect("b-pipe", done, 22.5, end - done, 19))
    if standing.admitted:
        marks.append(rect("b-adm", 0, 22, done, 20))
    if standing.expected is not None:
        marks.append(upright("b-now", standing.expected * scale, 14, 50))
    if standing.target is not None:
        marks.append(upright("b-target", standing.target * scale, 14, 50))
    return picture("lead-bg", (460, 66), in_words(standing, name), [*marks, *_headline_labels(standing, scale)])


def _headline_labels(standing: Standing, scale: float) -> Iterable[SafeString]:
    """Above: needed by now, target. In the bar or below: admitted. Below: forecast. None runs into its neighbour."""
    room = 460.0
    if standing.target is not None:
        width = _headline_width(_("chỉ tiêu"), standing.target)
        right = between(standing.target * scale + width / 2, width, 460)
        yield labelled(right, 11, _("chỉ tiêu"), standing.target)
        room = right - width - 8
    if standing.expected is not None:
        width = _headline_width(_("đến nay cần"), standing.expected)
        right = between(standing.expected * scale + 3, width, room)
        if right >= width:
            yield labelled(right, 11, _("đến nay cần"), standing.expected)
    left = 0.0
    width = _headline_width(_("đã kết nạp"), standing.admitted)
    if standing.admitted * scale >= width + 12:
        yield text("b-txt b-txt-in", 8, 36.5, f"{_('đã kết nạp')} {number(standing.admitted)}")
    else:
        yield labelled(width, 61, _("đã kết nạp"), standing.admitted)
        left = width + 8
    if standing.forecast > standing.admitted:
        width = _headline_width(_("gồm hồ sơ"), standing.forecast)
        right = between(standing.forecast * scale, left + width, 460)
        yield labelled(right, 61, _("gồm hồ sơ"), standing.forecast)


def _headline_width(words: str, n: int) -> float:
    return 7.9 * len(f"{words} {number(n)}")  # at 15 px, the size on phones


def squares(standing: Standing, *, name: str, size: str = "wide") -> SafeString:
    """One square per person: filled admitted, ghost dossiers, dashed nobody yet; a line after the target's last square.

    `size` is a key of SQUARE_SIZES. Meant for at most SQUARES_AT_MOST people (`fits_squares`).
    """
    side, gap, in_line = SQUARE_SIZES[size]
    missing = max(0, (standing.target or 0) - standing.forecast)
    kinds = ["b-adm"] * standing.admitted + ["b-pipe"] * (standing.forecast - standing.admitted) + ["b-miss"] * missing
    pitch = side + gap
    marks = []
    for place, kind in enumerate(kinds):
        inset = 0.0 if kind == "b-adm" else 0.75  # outlines stay inside the square
        x, y = place % in_line * pitch + inset, place // in_line * pitch + inset
        marks.append(rect(kind, x, y, side - 2 * inset, side - 2 * inset))
    if standing.target and len(kinds) > standing.target:
        last = standing.target - 1
        x, y = last % in_line * pitch + side + gap / 2, last // in_line * pitch
        marks.append(upright("b-target", x, y, y + side))
    width = max(min(len(kinds), in_line) * pitch - gap, 1)
    height = max(-(-len(kinds) // in_line) * pitch - gap, 1)
    words = in_words(standing, name)
    if missing:
        without = _("Còn %(missing)s chưa có nguồn.") % {"missing": number(missing)}
        words = f"{words} {without}"
    return picture("cells", (width, height), words, marks, width=width, height=height)


def steps(reached: int, total: int, *, stage: str) -> SafeString:
    """How far a dossier is: steps behind it filled, its own ghost, those ahead empty. `reached` counts from 1."""
    marks = []
    for step in range(1, total + 1):
        kind = "b-adm" if step < reached else "b-pipe" if step == reached else "b-track"
        marks.append(rect(kind, (step - 1) * 11 + 0.5, 1, 8, 8))
    words = _("Bước %(reached)s trên %(total)s: %(stage)s") % {"reached": reached, "total": total, "stage": stage}
    width = total * 11 - 2
    return picture("steps", (width, 10), words, marks, width=width, height=10)


def share_bar(share: Decimal | None, last_year: Decimal | None = None) -> SafeString:
    """A share of 0–100 % with last year's as a mark. Decoration: the figures stand beside it in text."""
    marks = [rect("b-track", 0, 1, 100, 10)]
    if share:
        marks.append(rect("b-adm", 0, 3, float(min(share, Decimal(100))), 6))
    if last_year is not None:
        marks.append(upright("l-now", float(min(last_year, Decimal(100))), 0, 12))
    return tag("svg", joined(marks), viewBox="0 0 100 12", preserveAspectRatio="none", aria_hidden="true")


SWATCHES = {
    "admitted": (("rect", "b-track", 0, 0, 20, 14), ("rect", "b-adm", 0, 3, 16, 8)),
    "pipeline": (("rect", "b-pipe", 1, 3.5, 18, 7),),
    "expected": (("line", "b-now", 10, 0, 10, 14),),
    "target": (("line", "b-target", 10, 0, 10, 14),),
    "one-admitted": (("rect", "b-adm", 3, 0, 14, 14),),
    "one-pipeline": (("rect", "b-pipe", 3.5, 0.5, 13, 13),),
    "one-missing": (("rect", "b-miss", 3.5, 0.8, 13, 12.4),),
}


def swatch(kind: str) -> SafeString:
    """The mark of a legend's line; `kind` is a key of SWATCHES."""
    marks = [
        rect(css, a, b, c, d) if shape == "rect" else upright(css, a, b, d) for shape, css, a, b, c, d in SWATCHES[kind]
    ]
    return tag("svg", joined(marks), viewBox="0 0 20 14", aria_hidden="true")
