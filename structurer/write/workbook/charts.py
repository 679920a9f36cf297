"""Bar charts that the spreadsheet program draws itself, from the cells of a table beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from structurer.write.workbook.looks import FONT, INK, QUIET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

WIDTH = 548
"""Pixels."""
BAR = "#4A7EBB"
_BAR, _FRAME, _SMALLEST = 26, 64, 170  # pixels
_GAP = 45  # percent of a bar's width


class Bars(NamedTuple):
    """A bar for each line of a table: which columns, counted from 0, hold the labels and the lengths; a colour for each."""

    title: str
    values: int
    labels: int = 0
    colours: Sequence[str] | None = None
    format: str = "#,##0"


class Span(NamedTuple):
    """The lines of a table on a sheet, counted from 0, the last included."""

    sheet: str
    first: int
    last: int


def height(span: Span) -> int:
    """The pixels that a chart needs so that its bars and their names do not touch."""
    return max(_SMALLEST, _FRAME + _BAR * (span.last - span.first + 1)) + 12


def bar_chart(file: "Workbook", bars: Bars, span: Span, left: int) -> "Chart":
    """A chart of a table whose first column is `left`; the first line is on top."""
    chart = file.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": bars.title,
            "categories": [span.sheet, span.first, left + bars.labels, span.last, left + bars.labels],
            "values": [span.sheet, span.first, left + bars.values, span.last, left + bars.values],
            "fill": {"color": BAR},
            "points": [{"fill": {"color": colour}} for colour in bars.colours] if bars.colours else None,
            "gap": _GAP,
            "data_labels": {"value": True, "num_format": bars.format, "font": _font(9, INK)},
        }
    )
    chart.set_title({"name": bars.title, "name_font": _font(10, QUIET), "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": _font(9, INK), "line": {"color": "#C5CDD5"}, "major_tick_mark": "none"}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": WIDTH, "height": height(span) - 12})
    return chart


def _font(size: int, colour: str) -> dict[str, object]:
    return {"name": FONT, "size": size, "color": colour, "bold": False}
