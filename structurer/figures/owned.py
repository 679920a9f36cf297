"""Projects, rows and findings with the document they stand in, so that each can be pointed at."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from structurer.figures.figure import Ref
from structurer.models import Indicator, Project, Submission
from structurer.models.finding import FieldName, Finding
from structurer.models.result import Result

_LONGEST = 60  # characters of a printed name in the name of a figure


class Owned(NamedTuple):
    """A project, the submission it stands in, and the name that goes by in this run."""

    document: str
    submission: Submission
    project: Project
    findings: tuple[Finding, ...]
    """The findings of the default view about it."""

    def ref(self, row: int | None = None, field: FieldName | None = None) -> Ref:
        """A place in the project."""
        return Ref(self.document, self.project.index, row, field)

    @property
    def label(self) -> str:
        """Its printed name, or what else it is known by."""
        return self.project.project_name or self.project.title or ""

    @property
    def title(self) -> str:
        """What tells it apart from every other project of the run."""
        return f"{self.label[:_LONGEST]} [{self.document} #{self.project.index}]"

    def place(self, finding: Finding) -> Ref:
        """Where a finding about it is: the first of its rows, or the header."""
        return self.ref(finding.rows[0] if finding.rows else None)

    def cells(self, finding: Finding) -> tuple[Ref, ...]:
        """The cells of a finding about it; those of other documents go by the name the check gave them."""
        own = self.submission.source.name
        return tuple(
            Ref(self.document if cell.document == own else cell.document, cell.project, cell.row, cell.field)
            for cell in finding.cells
        )


class OwnedRow(NamedTuple):
    """An indicator row and the project it belongs to."""

    owner: Owned
    row: Indicator

    @property
    def ref(self) -> Ref:
        """The row's value cell."""
        return self.owner.ref(self.row.row, "value")


def owned(results: Iterable[Result]) -> list[Owned]:
    """The projects of `results`, in order."""
    return [
        Owned(
            result.name,
            result.submission,
            project,
            tuple(
                finding
                for finding in result.submission.findings
                if finding.project == project.index and finding.is_shown
            ),
        )
        for result in results
        for project in result.submission.projects
    ]


def rows_of(projects: Sequence[Owned]) -> list[OwnedRow]:
    """The indicator rows of `projects`, in order."""
    return [OwnedRow(owner, row) for owner in projects for row in owner.project.indicators]
