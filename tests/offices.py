"""Makers of RTF and of skeletons of OLE files, and a reader that stands for the one of ODT."""

import struct

from structurer.models import Cell, Document, Place, Row
from structurer.read.source import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ROWS = (("一级指标", "二级指标", "指标值"), ("产出指标", "数量指标", "≥3座"), ("", "质量指标", "100%"))


def rtf(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)


def rtf_table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A table in which an empty first cell is covered by the one above it."""
    lines = []
    for number, row in enumerate(rows):
        below = number + 1 < len(rows) and not rows[number + 1][0]
        merge = "" if row[0] and not below else "\\clvmgf" if row[0] else "\\clvmrg"
        edges = f"{merge}\\cellx2000\\cellx5000\\cellx8000"
        lines.append(f"\\trowd{edges}\n" + "".join(f"{rtf(cell)}\\intbl\\cell\n" for cell in row) + "\\row\n")
    return (
        f"{{\\rtf1\\ansi\\uc1\n{rtf('饮水安全项目绩效目标表')}\\par\n{''.join(lines)}\\pard\\par}}".encode()
    )


def ole(*names: str, first_sector: int = 1, flags: int = 0) -> bytes:
    """The skeleton of an OLE file: header, directory with `names`, and one sector that begins as Word's stream does."""
    header = OLE.ljust(0x1E, b"\0") + struct.pack("<H", 9)
    entries = b"".join(
        (name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", len(name) * 2 + 2, 2)).ljust(
            0x74, b"\0"
        )
        + struct.pack("<IQ", first_sector, 4096)
        for name in names
    )
    stream = struct.pack("<H8xH", 0xA5EC, flags)
    return header.ljust(512, b"\0") + entries.ljust(512, b"\0") + stream.ljust(512, b"\0")


class StubReader:
    """Stands for the reader of ODT: remembers what it is given."""

    suffixes: tuple[str, ...] = (".odt",)

    def __init__(self) -> None:
        self.given: list[Source] = []

    def recognises(self, source: Source) -> bool:
        raise NotImplementedError

    def read(self, source: Source) -> Document:
        self.given.append(source)
        row = Row((Cell("甲", Place(page=1, table=1, row=1), None, 1),))
        return Document(source.name, "odt", None, source.sha256, len(source.data), (row,))
