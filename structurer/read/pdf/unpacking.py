"""Unpacks a stream of a PDF file, but never more of it than it may hold."""

import zlib
from collections.abc import Callable
from io import BytesIO

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import literal_name
from pdfminer.runlength import rldecode

_PLAIN: dict[str, Callable[[bytes], bytes]] = {
    "ASCII85Decode": ascii85decode,
    "A85": ascii85decode,
    "ASCIIHexDecode": asciihexdecode,
    "AHx": asciihexdecode,
    "RunLengthDecode": rldecode,
    "RL": rldecode,
}


class TooLargeError(Exception):
    """It unpacks to more than it may."""


def unpacked(stream: PDFStream, most: int) -> bytes:
    """The content of `stream`; what is packed as a picture, or damaged, stays as it is.

    Raises:
        TooLargeError: it has more than `most` bytes.
    """
    data = stream.get_rawdata() or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for name, _ in stream.get_filters():
        data = _unpack(data, literal_name(name), most)
    if len(data) > most:
        raise TooLargeError
    return data


def _unpack(data: bytes, name: str, most: int) -> bytes:
    if name in ("FlateDecode", "Fl"):
        return _inflate(data, most)
    if name in ("LZWDecode", "LZW"):
        return _expand(data, most)
    if name not in _PLAIN:
        return data
    if len(data) > most:
        raise TooLargeError
    return _PLAIN[name](data)


def _inflate(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, most + 1)
    except zlib.error:
        return data
    if len(found) > most:
        raise TooLargeError
    return found


def _expand(data: bytes, most: int) -> bytes:
    found = bytearray()
    for piece in LZWDecoder(BytesIO(data)).run():
        found += piece
        if len(found) > most:
            raise TooLargeError
    return bytes(found)
