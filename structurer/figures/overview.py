"""A run at a glance: how much, for whom, of what kind, and what is wrong with it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from structurer.models import Indicator, Project, Submission
from structurer.models.finding import Finding, Severity
from structurer.models.result import Result
from structurer.models.value import Kind

UNNAMED = ""
"""The group of projects that print no department, or have no category."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in yuan (元) over `projects`; `unknown` of them state none that can be read and are not in it."""

    amount: Decimal
    projects: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one department (部门) or category, with the findings of the default view about them."""

    name: str
    budget: Sum
    indicators: int
    findings: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule objects at one severity, in the default view."""

    rule: str
    name: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a run holds; groups from the largest budget down, rules by severity and then by how often they object.

    `kinds` counts rows by kind, in the order of the value model; `settled` by who settled the kind (`open`: nobody
    yet); `checkable` by whether anybody could check the target (null: not known). `severities` counts the findings
    of the default view, `hidden` all others that no person accepts.
    """

    documents: int
    projects: int
    indicators: int
    budget: Sum
    fiscal: Sum
    other: Sum
    by_department: tuple[Group, ...]
    by_category: tuple[Group, ...]
    kinds: dict[Kind, int]
    settled: dict[Literal["rule", "llm", "human", "open"], int]
    checkable: dict[bool | None, int]
    severities: dict[Severity, int]
    rules: tuple[RuleCount, ...]
    hidden: int
    review: int


def overview(results: Sequence[Result]) -> Overview:
    """Count and add up what `results` say."""
    projects = [project for result in results for project in result.submission.projects]
    rows = [row for project in projects for row in project.indicators]
    shown = [finding for result in results for finding in result.submission.findings if finding.is_shown]
    accepted = sum(f.suppressed is not None for result in results for f in result.submission.findings)
    kinds = Counter(row.value.kind for row in rows)
    severities = Counter(finding.severity for finding in shown)
    return Overview(
        documents=len(results),
        projects=len(projects),
        indicators=len(rows),
        budget=_sum(project.budget.total.amount for project in projects),
        fiscal=_sum(project.budget.fiscal.amount for project in projects),
        other=_sum(project.budget.other.amount for project in projects),
        by_department=_groups(results, lambda project: project.unit_name or UNNAMED),
        by_category=_groups(results, lambda project: project.category.value if project.category else UNNAMED),
        kinds={kind: kinds[kind] for kind in Kind if kinds[kind]},
        settled=dict(Counter(map(settled_by, rows))),
        checkable=dict(Counter(row.value.checkable for row in rows)),
        severities={severity: severities[severity] for severity in Severity},
        rules=_rules(shown),
        hidden=sum(len(result.submission.findings) for result in results) - len(shown) - accepted,
        review=sum(map(needs_person, rows)),
    )


def settled_by(row: Indicator) -> Literal["rule", "llm", "human", "open"]:
    """Who settled the kind of the row's value; `open` where the rules' reading is their best guess only."""
    return "open" if row.value.ambiguous or row.value.decided_by is None else row.value.decided_by


def needs_person(row: Indicator) -> bool:
    """Tell whether a person should look at the row: its value is open, a model was unsure, or its parsing is marked.

    A row that a person decided is done, unless that person says that no reading of it holds.
    """
    value = row.value
    if value.decided_by == "human":
        return value.kind is None
    unsure = value.decided_by == "llm" and value.confidence == "low"
    return settled_by(row) == "open" or unsure or bool(row.needs_review)


def _sum(amounts: Iterable[Decimal | None]) -> Sum:
    every = list(amounts)
    known = [amount for amount in every if amount is not None]
    return Sum(sum(known, Decimal(0)), len(every), len(every) - len(known))


def _groups(results: Sequence[Result], name: Callable[[Project], str]) -> tuple[Group, ...]:
    members: dict[str, list[tuple[Submission, Project]]] = {}
    for submission, project in _projects(results):
        members.setdefault(name(project), []).append((submission, project))
    shown = {id(result.submission): _shown_by_project(result.submission) for result in results}
    groups = [
        Group(
            name=label,
            budget=_sum(project.budget.total.amount for _, project in those),
            indicators=sum(len(project.indicators) for _, project in those),
            findings=sum(shown[id(submission)][project.index] for submission, project in those),
        )
        for label, those in members.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.budget.amount, group.name)))


def _projects(results: Sequence[Result]) -> Iterator[tuple[Submission, Project]]:
    for result in results:
        for project in result.submission.projects:
            yield result.submission, project


def _shown_by_project(submission: Submission) -> Counter[int]:
    return Counter(finding.project for finding in submission.findings if finding.is_shown)


def _rules(findings: Iterable[Finding]) -> tuple[RuleCount, ...]:
    counts = Counter((finding.rule, finding.name, finding.severity) for finding in findings)
    order = list(Severity)
    rules = [RuleCount(rule, name, severity, count) for (rule, name, severity), count in counts.items()]
    return tuple(sorted(rules, key=lambda one: (order.index(one.severity), -one.count, one.rule)))
