"""A project at a glance, and long lists of groups made short."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from structurer.figures.overview import UNNAMED, Group, Sum, needs_person
from structurer.models import Submission
from structurer.models.finding import Severity
from structurer.models.result import Result


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """One project: its rows, those that need a person, and the findings of the default view by severity."""

    indicators: int
    review: int
    severities: dict[Severity, int]


def project_figures(submission: Submission) -> dict[int, ProjectFigures]:
    """The figures of each project of a submission, by its number."""
    found = Counter((one.project, one.severity) for one in submission.findings if one.is_shown)
    return {
        project.index: ProjectFigures(
            indicators=len(project.indicators),
            review=sum(map(needs_person, project.indicators)),
            severities={severity: found[project.index, severity] for severity in Severity},
        )
        for project in submission.projects
    }


def by_project(results: Sequence[Result]) -> tuple[Group, ...]:
    """Every project as a group of its own, under its printed name, from the largest budget down."""
    groups = []
    for result in results:
        figures = project_figures(result.submission)
        for project in result.submission.projects:
            amount, one = project.budget.total.amount, figures[project.index]
            budget = Sum(amount or Decimal(0), 1, int(amount is None))
            found = sum(one.severities.values())
            groups.append(
                Group(project.project_name or project.title or UNNAMED, budget, one.indicators, found)
            )
    return tuple(sorted(groups, key=lambda group: -group.budget.amount))


def largest(groups: Sequence[Group], limit: int, rest: str) -> tuple[Group, ...]:
    """The first `limit` groups; those behind them, if they are more than one, as one group called `rest`."""
    if len(groups) <= limit + 1:
        return tuple(groups)
    return (*groups[:limit], _joined(groups[limit:], rest))


def _joined(groups: Sequence[Group], name: str) -> Group:
    return Group(
        name=name,
        budget=Sum(
            amount=sum((one.budget.amount for one in groups), Decimal(0)),
            projects=sum(one.budget.projects for one in groups),
            unknown=sum(one.budget.unknown for one in groups),
        ),
        indicators=sum(one.indicators for one in groups),
        findings=sum(one.findings for one in groups),
    )
