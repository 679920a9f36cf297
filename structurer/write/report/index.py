"""What the page's filters look at: the facts of every project and row, short, as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from structurer.figures import reasons
from structurer.models import Indicator, Project
from structurer.text import fold
from structurer.write.report.cards import HEADER, Card, Note

NOTHING = "-"
"""What a project without a department or category, and a value without a kind, is filtered by."""


def index(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """One object a project; `text` is what a search looks through, folded and in lower case, cells on their own lines.

    A finding is [severity, rule, whether the default view has it]; a row is [kind, whether a person should look at
    it, findings, text].
    """
    return [
        {
            "document": card.document,
            "unit": card.project.unit_name or NOTHING,
            "category": card.project.category.value if card.project.category else NOTHING,
            "review": bool(card.project.needs_review),
            "findings": _findings(card.notes.get(HEADER, ())),
            "text": _searched(_header_texts(card), card.notes.get(HEADER, ())),
            "rows": [_row(row, card.notes.get(row.row, ())) for row in card.project.indicators],
        }
        for card in cards
    ]


def _row(row: Indicator, notes: Sequence[Note]) -> list[Any]:
    kind = row.value.kind.value if row.value.kind else NOTHING
    return [kind, bool(reasons(row)), _findings(notes), _searched(_row_texts(row), notes)]


def _findings(notes: Sequence[Note]) -> list[list[Any]]:
    found = (note.finding for note in notes)
    return [[one.severity.value, one.rule, int(one.is_shown)] for one in found]


def _searched(texts: Iterable[str | None], notes: Sequence[Note]) -> str:
    said = (text for note in notes for text in (note.finding.rule, note.finding.message_zh))
    folded = (fold(text).lower() for text in (*texts, *said) if text)
    return "\n".join(filter(None, folded))


def _header_texts(card: Card) -> list[str | None]:
    project = card.project
    summary = [project.summary.headline, project.summary.text] if project.summary else []
    return [
        card.submission.source.name,
        *_names(project),
        project.fund_purpose,
        project.goals_text,
        *project.extra.values(),
        *summary,
    ]


def _names(project: Project) -> list[str | None]:
    name = project.project_name or project.title
    return [project.unit_code, project.unit_name, project.project_code, name]


def _row_texts(row: Indicator) -> list[str | None]:
    names = [row.level1, row.level2, row.level3, row.description]
    return [*names, row.value.text, row.basis, *row.extra.values()]
