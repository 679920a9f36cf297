"""PDF files: pages of every kind, and files that are refused."""

import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pdfs import (
    FIRST,
    HEAD,
    HEIGHT,
    LEFT,
    TWO,
    WIDTH,
    blocks,
    document,
    file_of,
    grid,
    line,
    pdf,
    scan,
    table,
    together,
    unread,
    write,
)
from structurer import InputError
from structurer.models import Why
from structurer.read import Source
from structurer.read.pdf import PdfReader

# Pages


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_is_turned(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.translate(-50, -600)
        grid(canvas, [FIRST[:2], HEAD[:2]], columns=(50.0, 150.0, 250.0), top=HEIGHT - 600)

    assert blocks(pdf(draw)) == [list(FIRST[:2]), list(HEAD[:2])]


def test_a_text_turned_on_an_upright_page_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        grid(canvas, [FIRST], top=HEIGHT - 500)

    assert blocks(pdf(draw)) == [list(FIRST)]


def test_a_landscape_page_is_read() -> None:
    draw = table(HEAD, FIRST, top=400)
    assert blocks(pdf(draw, size=(HEIGHT, WIDTH))) == [list(HEAD), list(FIRST)]


def test_a_text_that_is_clipped_away_is_not_printed() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [("甲", "乙")], columns=TWO)
        path = canvas.beginPath()
        path.rect(50, 400, 200, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        write(canvas, 60, HEIGHT - 450, "可见")
        write(canvas, 60, HEIGHT - 600, "不可见")

    assert blocks(pdf(draw)) == [["甲", "乙"], "可见"]


def test_what_was_typed_into_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [("甲", "")], columns=TWO)
        canvas.acroForm.textfield(
            x=260, y=HEIGHT - 88, width=100, height=14, value="typed", fontSize=9, borderWidth=0
        )

    assert blocks(pdf(draw)) == [["甲", "typed"]]


def test_characters_are_kept_as_the_file_has_them() -> None:
    text = "　①㎡⼀％－Ａ"
    assert blocks(pdf(table(("甲", text), columns=TWO))) == [["甲", text]]


def test_a_bold_text_printed_twice_is_read_once() -> None:
    draw = together(table(("甲", "乙"), columns=TWO), line("粗体", 60), line("粗体", 60, LEFT + 0.3))
    assert blocks(pdf(draw))[0] == "粗体"


def test_a_page_that_is_a_picture_is_unread() -> None:
    assert unread(pdf(table(FIRST), scan)) == [(2, "", Why.PICTURE)]


# Files that are refused


WHOLE = pdf(table(HEAD, FIRST))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        ("只是一段文字".encode(), "is no PDF file"),
        (WHOLE[: len(WHOLE) // 2], "is cut off"),
        (b"%PDF-1.7\n%%EOF\n", "is damaged"),
        (WHOLE[: len(WHOLE) // 2] + b"%%EOF", "is damaged"),
        (pdf(scan), "is a scan.*OCR"),
        (pdf(lambda _: None), "has no text"),
        (pdf(table(FIRST), lock=StandardEncryption("geheim")), "password"),
        (file_of(zlib.compress(b" " * (17 << 20))), "unpacks to more"),
        (file_of(zlib.compress(b"0 0 m 9 9 l S " * 100_000)), "draws more"),
        (file_of(zlib.compress(b"q Q " * 40_000)[:-40] + b"\xff" * 40), "damaged in the middle"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        document(data)
    assert error.value.hint
    assert "\n" not in str(error.value)


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.pages._MOST_PAGES", 2)
    with pytest.raises(InputError, match="has 3 pages, more than 2"):
        document(pdf(*[table(FIRST)] * 3))


def test_pages_are_read_the_same_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(*[together(line(f"第{i}个项目", 60), table(FIRST)) for i in range(5)])
    whole = blocks(data)
    monkeypatch.setattr("structurer.read.pdf.pages._AT_ONCE", 2)
    monkeypatch.setattr("structurer.read.pdf.reader._SAMPLE", 1)
    assert blocks(data) == whole


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert blocks(pdf(table(FIRST), lock=StandardEncryption("", "owner"))) == [list(FIRST)]


@pytest.mark.parametrize(
    ("start", "is_pdf"), [(b"%PDF-1.7", True), (b"\n\n%PDF-1.4", True), (b"PK\x03\x04", False)]
)
def test_it_is_told_by_its_first_bytes(start: bytes, is_pdf: bool) -> None:  # noqa: FBT001
    assert PdfReader().recognises(Source("x.docx", start)) is is_pdf


def test_the_document_says_what_it_was_read_from() -> None:
    read = document(WHOLE)
    assert (read.name, read.data_format, read.encoding, read.size) == ("x.pdf", "pdf", None, len(WHOLE))
