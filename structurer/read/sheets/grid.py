"""One sheet as text: which of its rows are rows of a table, and which are titles and notes."""

from collections.abc import Iterable, Iterator
from dataclasses import InitVar, dataclass, field
from functools import cached_property

from structurer.models import Block, Paragraph, Place, Row, Unread, Why
from structurer.read.sheets.marks import MOST_AREA, Marks, Range, too_large
from structurer.text import is_blank

_FEWEST_ABOVE = 2  # rows: a table has a row of labels and one below it, before a title can end it


Area = tuple[int, int, int, int]  # first row, row behind the last, first column, column behind the last


@dataclass(slots=True)
class Grid:
    """The texts of one sheet from its first used cell, which stands at `top` and `left`, counted from 0.

    All rows are equally long. `merges` are ranges of the sheet, not of the grid.
    """

    sheet: str
    table: int
    top: int
    left: int
    rows: list[list[str]]
    merges: InitVar[Iterable[Range]]
    merged: list[Area] = field(init=False)  # where the merged cells stand on the grid

    def __post_init__(self, merges: Iterable[Range]) -> None:
        """Place the merged cells on the grid."""
        self.merged = []
        above, beside = self.top, self.left
        height, width = len(self.rows), len(self.rows[0]) if self.rows else 0
        for (first_row, first_column), (last_row, last_column) in merges:
            top = first_row - above if first_row > above else 0
            left = first_column - beside if first_column > beside else 0
            end, edge = last_row - above + 1, last_column - beside + 1
            end, edge = end if end < height else height, edge if edge < width else width
            if top < end and left < edge:
                self.merged.append((top, end, left, edge))

    def place(self, row: int, column: int | None = None) -> Place:
        """The place, as the program counts it, of a row and column of the grid, counted from 0."""
        at = None if column is None else self.left + column + 1
        return Place(None, None, self.sheet, self.table, self.top + row + 1, at)

    def notes(self, marks: Marks) -> list[Unread]:
        """Note what is no content or is not shown, and empty the cells below merged cells.

        Raises:
            InputError: the merged cells cover more than the limit.
        """
        return [*self._formulas(marks), *self._uncover(), *self._hidden(marks)]

    def _formulas(self, marks: Marks) -> Iterator[Unread]:
        for one in marks.formulas:
            place = Place(sheet=self.sheet, table=self.table, row=one.row + 1, column=one.column + 1)
            yield Unread(place, one.text, Why.FORMULA if one.value_known else Why.NO_RESULT)

    def _hidden(self, marks: Marks) -> Iterator[Unread]:
        """Note the texts of hidden rows, tabs between their cells, and of hidden columns, one a line."""
        for i in sorted(row - self.top for row in marks.hidden_rows):
            if 0 <= i < len(self.rows) and (text := _joined(self.rows[i], "\t")):
                yield Unread(self.place(i), text, Why.HIDDEN)
        for j in sorted(column - self.left for column in marks.hidden_columns):
            texts = [row[j] for row in self.rows if 0 <= j < len(row)]
            if text := _joined(texts, "\n"):
                place = Place(sheet=self.sheet, table=self.table, column=self.left + j + 1)
                yield Unread(place, text, Why.HIDDEN)

    def _uncover(self) -> list[Unread]:
        found: list[Unread] = []
        room = MOST_AREA
        for area in self.merged:
            top, end, left, edge = area
            room -= (end - top) * (edge - left)
            if room < 0:
                raise too_large(f"has a sheet with merged cells over more than {MOST_AREA:,} cells")
            covered = any(self.rows[top][left + 1 : edge])
            if covered or (
                end > top + 1 and any(any(texts[left:edge]) for texts in self.rows[top + 1 : end])
            ):
                found += self._empty(area)
        return found

    def _empty(self, area: Area) -> Iterator[Unread]:
        top, end, left, edge = area
        for i in range(top, end):
            for j in range(left, edge):
                text = self.rows[i][j]
                if text and (i, j) != (top, left):
                    if not is_blank(text):
                        yield Unread(self.place(i, j), text, Why.COVERED)
                    self.rows[i][j] = ""

    def blocks(self) -> Iterator[Block]:
        """Yield the rows that print something, and the paragraphs between them (see `_Layout.is_outside`)."""
        layout = _Layout(self.rows, self.merged)
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
                yield Row.of(texts, self.place(i), self.left + 1)
                above.append(layout.filled(i))


class _Layout:
    """What the rows of a grid look like: how many cells are printed in them, and what merged cells they share."""

    def __init__(self, texts: list[list[str]], merged: list[Area]) -> None:
        self._rows = texts
        self.printed = [
            sum([text[0].isalnum() or not is_blank(text) for text in row if text]) for row in texts
        ]
        self.carried = [0] * len(texts)  # texts that a merged cell carries down to the row
        self._touched = [0] * len(texts)  # merged cells that a row has a part in
        self._own: set[tuple[int, int]] = set()  # first cells of merged cells
        self._tied: set[int] = set()  # rows that print beside a merged cell shared with another such row
        for top, end, left, _ in merged:
            self._own.add((top, left))
            self._touched[top] += 1
            if end > top + 1:
                self._tie(range(top, end), carries=not is_blank(texts[top][left]))

    def _tie(self, rows: range, *, carries: bool) -> None:
        """Note a merged cell of several rows."""
        for i in rows[1:]:
            self._touched[i] += 1
            self.carried[i] += carries
        if sum([self.printed[i] > 0 for i in rows]) > 1:
            self._tied.update(rows)

    @cached_property
    def _next(self) -> list[int | None]:
        """For each row the next one below it with several cells; many sheets never need to know."""
        found: list[int | None] = []
        below: int | None = None
        for i in range(len(self._rows) - 1, -1, -1):
            found.append(below)
            if self.printed[i] + self.carried[i] > 1:
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


def _joined(texts: list[str], between: str) -> str:
    return between.join(text for text in texts if not is_blank(text))
