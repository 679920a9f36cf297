"""Bytes to characters."""

import codecs
import os

import pytest

from structurer import InputError
from structurer.read.encoding import decode

TEXT = "\t项目名称\n\t农村饮水安全（≥95%）\n" * 20


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(data: bytes, encoding: str) -> None:
    assert decode(data) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(range(256)) * 40, "binary data"),
        (b"PK\x03\x04rest", "Office file"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        ("naïve café, prix à déterminer".encode("latin-1"), "unknown encoding"),
        (codecs.BOM_UTF8 + b"\xff\xff", "damaged"),
        (codecs.BOM_UTF16_LE + b"\x00", "damaged"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decode(data)


def test_random_bytes_are_never_taken_for_text() -> None:
    for _ in range(50):
        with pytest.raises(InputError):
            decode(os.urandom(4096))
