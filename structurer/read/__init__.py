"""Bytes to blocks with places: one reader a format, told by content and not by suffix."""

from structurer.models import Document
from structurer.read.inputs import STDIN, Input, find_inputs
from structurer.read.source import Reader, Source
from structurer.read.text import TextReader

READERS: tuple[Reader, ...] = (TextReader(),)

__all__ = ["READERS", "STDIN", "Input", "Reader", "Source", "TextReader", "find_inputs", "read"]


def read(source: Source) -> Document:
    """Read `source` with the reader of its format.

    Raises:
        InputError: the bytes are of no format that can be read, or are damaged.
    """
    return READERS[0].read(source)
