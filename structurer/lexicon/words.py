"""Longest-first search for words that belong to classes."""

import re
from typing import NamedTuple

_LONGEST_WORD = 6


class Match(NamedTuple):
    """Words found: which class, and where in the text."""

    name: str
    start: int
    end: int


class Words(NamedTuple):
    """A longest-first search for words that belong to classes."""

    pattern: re.Pattern[str]
    classes: dict[str, str]

    @classmethod
    def of(cls, classes: dict[str, list[str]], *, anchor: str = "{}") -> "Words":
        """Search for the words of `classes`; the first class that has a word owns it."""
        owner: dict[str, str] = {}
        for name, words in classes.items():
            for word in words:
                owner.setdefault(word, name)
        longest_first = "|".join(re.escape(word) for word in sorted(owner, key=len, reverse=True))
        return cls(re.compile(anchor.format(f"(?:{longest_first})")), owner)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Match | None:
        """The first word from `start` on."""
        found = self.pattern.search(text, start, len(text) if end is None else end)
        return Match(self.classes[found[0]], found.start(), found.end()) if found else None

    def before(self, text: str, end: int) -> Match | None:
        """The word that ends at `end`; for a pattern anchored at the end."""
        begin = max(0, end - _LONGEST_WORD)
        found = self.pattern.search(text[begin:end])
        return Match(self.classes[found[0]], begin + found.start(), end) if found else None

    def at(self, text: str, start: int) -> Match | None:
        """The word that begins at `start`."""
        found = self.pattern.match(text, start)
        return Match(self.classes[found[0]], found.start(), found.end()) if found else None
