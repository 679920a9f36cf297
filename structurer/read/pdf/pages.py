"""The pages of a file, one after the other: read by pdfium, and where it does not know enough by others."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.engine import INSTALL
from structurer.read.pdf.frame import Handle
from structurer.read.pdf.layout import Page, lay_out
from structurer.read.pdf.ocr import TextRecognition
from structurer.read.pdf.page import read_page
from structurer.read.pdf.printed import UNKNOWN, Printed
from structurer.read.pdf.second import SecondReading

_MOST_PAGES = 5_000
_AT_ONCE = 250  # pages, then the file is opened anew: pdfium keeps all that it has read of one
_MOST_UNKNOWN = 0.1  # of the characters of a page


def read_pages(data: bytes) -> Iterator[Page]:
    """Read all pages of the file.

    Raises:
        InputError: the file or a page is damaged or locked, holds too much, or does not say what it prints.
    """
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
    if not count:
        raise InputError("has no pages", hint="save or print it to PDF again")
    if count > _MOST_PAGES:
        raise InputError(f"has {count} pages, more than {_MOST_PAGES}", hint="hand it in in several files")
    second, recognition = SecondReading(data), TextRecognition()
    for start in range(0, count, _AT_ONCE):
        with _opened(data) as document:
            for number in range(start + 1, min(start + _AT_ONCE, count) + 1):
                printed = second.completed(read_page(document, number - 1), number)
                if _is_picture(printed) or _is_unnamed(printed):
                    printed = recognition.recognised(document, number - 1, printed)
                if _is_unnamed(printed):
                    raise _unnamed(number)
                yield lay_out(printed, number)


def _is_picture(printed: Printed) -> bool:
    return printed.has_picture and not printed.chars


def _is_unnamed(printed: Printed) -> bool:
    unknown = sum(char.text == UNKNOWN for char in printed.chars)
    return unknown > _MOST_UNKNOWN * len(printed.chars)


def _unnamed(number: int) -> InputError:
    return InputError(
        f"does not say which characters it prints on page {number}",
        hint=f"hand in the file it was printed from, or install text recognition (OCR): {INSTALL}",
    )


@contextmanager
def _opened(data: bytes) -> Iterator[Handle]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(code: int) -> InputError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return InputError("is locked with a password", hint="save it without one, then hand it in again")
    if code == pdfium.FPDF_ERR_SECURITY:
        return InputError(
            "is locked in a way that cannot be opened",
            hint="save it without protection, then hand it in again",
        )
    return InputError("is damaged: its contents cannot be found", hint="copy, save or print it to PDF again")
