"""Rulings to tables: which lines hang together, and the cells that they close."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from structurer.read.pdf.lines import Line
from structurer.read.pdf.printed import Ruling
from structurer.read.pdf.rulings import SNAP, cluster, hanging_together, merged, nearest

_HALF_LINE = 0.1  # points: half the thickness of the thinnest line
_MOST_RULINGS = 3_000  # on one page, each way: with more it is a drawing and not a table


@dataclass(slots=True, eq=False)
class Box:
    """A cell: the base rows and columns of the grid that it covers, where it stands, and its lines of text.

    `first` is the cell at the end of an earlier page that this one goes on with.
    """

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    x1: float
    top: float
    bottom: float
    is_open_above: bool = False  # no ruling closes it there
    is_open_below: bool = False
    lines: list[Line] = field(default_factory=list)
    first: "Box | None" = None
    more: list[Line] = field(default_factory=list)  # from later pages

    @property
    def printed(self) -> str:
        """The text on its page, line by line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def text(self) -> str:
        """The text with that of later pages, line by line; it stands in the first piece of a cell."""
        if self.first:
            return ""
        return "\n".join(line.text for line in (*self.lines, *self.more))


class Table:
    """One ruled table on one page: its grid, and the cells by base row and column."""

    def __init__(self, xs: list[float], ys: list[float], boxes: list[Box], *, takes_up_cell: bool) -> None:
        """Keep the edges of the columns and rows, the cells, and whether it says that a cell of another page goes on."""
        self.xs = xs
        self.ys = ys
        self.boxes = boxes
        self.takes_up_cell = takes_up_cell
        self._owners = {
            (box.row + i, box.column + j): box
            for box in boxes
            for i in range(box.rows)
            for j in range(box.columns)
        }

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.ys[-1]

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell that the point lies in."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self._owners.get((row, column))

    def row(self, number: int) -> list[Box]:
        """The cells that base row `number` crosses, left to right; -1 is the last row."""
        at = number % (len(self.ys) - 1)
        return list(dict.fromkeys(self._owners[at, j] for j in range(len(self.xs) - 1)))


def find_tables(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Table]:
    """The tables that rulings form, from the top; lines inside a cell of another table are left out.

    A side of a table without a line is closed where the lines across it end. A frame around a single cell is none.
    """
    across, down = merged(across), merged(down)
    if max(len(across), len(down)) > _MOST_RULINGS:
        return []
    found = [table for rows, columns in hanging_together(across, down) if (table := _table(rows, columns))]
    outer = [table for table in found if not any(_lies_in(table, other) for other in found)]
    return sorted(outer, key=lambda table: (table.top, table.xs[0]))


def _table(across: list[Ruling], down: list[Ruling]) -> Table | None:
    ys = cluster([line.at for line in across] + [end for line in down for end in (line.start, line.end)])
    xs = cluster([line.at for line in down] + [end for line in across for end in (line.start, line.end)])
    walls = _crossed(down, xs, ys)
    floors = _crossed(across, ys, xs)
    boxes = [
        Box(
            *(row, column, rows, columns),
            *(xs[column], xs[column + columns], ys[row], ys[row + rows]),
            is_open_above=not any((row, j) in floors for j in range(column, column + columns)),
            is_open_below=not any((row + rows, j) in floors for j in range(column, column + columns)),
        )
        for row, column, rows, columns in _cells(len(ys) - 1, len(xs) - 1, walls, floors)
    ]
    if len(boxes) == 1:
        return None
    return Table(
        xs,
        ys,
        boxes,
        takes_up_cell=_takes_up_cell([line for line in across if line.at <= ys[0] + SNAP], down),
    )


def _takes_up_cell(upper: list[Ruling], down: list[Ruling]) -> bool:
    """Tell whether the upper side sticks out on the left and falls short on the right, by half its thickness.

    So LibreOffice draws it on a new page where a cell over several rows goes on from the page before, and only there.
    """
    left, right = min(line.at for line in down), max(line.at for line in down)
    return (
        bool(upper)
        and min(line.start for line in upper) < left - _HALF_LINE
        and max(line.end for line in upper) < right - _HALF_LINE
    )


def _crossed(lines: list[Ruling], edges: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """The pairs (edge, step) where a line runs along that edge through the middle of that step."""
    middles = [(start + end) / 2 for start, end in pairwise(steps)]
    return {
        (nearest(edges, line.at), step)
        for line in lines
        for step in range(bisect_right(middles, line.start), bisect_right(middles, line.end))
    }


def _cells(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """Row, column and spans of each cell: the largest rectangle right and down of its corner without a line in it.

    Where a line that ends inside a cell leaves no rectangle, the piece that sticks out is a cell of its own.
    """
    found: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (right, row) not in walls and (row, right) not in taken:
                right += 1
            below = row + 1
            while below < rows and _goes_on(below, column, right, walls, floors):
                below += 1
            taken.update((i, j) for i in range(row, below) for j in range(column, right))
            found.append((row, column, below - row, right - column))
    return found


def _goes_on(
    row: int, left: int, right: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> bool:
    """Tell whether the cell above `row` goes on in it: no line above it or inside, and the same ones beside it."""
    return (
        not any((row, j) in floors for j in range(left, right))
        and not any((j, row) in walls for j in range(left + 1, right))
        and all(((j, row) in walls) == ((j, row - 1) in walls) for j in (left, right))
    )


def _lies_in(inner: Table, outer: Table) -> bool:
    box = outer.box_at((inner.xs[0] + inner.xs[-1]) / 2, (inner.top + inner.bottom) / 2)
    return (
        inner is not outer
        and box is not None
        and box.x0 <= inner.xs[0]
        and inner.xs[-1] <= box.x1
        and box.top <= inner.top
        and inner.bottom <= box.bottom
    )
