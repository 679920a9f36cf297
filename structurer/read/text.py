"""Submissions as plain text, in the two dialects that converters write."""

import re
from collections.abc import Iterator
from itertools import islice

from structurer.errors import InputError
from structurer.models import Block, Cell, Document, Paragraph, Place, Row, Unread, Why
from structurer.read.encoding import decode
from structurer.read.source import Source
from structurer.text import is_blank

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_CELL_INDENT = re.compile(r"[^\S\t]*\t")
_DIALECT_SAMPLE = 500  # lines with tabs; the first ones decide for the file
_TABLE_GAP = (
    3  # blank lines: converters write one below a row, one below a table, one for the paragraph between
)

Line = tuple[int, str]  # number, text


class TextReader:
    """Text out of Word or out of a PDF; which of the two is told by content.

    Out of Word every cell is a line indented by a tab, a blank line ends a row, and a line without indent directly
    below a cell continues it. Out of a PDF every row is a line with tabs between its cells. Merged cells are lost
    in both: they come as empty cells. Bookmark tokens of the converter are taken out and kept as unread.
    """

    suffixes: tuple[str, ...] = (".txt", ".text")

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is text at all; formats that are text, too, are asked before."""
        try:
            decode(source.data)
        except InputError:
            return False
        return True

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        text, encoding = decode(source.data)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text or text.isspace():
            raise InputError("is empty", hint="check that the file was saved and copied whole")
        text, bookmarks = _without_bookmarks(text)
        out_of_word = _is_out_of_word(text)
        blocks = _read_cells(text) if out_of_word else _read_rows(text)
        return Document(
            name=source.name,
            data_format="text",
            encoding=encoding,
            sha256=source.sha256,
            size=len(source.data),
            blocks=blocks,
            unread=bookmarks,
            open_ended=out_of_word and not is_blank(text.rpartition("\n")[2]),
            cells_are_whole=False,
        )


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines one by one: a list of all of them would be larger than the text."""
    start, number = 0, 1
    while (end := text.find("\n", start)) >= 0:
        yield number, text[start:end]
        start, number = end + 1, number + 1
    yield number, text[start:]


def _without_bookmarks(text: str) -> tuple[str, tuple[Unread, ...]]:
    found, line, seen = [], 1, 0
    for match in _BOOKMARK.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        found.append(Unread(Place(line=line), match[0], Why.BOOKMARK))
    return (_BOOKMARK.sub("", text) if found else text), tuple(found)


def _is_out_of_word(text: str) -> bool:
    """Tell the dialects apart: does a line hold one cell, or several?

    Raises:
        InputError: no line holds a cell.
    """
    single = several = 0
    if "\t" in text:
        with_tabs = (line for _, line in _lines(text) if "\t" in line and not line.isspace())
        for line in islice(with_tabs, _DIALECT_SAMPLE):
            if "\t" in line.strip():
                several += 1
            elif _CELL_INDENT.match(line):
                single += 1
    if not single and not several:
        raise InputError(
            "has no table in it: no line is indented or divided by tabs",
            hint="save the document as text with its tables, or hand in another file",
        )
    return single >= several


class _Open:
    """The paragraph or row that is being read, and the count of tables and rows."""

    def __init__(self) -> None:
        self.paragraph: list[str] = []
        self.cells: list[tuple[int, list[str]]] = []  # line, and text line by line
        self._line = 0
        self._table = self._row = 0
        self._gap = _TABLE_GAP

    def blank(self) -> None:
        """Count a blank line."""
        self._gap += 1

    def text(self, number: int, line: str) -> None:
        """Add a line outside any table."""
        if not self.paragraph:
            self._line = number
        self.paragraph.append(line)

    def close(self) -> Iterator[Block]:
        """Yield what is open, if anything is."""
        if self.paragraph:
            yield Paragraph("\n".join(self.paragraph), Place(line=self._line))
            self.paragraph, self._gap = [], _TABLE_GAP
        elif self.cells:
            if self._gap >= _TABLE_GAP:
                self._table, self._row = self._table + 1, 0
            self._row, self._gap = self._row + 1, 0
            place = Place(table=self._table, row=self._row)
            cells = [
                Cell(lines[0] if len(lines) == 1 else "\n".join(lines), place, line, column)
                for column, (line, lines) in enumerate(self.cells, 1)
            ]
            yield Row(tuple(cells))
            self.cells = []


def _read_cells(text: str) -> Iterator[Block]:
    """Out of Word: one cell a line."""
    now = _Open()
    for number, line in _lines(text):
        if line[:1] == "\t" or ("\t" in line and _CELL_INDENT.match(line)):
            if now.paragraph:
                yield from now.close()
            now.cells.append((number, [line.lstrip()]))
        elif not line or line.isspace():
            yield from now.close()
            now.blank()
        elif now.cells:
            now.cells[-1][1].append(line)
        else:
            now.text(number, line)
    yield from now.close()


def _read_rows(text: str) -> Iterator[Block]:
    """Out of a PDF: one row a line."""
    now = _Open()
    for number, line in _lines(text):
        if not line or line.isspace():
            yield from now.close()
            now.blank()
        elif "\t" in line:
            yield from now.close()
            now.cells = [(number, [cell]) for cell in line.rstrip().split("\t")]
            yield from now.close()
        else:
            now.text(number, line)
    yield from now.close()
