"""What goes on over a page end: the same table, a row that the page end cuts, a cell that it cuts.

Word processors close the rulings at a page end, so a cut cell looks like two whole ones. It is told by its text: text
that goes on fills its last line, so that the first sign on the next page had no room there; and what a cut row has
printed whole on the old page is blank on the new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from structurer.read.pdf.grid import Box, Table
from structurer.read.pdf.rulings import SNAP


@dataclass(frozen=True, slots=True)
class _Insets:
    """How near the text of a table comes to the edges of its cells: at a side, from the top, from the bottom."""

    side: float
    top: float
    bottom: float

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> "_Insets":
        printed = [box for box in boxes if box.lines and not box.printed.isascii()]  # Latin letters are lower
        sides = [min(line.x0 - box.x0, box.x1 - line.x1) for box in printed for line in box.lines]
        return cls(
            max(0.0, min(sides, default=0.0)),
            min((box.lines[0].base - box.top for box in printed), default=0.0),
            min((box.bottom - box.lines[-1].base for box in printed), default=0.0),
        )


def goes_on(upper: Table, lower: Table) -> bool:
    """Tell whether `lower`, first on its page, is the rest of `upper`, last on the page before: it has the same sides."""
    return abs(upper.xs[0] - lower.xs[0]) <= SNAP and abs(upper.xs[-1] - lower.xs[-1]) <= SNAP


def repeated_rows(head: Table, lower: Table) -> int:
    """How many rows at the top of `lower` print again those at the top of `head`."""
    count = 0
    while count < min(len(head.ys), len(lower.ys)) - 2:
        texts = [box.printed for box in lower.row(count)]
        if not any(texts) or texts != [box.printed for box in head.row(count)]:
            break
        count += 1
    return count


def join_cells(upper: Table, lower: Table, row: int) -> bool:
    """Give the text of row `row` of `lower` to the cells of `upper` that go on in it.

    Returns whether it does as a whole: it is then no row of its own.
    """
    above, below = upper.row(-1), lower.row(row)
    pairs = list(_side_by_side(above, below))
    insets = _Insets.of((*upper.boxes, *lower.boxes))
    opened = [one.is_open_below and other.is_open_above for one, other in pairs]
    is_told = lower.takes_up_cell or (any(opened) and not all(opened))
    is_cut = not is_told and len(pairs) == len(above) == len(below) and _is_cut(pairs, insets)
    may_wrap = not is_cut and (is_told or len(above) != len(below))
    for (one, other), is_open in zip(pairs, opened, strict=True):
        is_wrapped = may_wrap and one is above[0] and _is_wrapped(one, other, insets, lower)
        if is_cut or not other.lines or is_wrapped or (is_told and is_open):
            other.first = one.first or one
            other.first.more += other.lines
    return is_cut


def _side_by_side(above: list[Box], below: list[Box]) -> Iterable[tuple[Box, Box]]:
    """The cells at the page end and those at the top of the next page that have the same sides."""
    for upper in above:
        for lower in below:
            if abs(upper.x0 - lower.x0) <= SNAP and abs(upper.x1 - lower.x1) <= SNAP:
                yield upper, lower


def _is_cut(pairs: list[tuple[Box, Box]], insets: _Insets) -> bool:
    """Tell whether all cells of a row go on, by what most of them say.

    A cell of which the rest is blank was printed whole. One that does not fill its last line speaks against a cut, but
    may hold several paragraphs.
    """
    printed = [(above, below) for above, below in pairs if above.lines]
    going = [(above, below) for above, below in printed if below.lines]
    flowing = sum(_flows(above, below, insets) for above, below in going)
    parted = len(going) - flowing
    whole = sum(above.rows == below.rows == 1 for above, below in printed if not below.lines)
    if parted == 0:
        return whole + flowing > 0
    return parted == 1 and whole > 0 and (not pairs[0][1].lines or whole > 2)


def _is_wrapped(above: Box, below: Box, insets: _Insets, lower: Table) -> bool:
    """Tell whether a label beside several rows goes on; where nothing says so, one full line may be chance."""
    if not above.lines or not below.lines or not _flows(above, below, insets):
        return False
    return lower.takes_up_cell or (above.rows == below.rows == 1 and len(above.lines) > 1)


def _flows(above: Box, below: Box, insets: _Insets) -> bool:
    """Tell whether the text of `above` may go on in `below`: its cell had no room for the first sign there."""
    last = above.lines[-1]
    pitch = last.base - above.lines[-2].base if len(above.lines) > 1 else last.height
    text_height = last.base - above.lines[0].base
    room_below = (above.bottom - above.top) - text_height - insets.top - insets.bottom
    room_beside = (above.x1 - above.x0) - (last.x1 - last.x0) - 2 * insets.side
    return room_below < pitch and room_beside < below.lines[0].first
