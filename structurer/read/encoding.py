"""Bytes to characters: UTF-8, UTF-16 and GB18030, with and without a byte-order mark."""

import codecs
import re

from structurer.errors import InputError

# Longest mark first: the one of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "an Office file or zip archive (.docx, .xlsx, .odt, .zip)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 1 << 16
_MOST_CONTROL = (
    0.001  # of the characters of a text: converters leave a stray one, binary data is full of them
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the characters of `data` and the name of the encoding, a byte-order mark left out.

    Raises:
        InputError: `data` is binary, or in an encoding other than UTF-8, UTF-16, UTF-32 and GB18030.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {kind}, not text", hint="this version reads text; save it as text first")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    for encoding in ("utf-8", *_utf16_without_mark(data), "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text, encoding
    if b"\x00" in data[:_SAMPLE] or not _looks_like_text(data[:_SAMPLE].decode("latin-1")):
        raise InputError("holds binary data, not text", hint="check that it is the right file")
    raise InputError(
        "is in an unknown encoding: it is neither UTF-8, UTF-16 nor GB18030",
        hint="save it as UTF-8 text",
    )


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(
            f"begins as {encoding} text but is damaged", hint="save it again as UTF-8 text"
        ) from None


def _utf16_without_mark(data: bytes) -> tuple[str, ...]:
    """Tell UTF-16 by its line breaks and tabs: one of their two bytes is always zero, on the same side."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > even * 4:
        return ("utf-16-le",)
    if even > odd * 4:
        return ("utf-16-be",)
    return ()


def _looks_like_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) * _MOST_CONTROL
