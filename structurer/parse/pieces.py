"""Text that came in pieces, or stuck together: in text formats a blank line may divide a cell, or be lost."""

from collections.abc import Iterable, Iterator

from structurer.models import Block, Paragraph, Row
from structurer.parse.headings import is_heading
from structurer.parse.tables import Section


def go_on(section: Section, paragraph: Paragraph) -> bool:
    """Add `paragraph` to the last cell above it; false when there is none."""
    rows = section.indicators[-1].rows if section.indicators else section.header
    if not rows:
        return False
    if section.indicators:
        section.indicators[-1].pieces.add(len(rows) - 1)
    else:
        section.header_in_pieces = True
    last = rows[-1].cells[-1]
    rows[-1] = Row((*rows[-1].cells[:-1], last._replace(text=f"{last.text}\n{paragraph.text}")))
    return True


def split_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Where a file has lost its blank lines, the next heading sticks to the last cell of a table: take it off."""
    for block in blocks:
        if isinstance(block, Row) and "\n" in block.cells[-1].text and "绩" in block.cells[-1].text:
            yield from _split_heading(block)
        else:
            yield block


def _split_heading(row: Row) -> Iterator[Block]:
    last = row.cells[-1]
    lines = last.text.split("\n")
    at = next((i for i, line in enumerate(lines) if i and is_heading(line)), None)
    if at is None:
        yield row
        return
    yield Row((*row.cells[:-1], last._replace(text="\n".join(lines[:at]))))
    yield Paragraph("\n".join(lines[at:]), last.place.below(at))
