"""terms.toml: words that rules know."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def terms() -> dict[str, Any]:
    """terms.toml."""
    return tomllib.loads(resources.files("structurer.check").joinpath("terms.toml").read_text("utf-8"))
