"""Which reader takes a source: told by content, never by the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from structurer.errors import InputError
from structurer.read.archive import is_archive
from structurer.read.encoding import decode
from structurer.read.ole import ole_kind
from structurer.read.source import Reader, Source


@dataclass(frozen=True, slots=True)
class Choice:
    """The reader of a source, and a warning where the name of the file promises another format."""

    reader: Reader
    warning: str | None = None


class Kind(NamedTuple):
    """A kind of content, as people call it, and what helps when it is handed in and cannot be read."""

    name: str
    advice: str = "save it in a format that is"


_UNPACK = "unpack it and hand in the files"
_PICTURE = Kind("a picture", "hand in the document that was photographed or scanned")
_MEDIA = Kind("a sound or a film", "check that it is the right file")
_PROGRAM = Kind("a program", "do not start it; check that it is the right file")
_SLIDES = Kind("a PowerPoint file", "hand in the tables as a Word or Excel file")
_LOCKED = Kind(
    "an Office file encrypted with a password", "open it with the password and save it without one"
)
_ODF = rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\."
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (  # patterns of the first bytes
    (rb"%PDF-", Kind("a PDF file")),
    (rb"\{\\rtf", Kind("an RTF file")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif)", _PICTURE),
    (rb".{4}ftyp|ID3|RIFF.{4}(?:WAVE|AVI )|\x1a\x45\xdf\xa3", _MEDIA),
    (rb"7z\xbc\xaf\x27\x1c", Kind("a 7z archive", _UNPACK)),
    (rb"Rar!\x1a\x07", Kind("a RAR archive", _UNPACK)),
    (rb"\x1f\x8b|BZh\d1AY|\xfd7zXZ\0|.{257}ustar", Kind("an archive other than zip", _UNPACK)),
    (rb"MZ.{56}|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", _PROGRAM),
    (rb"SQLite format 3\0", Kind("a database", "save its tables as .xlsx")),
    (_ODF + b"text", Kind("an OpenDocument text (.odt)")),
    (_ODF + b"spreadsheet", Kind("an OpenDocument table (.ods)")),
    (_ODF + b"presentation", _SLIDES),
)
_OLE: dict[str | None, Kind] = {
    "encrypted": _LOCKED,
    "word": Kind("an old Word file (.doc)"),
    "excel": Kind("an old Excel file (.xls)"),
    "powerpoint": _SLIDES,
    "visio": Kind("a Visio drawing"),
    "mail": Kind("a mail of Outlook", "save its attachments and hand in those"),
    "unknown": Kind("an old Office file of an unknown kind, or one that was cut off"),
}
_PACKAGES: tuple[tuple[bytes, Kind], ...] = (  # what stands in the list of files of such a zip file
    (b"word/document", Kind("a Word file (.docx)")),
    (b"xl/workbook", Kind("an Excel file (.xlsx)")),
    (b"ppt/presentation", _SLIDES),
    (b"OFD.xml", Kind("an OFD file", "save it as PDF")),
)
_MARKED_UP: tuple[tuple[bytes, Kind], ...] = (  # patterns of the first lines, in small letters
    (rb"<\?mso-application\s+progid=.word\.document", Kind("a Word 2003 XML file", "save it as .docx")),
    (rb"<\?mso-application\s+progid=.excel\.sheet", Kind("an Excel 2003 XML file", "save it as .xlsx")),
    (rb"<!doctype html|<html|<head|<body|<meta|<table", Kind("an HTML file")),
    (rb"(?m)^mime-version:", Kind("a web page with its pictures (MHTML)", "save it as HTML")),
    (rb"\A\s*<\?xml", Kind("an XML file")),
)
_UNKNOWN = Kind("data of an unknown kind", "check that it is the right file")
_FIRST_LINES = 2048  # bytes
_MARKS = b"\xef\xbb\xbf\xff\xfe"


def choose(source: Source, readers: Sequence[Reader]) -> Choice:
    """Choose the first of `readers` that recognises `source`.

    Raises:
        InputError: none does; the message says what the source is instead.
    """
    if not source.data:
        raise InputError("is empty", hint="check that the file was saved and copied whole")
    for reader in readers:
        if reader.recognises(source):
            return Choice(reader, _warning(source, reader, readers))
    kind = kind_of(source)
    if kind is _UNKNOWN:
        decode(source.data)  # it raises, and says more
    readable = ", ".join(dict.fromkeys(suffix for reader in readers for suffix in reader.suffixes))
    raise InputError(f"is {kind.name}", hint=f"{kind.advice}; readable are {readable}")


def kind_of(source: Source) -> Kind:
    """Tell what `source` is for people, also where no reader takes it."""
    data = source.data
    for pattern, kind in _SIGNATURES:
        if re.match(pattern, data, re.DOTALL):
            return kind
    if ole := ole_kind(data):
        return _OLE[ole]
    if is_archive(source):
        return Kind("a zip archive", _UNPACK)
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    head = data[:_FIRST_LINES].lstrip(_MARKS).replace(b"\0", b"").lower()
    for pattern, kind in _MARKED_UP:
        if re.search(pattern, head):
            return kind
    return _plain(data)


def _package(data: bytes) -> Kind:
    """The last name counts: the list of files stands at the end, behind documents that are embedded."""
    at, kind = max(((data.rfind(name), kind) for name, kind in _PACKAGES), key=lambda found: found[0])
    return kind if at >= 0 else Kind("a zip file of an unknown kind, or one that was cut off")


def _plain(data: bytes) -> Kind:
    if data.count(0) == len(data):
        return Kind("nothing but zero bytes", "copy it again: its content was lost")
    try:
        decode(data)
    except InputError:
        return _UNKNOWN
    return Kind("a text")


def _warning(source: Source, reader: Reader, readers: Sequence[Reader]) -> str | None:
    suffix = PurePath(source.name).suffix.lower()
    if suffix in reader.suffixes or not any(suffix in other.suffixes for other in readers):
        return None
    return f"{source.name!r} is in truth {kind_of(source).name}, and is read as that"
