"""What a page is made of: texts and tables, one below the other, in the page and in each cell."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from structurer.read.grid import Merged, spread

# White space that a browser collapses stands as this character until its block is whole; a page never holds it.
SPACE = "\0"
_SPACE_AT_BREAK = re.compile(rf"{SPACE}*\n{SPACE}*")
_SPACES = re.compile(rf"{SPACE}+")

_WIDEST_SPAN = 1_000  # columns, as in browsers
_TALLEST_SPAN = 65_534  # rows, as in browsers
_SPAN = re.compile(r"\s*\+?(\d{1,9})")
# A head stands first and a foot last, wherever they are written.
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


class Text(NamedTuple):
    """The text of one block, the line of the file where it begins, and whether most of it links to other pages."""

    text: str
    line: int
    is_link: bool = False


class PageCell(NamedTuple):
    """A cell: its text, and all that stands in it when tables do."""

    text: str
    line: int
    pieces: tuple["Piece", ...] = ()

    @property
    def tables(self) -> list["Table"]:
        """The tables inside the cell."""
        return [piece for piece in self.pieces if isinstance(piece, Table)]


@dataclass(slots=True)
class _Group:
    """Rows between `<tbody>` and `</tbody>` or the like: a span ends where its group does."""

    order: int
    rows: list[list[Merged[PageCell]]] = field(default_factory=list)


class Flow:
    """Pieces one below the other, the last of them still open."""

    __slots__ = ("_line", "_linked", "_open", "pieces")

    def __init__(self) -> None:
        """Begin an empty flow."""
        self.pieces: list[Piece] = []
        self._open: list[str] = []
        self._line = 0
        self._linked = 0  # characters

    def add(self, text: str, line: int, *, is_link: bool = False) -> None:
        """Add to the open block; white space opens none."""
        if not self._open:
            if text == SPACE:
                return
            self._line = line
        self._open.append(text)
        if is_link:
            self._linked += _words(text)

    def close(self) -> None:
        """End the open block."""
        if not self._open:
            return
        text = _SPACE_AT_BREAK.sub("\n", "".join(self._open)).strip(f"\n{SPACE}")
        if text:
            is_link = self._linked > 0 and self._linked * 2 >= _words(text)
            self.pieces.append(Text(_SPACES.sub(" ", text), self._line, is_link))
        self._open.clear()
        self._linked = 0


class Table:
    """A table and its number on the page; first open, to be filled tag by tag."""

    def __init__(self, number: int, line: int) -> None:
        """Open a table."""
        self.number = number
        self.line = line
        self.cell: Flow | None = None  # the open one
        self._start = (line, 1, 1)  # of the open cell: its line, and how many rows and columns it covers
        self._groups: list[_Group] = []
        self._in_group = False
        self._row: list[Merged[PageCell]] | None = None

    @cached_property
    def rows(self) -> list[dict[int, PageCell]]:
        """The cells that begin in each row, by their column from 0, top to bottom as shown.

        Raises:
            InputError: the grid is too large.
        """
        groups = sorted(self._groups, key=lambda group: group.order)
        return [row for group in groups for row in spread(group.rows)]

    @cached_property
    def width(self) -> int:
        """The columns up to the last in which a cell begins; what a span claims beyond it is not shown."""
        return max((column + 1 for row in self.rows for column in row), default=0)

    def open_group(self, tag: str) -> None:
        """Begin a group of rows; only the first head and the first foot change places."""
        self.close_group()
        order = _ORDER[tag]
        is_first = all(group.order != order for group in self._groups)
        self._groups.append(_Group(order if is_first else _ORDER["tbody"]))
        self._in_group = True

    def close_group(self) -> None:
        """End the group of rows."""
        self.close_row()
        self._in_group = False

    def open_row(self) -> None:
        """Begin a row."""
        self.close_row()
        if not self._in_group:
            self.open_group("tbody")
        self._row = []
        self._groups[-1].rows.append(self._row)

    def open_cell(self, line: int, attributes: dict[str, str]) -> None:
        """Begin a cell."""
        self.close_cell()
        if self._row is None:
            self.open_row()
        rows = _span(attributes.get("rowspan"), _TALLEST_SPAN)
        columns = _span(attributes.get("colspan"), _WIDEST_SPAN)
        self.cell = Flow()
        self._start = (line, _TALLEST_SPAN if rows == 0 else rows, columns or 1)

    def close_cell(self) -> None:
        """End the cell."""
        if self.cell is None or self._row is None:
            return
        self.cell.close()
        pieces = self.cell.pieces
        line, rows, columns = self._start
        text = "\n".join(piece.text for piece in pieces if isinstance(piece, Text))
        holds_tables = any(isinstance(piece, Table) for piece in pieces)
        cell = PageCell(text, line, tuple(pieces) if holds_tables else ())
        self._row.append(Merged(cell, rows, columns))
        self.cell = None

    def close_row(self) -> None:
        """End the row."""
        self.close_cell()
        self._row = None


Piece = Text | Table


def _words(text: str) -> int:
    """Count the letters and digits."""
    return sum(map(str.isalnum, text))


def _span(value: str | None, most: int) -> int:
    """Return what a `rowspan` or `colspan` says, as a browser reads it."""
    found = _SPAN.match(value or "")
    return min(int(found[1]), most) if found else 1
