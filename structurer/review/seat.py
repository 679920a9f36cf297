"""The rows that people decide on, as they were before anybody decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from structurer.decide import undecided
from structurer.figures.overview import needs_person, settled_by
from structurer.models import Finding, Indicator, Project, ReviewCode
from structurer.models.result import Result
from structurer.text import fold

UNSURE = "low_confidence"
"""Why a row is doubtful that a model labelled and was not sure of."""


@dataclass(frozen=True)
class Seat:
    """A row on the desk: its number there, and its value as it was before any person decided."""

    number: int
    result: Result
    project: Project
    row: Indicator
    findings: tuple[Finding, ...]

    @cached_property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it."""
        return needs_person(self.row)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why: the open questions, a model that was unsure, and how it was parsed."""
        value = self.row.value
        open_questions = (
            [one.question.value for one in value.ambiguous] if settled_by(self.row) == "open" else []
        )
        unsure = [UNSURE] if value.decided_by == "llm" and value.confidence == "low" else []
        return (*open_questions, *unsure, *(code.value for code in self.row.needs_review))

    @cached_property
    def words(self) -> str:
        """What a search looks through."""
        row, project = self.row, self.project
        texts = (
            row.level2,
            row.level3,
            row.description,
            row.value.text,
            project.project_name,
            self.result.name,
        )
        return fold("\0".join(text or "" for text in texts)).casefold()

    @property
    def codes(self) -> tuple[str, ...]:
        """What a filter may name: its reasons, and the rules that object to it."""
        return (*self.reasons, *(one.rule for one in self.findings))


def seats_of(results: Sequence[Result]) -> Iterator[Seat]:
    """The rows of results in printed order, numbered from 0, each with the findings of the default view about it."""
    number = 0
    for result in results:
        findings = _by_row(result.submission.findings)
        for project in result.submission.projects:
            for row in project.indicators:
                own = tuple(findings.get((project.index, row.row), ()))
                yield Seat(number, result, project, _before(row), own)
                number += 1


def _by_row(findings: Sequence[Finding]) -> dict[tuple[int, int], list[Finding]]:
    found: dict[tuple[int, int], list[Finding]] = {}
    for one in findings:
        if one.is_shown and one.confirmed is not False:
            for row in one.rows:
                found.setdefault((one.project, row), []).append(one)
    return found


def _before(row: Indicator) -> Indicator:
    if row.value.decided_by != "human":
        return row
    codes = tuple(code for code in row.needs_review if code is not ReviewCode.REFUSED)
    return row.model_copy(update={"value": undecided(row.value), "needs_review": codes})
