"""What a reader hands to the parser: the blocks of a document, with the place of every cell.

Named tuples, not pydantic models: a document holds a cell for every few printed characters, they are made by our own
readers only, and they never leave the process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from structurer.models.place import Place, Unread


class Cell(NamedTuple):
    """One cell as printed, line breaks kept, outer white space included.

    `row` is the place of its row, shared by all cells of it; `line` and `column` are its own.
    """

    text: str
    row: Place
    line: int | None
    column: int | None

    @property
    def place(self) -> Place:
        """Where the cell is printed."""
        row = self.row
        return Place(row.page, self.line, row.sheet, row.table, row.row, self.column)


_new = tuple.__new__  # half the time of Cell(...), which calls Python once more


class Row(NamedTuple):
    """Cells side by side, left to right. A reader never guesses: a cell it does not see is not there."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, texts: Iterable[str], place: Place, first: int = 1) -> "Row":
        """A row in a table of a format without lines: one text a column, from column `first`."""
        cells = [_new(Cell, (text, place, None, at)) for at, text in enumerate(texts, first)]
        return _new(cls, (tuple(cells),))


class Paragraph(NamedTuple):
    """Lines outside any table, with no blank line between them; `place.line` is that of the first."""

    text: str
    place: Place


Block = Row | Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order; `blocks` may be read only once, so that a large file need not be in memory whole.

    `open_ended` says that the source stops inside a cell, so that its last row may have been cut; `cells_are_whole`
    that no text beside a table is the rest of a cell, and that tables end where the source says; `warning` what a
    person should know of how it was read; `by_ocr` that text recognition read some of it from pictures.
    """

    name: str
    data_format: str
    encoding: str | None
    sha256: str
    size: int
    blocks: Iterable[Block]
    unread: tuple[Unread, ...] = ()
    open_ended: bool = False
    cells_are_whole: bool = True
    warning: str | None = None
    by_ocr: bool = False
