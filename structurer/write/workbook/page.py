"""A sheet that is read like a page: tiles, and sections with a table and a chart beside it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from structurer.write.workbook.charts import Bars, Span, bar_chart, height
from structurer.write.workbook.sheet import Cell, CellWriter, cell_of, held, lines_of

if TYPE_CHECKING:
    from structurer.write.workbook.book import Book

_WIDTHS = (2, 46, 14, 10, 10, 10, 3, *(9,) * 8)
_FIRST, _CHART, _LAST = 1, 7, 14
"""The columns where tables and charts begin, and the last one of the page."""
_TILES = ((1, 1), (2, 3), (4, 5), (7, 10), (11, 14))
_ROW, _HEADING, _FIGURE = 20, 26, 32  # pixels
_MOST_LINES = 3


class Tile(NamedTuple):
    """A figure with its name."""

    name: str
    value: Cell
    style: str = "tile count"


class Section(NamedTuple):
    """A heading, a table of up to five columns with or without a chart beside it, and a note."""

    title: str
    header: Sequence[str]
    lines: Sequence[Sequence[Cell]]
    bars: Bars | None = None
    note: str = ""


class Page:
    """Writes an empty sheet from the top down."""

    def __init__(self, book: "Book", name: str) -> None:
        """Add the sheet."""
        self._book = book
        self._name = name
        self._sheet = book.page_sheet(name)
        self._writer = CellWriter(book, self._sheet)
        self._at = 0
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)

    def title(self, title: str, subtitle: str) -> None:
        """The name of the page, and what it is about."""
        self._line(title, "title", _FIGURE)
        self._line(subtitle, "note")
        self._at += 1

    def tiles(self, tiles: Sequence[Tile]) -> None:
        """One row of five figures."""
        self._sheet.set_row_pixels(self._at, _ROW)
        self._sheet.set_row_pixels(self._at + 1, _FIGURE)
        for (first, last), tile in zip(_TILES, tiles, strict=True):
            for down, cell, style in ((0, Cell(tile.name), "tile name"), (1, tile.value, tile.style)):
                if last > first:
                    self._sheet.merge_range(
                        self._at + down, first, self._at + down, last, "", self._book.formats[style]
                    )
                self._writer.write(self._at + down, first, cell, style)
        self._at += 3

    def note(self, text: str) -> None:
        """A line in small print."""
        self._line(text, "note")
        self._at += 1

    def section(self, section: Section) -> None:
        """A table with its chart beside it; what comes next stands below both."""
        for column in range(_FIRST, _LAST + 1):
            self._sheet.write_blank(self._at, column, None, self._book.formats["section"])
        self._line(section.title, "section", _HEADING)
        top = self._at
        pixels = self._table(section.header, section.lines)
        span = Span(self._name, top + 1, self._at - 1)
        if section.note:
            self._line(section.note, "note")
            pixels += _ROW
        if section.bars:
            chart = bar_chart(self._book.file, section.bars, span, _FIRST)
            self._sheet.insert_chart(top, _CHART, chart, {"x_offset": 4, "y_offset": 6, "object_position": 3})
            self._at += max(0, -(-(height(span) - pixels) // _ROW))
        self._at += 1

    def _table(self, header: Sequence[str], lines: Sequence[Sequence[Cell]]) -> int:
        """Write a table and return its height in pixels."""
        if not header:
            return 0
        for column, text in enumerate(header, _FIRST):
            is_text = not lines or isinstance(lines[0][column - _FIRST].value, str)
            style = "header" if is_text else "right header"
            self._sheet.write_string(self._at, column, text, self._book.formats[style])
        self._sheet.set_row_pixels(self._at, _HEADING)
        self._at += 1
        pixels = _HEADING
        for line in ([cell_of(cell) for cell in one] for one in lines):
            tall = max(lines_of(cell.value, _WIDTHS[at]) for at, cell in enumerate(line, _FIRST))
            self._sheet.set_row_pixels(self._at, _ROW * min(tall, _MOST_LINES))
            pixels += _ROW * min(tall, _MOST_LINES)
            for column, cell in enumerate(line, _FIRST):
                self._writer.write(self._at, column, cell, _style(cell))
            self._at += 1
        return pixels

    def _line(self, text: str, style: str, pixels: int = _ROW) -> None:
        self._sheet.write_string(self._at, _FIRST, held(text), self._book.formats[style])
        self._sheet.set_row_pixels(self._at, pixels)
        self._at += 1


def _style(cell: Cell) -> str:
    if isinstance(cell.value, Decimal):
        return "page amount"
    return "page count" if isinstance(cell.value, int) else "page text"
