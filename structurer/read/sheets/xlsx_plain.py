"""Sheets of .xlsx workbooks that hold plain cells alone, found by a pattern instead of parsing.

Most sheets do: values without formulas, nothing hidden, written as every program writes them. The pattern takes a
tenth of the time of a parser, which matters because the library parses the same part. Where anything else stands, or
might, the answer is that it is no such sheet.
"""

import re
from functools import lru_cache
from typing import NamedTuple

# A cell that is not blank: column, row, what else is stated of it, value.
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*)><(?:v>([^<&]+)</v></c>|(?<=t="inlineStr"><)is>)')
_STATED = re.compile(rb'(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?')  # style and kind
_INLINE, _SHARED = "inlineStr", "s"
_DECLARATION = 4  # bytes in which <? may begin one, behind a byte order mark; further on it is something else


class Value(NamedTuple):
    """A cell that is no text: its row and column, from 0, what is stored in it, its kind and style."""

    row: int
    column: int
    stored: str
    kind: str
    style: str


class PlainSheet(NamedTuple):
    """What a sheet of plain cells holds; rows and columns, from 0, are the outermost that are not blank."""

    top: int
    bottom: int
    left: int
    right: int
    strings: int  # cells with a shared string
    values: list[Value]


def plain_sheet(part: bytes) -> PlainSheet | None:
    """Read a sheet; null when some cells are not plain, none has a content, or something else needs parsing.

    Every cell with a content has an end tag, also where its attributes are others than those known here. The searches
    are for what is rare, since that is quick.
    """
    begin, end = part.find(b"<sheetData>"), part.rfind(b"</sheetData>")
    if begin < 0 or end < 0 or _may_hide(part):
        return None
    head, body = part[_DECLARATION:begin], part[begin:end]
    if any(mark in head or (mark[1:] in body and mark in body) for mark in (b"<!", b"<?")):
        return None
    cells: list[tuple[bytes, bytes, bytes, bytes]] = _CELL.findall(body)
    if not cells or len(cells) + body.count(b'"></c>') != body.count(b"</c"):
        return None
    return _read(cells)


def _may_hide(part: bytes) -> bool:
    found = part.count(b"hidden")
    return found > 0 and found > part.count(b'hidden="false"') + part.count(b'hidden="0"')


def _read(cells: list[tuple[bytes, bytes, bytes, bytes]]) -> PlainSheet | None:
    letters, rows, stated, _ = zip(*cells, strict=True)
    different = set(stated)  # few
    known = {one: found for one in different if (found := _kind_and_style(one))}
    if len(known) < len(different):
        return None
    others = {one for one, (kind, _) in known.items() if kind not in (_INLINE, _SHARED)}
    values = [
        Value(int(row) - 1, column_number(letters.decode()), stored.decode(), *known[stated])
        for letters, row, stated, stored in (cells if others else ())
        if stated in others
    ]
    strings = sum(stated.count(one) for one, (kind, _) in known.items() if kind == _SHARED)
    down = sorted(int(row) - 1 for row in set(rows))
    across = sorted(column_number(one.decode()) for one in set(letters))
    return PlainSheet(down[0], down[-1], across[0], across[-1], strings, values)


@lru_cache
def _kind_and_style(stated: bytes) -> tuple[str, str] | None:
    match = _STATED.fullmatch(stated)
    return ((match[2] or b"").decode(), (match[1] or b"").decode()) if match else None


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number, from 0, of the column with these letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
