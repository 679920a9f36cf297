"""What one page of a PDF prints, as pdfium reads it."""

from collections import Counter
from math import pi

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.chars import read_chars
from structurer.read.pdf.drawing import Drawing
from structurer.read.pdf.frame import Frame, Handle
from structurer.read.pdf.printed import Printed

_ANGLE_SAMPLE = 200  # characters that tell which way up the text of a page stands


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
            chars = read_chars(text, frame, index + 1, drawing.clips)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)
    return Printed(frame, chars, drawing.across, drawing.down, drawing.fills, drawing.has_picture)


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
