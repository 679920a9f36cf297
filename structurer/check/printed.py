"""Patterns found in folded text, quoted as printed."""

import re
from typing import NamedTuple

from structurer.normalize.folded import Folded


class Printed(NamedTuple):
    """A verbatim piece of a cell, and where it begins."""

    quote: str
    start: int


def search(pattern: re.Pattern[str], text: str) -> Printed | None:
    """The first piece of a printed text that `pattern` finds in its folded form."""
    folded = Folded.of(text)
    found = pattern.search(folded.text)
    if not found or found.start() == found.end():
        return None
    start, end = folded.span(found.start(), found.end())
    return Printed(text[start:end], start)
