"""Charts as SVG made on the server: pure functions from numbers to markup; no style attribute, every text escaped.

The marks are those of `static/app.css`: bar = admitted, ghost = dossiers that enter the forecast, dashed square =
nobody yet, solid line = target, dotted line = needed by today. Each chart says in words what it draws (role="img").
"""

from partytrack.charts.balance import balance_bar
from partytrack.charts.course import Course, cumulative
from partytrack.charts.standing import (
    SQUARE_SIZES,
    SQUARES_AT_MOST,
    SWATCHES,
    Standing,
    bullet,
    bullet_axis,
    fits_squares,
    headline_bullet,
    in_words,
    share_bar,
    squares,
    steps,
    swatch,
)

__all__ = [
    "SQUARES_AT_MOST",
    "SQUARE_SIZES",
    "SWATCHES",
    "Course",
    "Standing",
    "balance_bar",
    "bullet",
    "bullet_axis",
    "cumulative",
    "fits_squares",
    "headline_bullet",
    "in_words",
    "share_bar",
    "squares",
    "steps",
    "swatch",
]
