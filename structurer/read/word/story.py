"""What the readers of word processor files share: text being gathered, and elements turned into blocks."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator

from lxml.etree import _Element as Element

from structurer.errors import InputError
from structurer.models import Block, Paragraph, Place, Row, Unread, Why
from structurer.read.word.tables import Table, Tables
from structurer.text import is_blank

_PAGE_NUMBER = re.compile(r"[\W\d_第页共]*")
_ANYWHERE = Place()  # outside tables these formats know no lines, and pages only when they are laid out


class Piece:
    """The text of one cell or paragraph being gathered, and what stands in it without being a part of it."""

    __slots__ = ("aside", "boxes", "has_paragraph", "in_paragraph", "references", "tables", "text")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text: list[str] = []
        self.has_paragraph = False
        self.in_paragraph = False
        self.aside: list[tuple[Why, str]] = []
        self.boxes: list[Element] = []  # their text follows that of the cell or paragraph they hang on
        self.tables: list[Element] = []
        self.references: list[str] = []  # to notes that other parts hold

    def open_paragraph(self) -> None:
        """Begin a paragraph: on a line of its own."""
        if self.has_paragraph:
            self.text.append("\n")
        self.has_paragraph = True


Handler = Callable[[Element, Piece], None]


class Story(ABC):
    """Turns the elements of one document into blocks; a format says which elements are what.

    `handlers` say what an element with text in it means; elements without a handler are looked through.
    """

    table_tags: frozenset[str]

    def __init__(self) -> None:
        """Begin a document; the format adds its handlers."""
        self.handlers: dict[str, Handler] = {}
        self.unread: list[Unread] = []
        self.references: dict[str, Place] = {}
        self._tables = Tables()
        self._running_heads: set[str] = set()

    @abstractmethod
    def fill(self, table: Table, element: Element) -> None:
        """Fill `table` with the rows of `element`."""

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """Yield the blocks of `elements` in reading order."""
        for element in elements:
            if element.tag in self.table_tags:
                yield from self._table(element)
            elif handler := self.handlers.get(element.tag):
                piece = Piece()
                handler(element, piece)
                yield from self._paragraph(piece)
            else:
                yield from self.blocks(element)

    def gather(self, element: Element, piece: Piece) -> None:
        """Add the text in `element` to `piece`."""
        handlers = self.handlers
        for child in element:
            if handler := handlers.get(child.tag):
                handler(child, piece)
            else:
                self.gather(child, piece)

    def flat_text(self, element: Element) -> str:
        """Everything printed in `element`, whatever it is, line by line."""
        piece = Piece()
        self.gather(element, piece)
        for inner in (*piece.boxes, *piece.tables):
            piece.open_paragraph()
            piece.text.append(self.flat_text(inner))
        return "".join((*piece.text, *(text for _, text in piece.aside)))

    def add_cell(self, table: Table, element: Element, columns: int = 1, *, is_covered: bool = False) -> None:
        """Add the cell `element`; a covered one prints nothing, whatever it holds."""
        piece = Piece()
        if is_covered:
            piece.aside.append((Why.HIDDEN, self.flat_text(element)))
        else:
            self.gather(element, piece)
            for box in piece.boxes:  # grows when there are boxes in a box
                self.gather(box, piece)
        if piece.aside or piece.references:
            self._close(piece, table.place)
        for inner in piece.tables:
            table.add_blocks(self._table(inner))
        text = piece.text
        table.add(text[0] if len(text) == 1 else "".join(text), columns)

    def set_aside(self, text: str, why: Why, place: Place = _ANYWHERE) -> None:
        """Note a text that is no content."""
        if not is_blank(text):
            self.unread.append(Unread(place, text.strip(), why))

    def set_running_head_aside(self, text: str) -> None:
        """Note the text of a header or footer; the same one on other kinds of pages says nothing new."""
        if text not in self._running_heads:
            self._running_heads.add(text)
            self.set_aside(text, Why.PAGE_NUMBER if _PAGE_NUMBER.fullmatch(text) else Why.RUNNING_HEAD)

    def add_box(self, element: Element, piece: Piece) -> None:
        """A handler for text that stands beside the text it hangs on."""
        piece.boxes.append(element)

    def add_table(self, element: Element, piece: Piece) -> None:
        """A handler for a table in a cell."""
        piece.tables.append(element)

    def aside(self, why: Why) -> Handler:
        """Make a handler for what is no content, for the reason `why`."""
        return lambda element, piece: piece.aside.append((why, self.flat_text(element)))

    def _paragraph(self, piece: Piece) -> Iterator[Block]:
        self._close(piece, _ANYWHERE)
        text = "".join(piece.text)
        if not is_blank(text):
            yield Paragraph(text, _ANYWHERE)
        for box in piece.boxes:
            yield from self.blocks(box)

    def _table(self, element: Element) -> Iterator[Block]:
        table = self._tables.open()
        self.fill(table, element)
        yield from table.blocks()

    def _close(self, piece: Piece, place: Place) -> None:
        """Note what is no content: pieces for the same reason that stand together are one entry."""
        for why in dict.fromkeys(why for why, _ in piece.aside):
            self.set_aside("".join(text for of, text in piece.aside if of is why), why, place)
        self.references.update(dict.fromkeys(piece.references, place))


def ignore(_element: Element, _piece: Piece) -> None:
    """A handler for what prints nothing, or is printed elsewhere too."""


def require_table(blocks: list[Block]) -> None:
    """Check that a document has a table.

    Raises:
        InputError: it has none, or no text at all.
    """
    if not any(isinstance(block, Row) for block in blocks):
        raise InputError(
            "has no table in it" if blocks else "has no text in it",
            hint="if its pages are pictures, hand in the file they were made from",
        )
