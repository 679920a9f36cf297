"""Words for inputs, respondents, paying parties and project types, from people.toml."""

import re
from functools import cache
from typing import NamedTuple

from structurer.check.lexicon import lexicon


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
        for key, one in lexicon("people")["types"].items()
    }
