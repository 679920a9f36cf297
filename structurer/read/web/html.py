"""HTML: web pages, and what Word, Excel and LibreOffice save as HTML."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from structurer.errors import InputError
from structurer.models import Block, Cell, Document, Paragraph, Place, Row
from structurer.read.encoding import decode
from structurer.read.grid import require_size
from structurer.read.source import Source
from structurer.read.web.page import Page
from structurer.read.web.pieces import Piece, Table
from structurer.text import is_blank

_FIRST_LOOK = 1 << 14  # bytes
_MOST_BYTES = 32 * 1024 * 1024
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?>(?:<\?[^>]*>\s*|<!--.*?-->\s*)*)"
    rb"<(?:(?:!doctype\s+html|html|head|body|meta|title|table)\b"
    rb"|(?:div|p|h[1-6]|center|style|script|link|span|font|form|section|article|main|br|hr)\b.*?<table[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# What only the page can tell: bytes of these read as GB18030 too. All others are told by the bytes themselves, which
# lie less often than the declarations of pages that were saved again.
_DECLARED = {
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
    b"iso-8859-1": "cp1252",
    b"latin1": "cp1252",
    b"windows-1252": "cp1252",
}


class HtmlReader:
    """A page as a browser shows it: white space collapsed, line breaks where blocks and `<br>` make them.

    A table inside a cell follows the row of that cell as a table of its own; a cell that alone fills its row and holds
    tables only lays out the page, so its text is read as paragraphs. What the page hides by an attribute is kept as
    unread. Lost are pictures, the numbers that a browser prints before list items, and what only a style sheet hides.
    A place names the line of the file where its cell or paragraph begins; tables and rows are counted as shown.
    """

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def recognises(self, source: Source) -> bool:
        """Tell by the first tags, in any encoding."""
        return _BEGINS.match(source.data[:_FIRST_LOOK].replace(b"\0", b"")) is not None

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        if len(source.data) > _MOST_BYTES:
            raise InputError(
                f"is larger than {_MOST_BYTES >> 20} MB", hint="save the document in parts, or as .docx"
            )
        text, encoding = _decode(source.data)
        page = Page()
        open_ended = _feed(text, page)
        if not page.pieces and not page.unread:
            raise InputError("is empty", hint="check that the page was saved whole")
        _require_size(page.pieces)
        return Document(
            name=source.name,
            data_format="html",
            encoding=encoding,
            sha256=source.sha256,
            size=len(source.data),
            blocks=_blocks(page.pieces),
            unread=tuple(page.unread),
            open_ended=open_ended,
        )


def _decode(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:_FIRST_LOOK])
    if declared and (encoding := _DECLARED.get(declared[1].lower())):
        for candidate in ("utf-8", encoding):
            try:
                return data.decode(candidate), candidate
            except UnicodeDecodeError:
                continue
    return decode(data)


def _feed(text: str, page: Page) -> bool:
    """Parse `text` into `page` line by line; return whether it stops inside a cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text or text.isspace():
        raise InputError("is empty", hint="check that the page was saved whole")
    # A target builds no tree, so a page costs no more memory than its text. An HTML parser reads no external entities.
    parser = etree.HTMLParser(
        target=page,  # type: ignore[arg-type]  # its stubs say that text may be bytes
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
    )
    start, length = 0, len(text)
    while start < length:
        end = text.find("\n", start) + 1 or length
        page.line += 1
        parser.feed(text[start:end].encode())
        start = end
    open_ended = page.is_in_cell
    parser.close()
    return open_ended


def _require_size(pieces: list[Piece]) -> None:
    """Refuse a page whose grids together are too large: a few spans make a grid of any size."""
    cells = 0
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Table):
            cells += len(piece.rows) * piece.width
            require_size(cells, piece.width)
            waiting.extend(inner for row in piece.rows for cell in row.values() for inner in cell.tables)


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    for piece in pieces:
        if isinstance(piece, Table):
            yield from _rows(piece)
        elif not is_blank(piece.text):
            yield Paragraph(piece.text, Place(line=piece.line))


def _rows(table: Table) -> Iterator[Block]:
    for number, row in enumerate(table.rows, 1):
        shown = [cell for cell in row.values() if cell.tables or not is_blank(cell.text)]
        if len(shown) == 1 and shown[0].tables:
            yield from _blocks(shown[0].pieces)
            continue
        place = Place(table=table.number, row=number)
        cells = []
        for column in range(table.width):
            cell = row.get(column)
            text, line = (cell.text, cell.line) if cell else ("", table.line)
            cells.append(Cell(text, place, line, column + 1))
        if cells:
            yield Row(tuple(cells))
        for cell in shown:
            yield from _blocks(cell.tables)
