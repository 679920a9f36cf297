"""Bytes to blocks with places: one reader a format, told by content and not by suffix."""

from dataclasses import replace

from structurer.models import Document
from structurer.read.conversions import Conversions
from structurer.read.detect import choose
from structurer.read.inputs import STDIN, Found, Input, find_inputs
from structurer.read.readers import readable_suffixes, readers
from structurer.read.source import Reader, Source

__all__ = [
    "STDIN",
    "Conversions",
    "Found",
    "Input",
    "Reader",
    "Source",
    "find_inputs",
    "read",
    "readable_suffixes",
    "readers",
]


def read(source: Source) -> Document:
    """Read `source` with the reader of its format.

    Raises:
        InputError: the bytes are of no format that can be read, or are damaged.
    """
    choice = choose(source, readers())
    return replace(choice.reader.read(source), warning=choice.warning)
