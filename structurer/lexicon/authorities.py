"""What the findings rest on: texts, printed forms, practice; the table is data."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple


class Authority(NamedTuple):
    """A text that rules name by `key`: `says` in our own words; `note`: which part of it was seen, and how."""

    key: str
    title: str
    says: str
    status: Literal["verified", "recalled", "none"]
    note: str = ""


@cache
def authorities() -> dict[str, Authority]:
    """All authorities by key, in the order of the table."""
    table = resources.files("structurer.lexicon").joinpath("authorities.toml").read_text("utf-8")
    return {key: Authority(key, **fields) for key, fields in tomllib.loads(table).items()}
