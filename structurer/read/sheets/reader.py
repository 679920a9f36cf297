"""Workbooks: .xlsx, .xls, .xlsb and .ods."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from structurer.errors import InputError
from structurer.models import Block, Document, Place, Unread, Why
from structurer.read.ole import ole_kind
from structurer.read.sheets.formats import plain
from structurer.read.sheets.grid import Grid
from structurer.read.sheets.marks import Marked, Marks, check_unpacked, locked, open_part
from structurer.read.sheets.ods import OdsMarks
from structurer.read.sheets.xls import XlsMarks
from structurer.read.sheets.xlsb import check_xlsb
from structurer.read.sheets.xlsx import XlsxMarks
from structurer.read.source import Source
from structurer.text import is_blank

_ZIP = b"PK\x03\x04"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PARTS = {"xlsx": "xl/workbook.xml", "xlsb": "xl/workbook.bin"}  # by which a zip archive is told
_FIRST_PARTS = (b"xl/workbook.", b"xl/worksheets/")  # by which one is told that was cut off
_PANIC = (
    "PanicException"  # of the library, on data it did not think of: it has no class that could be imported
)
# What the readers of parts and records meet in damaged data: it is outside their grammar in every way there is.
_DAMAGED = (
    BadZipFile,
    CalamineError,
    EOFError,
    LookupError,
    OSError,
    NotImplementedError,  # a way of packing that nobody uses
    OverflowError,
    ValueError,
    struct.error,
    zlib.error,
    etree.XMLSyntaxError,
)


class SheetReader:
    """A workbook of any of the four formats; every sheet is one table, blank rows inside it count.

    Rows and columns have the numbers that the program shows. A row with a single text outside the table rows is a
    paragraph (`Grid`). Numbers, dates and errors are read as they are shown; .xlsb gives its values alone, so that
    395.00 comes as 395, an error as an empty cell, and hidden rows and columns are not told. Formulas are kept of
    .xlsx and .ods. Charts, pictures, comments, headers and footers of pages are lost in all of them.
    """

    suffixes: tuple[str, ...] = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is a workbook, also one that is damaged or locked."""
        return _kind(source.data) is not None

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        kind = _kind(source.data)
        if kind is None:
            raise InputError("is no workbook", hint="check that it is an .xlsx, .xls, .xlsb or .ods file")
        with _one_line_errors():
            grids, unread = _read_sheets(source.data, kind)
        if not any(grid.rows for grid in grids):
            raise InputError("is empty: no sheet has anything in it", hint="check that it is the right file")
        return Document(
            name=source.name,
            data_format=kind,
            encoding=None,
            sha256=source.sha256,
            size=len(source.data),
            blocks=_blocks(grids),
            unread=tuple(unread),
        )


def _blocks(grids: list[Grid]) -> Iterator[Block]:
    for grid in grids:
        yield from grid.blocks()


def _kind(data: bytes) -> str | None:
    if ole_kind(data) == "excel":
        return "xls"
    if not data.startswith(_ZIP):
        return None
    if _ODS_TYPE in data[:200]:
        return "ods"
    try:
        return _kind_of_archive(ZipFile(BytesIO(data)))
    except _DAMAGED:  # the names of its parts stand before each of them as well
        is_other = any(part in data for part in (b"word/", b"ppt/"))
        return "xlsx" if not is_other and any(part in data for part in _FIRST_PARTS) else None


def _kind_of_archive(archive: ZipFile) -> str | None:
    parts = set(archive.namelist())
    if "mimetype" in parts:
        with archive.open("mimetype") as part:
            return "ods" if part.read(len(_ODS_TYPE)) == _ODS_TYPE else None
    return next((kind for kind, part in _PARTS.items() if part in parts), None)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """Say in one line what a library says in many."""
    damaged = InputError("is damaged or cut off", hint="open it in a spreadsheet program and save it again")
    try:
        yield
    except PasswordError:
        raise locked() from None
    except _DAMAGED:
        raise damaged from None
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise damaged from None
        raise


def _read_sheets(data: bytes, kind: str) -> tuple[list[Grid], list[Unread]]:
    marked = _marked(data, kind)
    grids: list[Grid] = []
    unread: list[Unread] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            marks = marked.marks(about.name) if marked else Marks()
            grid = _grid(book.get_sheet_by_name(about.name), marks, len(grids) + 1)
            notes = [*_formulas(grid, marks), *grid.uncover(), *_hidden(grid, marks)]
            if about.visible is not SheetVisibleEnum.Visible and (grid.rows or notes):
                notes.insert(0, Unread(Place(sheet=grid.sheet, table=grid.table), grid.sheet, Why.HIDDEN))
            unread += notes
            if grid.rows or notes:
                grids.append(grid)
    return grids, unread


def _marked(data: bytes, kind: str) -> Marked | None:
    """Check the workbook against the limits, and read what stands in it beside the values."""
    if kind == "xls":
        return XlsMarks(data)
    archive = ZipFile(BytesIO(data))  # in memory: nothing has to be closed
    check_unpacked(archive)
    if kind == "xlsb":
        check_xlsb(archive)
        return None
    if kind == "xlsx":
        return XlsxMarks(archive)
    with open_part(archive, "META-INF/manifest.xml") as manifest:
        if b"encrypt" in manifest.read():
            raise locked()
    return OdsMarks(archive)


def _grid(sheet: CalamineSheet, marks: Marks, table: int) -> Grid:
    """Read the texts of one sheet, from the first cell used to the last."""
    merges = (sheet.merged_cell_ranges or []) if marks.merges is None else marks.merges
    if sheet.start is None:
        return Grid(sheet.name, table, 0, 0, [], merges)
    top, left = sheet.start
    # The iterator begins at the first row of the sheet, though at the first column used.
    rows = [
        [text if type(text) is str and "\r" not in text else _text(text) for text in values]
        for values in islice(sheet.iter_rows(), top, None)
    ]
    for (row, column), text in marks.shown.items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[0]):
            rows[row - top][column - left] = text
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(sheet.name, table, top, left, rows, merges)


def _text(value: object) -> str:
    """Print a value of which no format is known."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain(repr(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()
    return str(value)  # a date, a time of day, a span of time


def _formulas(grid: Grid, marks: Marks) -> Iterator[Unread]:
    for one in marks.formulas:
        place = Place(sheet=grid.sheet, table=grid.table, row=one.row + 1, column=one.column + 1)
        yield Unread(place, one.text, Why.FORMULA if one.value_known else Why.NO_RESULT)


def _hidden(grid: Grid, marks: Marks) -> Iterator[Unread]:
    """Note the texts of hidden rows, tabs between their cells, and of hidden columns, one a line."""
    for i in range(len(grid.rows)):
        if grid.top + i in marks.hidden_rows and (text := _joined(grid.rows[i], "\t")):
            yield Unread(grid.place(i), text, Why.HIDDEN)
    for j in range(len(grid.rows[0]) if grid.rows else 0):
        if grid.left + j in marks.hidden_columns and (text := _joined([row[j] for row in grid.rows], "\n")):
            place = Place(sheet=grid.sheet, table=grid.table, column=grid.left + j + 1)
            yield Unread(place, text, Why.HIDDEN)


def _joined(texts: list[str], between: str) -> str:
    return between.join(text for text in texts if not is_blank(text))
