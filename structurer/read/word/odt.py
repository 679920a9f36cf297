"""OpenDocument text files (.odt), as LibreOffice and WPS write them."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from structurer.errors import InputError
from structurer.models import Document, Why
from structurer.read.package import Package
from structurer.read.source import Source
from structurer.read.word.story import Piece, Story, require_table
from structurer.read.word.tables import Table

_TYPE = b"application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_FOLDED = re.compile(
    r"[ \t\r\n]+"
)  # white space in the XML is one space on paper; more is written as elements
_MOST_SPACES = 1_000  # that one element may stand for
_LONGEST_NUMBER = 9  # digits; more is too much for any limit
_SHAPES = (
    *("frame", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path", "g"),
    *("regular-polygon", "connector", "caption", "measure", "text-box", "control", "a"),
)
_HEADS = tuple(f"{place}{page}" for place in ("header", "footer") for page in ("", "-left", "-first"))


def _tags(space: str, *names: str) -> frozenset[str]:
    return frozenset(f"{{urn:oasis:names:tc:opendocument:xmlns:{space}:1.0}}{name}" for name in names)


def _name(space: str, name: str) -> str:
    return next(iter(_tags(space, name)))


_CELL = _name("table", "table-cell")
_COVERED = _name("table", "covered-table-cell")
_ROW = _name("table", "table-row")
_ROW_GROUPS = _tags("table", "table-header-rows", "table-rows", "table-row-group")
_COLUMNS_SPANNED = _name("table", "number-columns-spanned")
_COLUMNS_REPEATED = _name("table", "number-columns-repeated")
_ROWS_REPEATED = _name("table", "number-rows-repeated")
_SPACES = _name("text", "c")
_STYLE_NAME = _name("text", "style-name")
_DISPLAY = _name("text", "display")


class OdtReader:
    """OpenDocument text files, templates included.

    What counts is the text as it is printed with all tracked changes accepted: deletions, hidden text, notes,
    comments, headers and footers go to `unread`. Text boxes follow the paragraph or the cell they hang on, a table
    in a cell follows its row.

    Lost, because it is no text in the file: numbers of numbered paragraphs, pages and lines (the program makes them
    when it lays the document out), and text in formulas, pictures and charts.
    """

    suffixes: tuple[str, ...] = (".odt", ".ott")

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is an OpenDocument text, by the names of its parts and the type it states."""
        return _CONTENT in source.part_names and _TYPE in source.data

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        package = Package(source)
        if package.holds(_MANIFEST, b"encryption-data"):
            raise InputError(
                "is encrypted with a password", hint="open it, take the password off and save it again"
            )
        story = _TextStory()
        if _STYLES in package:
            of_styles = _tags("office", "styles", "master-styles")
            list(story.blocks(package.children(_STYLES, of_styles)))  # hidden styles, headers, footers
        blocks = list(story.blocks(package.children(_CONTENT, _tags("office", "automatic-styles", "text"))))
        require_table(blocks)
        return Document(
            name=source.name,
            data_format="odt",
            encoding=None,
            sha256=source.sha256,
            size=len(source.data),
            blocks=blocks,
            unread=tuple(story.unread),
        )


class _TextStory(Story):
    """The elements of OpenDocument; text stands between elements, and counts inside paragraphs only."""

    table_tags = _tags("table", "table")

    def __init__(self) -> None:
        super().__init__()
        self._hidden_styles: set[str | None] = set()
        by_tags = (
            (_tags("text", "p", "h"), self._add_paragraph),
            (_tags("text", "span"), self._add_span),
            (_tags("text", "s"), _add_spaces),
            (_tags("text", "tab"), _add_tab),
            (_tags("text", "line-break"), _add_break),
            (_tags("text", "note") | _tags("office", "annotation"), self.aside(Why.NOTE)),
            (_tags("text", "ruby-text"), self._add_ruby),
            (_tags("text", "deletion"), self.aside(Why.DELETED)),
            (_tags("text", "hidden-text"), self._add_hidden_text),
            (_tags("text", "section"), self._add_section),
            (_tags("drawing", *_SHAPES), self.add_box),
            (self.table_tags, self.add_table),
            (_tags("style", "style"), self._learn_style),
            (_tags("style", *_HEADS), self._add_running_head),
        )
        self.handlers = {tag: handler for tags, handler in by_tags for tag in tags}

    def fill(self, table: Table, element: Element) -> None:
        """Fill `table` with the rows of `element`."""
        for row in _rows(element):
            table.open_row()
            owed = 0  # grid cells that the last cell covers and that are still to come; some programs leave them out
            for cell in row.iterchildren(_CELL, _COVERED):
                times = _number(cell, _COLUMNS_REPEATED)
                is_covered = cell.tag == _COVERED
                if not is_covered:
                    table.add_blank(owed)
                self.add_cell(table, cell, is_covered=is_covered)
                table.repeat_cell(times - 1)
                owed = max(owed - times, 0) if is_covered else _number(cell, _COLUMNS_SPANNED) - 1
            table.add_blank(owed)
            table.repeat_row(_number(row, _ROWS_REPEATED) - 1)

    def gather(self, element: Element, piece: Piece) -> None:
        """Add the text in `element` to `piece`, with what stands between its elements."""
        handlers = self.handlers
        if piece.in_paragraph and element.text:
            _add_text(element.text, piece)
        for child in element:
            if handler := handlers.get(child.tag):
                handler(child, piece)
            else:
                self.gather(child, piece)
            if piece.in_paragraph and child.tail:
                _add_text(child.tail, piece)

    def _add_paragraph(self, element: Element, piece: Piece) -> None:
        piece.open_paragraph()
        was_in_paragraph, piece.in_paragraph = piece.in_paragraph, True
        self._add_span(element, piece)
        piece.in_paragraph = was_in_paragraph

    def _add_span(self, element: Element, piece: Piece) -> None:
        if self._hidden_styles and element.get(_STYLE_NAME) in self._hidden_styles:
            piece.aside.append((Why.HIDDEN, self._inline_text(element)))
        else:
            self.gather(element, piece)

    def _add_ruby(self, element: Element, piece: Piece) -> None:
        piece.aside.append((Why.NOTE, self._inline_text(element)))

    def _add_hidden_text(self, element: Element, piece: Piece) -> None:
        if element.get(_name("text", "is-hidden")) == "true":
            piece.aside.append((Why.HIDDEN, element.get(_name("text", "string-value")) or ""))
        else:
            self.gather(element, piece)

    def _add_section(self, element: Element, piece: Piece) -> None:
        if element.get(_DISPLAY) == "none":
            piece.aside.append((Why.HIDDEN, self.flat_text(element)))
        else:
            piece.boxes.append(element)

    def _inline_text(self, element: Element) -> str:
        piece = Piece()
        piece.in_paragraph = True
        self.gather(element, piece)
        return "".join(piece.text)

    def _learn_style(self, element: Element, _piece: Piece) -> None:
        """Keep the name of a style that hides text, or is made from one that does."""
        is_hidden = any(one.get(_DISPLAY) == "none" for one in element)
        if is_hidden or element.get(_name("style", "parent-style-name")) in self._hidden_styles:
            self._hidden_styles.add(element.get(_name("style", "name")))

    def _add_running_head(self, element: Element, _piece: Piece) -> None:
        self.set_running_head_aside(self.flat_text(element))


def _add_text(text: str, piece: Piece) -> None:
    text = _FOLDED.sub(" ", text)
    is_first = not piece.text or piece.text[-1] == "\n"
    piece.text.append(text.removeprefix(" ") if is_first else text)


def _add_spaces(element: Element, piece: Piece) -> None:
    piece.text.append(" " * min(_number(element, _SPACES), _MOST_SPACES))


def _add_tab(_element: Element, piece: Piece) -> None:
    piece.text.append("\t")


def _add_break(_element: Element, piece: Piece) -> None:
    piece.text.append("\n")


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _number(element: Element, attribute: str) -> int:
    """A count that an attribute states, 1 when it is not there."""
    text = element.get(attribute)
    return max(int(text[:_LONGEST_NUMBER]), 1) if text and text.isdecimal() else 1
