"""Folding: how printed text is compared. Stored text is never folded."""

import re
import unicodedata
from functools import lru_cache

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_LONGEST_CACHED = 64  # characters: labels and terms come again, prose does not
_WHITE_LINES = re.compile(r"[^\S\n]*\n\s*")


def _fold(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


_fold_cached = lru_cache(maxsize=8192)(_fold)


def fold(text: str) -> str:
    """Return `text` as it is compared: full-width forms made plain, white space and unseen characters gone.

    `其中：财政    资金` and `其中:财政资金` fold to the same string.
    """
    return _fold(text) if len(text) > _LONGEST_CACHED else _fold_cached(text)


def is_blank(text: str) -> bool:
    """Tell whether `text` prints nothing: empty, white space or unseen characters only."""
    return not text or (not text[0].isalnum() and not UNSEEN.sub("", text))


def tidy(text: str) -> str:
    """Return `text` with outer white space gone and blank lines inside it closed up; each other line break stays."""
    text = text.strip()
    return _WHITE_LINES.sub("\n", text) if "\n" in text else text
