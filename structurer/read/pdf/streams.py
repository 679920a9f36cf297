"""What a PDF unpacks to, measured before anything unpacks it whole."""

import re
import zlib

from structurer.errors import InputError

_MOST_UNPACKED = (
    16 << 20
)  # bytes of one stream, in which pdfium takes up to 20 times as much; a full page has 100 kB
_MOST_DATA = (
    256 << 20
)  # bytes of a picture, font or attachment: a page scanned in colour at 600 dpi has 100 MB
_MOST_OBJECTS = 4 << 20  # bytes of objects that are packed together
_MOST_LOCKED = (
    1 << 17
)  # bytes of such, still packed, in a file that is locked: they unpack to a thousand times as much
_PIECE = 1 << 16  # bytes unpacked at a time
_DICTIONARY = 512  # bytes before a stream in which its dictionary is looked for
_STREAM = re.compile(rb"stream\r?\n")
_DATA = re.compile(rb"/(?:Image|Length1|EmbeddedFile|Type1C|CIDFontType0C|OpenType)\b")
_OBJECTS = re.compile(rb"/ObjStm\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\b")  # then nothing can be unpacked without the key
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def check_streams(data: bytes) -> None:
    """Raise when a stream of `data` is damaged, of which pdfium would read a part, or a bomb.

    Raises:
        InputError: one is.
    """
    is_locked = bool(_ENCRYPTED.search(data))
    for match in _STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        dictionary = _ESCAPE.sub(_unescaped, dictionary)
        most = _most(dictionary)
        if is_locked:
            is_bomb = most == _MOST_OBJECTS and _packed_size(data, match.end()) > _MOST_LOCKED
        else:
            is_bomb = bool(_PACKED_TWICE.search(dictionary)) or _unpacks_to_more(data, match.end(), most)
        if is_bomb:
            raise InputError(
                f"unpacks to more than {most >> 20} MB in one piece",
                hint="no submission does; check where the file comes from",
            )


def _most(dictionary: bytes) -> int:
    if _OBJECTS.search(dictionary):
        return _MOST_OBJECTS
    return _MOST_DATA if _DATA.search(dictionary) else _MOST_UNPACKED


def _packed_size(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return (end if end >= 0 else len(data)) - start


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _unpacks_to_more(data: bytes, start: int, most: int) -> bool:
    """Unpack the stream at `start` piece by piece; one that is not packed this way does not."""
    unpacking = zlib.decompressobj()
    unpacked = 0
    try:
        for at in range(start, len(data), _PIECE):
            rest = data[at : at + _PIECE]
            while rest and not unpacking.eof:
                unpacked += len(unpacking.decompress(rest, _PIECE))
                if unpacked > most:
                    return True
                rest = unpacking.unconsumed_tail
            if unpacking.eof:
                break
    except zlib.error:
        if unpacked:
            raise InputError("is damaged in the middle", hint="copy, save or print it to PDF again") from None
    return False
