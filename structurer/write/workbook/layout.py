"""Where the rows of a run stand on the sheets, known before they are written, so that cells can link to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from structurer.figures.overview import needs_person
from structurer.models import Indicator, Project, Submission
from structurer.models.finding import Finding, Severity
from structurer.models.result import Result

OVERVIEW, PROJECTS, INDICATORS, FINDINGS, REVIEW = "概览", "项目", "指标", "问题清单", "待复核"
REVIEW_TOP = 2
"""The row of the header on the sheet to be filled in; two lines of instructions stand above it."""

RowKey = tuple[str, int, int]
"""Result, project, row."""

_SEVERITIES = list(Severity)


class ProjectLine(NamedTuple):
    """A project of a run."""

    name: str
    submission: Submission
    project: Project


class IndicatorLine(NamedTuple):
    """An indicator of a run."""

    name: str
    submission: Submission
    project: Project
    row: Indicator

    @property
    def key(self) -> RowKey:
        """What tells it from all others of the run."""
        return (self.name, self.project.index, self.row.row)


class FindingLine(NamedTuple):
    """A finding of a run, with its project and, if it is about rows, the first of them."""

    name: str
    submission: Submission
    finding: Finding
    project: Project
    row: Indicator | None


@dataclass(frozen=True)
class Layout:
    """The lines of each sheet in order, and where each stands, counted from 0 with the header."""

    results: Sequence[Result]

    @cached_property
    def projects(self) -> list[ProjectLine]:
        """All projects, as printed."""
        return [ProjectLine(name, sub, project) for name, sub in self.results for project in sub.projects]

    @cached_property
    def indicators(self) -> list[IndicatorLine]:
        """All rows, as printed."""
        return [IndicatorLine(*line, row) for line in self.projects for row in line.project.indicators]

    @cached_property
    def review(self) -> list[IndicatorLine]:
        """The rows that need a person."""
        return [line for line in self.indicators if needs_person(line.row)]

    @cached_property
    def findings(self) -> list[FindingLine]:
        """The findings of the default view, then the others, then those that a person accepts; by severity."""
        lines = [self._line(name, sub, finding) for name, sub in self.results for finding in sub.findings]
        return sorted(lines, key=lambda line: _weight(line.finding))

    @cached_property
    def project_rows(self) -> Mapping[tuple[str, int], int]:
        """The sheet row of each project."""
        return {(line.name, line.project.index): at for at, line in enumerate(self.projects, 1)}

    @cached_property
    def indicator_rows(self) -> Mapping[RowKey, int]:
        """The sheet row of each indicator."""
        return {line.key: at for at, line in enumerate(self.indicators, 1)}

    @cached_property
    def review_rows(self) -> Mapping[RowKey, int]:
        """The sheet row of each indicator that needs a person."""
        return {line.key: at for at, line in enumerate(self.review, REVIEW_TOP + 1)}

    @cached_property
    def shown(self) -> Mapping[tuple[str, int], list[tuple[int, Finding]]]:
        """The findings of the default view about each project, each with its row on the sheet of findings."""
        found: dict[tuple[str, int], list[tuple[int, Finding]]] = {}
        for at, line in zip(count(1), self.findings, strict=False):
            if line.finding.is_shown:
                found.setdefault((line.name, line.finding.project), []).append((at, line.finding))
        return found

    def _line(self, name: str, submission: Submission, finding: Finding) -> FindingLine:
        project, rows = self._known[name, finding.project]
        return FindingLine(
            name, submission, finding, project, rows.get(finding.rows[0]) if finding.rows else None
        )

    @cached_property
    def _known(self) -> Mapping[tuple[str, int], tuple[Project, Mapping[int, Indicator]]]:
        return {
            (line.name, line.project.index): (line.project, {row.row: row for row in line.project.indicators})
            for line in self.projects
        }


def _weight(finding: Finding) -> tuple[int, int]:
    group = 0 if finding.is_shown else 1 if finding.suppressed is None else 2
    return group, _SEVERITIES.index(finding.severity)
