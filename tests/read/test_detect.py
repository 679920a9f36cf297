"""Which reader takes a source."""

import struct
import zipfile
from io import BytesIO

import pytest

from structurer import InputError
from structurer.models import Document
from structurer.read.detect import choose, kind_of
from structurer.read.office import OfficeReader
from structurer.read.source import Reader, Source


class Stub:
    """Recognises content that begins with `magic`."""

    def __init__(self, magic: bytes, *suffixes: str) -> None:
        self.suffixes = suffixes
        self._magic = magic

    def recognises(self, source: Source) -> bool:
        return source.data.startswith(self._magic)

    def read(self, source: Source) -> Document:
        raise NotImplementedError


HTML = Stub(b"<html", ".html", ".htm")
SHEETS = Stub(b"PK", ".xlsx", ".xls")
PDF = Stub(b"%PDF-", ".pdf")
OFFICE = OfficeReader(PDF)
READERS: tuple[Reader, ...] = (PDF, OFFICE, SHEETS, HTML)


def ole(name: str) -> bytes:
    entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", len(name) * 2 + 2, 2)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(512, b"\0")


def zipped(*files: tuple[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in files:
            package.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("x.pdf", b"%PDF-1.7", PDF),
        ("x.html", b"<html>", HTML),
        ("x.rtf", b"{\\rtf1}", OFFICE),
        ("x.doc", b"{\\rtf1}", OFFICE),  # one reader's two formats: no surprise
        ("x.HTM", b"<html>", HTML),
        ("x.dat", b"<html>", HTML),
        ("x", b"<html>", HTML),
    ],
)
def test_the_content_chooses_the_reader(name: str, data: bytes, reader: Reader) -> None:
    choice = choose(Source(name, data), READERS)
    assert choice.reader is reader
    assert choice.warning is None


def test_the_first_reader_that_recognises_a_source_takes_it() -> None:
    other = Stub(b"<html", ".htm")
    assert choose(Source("x.htm", b"<html>"), (other, HTML)).reader is other


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("x.xls", b"<html><table>", "'x.xls' is in truth an HTML file, and is read as that"),
        ("a/x.XLS", b"<html>", "'a/x.XLS' is in truth an HTML file, and is read as that"),
        ("x.pdf", b"{\\rtf1}", "'x.pdf' is in truth an RTF file, and is read as that"),
        ("x.xlsx", ole("WordDocument"), "'x.xlsx' is in truth an old Word file (.doc), and is read as that"),
    ],
)
def test_a_suffix_of_another_reader_is_warned_of(name: str, data: bytes, warning: str) -> None:
    assert choose(Source(name, data), READERS).warning == warning


def test_what_nobody_reads_is_named_with_what_helps_and_what_is_readable() -> None:
    with pytest.raises(InputError) as caught:
        choose(Source("x.pdf", b"Rar!\x1a\x07\x00"), READERS)
    assert str(caught.value) == (
        "is a RAR archive; unpack it and hand in the files; "
        "readable are .pdf, .doc, .rtf, .wps, .dot, .xlsx, .xls, .html, .htm"
    )


def test_an_empty_file_is_said_to_be() -> None:
    with pytest.raises(InputError, match="is empty; check that the file was saved"):
        choose(Source("x.pdf", b""), READERS)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"BM\x36\x10\x0e\x00\x00\x00\x00\x00\x36\x00", "a picture"),
        (b"II*\0", "a picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"\0\0\0\x18ftypmp42", "a sound or a film"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "a sound or a film"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "an archive other than zip"),
        (b"a.txt".ljust(257, b"\0") + b"ustar", "an archive other than zip"),
        (b"MZ".ljust(200, b"\0"), "a program"),
        (b"\x7fELF", "a program"),
        (b"%PDF-1.4", "a PDF file"),
        (ole("PowerPoint Document"), "a PowerPoint file"),
        (ole("Workbook"), "an old Excel file (.xls)"),
        (ole("EncryptedPackage"), "an Office file encrypted with a password"),
        (ole("Nothing"), "an old Office file of an unknown kind, or one that was cut off"),
        (zipped(("a.txt", "x")), "a zip archive"),
        (zipped(("[Content_Types].xml", ""), ("word/document.xml", "")), "a Word file (.docx)"),
        (zipped(("[Content_Types].xml", ""), ("xl/workbook.xml", "")), "an Excel file (.xlsx)"),
        (zipped(("[Content_Types].xml", ""), ("ppt/presentation.xml", "")), "a PowerPoint file"),
        (
            zipped(
                ("[Content_Types].xml", ""),
                ("word/embeddings/a.xlsx", "xl/workbook"),
                ("word/document.xml", ""),
            ),
            "a Word file (.docx)",
        ),
        (
            zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("x", "xl/workbook")),
            "an OpenDocument text (.odt)",
        ),
        (zipped(("OFD.xml", "")), "an OFD file"),
        (zipped(("[Content_Types].xml", ""))[:60], "a zip file of an unknown kind, or one that was cut off"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "a Word 2003 XML file"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "an Excel 2003 XML file"),
        (b'<?xml version="1.0"?>\n<x/>', "an XML file"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "an HTML file"),
        ("\ufeff<HTML>".encode("utf-16-le"), "an HTML file"),
        (b"Subject: x\r\nMIME-Version: 1.0\r\n", "a web page with its pictures (MHTML)"),
        (bytes(4096), "nothing but zero bytes"),
        ("项目名称\n".encode("gb18030"), "a text"),
        (bytes(range(256)) * 9, "data of an unknown kind"),
    ],
)
def test_every_kind_of_content_has_a_name(data: bytes, name: str) -> None:
    assert kind_of(Source("x", data)).name == name
