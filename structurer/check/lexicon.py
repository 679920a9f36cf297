"""The words that rules know: data files of this package, and patterns of their lists."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The data file `name`.toml."""
    return tomllib.loads(resources.files("structurer.check").joinpath(f"{name}.toml").read_text("utf-8"))


def any_of(listed: Iterable[str]) -> str:
    """A piece of a pattern that finds one of the words, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(listed, key=len, reverse=True))})"


@cache
def pattern_of(name: str, *keys: str) -> re.Pattern[str]:
    """One pattern for a list of expressions in a data file."""
    listed = lexicon(name)
    for key in keys:
        listed = listed[key]
    return re.compile("|".join(listed))
