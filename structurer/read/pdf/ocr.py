"""Reads pages that are pictures, and those that do not say what they print, by text recognition: the extra `ocr`."""

from collections.abc import Iterator
from ctypes import POINTER, c_uint8, cast
from math import sqrt
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.engine import Engine, is_installed
from structurer.read.pdf.frame import Frame, Handle
from structurer.read.pdf.grid import Box, find_tables
from structurer.read.pdf.printed import Char, Printed, Ruling
from structurer.read.pdf.rulings import merged

if TYPE_CHECKING:
    from structurer.read.pdf.picture import Grey

_MOST_PAGES = 200  # of one file: each takes some seconds
_PIXELS_A_POINT = 200 / 72
_MOST_PIXELS = 8_000_000  # of a page: A4 has 4 million
_LONGEST_STROKE = 3.0  # heights of a line
_INSET = 1.5  # points: inside of a cell there is no ruling
_LEAST_INK = 0.5  # square points: what a full stop has


class TextRecognition:
    """Reads the pages of one file that are pictures."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._left = _MOST_PAGES
        self._engine = Engine()

    def recognised(self, document: Handle, index: int, printed: Printed) -> Printed:
        """What the picture of page `index` (from 0) of `document` shows; `printed`, its first reading, without the extra.

        Raises:
            InputError: the file has more such pages than can be read.
        """
        if not is_installed():
            return printed
        if not self._left:
            raise InputError(
                f"has more than {_MOST_PAGES} pages that are pictures", hint="hand it in in several files"
            )
        self._left -= 1
        # Imported here: numpy comes with the extra.
        from structurer.read.pdf.picture import rulings_of, straightened  # noqa: PLC0415 - see above

        grey, scale = _rendered(document, index)
        grey = straightened(grey)
        chars = list(self._engine.chars(grey, scale))
        across, down = (
            [one for one in merged(lines) if not _is_stroke(one, chars, across=is_across)]
            for lines, is_across in zip(rulings_of(grey, scale), (True, False), strict=True)
        )
        chars += self._overlooked(
            grey, scale, chars, [box for one in find_tables(across, down) for box in one.boxes]
        )
        frame = Frame(grey.shape[1] / scale, grey.shape[0] / scale, (1, 0, 0, 1, 0, 0))
        return Printed(frame, chars, across, down, [], has_picture=True, by_ocr=bool(chars))

    def _overlooked(self, grey: "Grey", scale: float, chars: list[Char], boxes: list[Box]) -> Iterator[Char]:
        """The characters in cells in which something is printed and nothing was found: short ones are overlooked."""
        from structurer.read.pdf.picture import dark_of  # noqa: PLC0415 - it needs numpy

        dark = dark_of(grey)
        for box in boxes:
            if any(_is_in(char, box) for char in chars):
                continue
            rows = slice(round((box.top + _INSET) * scale), round((box.bottom - _INSET) * scale))
            columns = slice(round((box.x0 + _INSET) * scale), round((box.x1 - _INSET) * scale))
            if dark[rows, columns].sum() > _LEAST_INK * scale * scale:
                left, top = columns.start / scale, rows.start / scale
                yield from self._engine.chars(grey[rows, columns], scale, left, top)


def _is_in(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom


def _is_stroke(ruling: Ruling, chars: list[Char], *, across: bool) -> bool:
    """Tell whether a short line is a piece of a large character: it runs through the middle of one."""
    middle = (ruling.start + ruling.end) / 2
    x, y = (middle, ruling.at) if across else (ruling.at, middle)
    most = _LONGEST_STROKE if across else 1  # strokes side by side may look like one
    return any(
        char.x0 <= x <= char.x1
        and char.top < y < char.bottom
        and ruling.end - ruling.start <= most * (char.bottom - char.top)
        for char in chars
    )


def _rendered(document: Handle, index: int) -> tuple["Grey", float]:
    """The picture of a page in grey, and its pixels a point."""
    import numpy as np  # noqa: PLC0415 - it comes with the extra

    page = pdfium.FPDF_LoadPage(document, index)
    points = (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    scale = min(_PIXELS_A_POINT, sqrt(_MOST_PIXELS / (points[0] * points[1])))
    width, height = (max(1, round(one * scale)) for one in points)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        data = np.ctypeslib.as_array(cast(buffer, POINTER(c_uint8)), shape=(height * stride,))
        return data.reshape(height, stride)[:, :width].copy(), scale
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)
