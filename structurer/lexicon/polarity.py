"""Which way an indicator's name points, from polarity.toml."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from structurer.lexicon.words import Words

_LONGEST_TAIL = 3  # characters behind a head noun: in 经费分担机制 the cost is not what is measured


@cache
def table() -> dict[str, Any]:
    """polarity.toml."""
    return tomllib.loads(resources.files("structurer.lexicon").joinpath("polarity.toml").read_text("utf-8"))


@cache
def _heads() -> Words:
    return Words.of({way: table()[way]["heads"] for way in ("lower", "higher", "input")})


@cache
def _turning() -> re.Pattern[str]:
    lower = "|".join(table()["lower"]["heads"])
    return re.compile(f"(?:{'|'.join(table()['turning']['before'])})(?:{lower})")


@lru_cache(maxsize=8192)
def polarity(name: str) -> str | None:
    """Which way a folded name points: `higher`, `lower`, `input` (staff, posts, vehicles), or null.

    The last head noun decides. Names come again in every project of a unit, so readings are kept.
    """
    text = _turning().sub("合格率", name)
    found, at = None, 0
    while match := _heads().find(text, at):
        found, at = match, match.end
    return found.name if found and len(text) - found.end <= _LONGEST_TAIL else None
