"""One printed page to what stands on it: tables with their text, and lines outside of them."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from structurer.read.pdf.backgrounds import tables_of_fills
from structurer.read.pdf.grid import Box, Table, find_tables
from structurer.read.pdf.lines import Line, lines_of
from structurer.read.pdf.printed import Char, Printed


@dataclass(slots=True)
class Page:
    """One page: every character of it stands in exactly one cell or one line."""

    number: int
    width: float
    height: float
    tables: list[Table]
    lines: list[Line]
    is_picture: bool  # it shows a picture and no text
    by_ocr: bool = False

    @property
    def cells(self) -> int:
        """How many cells and lines outside of them there are."""
        return len(self.lines) + sum(len(table.boxes) for table in self.tables)

    @property
    def bottom(self) -> float:
        """Where its lowest table or line ends."""
        return max([line.base for line in self.lines] + [table.bottom for table in self.tables], default=0.0)


def lay_out(printed: Printed, number: int) -> Page:
    """Give each character of page `number` to the cell that its centre lies in, or to a line outside the tables."""
    tables = find_tables(printed.across, printed.down)
    if more := tables_of_fills(printed.fills, tables, printed.chars):
        tables = sorted((*tables, *more), key=attrgetter("top"))
    inside: defaultdict[Box, list[Char]] = defaultdict(list)
    outside: list[Char] = []
    box: Box | None = None
    for char in printed.chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if box is None or not (box.x0 <= x < box.x1 and box.top <= y < box.bottom):
            box = next((found for table in tables if (found := table.box_at(x, y))), None)
        (outside if box is None else inside[box]).append(char)
    for box, chars in inside.items():
        box.lines = lines_of(chars)
    return Page(
        number=number,
        width=printed.frame.width,
        height=printed.frame.height,
        tables=tables,
        lines=lines_of(outside),
        is_picture=printed.has_picture and not printed.chars,
        by_ocr=printed.by_ocr,
    )
