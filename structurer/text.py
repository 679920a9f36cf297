"""Folding: how printed text is compared. Stored text is never folded."""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_WHITE_LINES = re.compile(r"[^\S\n]*\n\s*")


@lru_cache(maxsize=8192)
def _fold_short(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """Return `text` as it is compared: full-width forms made plain, white space and unseen characters gone.

    `其中：财政    资金` and `其中:财政资金` fold to the same string.
    """
    if len(text) <= 64:
        return _fold_short(text)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def is_blank(text: str) -> bool:
    """Tell whether `text` prints nothing: empty, white space or unseen characters only."""
    return not text or not _UNSEEN.sub("", text)


def tidy(text: str) -> str:
    """Return `text` with outer white space gone and blank lines inside it closed up; each other line break stays."""
    text = text.strip()
    return _WHITE_LINES.sub("\n", text) if "\n" in text else text
