"""The characters that a page prints, as pdfium reads them."""

from collections.abc import Iterable, Iterator
from ctypes import c_double

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.frame import EVERYWHERE, Area, Frame, Handle, address
from structurer.read.pdf.printed import UNKNOWN, Char

_MOST_CHARACTERS = 200_000  # on one page; a page full of small print has 10,000
_HYPHENS = frozenset((0x2, 0xFFFE))  # how pdfium marks a hyphen at the end of a line
_NOT_PRINTED = frozenset("\r\n\x00")


def read_chars(text: Handle, frame: Frame, number: int, clips: dict[int, Area]) -> list[Char]:
    """Read the characters of page `number`, which is seen as `frame` says, but for what `clips` hide.

    Raises:
        InputError: there are more than a page can hold.
    """
    chars = list(_chars(text, frame, number, clips))
    if any("\ud800" <= char.text <= "\udfff" for char in chars):
        return list(_paired(chars))
    return chars


def _paired(chars: Iterable[Char]) -> Iterator[Char]:
    """Put the rare characters together that pdfium gives in two halves; a half alone is unknown."""
    upper: Char | None = None
    for char in chars:
        if upper and "\udc00" <= char.text <= "\udfff":
            whole = (upper.text + char.text).encode("utf-16", "surrogatepass").decode("utf-16")
            yield upper._replace(text=whole, x1=max(upper.x1, char.x1))
            upper = None
            continue
        if upper:
            yield upper._replace(text=UNKNOWN)
        upper = char if "\ud800" <= char.text <= "\udbff" else None
        if not upper:
            yield char._replace(text=UNKNOWN) if "\udc00" <= char.text <= "\udfff" else char
    if upper:
        yield upper._replace(text=UNKNOWN)


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
    if pdfium.FPDFText_HasUnicodeMapError(text, index):
        return UNKNOWN
    return chr(code)
