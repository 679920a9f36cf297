"""Workbooks: .xlsx, .xls, .xlsb and .ods."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from itertools import chain, islice
from typing import Any

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
from structurer.read.package import Package
from structurer.read.sheets.grid import Grid
from structurer.read.sheets.marks import Marked, Marks, locked
from structurer.read.sheets.ods import OdsMarks
from structurer.read.sheets.shown import plain
from structurer.read.sheets.xls import XlsMarks
from structurer.read.sheets.xlsb import check_xlsb
from structurer.read.sheets.xlsx import XlsxMarks
from structurer.read.source import Source

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PARTS = {"xlsb": "xl/workbook.bin", "xlsx": "xl/"}  # how the name of a part begins that tells the format
_OTHERS = ("word/", "ppt/")
_MOST_EXPANDED = 128 << 20  # bytes of all parts together
# Parts that neither we nor the library read.
_NEVER_READ = (
    *("xl/media/", "xl/embeddings/", "xl/theme/", "docProps/", "customXml/"),
    *("Pictures/", "Thumbnails/", "Object "),
)
_PANIC = (
    "PanicException"  # of the library, on data it did not think of: it has no class that could be imported
)
# What the library and the reader of records meet in damaged data.
_DAMAGED = (CalamineError, LookupError, OSError, OverflowError, ValueError, struct.error)


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
        return _kind(source) is not None

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        kind = _kind(source)
        if kind is None:
            raise InputError("is no workbook", hint="check that it is an .xlsx, .xls, .xlsb or .ods file")
        with _one_line_errors():
            grids, unread = _read_sheets(source, kind)
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


def _kind(source: Source) -> str | None:
    """Tell the format, also of a workbook that was cut off: the names of its parts stand before each of them as well."""
    if ole_kind(source.data) == "excel":
        return "xls"
    names = source.part_names
    if "mimetype" in names:
        return "ods" if _ODS_TYPE in source.data[:200] or _is_ods(source) else None
    if any(name.startswith(_OTHERS) for name in names):
        return None
    return next(
        (kind for kind, begin in _PARTS.items() if any(name.startswith(begin) for name in names)), None
    )


def _is_ods(source: Source) -> bool:
    """Look at the type where it is not stored as it should be."""
    try:
        return Package(source).holds("mimetype", _ODS_TYPE)
    except InputError:
        return False


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


def _read_sheets(source: Source, kind: str) -> tuple[list[Grid], list[Unread]]:
    marked = _marked(source, kind)
    grids: list[Grid] = []
    unread: list[Unread] = []
    with CalamineWorkbook.from_filelike(BytesIO(source.data)) as book:
        sheets = [about for about in book.sheets_metadata if about.typ is SheetTypeEnum.WorkSheet]
        # Of all sheets before the library reads one: they are limited together.
        marks_of_sheets = [marked.marks(about.name) if marked else Marks() for about in sheets]
        for about, marks in zip(sheets, marks_of_sheets, strict=True):
            grid = _grid(book.get_sheet_by_name(about.name), marks, len(grids) + 1)
            notes = grid.notes(marks)
            if about.visible is not SheetVisibleEnum.Visible and (grid.rows or notes):
                notes.insert(0, Unread(Place(sheet=grid.sheet, table=grid.table), grid.sheet, Why.HIDDEN))
            unread += notes
            if grid.rows or notes:
                grids.append(grid)
    return grids, unread


def _marked(source: Source, kind: str) -> Marked | None:
    """Check the workbook against the limits, and read what stands in it beside the values."""
    if kind == "xls":
        return XlsMarks(source.data)
    package = Package(source, largest_part=_MOST_EXPANDED)
    package.check_sizes(_MOST_EXPANDED, without=_NEVER_READ)
    if kind == "xlsb":
        check_xlsb(package)
        return None
    return XlsxMarks(package) if kind == "xlsx" else OdsMarks(package)


def _grid(sheet: CalamineSheet, marks: Marks, table: int) -> Grid:
    """Read the texts of one sheet, from the first cell used to the last."""
    merges = (sheet.merged_cell_ranges or []) if marks.merges is None else marks.merges
    if sheet.start is None:
        return Grid(sheet.name, table, 0, 0, [], merges)
    top, left = sheet.start
    # The iterator begins at the first row of the sheet, though at the first column used.
    rows = _as_texts(list(islice(sheet.iter_rows(), top, None)))
    for (row, column), text in marks.shown.items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[0]):
            rows[row - top][column - left] = text
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(sheet.name, table, top, left, rows, merges)


def _as_texts(rows: list[list[Any]]) -> list[list[str]]:
    """Print all values; most sheets hold nothing but texts, which one look tells."""
    try:
        if "\r" not in "".join(chain.from_iterable(rows)):
            return rows
    except TypeError:  # not all are texts
        pass
    return [[text if type(text) is str and "\r" not in text else _text(text) for text in row] for row in rows]


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
