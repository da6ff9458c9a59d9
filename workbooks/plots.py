"""Native charts: drawn by Excel or LibreOffice from the cells of the tables, which they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from django.utils.functional import Promise
from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

Form = Literal["column", "line"]
COLOURS = ("1F3864", "A6A6A6", "7F9DB9", "C55A11")
"""Told apart in black and white by how dark they are."""
_PALE = "D9D9D9"
_ROWS_A_CHART = 34
_WIDTH, _HEIGHT = 26.0, 16.5  # centimetres: one to a page of A4 across


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a table stands: its sheet, the row of each column's header, its rows from `first` to `last`."""

    sheet: str
    headers: Sequence[int]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns or lines of the columns `values` (places from 0 on) of a table, `rows` of it from the first on; `labels`: the
    column that names them. `backwards`: from the last row to the first."""

    form: Form
    title: str | Promise
    table: Laid
    values: Sequence[int]
    labels: int = 0
    rows: int | None = None
    backwards: bool = False


def add_plots(sheet: Worksheet, plots: Sequence[Plot]) -> None:
    """One below the other, each on a page of its own."""
    for number, plot in enumerate(plots):
        chart = _drawn(plot)
        sheet.add_chart(chart, f"A{number * _ROWS_A_CHART + 1}")


def _drawn(plot: Plot) -> BarChart | LineChart:
    chart: Any = BarChart() if plot.form == "column" else LineChart()
    chart.title, chart.style = str(plot.title), 10
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.series = [_series(plot, place, colour) for place, colour in zip(plot.values, COLOURS, strict=False)]
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False  # or Excel shows none
    chart.y_axis.number_format, chart.y_axis.scaling.min = "#,##0", 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_PALE))
    if plot.form == "column":
        chart.gapWidth = 60
    if plot.backwards:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    return cast(BarChart | LineChart, chart)


def _series(plot: Plot, place: int, colour: str) -> Series:
    table = plot.table
    last = table.last if plot.rows is None else min(table.last, table.first + plot.rows - 1)
    header = _cells(table, place, table.headers[place], table.headers[place])
    series: Any = Series(
        val=NumDataSource(numRef=NumRef(f=_cells(table, place, table.first, last))),
        cat=AxDataSource(strRef=StrRef(f=_cells(table, plot.labels, table.first, last))),
        tx=SeriesLabel(strRef=StrRef(f=header)),
    )
    series.graphicalProperties = GraphicalProperties(solidFill=None if plot.form == "line" else colour)
    if plot.form == "line":
        line = series.graphicalProperties.line
        line.solidFill, line.width, series.smooth = colour, 28_000, False
        series.marker = Marker(symbol="circle", spPr=GraphicalProperties(solidFill=colour))
    return cast(Series, series)


def _cells(table: Laid, place: int, first: int, last: int) -> str:
    letter, sheet = get_column_letter(place + 1), quote_sheetname(table.sheet)
    return f"{sheet}!${letter}${first}:${letter}${last}"
