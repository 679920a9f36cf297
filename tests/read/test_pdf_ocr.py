"""PDF files whose pages are pictures. Without the extra `ocr` most of this is left out, and said so."""

import io
import json
import os
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from helpers import FORMS, differences
from pdfs import FIRST, TWO, blocks, document, line, pdf, scan, table, together
from structurer import InputError
from structurer.models import Cell, Document, Place, ReviewCode, Row, Why
from structurer.parse import parse_document
from structurer.read.pdf.engine import INSTALL, is_installed
from structurer.read.pdf.printed import Ruling

DOTS = 200 / 72  # a point
needs_extra = pytest.mark.skipif(
    not is_installed() and "CI" not in os.environ, reason=f"left out: needs text recognition, {INSTALL}"
)


def pictures(data: bytes, *, skew: float = 0, pages: int = 1) -> bytes:
    """The first pages of a file as pictures, put into the scanner a little askew."""

    def scanned(number: int) -> Image.Image:
        picture: Image.Image = source[number].render(scale=DOTS).to_pil().convert("L")
        return picture.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)

    def draw(canvas: Canvas, picture: Image.Image) -> None:
        size = picture.width / DOTS, picture.height / DOTS
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)

    source = pypdfium2.PdfDocument(data)
    return pdf(*[partial(draw, picture=scanned(number)) for number in range(pages)])


def test_without_the_extra_a_scan_is_refused_and_the_hint_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.ocr.is_installed", lambda: False)
    monkeypatch.setattr("structurer.read.pdf.reader.is_installed", lambda: False)
    with pytest.raises(InputError, match=r"is a scan.*\(OCR\)") as error:
        document(pdf(scan))
    assert "pip install 'structurer[ocr]'" in (error.value.hint or "")


def test_without_the_extra_a_page_that_is_a_picture_is_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.ocr.is_installed", lambda: False)
    read = document(pdf(table(FIRST), scan))
    assert not read.by_ocr
    assert [(one.place.page, one.why) for one in read.unread] == [(2, Why.PICTURE)]


@needs_extra
def test_a_picture_without_text_stays_unread() -> None:
    with pytest.raises(InputError, match=r"no text \(OCR\) was recognised") as error:
        document(pdf(scan))
    assert "pip" not in (error.value.hint or "")


@needs_extra
@pytest.mark.parametrize("skew", [0, 0.7, -1.5])
def test_a_table_in_a_picture_is_read(skew: float) -> None:
    rows = [("target", "value"), ("trees planted", "300"), ("trees alive", "95%")]
    data = pictures(pdf(together(line("A heading", 55), table(*rows, columns=TWO))), skew=skew)
    assert blocks(data) == ["A heading", *map(list, rows)]
    assert document(data).by_ocr


@needs_extra
def test_pages_of_both_kinds_are_read_together() -> None:
    picture = pictures(pdf(table(("trees", "300"), columns=(50.0, 150.0, 300.0))))
    whole = pypdfium2.PdfDocument(pdf(table(FIRST)))
    whole.import_pages(pypdfium2.PdfDocument(picture))
    whole.save(saved := io.BytesIO())
    assert blocks(saved.getvalue()) == [list(FIRST), ["trees", "300"]]


@needs_extra
def test_a_scanned_submission_is_read_and_all_of_it_is_to_be_reviewed(corpus: Path) -> None:
    path = corpus / "formats" / "d004.pdf"
    (truth,) = (
        one for one in json.loads(path.with_name("truth.json").read_text("utf-8")) if one["file"] == path.name
    )
    submission = parse_document(document(pictures(path.read_bytes(), skew=0.5)), FORMS)
    assert len(submission.projects) == 1
    expected = [{**truth["projects"][0], "indicators": truth["projects"][0]["indicators"][:11]}]
    found = differences(submission.projects, expected, space_counts=False)
    assert len(found) <= 5, found
    (project,) = submission.projects
    assert len(project.indicators) > 8
    assert ReviewCode.OCR in project.needs_review
    assert all(ReviewCode.OCR in row.needs_review for row in project.indicators)


def test_what_was_not_read_from_a_picture_is_not_marked() -> None:
    place = Place(page=1, table=1, row=1)
    texts = [("项目名称", "护岸林"), ("一级指标", "指标值"), ("产出指标", "300棵")]
    blocks = [Row(tuple(Cell(text, place, None, i) for i, text in enumerate(row, 1))) for row in texts]
    for by_ocr in (False, True):
        submission = parse_document(Document("x.pdf", "pdf", None, "", 0, blocks, by_ocr=by_ocr), FORMS)
        (project,) = submission.projects
        assert (ReviewCode.OCR in project.needs_review) is by_ocr
        assert all((ReviewCode.OCR in row.needs_review) is by_ocr for row in project.indicators)


def test_lines_are_found_in_a_picture_and_strokes_and_areas_are_not() -> None:
    numpy = pytest.importorskip("numpy", reason=f"left out: needs numpy, {INSTALL}")
    from structurer.read.pdf.picture import rulings_of  # noqa: PLC0415 - it needs numpy

    grey = numpy.full((400, 600), 255, numpy.uint8)
    grey[100:103, 50:550] = 60  # a line,
    grey[100:300, 200] = 90  # another, thin and broken
    grey[150, 200] = 255
    grey[20:30, 20:40] = 0  # a stroke
    grey[320:380, 50:300] = 0  # an area
    across, down = rulings_of(grey, 2.0)
    assert across == [Ruling(50.25 + i / 2, 25, 275) for i in range(3)]
    assert down == [Ruling(100.25, 50, 150)]


@pytest.mark.parametrize("degrees", [-1.5, -0.4, 0.0, 0.9])
def test_a_picture_is_straightened(degrees: float) -> None:
    pytest.importorskip("numpy", reason=f"left out: needs numpy, {INSTALL}")
    import numpy as np  # noqa: PLC0415 - it is skipped without

    from structurer.read.pdf.picture import rulings_of, straightened  # noqa: PLC0415 - it needs numpy

    drawn = Image.new("L", (1200, 900), 255)
    for down in (200, 400, 600):
        drawn.paste(0, (100, down, 1100, down + 3))
    grey = straightened(np.asarray(drawn.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)))
    across, _ = rulings_of(grey, 2.0)
    assert max(line.end - line.start for line in across) > 400
