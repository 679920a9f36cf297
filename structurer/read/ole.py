"""OLE compound files, the container of old Office files: what kind one is, and its streams."""

import struct
from array import array
from collections.abc import Iterator, Sequence
from typing import Literal

_HEADER = struct.Struct("<30x H H 10x I I 4x I I I I I")
_HEADER_SIZE = 512
_TABLES_IN_HEADER = 109
ENTRY = 128  # bytes of one entry of the directory, which begins at a multiple of that
_NO_SECTOR = 0xFFFF_FFFA  # from here on a number is a mark: end of a chain, free, part of the table itself
_ROOT, _STREAM = 5, 2
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

OleKind = Literal["encrypted", "word", "excel", "powerpoint", "visio", "mail", "unknown"]
_KINDS: dict[str, OleKind] = {  # the stream that only this kind of file has
    "EncryptedPackage": "encrypted",
    "WordDocument": "word",
    "Workbook": "excel",
    "Book": "excel",
    "PowerPoint Document": "powerpoint",
    "VisioDocument": "visio",
    "__properties_version1.0": "mail",
}

Table = Sequence[int]


def ole_kind(data: bytes) -> OleKind | None:
    """Tell what an OLE file is by the names in its directory; null when it is none.

    The first name decides: a document that is embedded in another is written behind it.
    """
    if not data.startswith(_MAGIC):
        return None
    found = {entry: kind for name, kind in _KINDS.items() if (entry := stream_entry(data, name))}
    return found[min(found)] if found else "unknown"


def stream_entry(data: bytes, name: str) -> int | None:
    """Find the entry of a stream in the directory of an OLE file: name, length of the name in bytes, type."""
    entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", len(name) * 2 + 2, _STREAM)
    at = data.find(entry)
    while at >= 0 and at % ENTRY:
        at = data.find(entry, at + 1)
    return at if at >= 0 else None


class OleFile:
    """An OLE compound file in memory. A damaged one raises `ValueError`."""

    def __init__(self, data: bytes) -> None:
        """Read its tables and its directory."""
        if len(data) < _HEADER_SIZE:
            raise ValueError("no header")
        shift, small_shift, _, directory, cutoff, small, _, more, _ = _HEADER.unpack_from(data)
        if not 7 <= shift <= 16 or small_shift > shift:
            raise ValueError("no sector size")
        self._data, self._size, self._small_size, self._cutoff = data, 1 << shift, 1 << small_shift, cutoff
        self._table = self._read_table(more)
        self._small_table = _numbers(self._read(small))
        self._streams: dict[str, tuple[int, int]] = {}
        self._small = b""
        entries = self._read(directory)
        for at in range(0, len(entries) - ENTRY + 1, ENTRY):
            self._add(entries[at : at + ENTRY])

    def stream(self, name: str) -> bytes | None:
        """Return the bytes of the stream of that name."""
        if name not in self._streams:
            return None
        start, size = self._streams[name]
        if size >= self._cutoff:
            return self._read(start)[:size]
        width = self._small_size
        chain = _chain(self._small_table, start)
        return b"".join(self._small[at * width : (at + 1) * width] for at in chain)[:size]

    def _add(self, entry: bytes) -> None:
        name = entry[: max(0, int.from_bytes(entry[64:66], "little") - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT:
            self._small = self._read(start)[:size]
        elif entry[66] == _STREAM:
            self._streams.setdefault(name, (start, size))

    def _read_table(self, more: int) -> Table:
        """Read which sector follows each sector; the sectors of this table are listed in the header and further on."""
        listed = list(_numbers(self._data[76 : 76 + 4 * _TABLES_IN_HEADER]))
        for _ in range(len(self._data) // self._size):
            if more >= _NO_SECTOR:
                break
            *numbers, more = _numbers(self._sector(more))
            listed += numbers
        return _numbers(b"".join(self._sector(at) for at in dict.fromkeys(listed) if at < _NO_SECTOR))

    def _read(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._table, start)))

    def _sector(self, at: int) -> bytes:
        sector = self._data[(at + 1) * self._size : (at + 2) * self._size]
        if not sector:
            raise ValueError("a sector lies behind the end")
        return sector.ljust(self._size, b"\x00")  # the last one may be cut where the data ends


def _numbers(data: bytes) -> Table:
    return array("I", [number for (number,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])])


def _chain(table: Table, start: int) -> Iterator[int]:
    """Yield the sectors of a stream; one that runs in a circle is damaged."""
    for _ in range(len(table)):
        if start >= _NO_SECTOR:
            return
        yield start
        if start >= len(table):
            raise ValueError("a sector is not in the table")
        start = table[start]
    if start < _NO_SECTOR:
        raise ValueError("a chain of sectors has no end")
