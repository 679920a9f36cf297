"""Printed text as the page gets it: in pieces that say what marks them, with nothing unseen left in it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypedDict

Mark = Literal["target", "rule", "model", "finding"]
"""Why a piece is marked: a target was read there, a rule or a model quotes it, or a finding does."""

# Control characters, and those that turn the direction of what follows or cannot be seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class Range(NamedTuple):
    """Characters [start, end) of a text, and what marks them."""

    start: int
    end: int
    mark: Mark


class Piece(TypedDict):
    """A run of characters with the same marks."""

    text: str
    marks: list[Mark]


def visible(text: str) -> str:
    """`text` with each character that cannot be seen as its code: `[U+202E]`; line breaks and tabs stay."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def pieces(text: str, ranges: Iterable[Range] = ()) -> list[Piece]:
    """Cut `text` where a mark begins or ends; ranges may overlap, and are clipped to the text."""
    inside = [one for one in ranges if 0 <= one.start < one.end <= len(text)]
    cuts = sorted({0, len(text), *(at for one in inside for at in (one.start, one.end))})
    return [
        Piece(text=visible(text[start:end]), marks=_marks_at(inside, start)) for start, end in pairwise(cuts)
    ]


def quoted(text: str, quote: str, mark: Mark) -> list[Range]:
    """Where `quote` stands first in `text`; nowhere gives nothing."""
    at = text.find(quote) if quote else -1
    return [] if at < 0 else [Range(at, at + len(quote), mark)]


def _marks_at(ranges: Sequence[Range], at: int) -> list[Mark]:
    return list(dict.fromkeys(one.mark for one in ranges if one.start <= at < one.end))
