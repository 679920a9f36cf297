"""PDF files of which pdfium cannot name the characters: pdfplumber reads them, and only them."""

import subprocess
import sys
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase.ttfonts import TTFontFile

from pdfs import FIRST, blocks, document, objects, pdf, stream, table
from structurer import InputError
from structurer.read.pdf.engine import INSTALL, is_installed

TEXT = "target"
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
GLYPHS = TTFontFile(str(VERA)).charToGlyph
RULES = b"40 680 m 240 680 l 40 720 m 240 720 l 40 680 m 40 720 l 140 680 m 140 720 l 240 680 m 240 720 l S "
PAGE = b"/MediaBox[0 0 595 842]"
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900"
    b"/Descent -200/CapHeight 700/StemV 80%s>>"
)
DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 2>>"
    b"/FontDescriptor 7 0 R%s>>"
)


def printed(codes: bytes, *font: bytes, page: bytes = PAGE, before: bytes = b"") -> bytes:
    """A file with a table of two cells that prints `codes` in the left one and `yes` in the right one."""
    contents = b"%s%sBT /F 12 Tf 50 695 Td <%s> Tj ET BT /G 12 Tf 150 695 Td (yes) Tj ET" % (
        *(before, RULES),
        codes.hex().encode(),
    )
    return objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R/G<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>" % page,
        stream(contents),
        *font,
    )


def embedded(entries: bytes = b"", *more: bytes) -> tuple[bytes, ...]:
    """A font that is printed by the numbers of its glyphs; `entries` may say what they are."""
    data = VERA.read_bytes()
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>" % entries,
        DESCENDANT % (b"F", b"Identity", b"/DW 600/CIDToGIDMap/Identity"),
        DESCRIPTOR % b"/FontFile2 8 0 R",
        stream(data, b"/Length1 %d" % len(data)),
        *more,
    )


def chinese(encoding: bytes) -> tuple[bytes, ...]:
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/%s/DescendantFonts[6 0 R]>>" % encoding,
        DESCENDANT % (b"SimSun", b"GB1", b"/DW 1000"),
        DESCRIPTOR % b"",
    )


def a_map(body: bytes) -> bytes:
    head = b"begincmap 1 begincodespacerange <0000><ffff> endcodespacerange\n"
    return stream(head + body + b"\nendcmap")


def pairs(text: str) -> bytes:
    return b"".join(b"<%04x><%04x>\n" % (GLYPHS[ord(char)], ord(char)) for char in sorted(set(text)))


NUMBERS = b"".join(GLYPHS[ord(char)].to_bytes(2, "big") for char in TEXT)
RANGES = b"1 beginbfrange\n" + b"\n".join(
    b"<%04x><%04x>[<%04x>]" % (GLYPHS[ord(char)], GLYPHS[ord(char)], ord(char)) for char in TEXT
)
BY_NAME = (
    b"<</Type/Font/Subtype/TrueType/BaseFont/F/FirstChar 1/LastChar 6/Widths[600 600 600 600 600 600]"
    b"/FontDescriptor 6 0 R/Encoding<</Differences[1%s]>>>>"
    % b"".join(b"/uni%04X" % ord(char) for char in TEXT)
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (printed(NUMBERS, *embedded()), TEXT),
        (printed(TEXT.encode("utf-16-be"), *embedded(b"/ToUnicode/Identity-H")), TEXT),
        (printed(NUMBERS, *embedded(b"/ToUnicode 9 0 R", a_map(RANGES + b" endbfrange"))), TEXT),
        (printed(bytes(range(1, 7)), BY_NAME, DESCRIPTOR % b""), TEXT),
        (printed("栽种行道树".encode(), *chinese(b"UniGB-UTF8-H")), "栽种行道树"),
        (printed("栽种行道树".encode("utf-32-be"), *chinese(b"UniGB-UTF32-H")), "栽种行道树"),
    ],
    ids=["by the font itself", "unnamed map", "list in a map", "names of glyphs", "UTF-8", "UTF-32"],
)
def test_characters_that_pdfium_does_not_know_are_read_by_pdfplumber(data: bytes, text: str) -> None:
    assert blocks(data) == [[text, "yes"]]


def test_a_character_that_nobody_knows_is_kept_as_unknown() -> None:
    known = a_map(b"9 beginbfchar\n" + pairs("target".replace("g", "")) + b"endbfchar")
    bare = (*embedded(b"/ToUnicode 9 0 R")[:2], DESCRIPTOR % b"", b"null", known)
    assert blocks(printed(NUMBERS[:4] * 3 + NUMBERS, *bare)) == [["tatatatar\ufffdet", "yes"]]


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra `ocr` the picture of a page would be read."""
    monkeypatch.setattr("structurer.read.pdf.ocr.is_installed", lambda: False)


@pytest.mark.usefixtures("no_recognition")
def test_a_page_of_unknown_characters_is_refused() -> None:
    bare = (*embedded()[:2], DESCRIPTOR % b"")
    with pytest.raises(InputError, match="does not say which characters it prints on page 1") as error:
        document(printed(NUMBERS, *bare))
    assert "OCR" in (error.value.hint or "")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_second_reading_finds_the_places_of_the_first_on_turned_and_cut_pages(turn: int) -> None:
    turned = {
        0: b"",
        90: b"0 1 -1 0 842 0 cm ",
        180: b"-1 0 0 -1 500 842 cm ",
        270: b"0 -1 1 0 -300 500 cm ",
    }
    page = b"/MediaBox[-20 -30 860 850]/CropBox[10 20 850 845]/Rotate %d" % turn
    assert blocks(printed(NUMBERS, *embedded(), page=page, before=turned[turn])) == [[TEXT, "yes"]]


def test_what_is_clipped_away_stays_so() -> None:
    hidden = b"BT /F 12 Tf 50 600 Td <%s> Tj ET" % NUMBERS.hex().encode()
    before = b"q 400 400 9 9 re W n %s Q " % hidden
    assert blocks(printed(NUMBERS, *embedded(), before=before)) == [[TEXT, "yes"]]


def test_a_rare_character_that_pdfium_halves_is_whole() -> None:
    known = a_map(b"1 beginbfchar\n<%04x><d840dc00>\nendbfchar" % GLYPHS[ord("t")])
    data = printed(NUMBERS[:2], *embedded(b"/ToUnicode 9 0 R", known))
    assert blocks(data) == [["\U00020000", "yes"]]


@pytest.mark.usefixtures("no_recognition")
def test_where_pdfplumber_fails_the_first_reading_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("pdfplumber.open", fail)
    with pytest.raises(InputError, match="does not say"):
        document(printed(NUMBERS, *embedded()))


@pytest.mark.skipif(not is_installed(), reason=f"left out: needs text recognition, {INSTALL}")
def test_with_the_extra_a_page_of_unknown_characters_is_read_from_its_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("structurer.read.pdf.second._MOST_PAGES", 0)
    data = printed(NUMBERS, *embedded())
    (row,) = blocks(data)
    assert [cell.replace(" ", "") for cell in row] == [TEXT, "yes"]  # the font spaces its letters unevenly
    assert document(data).by_ocr


def test_files_that_pdfium_knows_need_no_pdfplumber() -> None:
    code = (
        "import sys; from structurer.read import Source; from structurer.read.pdf import PdfReader\n"
        "PdfReader().read(Source('x.pdf', sys.stdin.buffer.read())); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=WHOLE, capture_output=True, check=True)
    assert {"pdfplumber", "numpy"}.isdisjoint(done.stdout.decode().split())


WHOLE = pdf(table(FIRST))
