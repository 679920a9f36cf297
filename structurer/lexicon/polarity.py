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
    return Words.of({way: table()[way]["heads"] for way in ("lower", "higher", "open", "input")})


@cache
def _turning() -> re.Pattern[str]:
    lower = "|".join(table()["lower"]["heads"])
    return re.compile(f"(?:{'|'.join(table()['turning']['before'])})(?:{lower})")


@cache
def _words_of_harm() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Harm, harm that is counted, and handling."""
    harm, counts, handling = ("|".join(table()["harm"][key]) for key in ("words", "counts", "handling"))
    return re.compile(harm), re.compile(f"(?:{harm})(?:{counts})$"), re.compile(handling)


def names_harm(name: str) -> bool:
    """Tell whether a folded name speaks of what should not be: complaints, faults, accidents."""
    return _words_of_harm()[0].search(name) is not None


def names_handling(name: str) -> bool:
    """Tell whether a folded name speaks of what is done about something: 处理, 整改, 预防."""
    return _words_of_harm()[2].search(name) is not None


@lru_cache(maxsize=8192)
def polarity(name: str) -> str | None:
    """Which way a folded name points: `higher`, `lower`, `input` (staff, posts, vehicles), or null.

    The last head noun decides. Names come again in every project of a unit, so readings are kept.
    """
    _, counted, handling = _words_of_harm()
    if harm := counted.search(name):
        return None if handling.search(name, 0, harm.start()) else "lower"
    text = _turning().sub("合格率", name)
    found, at = None, 0
    while match := _heads().find(text, at):
        found, at = match, match.end
    if found is None or found.name == "open" or len(text) - found.end > _LONGEST_TAIL:
        return None
    return found.name
