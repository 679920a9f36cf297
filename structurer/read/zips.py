"""Zip archives in memory: opened with limits, and what of them no document has."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from structurer.errors import InputError

METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # others may be expanded only as a whole; no tool packs with them
DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    OSError,
    ValueError,
)  # what opening a damaged archive raises
DAMAGED_PART = (zipfile.BadZipFile, zlib.error)  # what expanding a damaged part raises
ZIP = b"PK\x03\x04"
MB = 1_000_000
_HEADER = b"PK\x01\x02"
_LOCAL_HEADER = 30  # bytes, before the name and further fields of an entry
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_CHUNK = 1 << 16  # bytes
_IS_ENCRYPTED_ENTRY = 0x1
_MOST_HEADERS = 100_000  # an object of one kilobyte is made of each before one can ask how many there are
_MOST_PARTS = 10_000
_MOST_EXPANSION = 200  # times the packed size, of a part past _NO_BOMB; documents come to some 30
_NO_BOMB = 1 * MB
_LARGEST_TOTAL = 1_000 * MB  # bytes of all parts, expanded: pictures count, though they are never expanded
_OPEN_AND_SAVE = "open it in the program it was made with and save it again"


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a zip archive in memory; nothing has to be closed.

    Raises:
        InputError: it holds more files than anyone packs.
        BadZipFile, NotImplementedError, OSError, ValueError: it is damaged.
    """
    if data.count(_HEADER) > _MOST_HEADERS:
        raise InputError(f"holds more than {_MOST_HEADERS} files", hint="unpack it and hand in the files")
    return zipfile.ZipFile(BytesIO(data))


def names_before_parts(data: bytes) -> Iterator[str]:
    """Yield the names that stand before each part, which a damaged archive still has."""
    for found in _LOCAL_NAME.finditer(data):
        end = found.end()
        yield data[end : end + int.from_bytes(found[1], "little")].decode("utf-8", "replace")


def part_name(info: zipfile.ZipInfo) -> str:
    """The name of a part; some programs write backslashes."""
    return info.filename.replace("\\", "/")


def expand(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a part of the archive `data`; no more of them are made than it states.

    Raises:
        BadZipFile, zlib.error: the part is damaged, or is not what is stated of it.
    """
    whole = bytes(packed := _packed(data, part))
    if part.compress_type == zipfile.ZIP_DEFLATED:
        whole = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, part.file_size + 1)
    if (len(whole), zlib.crc32(whole)) != (part.file_size, part.CRC):
        raise zipfile.BadZipFile
    return whole


def expand_in_pieces(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what `expand` returns, for a part that is not to be in memory whole."""
    packed = _packed(data, part)
    size = checksum = 0
    for chunk in _inflate(packed) if part.compress_type == zipfile.ZIP_DEFLATED else _slices(packed):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > part.file_size:
            break
        if chunk:
            yield chunk
    if (size, checksum) != (part.file_size, part.CRC):
        raise zipfile.BadZipFile


def _packed(data: bytes, part: zipfile.ZipInfo) -> memoryview:
    at = part.header_offset
    if data[at : at + len(ZIP)] != ZIP:
        raise zipfile.BadZipFile
    at += _LOCAL_HEADER + sum(int.from_bytes(data[at + i : at + i + 2], "little") for i in (26, 28))
    return memoryview(data)[at : at + part.compress_size]


def _slices(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _CHUNK):
        yield bytes(packed[at : at + _CHUNK])


def _inflate(packed: memoryview) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in _slices(packed):
        rest = piece
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()


def check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive by what it says of its parts.

    Raises:
        InputError: it is encrypted, packed as no document is, or past a limit.
    """
    if len(parts) > _MOST_PARTS:
        raise InputError(
            f"has {len(parts):,} parts, and {_MOST_PARTS:,} are read", hint="divide the document"
        )
    if any(part.flag_bits & _IS_ENCRYPTED_ENTRY for part in parts):
        raise InputError(
            "is a zip archive encrypted with a password", hint="unpack it, and pack it without a password"
        )
    if odd := next((part for part in parts if part.compress_type not in METHODS), None):
        raise InputError(
            f"is packed in a way that no document is ({part_name(odd)!r} by method {odd.compress_type})",
            hint=_OPEN_AND_SAVE,
        )
    total = sum(part.file_size for part in parts)
    if total > _LARGEST_TOTAL:
        raise too_large(f"its parts expand to {total / MB:,.0f} MB, and {_LARGEST_TOTAL // MB:,} MB are read")


def check_size(name: str, part: zipfile.ZipInfo, largest: int) -> None:
    """Refuse a part by the size that is stated.

    Raises:
        InputError: it is past a limit.
    """
    if part.file_size > largest:
        raise too_large(f"{name!r} expands to {part.file_size / MB:,.0f} MB, and {largest // MB} MB are read")
    if part.file_size > max(_NO_BOMB, part.compress_size * _MOST_EXPANSION):
        raise InputError(
            f"looks like a zip bomb: {name!r} expands to more than {_MOST_EXPANSION} times its size",
            hint=_OPEN_AND_SAVE,
        )


def too_large(why: str) -> InputError:
    """The error about a document that is past a limit of size."""
    return InputError(f"is too large: {why}", hint="take out pictures, or divide the document")
