"""Charts as SVG made on the server: pure functions from numbers to markup; no style attribute, every text escaped.

The marks are those of `static/app.css`: bar = admitted, ghost = dossiers that enter the forecast, dashed square =
nobody yet, solid line = target, dotted line = needed by today. Each chart says in words what it draws (role="img").
"""

from partytrack.charts.balance import balance_bar
from partytrack.charts.course import Course, cumulative
from partytrack.charts.distribution import Band, distribution
from partytrack.charts.heat import HeatRow, heat_map
from partytrack.charts.ranking import Bar, longest, ranking
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
from partytrack.charts.years import ON_A_PHONE, YearMark, over_years

__all__ = [
    "ON_A_PHONE",
    "SQUARES_AT_MOST",
    "SQUARE_SIZES",
    "SWATCHES",
    "Band",
    "Bar",
    "Course",
    "HeatRow",
    "Standing",
    "YearMark",
    "balance_bar",
    "bullet",
    "bullet_axis",
    "cumulative",
    "distribution",
    "fits_squares",
    "headline_bullet",
    "heat_map",
    "in_words",
    "longest",
    "over_years",
    "ranking",
    "share_bar",
    "squares",
    "steps",
    "swatch",
]
