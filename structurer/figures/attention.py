"""What a person should look at, by reason."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from structurer.figures.overview import needs_person, settled_by
from structurer.models import Indicator, ReviewCode
from structurer.models.result import Result


class Doubt(StrEnum):
    """Why a value needs a person, where nothing was wrong with reading the row."""

    OPEN = "open"  # nobody settled what the value is
    UNSURE = "unsure"  # a model did, with low confidence


Reason = Doubt | ReviewCode


def reasons(row: Indicator) -> tuple[Reason, ...]:
    """Why a person should look at the row; empty where nobody needs to."""
    if not needs_person(row):
        return ()
    doubts: list[Reason] = []
    if settled_by(row) == "open":
        doubts.append(Doubt.OPEN)
    elif row.value.decided_by == "llm" and row.value.confidence == "low":
        doubts.append(Doubt.UNSURE)
    return (*doubts, *row.needs_review)


def attention(results: Sequence[Result]) -> dict[Reason, int]:
    """How many rows and project headers (表头) a person should look at for each reason, the most frequent first."""
    counts: Counter[Reason] = Counter()
    for result in results:
        for project in result.submission.projects:
            counts.update(project.needs_review)
            for row in project.indicators:
                counts.update(reasons(row))
    return dict(counts.most_common())
