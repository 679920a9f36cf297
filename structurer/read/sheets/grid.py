"""One sheet as text: which of its rows are rows of a table, and which are titles and notes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from structurer.models import Block, Cell, Paragraph, Place, Row, Unread, Why
from structurer.read.sheets.marks import MOST_AREA, Range, too_large
from structurer.text import is_blank

_FEWEST_ABOVE = 2  # rows: a table has a row of labels and one below it, before a title can end it


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of one sheet from its first used cell, which stands at `top` and `left`, counted from 0.

    All rows are equally long. `merges` are ranges of the sheet, not of the grid.
    """

    sheet: str
    table: int
    top: int
    left: int
    rows: list[list[str]]
    merges: list[Range]

    def place(self, row: int, column: int | None = None) -> Place:
        """The place, as the program counts it, of a row and column of the grid, counted from 0."""
        at = None if column is None else self.left + column + 1
        return Place(sheet=self.sheet, table=self.table, row=self.top + row + 1, column=at)

    def uncover(self) -> list[Unread]:
        """Empty the cells below merged cells, and note what stood in them.

        Raises:
            InputError: the merged cells cover more than the limit.
        """
        found: list[Unread] = []
        left = MOST_AREA
        for merge in self.merges:
            rows, columns = self._inside(merge)
            left -= len(rows) * len(columns)
            if left < 0:
                raise too_large(f"has a sheet with merged cells over more than {MOST_AREA:,} cells")
            for i in rows:
                for j in columns:
                    if self.rows[i][j] and (self.top + i, self.left + j) != merge[0]:
                        if not is_blank(self.rows[i][j]):
                            found.append(Unread(self.place(i, j), self.rows[i][j], Why.COVERED))
                        self.rows[i][j] = ""
        return found

    def blocks(self) -> Iterator[Block]:
        """Yield the rows that print something, and the paragraphs between them (see `_Layout.is_outside`)."""
        layout = _Layout(self)
        above: list[int] = []  # how many cells the table rows directly above have
        for i, texts in enumerate(self.rows):
            if not layout.printed[i]:
                if not layout.carried[i]:
                    above = []
            elif layout.is_outside(i, above):
                column = layout.first(i)
                yield Paragraph(texts[column], self.place(i, column))
                above = []
            else:
                place = self.place(i)
                yield Row(tuple([Cell(text, place, None, j) for j, text in enumerate(texts, self.left + 1)]))
                above.append(layout.filled(i))

    def _inside(self, merge: Range) -> tuple[range, range]:
        """The rows and columns of the grid that a merged cell covers."""
        (top, left), (bottom, right) = merge
        width = len(self.rows[0]) if self.rows else 0
        return (
            range(max(0, top - self.top), min(len(self.rows), bottom - self.top + 1)),
            range(max(0, left - self.left), min(width, right - self.left + 1)),
        )

    def merges_inside(self) -> Iterator[tuple[range, range]]:
        """Yield rows and columns of each merged cell that lies in the grid."""
        for merge in self.merges:
            rows, columns = self._inside(merge)
            if rows and columns:
                yield rows, columns


class _Layout:
    """What the rows of a grid look like: how many cells are printed in them, and what merged cells they share."""

    def __init__(self, grid: Grid) -> None:
        self._rows = grid.rows
        self.printed = [sum([not is_blank(text) for text in row if text]) for row in grid.rows]
        self.carried: Counter[int] = Counter()  # texts that a merged cell carries down to the row
        self._touched: Counter[int] = Counter()  # merged cells that a row has a part in
        self._own: set[tuple[int, int]] = set()  # first cells of merged cells
        self._tied: set[int] = (
            set()
        )  # rows that print something beside a merged cell shared with another such row
        for rows, columns in grid.merges_inside():
            self._touched.update(rows)
            self._own.add((rows[0], columns[0]))
            if len(rows) > 1 and not is_blank(grid.rows[rows[0]][columns[0]]):
                self.carried.update(rows[1:])
            if sum(1 for i in rows if self.printed[i]) > 1:
                self._tied.update(rows)
        self._next = self._next_rows()

    def _next_rows(self) -> list[int | None]:
        """For each row the next one below it with several cells."""
        found: list[int | None] = []
        below: int | None = None
        for i in range(len(self._rows) - 1, -1, -1):
            found.append(below)
            if self.filled(i) > 1:
                below = i
        return found[::-1]

    def filled(self, row: int) -> int:
        """How many cells of `row` hold a text, their own or that of a merged cell from above."""
        return self.printed[row] + self.carried[row]

    def first(self, row: int) -> int:
        """The column of the first text in `row`."""
        return next(j for j, text in enumerate(self._rows[row]) if not is_blank(text))

    def is_outside(self, row: int, above: list[int]) -> bool:
        """Tell whether `row` is a title or a note, not a row of a table: by what surrounds it, never by its words.

        It holds one text, and no merged cell ties it to another row or keeps room for a blank value beside the text.
        Then it is outside where no table row stands directly above: at the start of a sheet, below a blank row or
        another title. Directly below a table it is outside when it begins at the left edge and the table ends there:
        nothing follows, or a row that begins at the left edge too and has fewer cells than each of the last two rows
        of the table, as the line of the unit or the name of the next project has. So a purpose in a merged block, a
        level 1 alone on its row, a banner in a header and a label without value stay rows.
        """
        if self.printed[row] != 1 or row in self._tied:
            return False
        column = self.first(row)
        if self._touched[row] > ((row, column) in self._own):
            return False
        if not above:
            return True
        below = self._next[row]
        if column != 0 or below is None:
            return column == 0
        last = above[-_FEWEST_ABOVE:]
        begins_left = not is_blank(self._rows[below][0])
        return len(last) == _FEWEST_ABOVE and begins_left and self.filled(below) < min(last)
