"""Values as they are read: folded, each character knowing where it is printed."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from structurer.text import UNSEEN


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """The plain form of a character, empty for one that prints nothing; ¼, ² and ① are no digits and stay."""
    if char == "\n" or unicodedata.category(char) == "No":
        return char
    return UNSEEN.sub("", unicodedata.normalize("NFKC", char))


class Folded(NamedTuple):
    """A printed text, and the same without white space and full-width forms; `offsets` are places in the printed one.

    Line breaks stay: what stands on two lines is no one word.
    """

    printed: str
    text: str
    offsets: tuple[int, ...] | None

    @classmethod
    def of(cls, printed: str) -> "Folded":
        """Fold `printed`; a text that is plain already keeps no offsets."""
        if unicodedata.is_normalized("NFKC", printed) and not UNSEEN.search(printed.replace("\n", "")):
            return cls(printed, printed, None)
        pairs = [(char, offset) for offset, original in enumerate(printed) for char in _plain(original)]
        return cls(printed, "".join(char for char, _ in pairs), tuple(offset for _, offset in pairs))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets of folded characters `start` to `end`."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def as_printed(self, start: int, end: int) -> str:
        """The printed text of folded characters `start` to `end`."""
        first, last = self.span(start, end)
        return self.printed[first:last]
