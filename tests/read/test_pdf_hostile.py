"""PDF files that are made to fill all memory. Each is read in a process of its own, which is measured."""

import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest

from pdfs import FIRST, HEAD, document, objects, pdf, stream, table
from structurer import InputError

MOST = 500  # MB
MEBIBYTE = 1 << 20
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TOO_MUCH = "draws more on page 1 than a page can show"
MEASURED = """
import resource, sys
from pathlib import Path
from structurer import InputError
from structurer.read import Source
from structurer.read.pdf import PdfReader
try:
    print(len(PdfReader().read(Source("x.pdf", sys.stdin.buffer.read())).blocks), "blocks")
except InputError as error:
    print(error)
status = Path("/proc/self/status")  # the peak that getrusage gives is that of the process before it, too
if status.exists():
    print(status.read_text().partition("VmHWM:")[2].split()[0])
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), entries + b"/Filter/FlateDecode")


def file(contents: bytes, *more: bytes, resources: bytes = b"", entries: bytes = b"") -> bytes:
    """A page with `contents`; `more` are numbered from 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>%s>>"
    return objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % (b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>" + resources, entries),
        contents,
        *more,
    )


def forms(first: int, levels: int, times: int) -> Iterator[bytes]:
    """Forms with the numbers from `first`, each of which prints the next one so many times."""
    for number in range(first + 1, first + levels):
        resources = b"/Resources<</XObject<</X %d 0 R>>>>" % number
        yield packed(b"/X Do " * times, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)
    yield packed(b"0 0 m 9 9 l S ", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")


def drawn_characters() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>/Resources<</XObject<</X 7 0 R>>>>>>"
    )
    text = packed(b"BT /T 9 Tf (a) Tj ET")
    return file(text, font, packed(b"9 0 d0 /X Do "), *forms(7, 10, 10), resources=b"/Font<</T 5 0 R>>")


def large_parts() -> bytes:
    """Objects that are packed together, each a megabyte of empty dictionaries; the list at the end finds them."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 13))
    plain = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count 10>>" % kids,
        **{
            3 + i: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots %d 0 R>>" % (20 + i)
            for i in range(10)
        },
        **{
            40 + i: packed(b"%d 0 [%s]" % (20 + i, b"<<>>" * (MEBIBYTE // 4)), b"/Type/ObjStm/N 1/First 5")
            for i in range(10)
        },
    }
    data, places = b"%PDF-1.5\n", {}
    for number, one in plain.items():
        places[number] = b"\1" + len(data).to_bytes(4, "big") + b"\0"
        data += b"%d 0 obj %s endobj\n" % (number, one)
    packs = {number: b"\2" + (number + 20).to_bytes(4, "big") + b"\0" for number in range(20, 30)}
    rows = b"".join((places | packs).get(number, bytes(6)) for number in range(60))
    entries = b"/Type/XRef/W[1 4 1]/Size 60/Root 1 0 R"
    return data + b"59 0 obj %s endobj\nstartxref\n%d\n%%%%EOF\n" % (packed(rows, entries), len(data))


def lzw(codes: int) -> bytes:
    """Spaces: each code stands for one more of them than the one before; the table begins anew when it is full."""
    bits, width, following = "", 9, 258
    for number in range(codes):
        if following in (258, 4094):
            bits += f"{256:0{9 if number == 0 else width}b}{32:09b}"
            width, following = 9, 258
        bits += f"{following:0{width}b}"
        following += 1
        width += following + 1 >= 1 << width and width < 12
    return int(bits.ljust(-len(bits) // 8 * -8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


HOSTILE = {
    "forms in forms": (
        file(packed(b"/X Do "), *forms(5, 10, 10), resources=b"/XObject<</X 5 0 R>>"),
        TOO_MUCH,
    ),
    "a form that prints itself": (
        file(
            packed(b"/X Do "),
            packed(b"/X Do /X Do ", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
            resources=b"/XObject<</X 5 0 R>>",
        ),
        TOO_MUCH,
    ),
    "forms in an annotation": (
        file(
            packed(b""),
            b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>",
            *forms(6, 10, 10),
            entries=b"/Annots[5 0 R]",
        ),
        TOO_MUCH,
    ),
    "forms in a character": (drawn_characters(), TOO_MUCH),
    "a million rulings": (file(packed(b"0 0 m 99 0 l S " * MEBIBYTE)), TOO_MUCH),
    "as many characters": (file(packed(b"BT /F 9 Tf (%s) Tj ET" % (b"a" * 15 * MEBIBYTE))), TOO_MUCH),
    "states that are kept": (file(packed(b"q " * 7 * MEBIBYTE)), TOO_MUCH),
    "as many states as are read": (file(packed(b"q " * (2 * MEBIBYTE - 9))), "has no text"),
    "as many characters as are read": (
        file(packed(b"BT /F 9 Tf %s ET" % (b"(%s) Tj " % (b"a" * 1000) * 650))),
        "has 650000 characters",
    ),
    "marks in marks": (file(packed(b"/a<</b 1>>BDC " * 280_000)), TOO_MUCH),
    "contents again and again": (
        file(packed(b"0 0 m 9 9 l S " * 10_000)).replace(b"4 0 R", b"[%s]" % (b"4 0 R " * 5_000)),
        TOO_MUCH,
    ),
    "packed another way": (file(stream(lzw(60 * 3_800), b"/Filter/LZWDecode")), TOO_MUCH),
    "large parts packed together": (large_parts(), "draws more in its list of objects"),
    "a tree of pages in a circle": (
        file(packed(b"")).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 3 0 R]/Count 9"),
        "damaged page",
    ),
    "no list of objects": (
        file(stream(b"z" * 20 * MEBIBYTE, b"/Filter/ASCII85Decode")),
        "list of objects is missing",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_one_line_and_takes_little_memory(name: str) -> None:
    data, said = HOSTILE[name]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], input=data, capture_output=True, check=True, timeout=60
    )
    line, peak = done.stdout.decode().splitlines()
    assert said in line
    assert int(peak) < MOST * 1024


def test_five_thousand_pages_are_read() -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 5_004))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F %s>>>>>>" % FONT
    )
    data = objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids,
        packed(b"BT /F 9 Tf 50 700 Td (target) Tj ET"),
        *[page] * 5_000,
    )
    done = subprocess.run([sys.executable, "-c", MEASURED], input=data, capture_output=True, check=True)
    line, peak = done.stdout.decode().splitlines()
    assert line == "5000 blocks"
    assert int(peak) < MOST * 1024


def test_a_file_with_more_cells_than_can_be_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.reader._MOST_CELLS", 25)
    with pytest.raises(InputError, match="has more than 25 cells and lines up to page 3"):
        document(pdf(*[table(HEAD, FIRST)] * 4))


def test_pages_that_draw_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.weight._HEAVIEST_FILE", 9_000)
    with pytest.raises(InputError, match="draws more on its pages than can be read"):
        document(pdf(*[table(HEAD, FIRST)] * 10))


def test_forms_that_are_used_as_they_should_be_are_read() -> None:
    """Seals and signatures are forms in forms, and what they print on many pages is one form."""
    with_text = packed(
        b"BT /F 9 Tf 50 700 Td (target) Tj ET",
        b"/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F %s>>>>" % FONT,
    )
    outer = packed(b"/X Do", b"/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>")
    data = file(packed(b"/X Do"), outer, with_text, resources=b"/XObject<</X 5 0 R>>")
    assert len(list(document(data).blocks)) == 1
