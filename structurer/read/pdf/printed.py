"""What one page prints: its characters, ruling lines and backgrounds, as the reader of the page sees them.

All coordinates are points from the top left corner of the page as it is shown, with its rotation applied.
"""

from typing import NamedTuple

from structurer.read.pdf.frame import Area, Frame

UNKNOWN = "\ufffd"  # a character that the file prints and does not name


class Char(NamedTuple):
    """One printed character; `base` is the height of its base line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float


class Ruling(NamedTuple):
    """A straight line: at which height (or how far right) it runs, from where to where."""

    at: float
    start: float
    end: float


class Printed(NamedTuple):
    """One page: how it is seen, its characters in the order of the file, what it draws, and whether it shows pictures."""

    frame: Frame
    chars: list[Char]
    across: list[Ruling]
    down: list[Ruling]
    fills: list[Area]
    has_picture: bool
    by_ocr: bool = False  # read from a picture, by text recognition
