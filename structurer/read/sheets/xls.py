"""The marks of .xls workbooks, told from their records."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from structurer.read.ole import OleFile
from structurer.read.sheets.formats import NumberFormats, format_codes
from structurer.read.sheets.marks import Limits, Marks, locked

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BEGIN, _END = 0x809, 0x0A  # of the workbook, a sheet, or a chart inside a sheet
_DATES_FROM, _LOCKED, _SHEET, _STYLE, _FORMAT, _STRINGS = 0x22, 0x2F, 0x85, 0xE0, 0x41E, 0xFC
_FORMULA, _MANY_NUMBERS, _RICH, _SHARED = 0x06, 0xBD, 0xD6, 0xFD
_NUMBER, _LABEL, _LOGICAL, _SMALL = 0x203, 0x204, 0x205, 0x27E
_SIZE, _ROW, _COLUMNS = 0x200, 0x208, 0x7D
_MOST_ROWS, _MOST_COLUMNS = 0x1_0000, 0x100  # of a sheet in this format
_CELLS = frozenset({_FORMULA, _MANY_NUMBERS, _RICH, _SHARED, _NUMBER, _LABEL, _LOGICAL, _SMALL})
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_UNICODE = 0x0600  # the version from which on texts are Unicode; older ones are read without formats


class _Record(NamedTuple):
    number: int
    body: bytes


class XlsMarks:
    """The marks of an .xls workbook: number formats, errors, hidden rows and columns. Its formulas are not told."""

    def __init__(self, data: bytes) -> None:
        """Read the marks of all sheets, for the library reads them all at once.

        Raises:
            InputError: a sheet is larger than a limit, or the workbook is locked.
            ValueError, struct.error: it is damaged.
        """
        ole = OleFile(data)
        if ole.stream("EncryptedPackage") is not None:
            raise locked()
        book = next((found for name in ("Workbook", "Book") if (found := ole.stream(name)) is not None), None)
        if book is None:
            raise ValueError("no workbook")
        self._limits = Limits()
        self._marks: dict[str, Marks] = {}
        sheets, formats = _read_globals(book)
        if not sheets:
            raise ValueError("no sheet")
        for name, at in sheets:
            self._limits.next_sheet()
            self._marks[name] = _SheetScan(self._limits, formats).read(_records(book, at))

    def marks(self, sheet: str) -> Marks:
        """Return the marks of `sheet`; see `Marked.marks`."""
        return self._marks.get(sheet, Marks())


def _records(book: bytes, at: int) -> Iterator[_Record]:
    """Yield the records of the part of the workbook that begins at `at`, without those of charts inside it."""
    depth = 0
    while at + 4 <= len(book):
        number, size = struct.unpack_from("<HH", book, at)
        depth += number == _BEGIN
        if depth == 1:
            yield _Record(number, book[at + 4 : at + 4 + size])
        depth -= number == _END
        if depth == 0:
            return
        at += 4 + size


def _read_globals(book: bytes) -> tuple[list[tuple[str, int]], NumberFormats]:
    """Read name and start of each sheet, and the number formats."""
    sheets: list[tuple[str, int]] = []
    own: dict[str, str] = {}
    styles: list[str] = []
    from_1904, is_unicode = False, True
    for number, body in _records(book, 0):
        if number == _BEGIN:
            is_unicode = int.from_bytes(body[:2], "little") >= _UNICODE
        elif number == _LOCKED:
            raise locked()
        elif number == _SHEET:
            sheets.append((_text(body, 7, body[6]), int.from_bytes(body[:4], "little")))
        elif number == _DATES_FROM:
            from_1904 = body[:1] == b"\x01"
        elif number == _STYLE:
            styles.append(str(int.from_bytes(body[2:4], "little")))
        elif number == _FORMAT and is_unicode:
            own[str(int.from_bytes(body[:2], "little"))] = _text(body, 4, int.from_bytes(body[2:4], "little"))
    return sheets, NumberFormats(format_codes(styles, own), from_1904=from_1904)


def _text(body: bytes, at: int, length: int) -> str:
    wide = body[at] & 1
    encoding = "utf-16-le" if wide else "latin-1"
    return body[at + 1 : at + 1 + length * (1 + wide)].decode(encoding, "replace")


class _SheetScan:
    def __init__(self, limits: Limits, formats: NumberFormats) -> None:
        self._marks = Marks()
        self._limits = limits
        self._formats = formats

    def read(self, records: Iterator[_Record]) -> Marks:
        for number, body in records:
            if number in _CELLS:
                self._read_cell(number, body)
            elif number == _SIZE:
                _check_size(body)
            elif number == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
                self._marks.hidden_rows.add(int.from_bytes(body[:2], "little"))
            elif number == _COLUMNS and body[8] & _HIDDEN_COLUMN:
                first, last = struct.unpack_from("<HH", body)
                self._marks.hidden_columns.update(range(first, last + 1))
        return self._marks

    def _read_cell(self, number: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        if number == _MANY_NUMBERS:
            cells = list(struct.iter_unpack("<HI", body[4 : 4 + (len(body) - 6) // 6 * 6]))
            for at, (own_style, packed) in enumerate(cells, column):
                self._show(row, at, self._formats.show(repr(_unpack(packed)), str(own_style)))
            self._limits.cells(row, row, column, column + len(cells))
            return
        self._limits.cells(row, row, column, column)
        if number == _NUMBER:
            self._show(row, column, self._number(body, style))
        elif number == _SMALL:
            packed = int.from_bytes(body[6:10], "little")
            self._show(row, column, self._formats.show(repr(_unpack(packed)), str(style)))
        elif number == _LOGICAL and body[7]:
            self._show(row, column, _ERRORS.get(body[6], "#ERROR"))
        elif number == _FORMULA and body[12:14] != b"\xff\xff":
            self._show(row, column, self._number(body, style))
        elif number == _FORMULA and body[6] == 2:
            self._show(row, column, _ERRORS.get(body[8], "#ERROR"))

    def _number(self, body: bytes, style: int) -> str:
        return self._formats.show(repr(struct.unpack_from("<d", body, 6)[0]), str(style))

    def _show(self, row: int, column: int, text: str) -> None:
        self._limits.number()
        self._marks.shown[row, column] = text


def _check_size(body: bytes) -> None:
    """Refuse what a damaged sheet says of its size: the library takes memory for it before it reads a cell."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise ValueError("a sheet ends before it begins")


def _unpack(packed: int) -> float:
    """Unpack a number of 30 bits: the upper half of a float or a whole number, perhaps a hundredth of it."""
    if packed & 2:
        whole = packed >> 2
        value: float = whole - (1 << 30) if whole & (1 << 29) else whole
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & ~3))[0]
    return value / 100 if packed & 1 else value
