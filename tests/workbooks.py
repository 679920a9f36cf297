"""Makers of workbooks of four formats, cell by cell, and what is read of them."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from structurer.models import Document, Row, Why
from structurer.read import Source
from structurer.read.sheets.reader import SheetReader

READER = SheetReader()
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Fill = Callable[[Workbook, Worksheet], None]  # workbook, its first sheet


def xlsx(fill: Fill) -> bytes:
    out = BytesIO()
    book = Workbook(out)
    fill(book, book.add_worksheet("项目"))
    book.close()
    return out.getvalue()


def with_part(data: bytes, name: str, text: str) -> bytes:
    """The archive `data` with `text` as the part of that name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, text)
    return out.getvalue()


def xlsx_of(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A workbook whose only sheet has this XML."""
    book = texts([["甲"]])
    sheet = f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return with_part(book, "xl/worksheets/sheet1.xml", sheet)


def ods(table: str, *, styles: str = "", manifest: str = "") -> bytes:
    """A workbook whose content has this XML."""
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text", "style")
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        new.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def read(data: bytes) -> Document:
    source = Source("x", data)
    assert READER.recognises(source)
    return READER.read(source)


def blocks(data: bytes) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in read(data).blocks
    ]


def texts(rows: list[list[str]], merges: tuple[str, ...] = ()) -> bytes:
    """A workbook with these texts."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for merge in merges:
            sheet.merge_range(merge, "")
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                if text:
                    sheet.write_string(i, j, text)

    return xlsx(fill)


def noted(document: Document) -> list[tuple[Why, int | None, int | None, str]]:
    return [(one.why, one.place.row, one.place.column, one.text) for one in document.unread]


def record(number: int, body: bytes = b"") -> bytes:
    """One record of an .xls workbook."""
    return struct.pack("<HH", number, len(body)) + body


def in_ole(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream of at least 4096 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    count = len(stream) // 512
    table = [0xFFFF_FFFD, 0xFFFF_FFFE, *range(3, 2 + count), 0xFFFF_FFFE]
    entries = b""
    for entry, kind, start, size in (("Root Entry", 5, 0xFFFF_FFFE, 0), (name, 2, 2, len(stream))):
        title = entry.encode("utf-16-le") + b"\x00\x00"
        child = 1 if kind == 5 else 0xFFFF_FFFF
        links = struct.pack("<HBBIII", len(title), kind, 1, 0xFFFF_FFFF, 0xFFFF_FFFF, child)
        entries += title.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    sector = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + sector + entries.ljust(512, b"\x00") + stream


def xls(cells: bytes, *, locked: bool = False) -> bytes:
    """An .xls workbook with one sheet of these records; style 1 is 0.00."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, one) + bytes(16)) for one in (0, 2, 164))
    own = record(0x41E, struct.pack("<HHB", 164, 4, 1) + '0"个"'.encode("utf-16-le"))
    lock = record(0x2F, bytes(6)) if locked else b""
    name = "项目".encode("utf-16-le")
    before = begin + lock + record(0x42, struct.pack("<H", 1200)) + own + styles
    at = len(before) + 4 + 8 + len(name) + 4
    sheet = record(0x85, struct.pack("<IBBBB", at, 0, 0, 2, 1) + name)
    inner = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6))
    return in_ole("Workbook", before + sheet + record(0x0A) + inner + cells + record(0x0A))


def xlsb(cells: bytes) -> bytes:
    """An .xlsb workbook with one sheet of these records."""

    def part(*records: tuple[int, bytes]) -> bytes:
        return b"".join(
            (bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7]))
            + bytes([len(body)])
            + body
            for number, body in records
        )

    name = "项目".encode("utf-16-le")
    sheet = struct.pack("<III", 0, 1, 4) + "rId1".encode("utf-16-le") + struct.pack("<I", 2) + name
    book = part((131, b""), (143, b""), (156, sheet), (144, b""), (132, b""))
    size = struct.pack("<IIII", 0, 0, 0, 1)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("xl/workbook.bin", book)
        new.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships {space}><Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        data = part((129, b""), (148, size), (145, b"")) + cells + part((146, b""), (130, b""))
        new.writestr("xl/worksheets/sheet1.bin", data)
    return out.getvalue()


def xlsb_row(row: int, *values: tuple[int, float]) -> bytes:
    head = struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)
    cells = (bytes([5, 16]) + struct.pack("<IId", column, 0, value) for column, value in values)
    return bytes([0, len(head)]) + head + b"".join(cells)
