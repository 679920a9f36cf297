"""PDF files for tests, drawn line by line with reportlab or written by hand, and how they are read back."""

import io
from collections.abc import Callable, Sequence

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from structurer.models import Document, Row, Why
from structurer.read import Source
from structurer.read.pdf import PdfReader

FONT = "STSong-Light"
SIZE = 10.0
PITCH = 14.0  # from line to line
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 50.0, 70.0  # of the text, from the upper left corner
COLUMNS = (50.0, 106.0, 182.0, 302.0, 442.0, 540.0)
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Drawing = Callable[[Canvas], None]
Printed = list[list[str] | str]


def pdf(
    *pages: Drawing, size: tuple[float, float] = (WIDTH, HEIGHT), lock: StandardEncryption | None = None
) -> bytes:
    """A file with one page for each drawing."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, encrypt=lock)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def write(canvas: Canvas, x: float, down: float, text: str) -> None:
    """Write `text` with its base line `down` points from the upper edge of the page."""
    canvas.setFont(FONT, SIZE)
    canvas.drawString(x, HEIGHT - down, text)


def grid(
    canvas: Canvas, rows: Sequence[Sequence[str]], *, top: float = TOP, columns: Sequence[float] = COLUMNS
) -> float:
    """Draw a ruled table, a cell as high as its row's most lines; return where it ends.

    `<` in a cell merges it with the one on its left, `^` with the one above.
    """
    downs = [top]
    for row in rows:
        downs.append(downs[-1] + 7 + PITCH * max(1, *(text.count("\n") + 1 for text in row)))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text != "^":
                canvas.line(columns[j], HEIGHT - downs[i], columns[j + 1], HEIGHT - downs[i])
            if text != "<":
                canvas.line(columns[j], HEIGHT - downs[i], columns[j], HEIGHT - downs[i + 1])
            for k, line in enumerate(text.split("\n")):
                if line not in "<^":
                    write(canvas, columns[j] + 4, downs[i] + 13 + k * PITCH, line)
    canvas.line(columns[0], HEIGHT - downs[-1], columns[-1], HEIGHT - downs[-1])
    canvas.line(columns[-1], HEIGHT - top, columns[-1], HEIGHT - downs[-1])
    return downs[-1]


def table(*rows: Sequence[str], top: float = TOP, columns: Sequence[float] = COLUMNS) -> Drawing:
    """A page with one table."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, rows, top=top, columns=columns)

    return draw


def together(*drawings: Drawing) -> Drawing:
    """All of them on one page."""

    def draw(canvas: Canvas) -> None:
        for one in drawings:
            one(canvas)

    return draw


def line(text: str, down: float, x: float = LEFT) -> Drawing:
    """One line of text."""
    return lambda canvas: write(canvas, x, down, text)


def document(data: bytes) -> Document:
    return PdfReader().read(Source("x.pdf", data))


def blocks(data: bytes) -> Printed:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in document(data).blocks
    ]


def unread(data: bytes) -> list[tuple[int | None, str, Why]]:
    return [(one.place.page, one.text, one.why) for one in document(data).unread]


TWO = (50.0, 250.0, 540.0)
HEAD = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
FIRST = ("产出指标", "数量指标", "栽种行道树", "全年栽种行道树数量", "≥300棵")
SECOND = ("^", "质量指标", "行道树成活率", "次年春季检查成活", "≥95%")


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "white")), 0, 0, WIDTH, HEIGHT)


def file_of(contents: bytes, *, count: int = 1) -> bytes:
    """A file with one page, written by hand."""
    return (
        b"%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count %d>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>> endobj\n"
        b"4 0 obj <</Length %d/Filter/FlateDecode>> stream\n%s\nendstream endobj\n"
        b"trailer <</Root 1 0 R>>\n%%%%EOF\n" % (count, len(contents), contents)
    )


def objects(*contents: bytes) -> bytes:
    """A file of these objects, numbered from 1; the first is its catalogue."""
    numbered = b"".join(b"%d 0 obj %s endobj\n" % (number, one) for number, one in enumerate(contents, 1))
    return b"%PDF-1.5\n" + numbered + b"trailer <</Root 1 0 R>>\n%%EOF\n"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """The object of a stream with `entries` in its dictionary."""
    return b"<<%s/Length %d>> stream\n%s\nendstream" % (entries, len(data), data)
