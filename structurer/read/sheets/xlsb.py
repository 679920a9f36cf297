"""The limits of .xlsb workbooks, told from their records."""

from collections.abc import Iterator

from structurer.read.package import Package
from structurer.read.sheets.marks import Limits

_ROW, _SHARED_CELL, _SHARED_STRING = 0, 7, 19  # numbers of records
_CELLS = range(2, 12)  # of those that are not blank


def check_xlsb(package: Package) -> None:
    """Refuse an .xlsb workbook that a library would not get into memory; its records are walked over.

    Raises:
        InputError: it is larger than a limit.
    """
    limits = Limits()
    sizes: list[int] = []
    for part in package:
        if part.startswith("xl/sharedStrings"):
            sizes = [len(body) for number, body in _records(package, part) if number == _SHARED_STRING]
    for part in package:
        if part.startswith("xl/worksheets/") and part.endswith(".bin"):
            limits.next_sheet()
            _check_sheet(_records(package, part), sizes, limits)


def _check_sheet(records: Iterator[tuple[int, bytes]], sizes: list[int], limits: Limits) -> None:
    row = 0
    for number, body in records:
        if number == _ROW:
            row = int.from_bytes(body[:4], "little")
        elif number in _CELLS:
            column = int.from_bytes(body[:4], "little")
            limits.cells(row, row, column, column)
            if number == _SHARED_CELL and (at := int.from_bytes(body[8:12], "little")) < len(sizes):
                limits.text(sizes[at])


def _records(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each record: both its number and its size are written in 7 bits a byte."""
    data = b"".join(package.chunks(part))
    at = 0
    while at < len(data):
        sizes = []
        for most in (2, 4):
            value = 0
            for i in range(most):
                byte = data[at] if at < len(data) else 0
                at += 1
                value |= (byte & 0x7F) << (7 * i)
                if byte < 0x80:
                    break
            sizes.append(value)
        yield sizes[0], data[at : at + sizes[1]]
        at += sizes[1]
