"""The rows of the tables: a part of a submission with all that it stands in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from structurer.models import Finding, Indicator, Instalment, Project, Unread
from structurer.models.finding import CellRef, Quote
from structurer.models.result import Result
from structurer.models.value import Target


class InProject(NamedTuple):
    """A project, and the result it is of."""

    result: Result
    project: Project


class InRow(NamedTuple):
    """An indicator row of a project."""

    result: Result
    project: Project
    row: Indicator

    @property
    def first(self) -> Target | None:
        """The first of its targets."""
        return self.row.value.targets[0] if self.row.value.targets else None


class OneTarget(NamedTuple):
    """A target of an indicator, counted from 1."""

    result: Result
    project: Project
    row: Indicator
    number: int
    target: Target


class OneGoal(NamedTuple):
    """An item of a project's goals, counted from 1."""

    result: Result
    project: Project
    number: int
    text: str


class OneInstalment(NamedTuple):
    """A date of a project's payment plan, counted from 1."""

    result: Result
    project: Project
    number: int
    instalment: Instalment


class Extra(NamedTuple):
    """A printed cell without a column of its own, counted from 1 in its document; `row` is null for the header."""

    result: Result
    number: int
    project: int
    row: int | None
    label: str
    text: str


class OneFinding(NamedTuple):
    """A finding, counted from 1 in its document."""

    result: Result
    number: int
    finding: Finding


class OneCell(NamedTuple):
    """A cell of a finding, counted from 1, with a quote of it; a cell with two quotes comes twice."""

    result: Result
    finding: int
    number: int
    cell: CellRef
    quote: Quote | None


class OneUnread(NamedTuple):
    """A text that belongs to no field, counted from 1 in its document."""

    result: Result
    number: int
    unread: Unread


def documents(results: Sequence[Result]) -> Sequence[Result]:
    """Every document."""
    return results


def projects(results: Sequence[Result]) -> Iterator[InProject]:
    """Every project."""
    for result in results:
        for project in result.submission.projects:
            yield InProject(result, project)


def goals(results: Sequence[Result]) -> Iterator[OneGoal]:
    """Every item of the goals."""
    for at in projects(results):
        for number, text in enumerate(at.project.goals, 1):
            yield OneGoal(*at, number, text)


def instalments(results: Sequence[Result]) -> Iterator[OneInstalment]:
    """Every date of the payment plans."""
    for at in projects(results):
        for number, instalment in enumerate(at.project.payment_plan or (), 1):
            yield OneInstalment(*at, number, instalment)


def indicators(results: Sequence[Result]) -> Iterator[InRow]:
    """Every indicator row."""
    for result, project in projects(results):
        for row in project.indicators:
            yield InRow(result, project, row)


def targets(results: Sequence[Result]) -> Iterator[OneTarget]:
    """Every target."""
    for at in indicators(results):
        for number, target in enumerate(at.row.value.targets, 1):
            yield OneTarget(*at, number, target)


def extras(results: Sequence[Result]) -> Iterator[Extra]:
    """Every cell without a column of its own: of each project the header, then the rows."""
    for result in results:
        cells = [
            (project.index, row, label, text)
            for project in result.submission.projects
            for row, extra in [(None, project.extra), *((one.row, one.extra) for one in project.indicators)]
            for label, text in extra.items()
        ]
        for number, cell in enumerate(cells, 1):
            yield Extra(result, number, *cell)


def findings(results: Sequence[Result]) -> Iterator[OneFinding]:
    """Every finding, whatever it weighs."""
    for result in results:
        for number, finding in enumerate(result.submission.findings, 1):
            yield OneFinding(result, number, finding)


def finding_cells(results: Sequence[Result]) -> Iterator[OneCell]:
    """Every cell of the findings."""
    for result, number, finding in findings(results):
        cells = [(cell, quote) for at, cell in enumerate(finding.cells) for quote in _quotes(finding, at)]
        for count, (cell, quote) in enumerate(cells, 1):
            yield OneCell(result, number, count, cell, quote)


def _quotes(finding: Finding, cell: int) -> tuple[Quote | None, ...]:
    return tuple(quote for quote in finding.evidence if quote.cell == cell) or (None,)


def unread(results: Sequence[Result]) -> Iterator[OneUnread]:
    """Every text that belongs to no field."""
    for result in results:
        for number, one in enumerate(result.submission.unread, 1):
            yield OneUnread(result, number, one)


def codes(marks: Iterable[str]) -> str | None:
    """Codes in one cell, divided by semicolons; null when there is none."""
    return ";".join(marks) or None
