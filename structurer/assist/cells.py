"""The texts of a project that a model sees and may quote."""

from collections.abc import Mapping
from typing import Final

from structurer.models import Indicator, Project

HEADER_FIELDS: Final = ("project_name", "fund_purpose", "goals")
ROW_FIELDS: Final = ("level1", "level2", "level3", "description", "value", "basis")


def header_texts(project: Project) -> dict[str, str]:
    """The header's texts by field, those that print something."""
    texts = {
        "project_name": project.project_name,
        "fund_purpose": project.fund_purpose,
        "goals": project.goals_text,
    }
    return {name: text for name, text in texts.items() if text}


def row_texts(row: Indicator) -> dict[str, str]:
    """A row's cells by field, those that print something."""
    texts = {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "description": row.description,
        "value": row.value.text,
        "basis": row.basis,
    }
    return {name: text for name, text in texts.items() if text}


def is_quoted(quote: str, field: str, *texts: Mapping[str, str]) -> bool:
    """Tell whether `quote` is a verbatim piece of that field, in the first of `texts` that has it."""
    return bool(quote.strip()) and any(quote in one[field] for one in texts if field in one)
