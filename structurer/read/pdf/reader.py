"""Submissions as PDF files with a text layer."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from structurer.errors import InputError
from structurer.models import Document, Place, Unread, Why
from structurer.read.pdf.engine import INSTALL, is_installed
from structurer.read.pdf.flow import Flow
from structurer.read.pdf.layout import Page
from structurer.read.pdf.margins import Margins
from structurer.read.pdf.pages import read_pages
from structurer.read.pdf.streams import check_streams
from structurer.read.pdf.weight import check_weight
from structurer.read.source import Source

_SIGNATURE = b"%PDF-"
_END = b"%%EOF"
_SAMPLE = 64  # pages that show what the margins repeat and how wide the text is
_MOST_CELLS = 400_000  # and lines outside of tables: they take 300 MB; a full page has 250
_SEARCHED = 1024  # bytes at the start for the signature, and at the end for its end: what other readers allow


class PdfReader:
    """PDF files as word processors and printer drivers write them: ruled tables, and text outside of them.

    A table is what its ruling lines draw; a merged cell is one without lines inside. A table, row or cell that a page
    end cuts is put together again, header rows printed again and what the margins repeat are kept as unread.
    Lost are: fonts and colours, where a paragraph ends inside a cell (lines end where the page shows it), tables
    without lines and backgrounds (their text comes as lines), and all that is a picture, seals and signatures too; but
    where the extra `ocr` is installed, pages that are pictures as a whole are read, too.
    """

    suffixes: tuple[str, ...] = (".pdf",)

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is a PDF file, by its first bytes."""
        return _SIGNATURE in source.data[:_SEARCHED]

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        _check(source.data)
        pages = read_pages(source.data)
        sample = list(islice(pages, _SAMPLE))
        margins, flow = Margins(sample), Flow(sample)
        unread: list[Unread] = []
        by_ocr = False
        for page in _bounded(chain(_used_up(sample), pages)):
            by_ocr |= page.by_ocr
            if page.is_picture:
                unread.append(Unread(Place(page=page.number), "", Why.PICTURE))
            unread += margins.take_off(page)
            flow.add(page)
        flow.close()
        if not flow.blocks:
            raise _nothing_printed(is_scan=any(one.why is Why.PICTURE for one in unread))
        return Document(
            name=source.name,
            data_format="pdf",
            encoding=None,
            sha256=source.sha256,
            size=len(source.data),
            blocks=flow.blocks,
            unread=(*unread, *flow.unread),
            by_ocr=by_ocr,
        )


def _used_up(pages: list[Page]) -> Iterator[Page]:
    """Yield the pages and let go of each."""
    pages.reverse()
    while pages:
        yield pages.pop()


def _bounded(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages as long as what they hold together can be held in memory."""
    cells = 0
    for page in pages:
        cells += page.cells
        if cells > _MOST_CELLS:
            raise InputError(
                f"has more than {_MOST_CELLS:,} cells and lines up to page {page.number}",
                hint="hand it in in several files",
            )
        yield page


def _nothing_printed(*, is_scan: bool) -> InputError:
    hint = "hand in the file it was printed from"
    if not is_scan:
        return InputError("has no text on its pages", hint=hint)
    if is_installed():
        return InputError("is a scan in whose pages no text (OCR) was recognised", hint=hint)
    return InputError(
        "is a scan: its pages are pictures without text, which text recognition (OCR) would read",
        hint=f"{INSTALL}, or {hint}",
    )


def _check(data: bytes) -> None:
    """Refuse what pdfium would repair in silence, and what would take all memory."""
    if not data:
        raise InputError("is empty", hint="check that the file was saved and copied whole")
    if _SIGNATURE not in data[:_SEARCHED]:
        raise InputError("is no PDF file", hint="check that it is the right file")
    if _END not in data[-_SEARCHED:]:
        raise InputError("is cut off: its end is missing", hint="copy or download it again")
    check_streams(data)
    check_weight(data)
