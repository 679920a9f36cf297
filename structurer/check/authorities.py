"""What the findings rest on: texts, printed forms, practice; the table is data."""

from functools import cache
from typing import Literal, NamedTuple

from structurer.check.lexicon import lexicon


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
    return {key: Authority(key, **fields) for key, fields in lexicon("authorities").items()}
