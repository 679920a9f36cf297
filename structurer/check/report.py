"""From findings to what a person is shown: suppressions with their reasons, the choice of rules, counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from structurer.check.catalogue import ALL_RULES
from structurer.check.check import check_all
from structurer.check.rule import Rule
from structurer.check.selection import select
from structurer.models import Indicator, Place, Project, Submission
from structurer.models.finding import Cause, CellRef, Finding, Severity, Unjudged
from structurer.models.report import CheckedFile, CheckReport, Counts, UnjudgedRule
from structurer.settings import CheckSettings, Suppression


@dataclass(frozen=True)
class View:
    """What a person asked to see: the findings of `rules`, those at info level only `with_info`."""

    rules: tuple[Rule, ...]
    with_info: bool

    @classmethod
    def of(
        cls, chosen: str | None = None, ignored: str | None = None, rules: Sequence[Rule] = ALL_RULES
    ) -> "View":
        """The default view (starred rules, no info), or the rules of `chosen` at every level; less the `ignored`.

        Raises:
            SetupError: a word names no rule.
        """
        starred = [one for one in rules if one.starred]
        seen = starred if chosen is None else select(chosen, "--select", rules)
        left_out = () if ignored is None else select(ignored, "--ignore", rules)
        return cls(tuple(one for one in seen if one not in left_out), with_info=chosen is not None)

    def shows(self, finding: Finding) -> bool:
        """Tell whether the finding is in the view."""
        return finding.rule in self.ids and (self.with_info or finding.severity is not Severity.INFO)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its rules."""
        return frozenset(one.id for one in self.rules)


@dataclass(frozen=True)
class Checked:
    """A document with what is shown of it: `name` is what cells call it, `path` where it is for the user.

    `hidden` counts the findings that the view leaves out.
    """

    name: str
    path: str
    submission: Submission
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    hidden: int

    @cached_property
    def rows(self) -> int:
        """The number of indicator rows."""
        return sum(len(project.indicators) for project in self.submission.projects)

    def place(self, cell: CellRef) -> Place:
        """Where a cell of this document is printed: of a header the project's place, of a row the value's or its own."""
        project = self.projects[cell.project]
        row = self._rows.get((cell.project, cell.row or 0))
        if row is None:
            return project.place
        return row.place if cell.field == "value" else row.row_place

    def indicator(self, finding: Finding) -> Indicator | None:
        """The row that a finding is about, if it is about one only."""
        return self._rows.get((finding.project, *finding.rows)) if len(finding.rows) == 1 else None

    @cached_property
    def projects(self) -> dict[int, Project]:
        """The projects by number."""
        return {one.index: one for one in self.submission.projects}

    @cached_property
    def _rows(self) -> dict[tuple[int, ...], Indicator]:
        return {
            (project.index, row.row): row
            for project in self.submission.projects
            for row in project.indicators
        }


def check_documents(
    documents: Sequence[tuple[str, Submission]],
    settings: CheckSettings,
    view: View,
    rules: Sequence[Rule] = ALL_RULES,
) -> list[Checked]:
    """Check documents, each with its path, as one portfolio; all rules run, so that a view never changes a finding.

    Raises:
        SetupError: the settings name a rule that does not exist.
    """
    reports = check_all([submission for _, submission in documents], settings, rules=rules)
    checked = []
    for (path, submission), report in zip(documents, reports, strict=True):
        marked = mark_suppressed(report.findings, settings.suppress, submission.source.name, path)
        seen = [one for one in marked if view.shows(one)]
        checked.append(
            Checked(
                name=report.document,
                path=path,
                submission=submission,
                findings=tuple(one for one in seen if one.suppressed is None),
                suppressed=tuple(one for one in seen if one.suppressed is not None),
                unjudged=tuple(one for one in report.unjudged if one.rule in view.ids),
                hidden=len(marked) - len(seen),
            )
        )
    return checked


def mark_suppressed(
    findings: Iterable[Finding], suppressions: Sequence[Suppression], name: str, path: str
) -> tuple[Finding, ...]:
    """The findings of one document, those that a suppression accepts with its reason; the first that matches counts.

    A suppression's document is the name of the file, the end of its path, or a glob for either.
    """
    here = [one for one in suppressions if _is_about(one, name, path)]
    return tuple(_marked(finding, here) for finding in findings)


def _marked(finding: Finding, suppressions: Iterable[Suppression]) -> Finding:
    reason = next((one.reason for one in suppressions if _accepts(one, finding)), None)
    return finding if reason is None else finding.model_copy(update={"suppressed": reason})


def _is_about(suppression: Suppression, name: str, path: str) -> bool:
    pattern = suppression.document
    return pattern is None or pattern in (name, path) or PurePath(path).match(pattern)


def _accepts(suppression: Suppression, finding: Finding) -> bool:
    return (
        suppression.rule == finding.rule
        and suppression.project in (None, finding.project)
        and (suppression.row is None or suppression.row in finding.rows)
    )


def summed_up(checked: Sequence[Checked]) -> CheckReport:
    """All that was checked as one report."""
    findings = tuple(finding for one in checked for finding in one.findings)
    suppressed = tuple(finding for one in checked for finding in one.suppressed)
    weights = Counter(finding.severity for finding in findings)
    return CheckReport(
        documents=tuple(_file(one) for one in checked),
        findings=findings,
        suppressed=suppressed,
        unjudged=tuple(_by_rule(checked)),
        counts=Counts(
            error=weights[Severity.ERROR],
            warning=weights[Severity.WARNING],
            info=weights[Severity.INFO],
            suppressed=len(suppressed),
            hidden=sum(one.hidden for one in checked),
        ),
    )


def _file(one: Checked) -> CheckedFile:
    return CheckedFile(
        document=one.name,
        path=one.path,
        sha256=one.submission.source.sha256,
        projects=len(one.submission.projects),
        rows=one.rows,
    )


def _by_rule(checked: Iterable[Checked]) -> Iterable[UnjudgedRule]:
    places: dict[tuple[str, Cause, str], dict[str, int]] = {}
    for one in checked:
        for unjudged in one.unjudged:
            projects = 1 if unjudged.project is not None else len(one.submission.projects)
            documents = places.setdefault((unjudged.rule, unjudged.cause, unjudged.why), {})
            documents[one.name] = documents.get(one.name, 0) + projects
    for (rule, cause, why), documents in sorted(places.items()):
        yield UnjudgedRule(
            rule=rule, cause=cause, why=why, documents=tuple(documents), projects=sum(documents.values())
        )
