"""Submissions as plain text, in the two dialects that converters write."""

import re
from collections.abc import Iterator
from itertools import islice

from structurer.errors import InputError
from structurer.models import Block, Cell, Document, Paragraph, Place, Row, Unread, Why
from structurer.read.encoding import decode
from structurer.read.source import Source

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_CELL_INDENT = re.compile(r"[^\S\t]*\t\s*")
_DIALECT_SAMPLE = 20_000  # lines with tabs; the first ones decide for the file
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

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        text, encoding = decode(source.data)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text or text.isspace():
            raise InputError("is empty", hint="check that the file was saved and copied whole")
        text, bookmarks = _without_bookmarks(text)
        blocks = _Blocks()
        if _is_out_of_word(text):
            _read_cells(text, blocks)
            open_ended = bool(blocks.cells)
        else:
            _read_rows(text, blocks)
            open_ended = False
        return Document(
            name=source.name,
            data_format="text",
            encoding=encoding,
            sha256=source.sha256,
            size=len(source.data),
            blocks=blocks.finish(),
            unread=bookmarks,
            open_ended=open_ended and not text.endswith("\n"),
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


class _Blocks:
    """Collects blocks in reading order and counts tables and rows."""

    def __init__(self) -> None:
        self.cells: list[tuple[int, list[str]]] = []  # of the open row: line and text, line by line
        self._done: list[Block] = []
        self._paragraph: list[str] = []
        self._paragraph_line = 0
        self._table = self._row = 0
        self._gap = _TABLE_GAP

    def blank(self) -> None:
        """A blank line: whatever is open ends."""
        self._close()
        self._gap += 1

    def text(self, number: int, line: str) -> None:
        """A line outside any table, or one that continues the paragraph above it."""
        if self.cells:
            self._close()
        if not self._paragraph:
            self._paragraph_line = number
        self._paragraph.append(line)

    def cell(self, number: int, text: str) -> None:
        """One more cell of the open row."""
        if self._paragraph:
            self._close()
        self.cells.append((number, [text]))

    def row(self, number: int, texts: list[str]) -> None:
        """A whole row on one line."""
        self._close()
        self.cells = [(number, [text]) for text in texts]
        self._close()

    def finish(self) -> tuple[Block, ...]:
        """Close what is open and return all blocks."""
        self._close()
        return tuple(self._done)

    def _close(self) -> None:
        if self._paragraph:
            self._done.append(Paragraph("\n".join(self._paragraph), Place(line=self._paragraph_line)))
            self._paragraph, self._gap = [], _TABLE_GAP
        elif self.cells:
            if self._gap >= _TABLE_GAP:
                self._table, self._row = self._table + 1, 0
            self._row, self._gap = self._row + 1, 0
            places = (
                Place(line=line, table=self._table, row=self._row, column=column)
                for column, (line, _) in enumerate(self.cells, 1)
            )
            self._done.append(
                Row(
                    tuple(
                        Cell("\n".join(lines), place)
                        for (_, lines), place in zip(self.cells, places, strict=True)
                    )
                )
            )
            self.cells = []


def _read_cells(text: str, blocks: _Blocks) -> None:
    """Out of Word: one cell a line."""
    for number, line in _lines(text):
        if indent := _CELL_INDENT.match(line):
            blocks.cell(number, line[indent.end() :])
        elif not line or line.isspace():
            blocks.blank()
        elif blocks.cells:
            blocks.cells[-1][1].append(line)
        else:
            blocks.text(number, line)


def _read_rows(text: str, blocks: _Blocks) -> None:
    """Out of a PDF: one row a line."""
    for number, line in _lines(text):
        if not line or line.isspace():
            blocks.blank()
        elif "\t" in line:
            blocks.row(number, line.rstrip().split("\t"))
        else:
            blocks.text(number, line)
