"""Words for inputs, respondents, paying parties and project types, from people.toml."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple


@cache
def people() -> dict[str, Any]:
    """people.toml."""
    return tomllib.loads(resources.files("structurer.check").joinpath("people.toml").read_text("utf-8"))


def any_of(words: list[str]) -> str:
    """A piece of a pattern that finds one of `words`, the longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


class ProjectType(NamedTuple):
    """A type of project: how its name tells it, and the indicator that every project of the type has."""

    label: str
    name: re.Pattern[str]
    core: re.Pattern[str]
    missing: str


@cache
def project_types() -> dict[str, ProjectType]:
    """The types of projects that are told by the name."""
    return {
        key: ProjectType(one["label"], re.compile(one["name"]), re.compile(one["core"]), one["missing"])
        for key, one in people()["types"].items()
    }
