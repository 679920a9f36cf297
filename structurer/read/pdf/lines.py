"""Characters to lines of text."""

from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from structurer.read.pdf.printed import Char

_SAME_LINE = 0.5  # of the height of a character: raised and lowered signs stay on their line
_WORD_GAP = 0.2  # of the height, between two Latin letters or digits
_WIDE_GAP = 1.0  # of the height, between any two characters
_NEVER_FIRST = frozenset(
    "，。、；：！？）》」』】〕’”％,.;:!?)]}%"
)  # on a line: they come with the sign before


class Line(NamedTuple):
    """One line of text.

    `first` is the width of what would have to fit on the line above: a sign or a word. `is_spread` says that there are
    wide gaps in it.
    """

    text: str
    x0: float
    x1: float
    base: float
    height: float
    first: float
    is_spread: bool


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Put `chars` into lines, top to bottom and left to right; lines of white space are left out."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=attrgetter("base")):
        first = rows[-1][0] if rows else char
        height = max(char.bottom - char.top, first.bottom - first.top)
        if not rows or char.base - first.base > _SAME_LINE * height:
            rows.append([])
        rows[-1].append(char)
    return [_line(row) for row in rows if not all(char.text.isspace() for char in row)]


def _line(row: list[Char]) -> Line:
    row.sort(key=attrgetter("x0"))
    printed = [char for char in row if not char.text.isspace()]
    heights = sorted(char.bottom - char.top for char in printed)
    height = heights[len(heights) // 2]  # a line may mix fonts: the most of it counts
    texts = [row[0].text]
    is_spread = False
    for before, char in pairwise(row):
        gap = char.x0 - before.x1
        if gap > _WORD_GAP * height:
            is_wide = gap > _WIDE_GAP * height
            is_spread |= is_wide
            if is_wide or (_is_latin(before) and _is_latin(char)):
                texts.append(" ")
        texts.append(char.text)
    base = max(char.base for char in printed)
    return Line("".join(texts), printed[0].x0, printed[-1].x1, base, height, _first(row), is_spread)


def _is_latin(char: Char) -> bool:
    return char.text.isascii() and char.text.isalnum()


def _first(row: list[Char]) -> float:
    """The width of the first sign with what may not be parted from it."""
    end = 1
    if _is_latin(row[0]):
        while end < len(row) and _is_latin(row[end]):
            end += 1
    while end < len(row) and row[end].text in _NEVER_FIRST:
        end += 1
    return row[end - 1].x1 - row[0].x0
