"""Opens a PDF file as the objects that it is made of, with another library than the one that reads its pages."""

import io
from operator import sub

from pdfminer.pdfdocument import PDFDocument, PDFXRefStream
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFStream, resolve1

from structurer.errors import InputError
from structurer.read.pdf.unpacking import TooLargeError, unpacked

_LARGEST_PARTS = (
    4 << 20
)  # bytes of large objects that are packed together, which take much more when they are read
_LARGE_PART = 1 << 16
_LIST = b"startxref"
_LIST_NEAR_END = 4096  # bytes
_LONGEST_LINE = 1 << 20  # bytes


def opened(data: bytes) -> PDFDocument:
    """Open the file; where its list of objects is missing pdfminer looks for them line by line.

    Raises:
        InputError: it would look for hours.
    """
    if _LIST in data[-_LIST_NEAR_END:]:
        try:
            return PDFDocument(PDFParser(io.BytesIO(data)), fallback=False)
        except PDFSyntaxError:
            pass
    if _has_long_line(data):
        raise InputError(
            "is damaged: its list of objects is missing", hint="copy, save or print it to PDF again"
        )
    return PDFDocument(PDFParser(io.BytesIO(data)))


def _has_long_line(data: bytes) -> bool:
    at = 0
    while len(data) - at > _LONGEST_LINE:
        end = max(data.rfind(sign, at + 1, at + _LONGEST_LINE) for sign in (b"\n", b"\r"))
        if end < 0:
            return True
        at = end
    return False


def check_packed_parts(file: PDFDocument) -> None:
    """Raise where objects that are packed together are large: then they are a trap and no parts of pages.

    Raises:
        TooLargeError: they are.
    """
    packs = {
        xref.get_pos(number)[0]
        for xref in file.xrefs
        if isinstance(xref, PDFXRefStream)
        for number in xref.get_objids()
    }
    large = 0
    for number in packs:
        pack = number and file.getobj(number)
        if isinstance(pack, PDFStream):
            data = unpacked(pack, _LARGEST_PARTS)
            first = int(resolve1(pack.get("First", 0)))
            starts = sorted({int(start) for start in data[:first].split()[1::2]} | {len(data) - first})
            large += sum(size for size in map(sub, starts[1:], starts) if size > _LARGE_PART)
        if large > _LARGEST_PARTS:
            raise TooLargeError
