"""What one page of a PDF prints: its characters and its ruling lines, as the reader of the page sees them.

All coordinates are points from the top left corner of the page as it is shown, with its rotation applied.
"""

from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from math import pi
from typing import NamedTuple

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.drawing import Drawing, Ruling
from structurer.read.pdf.frame import EVERYWHERE, Area, Frame, Handle, address

_MOST_CHARACTERS = 200_000  # on one page; a page full of small print has 10,000
_ANGLE_SAMPLE = 200  # characters that tell which way up the text of a page stands
_MOST_UNKNOWN = 0.1  # of the characters of a page
_UNKNOWN = "\ufffd"
_HYPHENS = frozenset((0x2, 0xFFFE))  # how pdfium marks a hyphen at the end of a line
_NOT_PRINTED = frozenset("\r\n\x00")


class Char(NamedTuple):
    """One printed character; `base` is the height of its base line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float


class Printed(NamedTuple):
    """One page: its size, its characters in the order of the file, its rulings, and whether it shows pictures."""

    width: float
    height: float
    chars: list[Char]
    across: list[Ruling]
    down: list[Ruling]
    has_picture: bool


def read_page(document: Handle, index: int) -> Printed:
    """Read page `index` (from 0) of the open `document`.

    Raises:
        InputError: the page is damaged, or holds more than a page can.
    """
    page = _load(document, index)
    try:
        text = pdfium.FPDFText_LoadPage(page)
        try:
            frame = _frame(page, text)
            drawing = Drawing(frame, index + 1)
            drawing.read(page)
            chars = list(_chars(text, frame, index + 1, drawing.clips))
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)
    if sum(char.text == _UNKNOWN for char in chars) > _MOST_UNKNOWN * len(chars):
        raise InputError(
            f"does not say which characters it prints on page {index + 1}",
            hint="run text recognition (OCR) over it, or hand in the file it was printed from",
        )
    return Printed(frame.width, frame.height, chars, drawing.across, drawing.down, drawing.has_picture)


def _load(document: Handle, index: int) -> Handle:
    """Load a page; what was typed into its form fields becomes part of it."""
    page = pdfium.FPDF_LoadPage(document, index)
    if page and pdfium.FPDFPage_GetAnnotCount(page):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise InputError(f"has a damaged page: {index + 1}", hint="save or print it to PDF again")
    return page


def _frame(page: Handle, text: Handle) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    turns = _turns_of_text(text)
    if turns is None:
        turns = pdfium.FPDFPage_GetRotation(page)
    return Frame.of(box.left, box.bottom, box.right, box.top, turns)


def _turns_of_text(text: Handle) -> int | None:
    """Quarter turns clockwise that set most of the text upright, whatever the page says; nothing without text."""
    count = pdfium.FPDFText_CountChars(text)
    turns: Counter[int] = Counter()
    for i in range(0, count, max(1, count // _ANGLE_SAMPLE)):
        if not pdfium.FPDFText_IsGenerated(text, i):
            turns[round(-pdfium.FPDFText_GetCharAngle(text, i) / (pi / 2)) % 4] += 1
    return turns.most_common(1)[0][0] if turns else None


def _chars(text: Handle, frame: Frame, number: int, clips: dict[int, Area]) -> Iterator[Char]:
    a, b, c, d, e, f = frame.matrix
    box, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    for i in range(_count(text, number)):
        pdfium.FPDFText_GetLooseCharBox(text, i, box)
        left, right, top, bottom = box.left, box.right, box.top, box.bottom
        if left == right and pdfium.FPDFText_IsGenerated(text, i):
            continue  # a space or line break that pdfium adds where it sees a gap
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        x0, x1 = a * left + c * top + e, a * right + c * bottom + e
        y0, y1 = b * left + d * top + f, b * right + d * bottom + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if clips and not _is_seen(
            (x0 + x1) / 2, (y0 + y1) / 2, clips, pdfium.FPDFText_GetTextObject(text, i)
        ):
            continue
        char = _text_of(text, i)
        if char not in _NOT_PRINTED:
            yield Char(char, x0, x1, y0, y1, b * x.value + d * y.value + f)


def _count(text: Handle, number: int) -> int:
    count: int = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        raise InputError(
            f"has {count} characters on page {number}, more than {_MOST_CHARACTERS}",
            hint="check that it is the right file",
        )
    return count


def _is_seen(x: float, y: float, clips: dict[int, Area], drawn: Handle) -> bool:
    left, top, right, bottom = clips.get(address(drawn), EVERYWHERE)
    return left <= x <= right and top <= y <= bottom


def _text_of(text: Handle, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, index)
    if code in _HYPHENS and not pdfium.FPDFText_HasUnicodeMapError(text, index):
        return "-"
    if pdfium.FPDFText_HasUnicodeMapError(text, index) or 0xD800 <= code <= 0xDFFF:
        return _UNKNOWN
    return chr(code)
