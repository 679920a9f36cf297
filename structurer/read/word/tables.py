"""Tables on their grid: every row as wide as its table, merged cells in their first grid cell."""

from collections.abc import Iterable, Iterator
from itertools import repeat

from structurer.errors import InputError
from structurer.models import Block, Place, Row

_MOST_COLUMNS = 1_000  # of one table; Word has 63
_MOST_CELLS = 500_000  # of one document, on the grid; 25 target tables have 2,000


class Tables:
    """The tables of one document, counted in the order in which they begin; keeps the limit of cells."""

    def __init__(self) -> None:
        """Begin a document."""
        self._count = 0
        self._cells = 0

    def open(self) -> "Table":
        """Begin the next table."""
        self._count += 1
        return Table(self._count, self)

    def take(self, cells: int) -> None:
        """Count cells before they are made.

        Raises:
            InputError: there are too many.
        """
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise InputError(f"has more than {_MOST_CELLS:,} cells in its tables", hint="divide the document")


class Table:
    """One table, filled cell by cell; its rows all come out as wide as the widest of them."""

    def __init__(self, number: int, tables: Tables) -> None:
        """Begin a table without rows."""
        self._number = number
        self._tables = tables
        self._rows: list[tuple[list[str], list[Block]]] = []  # texts by column; tables that stand in the row

    def open_row(self) -> None:
        """Begin the next row."""
        self._rows.append(([], []))

    def add(self, text: str, columns: int = 1) -> None:
        """Add a cell that covers so many columns of the grid: its text stands in the first of them.

        Raises:
            InputError: the table has too many columns.
        """
        texts = self._rows[-1][0]
        if len(texts) + columns > _MOST_COLUMNS:
            raise InputError(
                f"has a table of more than {_MOST_COLUMNS:,} columns", hint=f"check table {self._number}"
            )
        self._tables.take(columns)
        texts.append(text)
        if columns > 1:
            texts.extend([""] * (columns - 1))

    def add_blank(self, columns: int) -> None:
        """Add columns in which the row has no cell."""
        if columns > 0:
            self.add("", columns)

    def repeat_cell(self, times: int) -> None:
        """Add the last cell so many times again."""
        for text in repeat(self._rows[-1][0][-1], times):
            self.add(text)

    def add_blocks(self, blocks: Iterable[Block]) -> None:
        """Add what stands in the row, but is a table of its own: it follows the row."""
        self._rows[-1][1].extend(blocks)

    def repeat_row(self, times: int) -> None:
        """Add the texts of the last row so many times again."""
        texts, _ = self._rows[-1]
        self._tables.take(max(len(texts), 1) * times)
        self._rows.extend((texts, []) for _ in range(times))

    @property
    def column(self) -> int:
        """The column, from 1, in which the next cell of the row will stand."""
        return len(self._rows[-1][0]) + 1

    @property
    def place(self) -> Place:
        """Where the next cell of the row will stand."""
        return Place(table=self._number, row=len(self._rows), column=self.column)

    @property
    def place_below(self) -> Place:
        """Where the next row will stand."""
        return Place(table=self._number, row=len(self._rows) + 1)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, each followed by the tables that stand in it."""
        width = max((len(texts) for texts, _ in self._rows), default=0)
        self._tables.take(sum(width - len(texts) for texts, _ in self._rows))
        for number, (texts, inside) in enumerate(self._rows, 1):
            place = Place(table=self._number, row=number)
            padded = texts + [""] * (width - len(texts))
            if padded:
                yield Row.of(padded, place)
            yield from inside
