"""CSV: one table, its cells divided by a sign that the file does not name."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from structurer.errors import InputError
from structurer.models import Block, Cell, Document, Place, Row, Unread, Why
from structurer.read.encoding import decode
from structurer.read.grid import require_size
from structurer.read.source import Source

_MOST_BYTES = 32 * 1024 * 1024
_DELIMITERS = (",", "，", ";", "；", "\t", "|")
_SAMPLE = 200  # rows; the first ones tell the delimiter
_SAMPLE_CHARACTERS = 200_000
_FEWEST_COLUMNS = 3  # of a file that no one called CSV: lines of prose have a comma or two
_MOST_WITH_TABS = 0.1  # of its lines: text out of Word or a PDF has tabs in most
_LONGEST_LABEL = 20  # characters
_SEPARATOR_LINE = re.compile(r"sep=(.)\n")  # written for Excel


class _Shape(NamedTuple):
    """How `delimiter` divides a file: the number of cells that most of its rows have, and how many have it."""

    delimiter: str
    columns: int
    rows: int


class CsvReader:
    """One table; the delimiter is the one that divides most rows alike.

    Ragged rows are filled up with empty cells. A cell in quotes may hold line breaks and the delimiter; quotes that
    do not come in pairs are printed ones, if the rows are then all of one width and no cell stands in quotes. Blank
    lines are no rows. A place names the line where its row begins. The format has no merged cells: they come as empty
    or repeated ones.
    """

    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def recognises(self, source: Source) -> bool:
        """Tell by rows of several cells with a row of labels or cells in quotes; lines with tabs are plain text."""
        if len(source.data) > _MOST_BYTES:
            return False
        try:
            text = _decode(source)[0][:_SAMPLE_CHARACTERS]
        except InputError:
            return False
        lines = [line for line in text.split("\n") if line and not line.isspace()]
        if sum("\t" in line for line in lines) > len(lines) * _MOST_WITH_TABS:
            return False
        shape = _shape(text)
        rows = _sample(text, shape.delimiter)
        if sum(len(row) >= _FEWEST_COLUMNS for row in rows) * 2 < len(rows):
            return False
        return any(map(_is_labels, rows)) or f'{shape.delimiter}"' in text

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        if len(source.data) > _MOST_BYTES:
            raise InputError(f"is larger than {_MOST_BYTES >> 20} MB", hint="hand it in in parts")
        text, encoding = _decode(source)
        if not text or text.isspace():
            raise InputError("is empty", hint="check that the file was saved and copied whole")
        separator = _SEPARATOR_LINE.match(text)
        if separator:
            table = _Table(text, separator.end(), separator[1])
        else:
            table = _Table(text, 0, _shape(text[:_SAMPLE_CHARACTERS]).delimiter)
        return Document(
            name=source.name,
            data_format="csv",
            encoding=encoding,
            sha256=source.sha256,
            size=len(source.data),
            blocks=table.blocks(),
            unread=(Unread(Place(line=1), separator[0].strip(), Why.MARKUP),) if separator else (),
        )


class _Table:
    """The rows from `start` on, read twice so that they are never all in memory: for their width, for their cells."""

    def __init__(self, text: str, start: int, delimiter: str) -> None:
        self._text = text
        self._start = start
        self._delimiter = delimiter
        self._are_quotes_printed = False
        self._open_cells = 0  # of the row that is being read
        try:
            widths = self._widths()
        except InputError:
            self._are_quotes_printed = True
            widths = self._widths()
            if len(widths) > 1 or any(any(map(_is_in_quotes, row)) for _, row in self._rows()):
                raise
        self._width = max(widths, default=0)
        require_size(self._width * widths.total(), self._width)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, each of the width of the widest."""
        for number, (line, texts) in enumerate(self._rows(), 1):
            place = Place(table=1, row=number)
            padded = texts + [""] * (self._width - len(texts))
            yield Row(tuple(Cell(text, place, line, column) for column, text in enumerate(padded, 1)))

    def _widths(self) -> Counter[int]:
        """Count the rows of each width."""
        return Counter(len(texts) for _, texts in self._rows())

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line at which each row begins, and its cells.

        Raises:
            InputError: a cell in quotes goes on behind them, or does not end.
        """
        quoting: Final = csv.QUOTE_NONE if self._are_quotes_printed else csv.QUOTE_MINIMAL
        reader = csv.reader(self._lines(), delimiter=self._delimiter, quoting=quoting, strict=True)
        line = first = self._text.count("\n", 0, self._start) + 1
        try:
            for texts in reader:
                if texts:
                    yield line, texts
                self._open_cells = 0
                line = first + reader.line_num
        except csv.Error:
            raise InputError(
                f"has a cell in quotes that does not end, or goes on behind them: the row of line {line}",
                hint="save it again from a spreadsheet program",
            ) from None

    def _lines(self) -> Iterator[str]:
        """Yield the lines, and refuse a row without end before it is read whole."""
        self._open_cells = 0
        for line in _lines(self._text, self._start):
            self._open_cells += line.count(self._delimiter) + 1
            require_size(self._open_cells, self._open_cells)
            yield line


def _decode(source: Source) -> tuple[str, str]:
    text, encoding = decode(source.data)
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), encoding


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """Yield the lines one by one: a list of all of them would be larger than the text."""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _shape(text: str) -> _Shape:
    """Return the shape in which a delimiter divides the rows of `text` best: into many cells, and most rows alike."""
    shapes = []
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in _sample(text, delimiter) if len(row) > 1)
        shapes += [_Shape(delimiter, *common) for common in widths.most_common(1)]
    return max(shapes, key=lambda shape: (shape.columns - 1) * shape.rows, default=_Shape(",", 1, 0))


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a quote that is never closed: the rows above it tell enough
        rows.extend(row for row in islice(csv.reader(_lines(text), delimiter=delimiter), _SAMPLE) if row)
    return rows


def _is_in_quotes(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == '"'


def _is_labels(row: list[str]) -> bool:
    """Tell whether `row` may be a header: short texts, several of them, none a number or the end of a sentence."""
    printed = [text.strip() for text in row if text and not text.isspace()]
    return (
        len(set(printed)) >= _FEWEST_COLUMNS
        and all(len(text) <= _LONGEST_LABEL and any(map(str.isalpha, text)) for text in printed)
        and not any(text.endswith(("。", "！", "？")) for text in printed)
    )
