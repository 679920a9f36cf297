"""What a reader hands to the parser: the blocks of a document, with the place of every cell.

Plain data classes, not pydantic models: a document holds a cell for every few printed characters, they are made
by our own readers only, and they never leave the process.
"""

from dataclasses import dataclass

from structurer.models.place import Place, Unread


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed, line breaks kept, outer white space included."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, left to right. A reader never guesses: a cell it does not see is not there."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines outside any table, with no blank line between them; `place.line` is that of the first."""

    text: str
    place: Place


Block = Row | Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order.

    `open_ended` says that the source stops inside a cell, so that its last row may have been cut.
    """

    name: str
    data_format: str
    encoding: str | None
    sha256: str
    size: int
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    open_ended: bool = False
