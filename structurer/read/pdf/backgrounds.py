"""Tables that are drawn without ruling lines, by the backgrounds of their cells."""

from collections import Counter
from collections.abc import Iterable

from structurer.read.pdf.frame import Area
from structurer.read.pdf.grid import Box, Table, find_tables
from structurer.read.pdf.printed import Char, Ruling

_FEWEST = 4  # backgrounds of a table: two rows and two columns


def tables_of_fills(fills: Iterable[Area], tables: list[Table], chars: Iterable[Char]) -> list[Table]:
    """The tables outside of `tables` whose cells are `fills` that meet, and print some of `chars`."""
    loose = [fill for fill in fills if not any(_is_inside(fill, table) for table in tables)]
    if len(loose) < _FEWEST:
        return []
    across = [Ruling(y, x0, x1) for x0, y0, x1, y1 in loose for y in (y0, y1)]
    down = [Ruling(x, y0, y1) for x0, y0, x1, y1 in loose for x in (x0, x1)]
    found = [table for table in find_tables(across, down) if _is_grid(table)]
    return [table for table in found if _prints(table, chars)] if found else []


def _is_inside(fill: Area, table: Table) -> bool:
    x0, y0, x1, y1 = fill
    return table.box_at((x0 + x1) / 2, (y0 + y1) / 2) is not None


def _is_grid(table: Table) -> bool:
    """Tell whether two rows have a column in common; text that is marked word by word has none."""
    return any(count > 1 for column, count in Counter(box.column for box in table.boxes).items() if column)


def _prints(table: Table, chars: Iterable[Char]) -> bool:
    """Tell whether half of the cells print something, with no edge through a character; a drawing does not."""
    used: set[Box] = set()
    for char in chars:
        middle = (char.top + char.bottom) / 2
        box = table.box_at((char.x0 + char.x1) / 2, middle)
        if box and not char.text.isspace():
            quarter = (char.x1 - char.x0) / 4
            if char.x0 + quarter < box.x0 or char.x1 - quarter > box.x1:
                return False
            used.add(box)
    return len(used) * 2 >= len(table.boxes)
