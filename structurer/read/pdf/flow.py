"""Pages to blocks: paragraphs and tables in reading order, tables put together over page ends."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from structurer.models import Block, Paragraph, Place, Row, Unread, Why
from structurer.read.pdf.breaks import goes_on, join_cells, repeated_rows
from structurer.read.pdf.grid import Table
from structurer.read.pdf.layout import Page
from structurer.read.pdf.lines import Line
from structurer.read.pdf.rulings import cluster, nearest

_NEXT_LINE = 1.8  # heights of a line: one further down begins a new paragraph,
_NEXT_LINE_BELOW_FULL = 2.8  # but less soon below a line that is full, which the layout broke
_SAME_SIZE = 0.15  # of the height

_Part = tuple[Page, Table]


class Flow:
    """Puts pages together; `unread` are the header rows that were printed again on later pages."""

    def __init__(self, sample: Iterable[Page]) -> None:
        """Nothing yet; `sample` are pages that show how wide the text is."""
        self.blocks: list[Block] = []
        self.unread: list[Unread] = []
        self._count = 0  # of tables
        self._open: list[_Part] = []
        self._widths = _text_widths(sample)

    def add(self, page: Page) -> None:
        """Add what the next page holds."""
        lines = page.lines
        for table in page.tables:
            above = [line for line in lines if line.base < table.bottom]
            lines = lines[len(above) :]
            self._add_lines(page, above)
            if self._open and not self._goes_on(page, table):
                self.close()
            self._open.append((page, table))
        self._add_lines(page, lines)

    def _goes_on(self, page: Page, table: Table) -> bool:
        last_page, last = self._open[-1]
        return last_page.number + 1 == page.number and goes_on(last, table)

    def _add_lines(self, page: Page, lines: list[Line]) -> None:
        if lines:
            self.close()
            for text in _paragraphs(lines, self._widths.get(page.width, page.width)):
                self.blocks.append(Paragraph(text, Place(page=page.number)))

    def close(self) -> None:
        """End the table that may go on: its rows are put together, each over all columns that it has on any page."""
        if not self._open:
            return
        self._count += 1
        edges = cluster(x for _, table in self._open for x in table.xs)
        starts = [0, *(self._join(upper, lower) for upper, lower in pairwise(self._open))]
        rows = [
            (page, table, row)
            for (page, table), start in zip(self._open, starts, strict=True)
            for row in range(start, len(table.ys) - 1)
        ]
        for number, (page, table, row) in enumerate(rows, 1):
            place = Place(page=page.number, table=self._count, row=number)
            self.blocks.append(_row(table, row, edges, place))
        self._open = []

    def _join(self, upper: _Part, lower: _Part) -> int:
        """Join cells over a page end; return the first row of `lower` that is a row of its own."""
        page, table = lower
        start = repeated_rows(self._open[0][1], table)
        for row in range(start):
            text = "\t".join(box.printed for box in table.row(row) if box.row == row)
            self.unread.append(Unread(Place(page=page.number, table=self._count), text, Why.RUNNING_HEAD))
        return start + join_cells(upper[1], table, start)


def _text_widths(pages: Iterable[Page]) -> dict[float, float]:
    """How wide the text is on pages of each width: no less than half."""
    widths: dict[float, float] = {}
    for page in pages:
        lefts = [line.x0 for line in page.lines] + [table.xs[0] for table in page.tables]
        rights = [line.x1 for line in page.lines] + [table.xs[-1] for table in page.tables]
        if lefts:
            widths[page.width] = max(widths.get(page.width, page.width / 2), max(rights) - min(lefts))
    return widths


def _paragraphs(lines: list[Line], width: float) -> Iterator[str]:
    """Put lines of text together that is `width` wide; a line below a full one goes on with it."""
    text = lines[0].text
    for last, line in pairwise(lines):
        is_full = not last.is_spread and width - (last.x1 - last.x0) < line.first
        reach = (_NEXT_LINE_BELOW_FULL if is_full else _NEXT_LINE) * last.height
        if line.base - last.base > reach or abs(line.height - last.height) > _SAME_SIZE * last.height:
            yield text
            text = line.text
        elif not is_full:
            text += f"\n{line.text}"
        else:
            text += f" {line.text}" if (text[-1] + line.text[0]).isascii() else line.text
    yield text


def _row(table: Table, row: int, edges: list[float], place: Place) -> Row:
    texts = [""] * (len(edges) - 1)
    for box in table.row(row):
        if box.row == row:
            texts[nearest(edges, box.x0)] = box.text
    return Row.of(texts, place)
