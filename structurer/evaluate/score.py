"""How right an arm is: every value, every project, every summary held against its label."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from math import nan

from structurer.assist.cells import HEADER_FIELDS, header_texts, is_quoted, row_texts
from structurer.assist.ground import invented_numbers
from structurer.assist.summarise import wrong_lengths
from structurer.assist.template import computed
from structurer.evaluate.dataset import Label, LabelledProject, LabelledValue, TellingFact
from structurer.models import Finding, Indicator, IndicatorValue, Project, Submission
from structurer.models.base import Model
from structurer.models.finding import Severity
from structurer.models.value import Confidence, Kind, Target
from structurer.text import fold

FIELDS = ("kind", "targets", "grade", "direction", "checkable")
_OF_TARGET = {
    "kind", "comparator", "number", "number_max", "unit", "unit_code", "base_value", "per", "date_from", "date_to",
}  # fmt: skip


class RowScore(Model):
    """One row: what was said, by whom, which fields are right, and whether every quote of a model is verbatim.

    `kind` is the label, `said` null where no answer held. `is_open`: rules left it open and nobody settled it.
    `is_grounded` is null where no model decided the row.
    """

    document: str
    project: int
    row: int
    text: str
    kind: Kind
    said: Kind | None
    decided_by: str | None
    is_open: bool
    confidence: Confidence | None
    right: dict[str, bool]
    is_grounded: bool | None


class Found(Model):
    """Entries of a label that were found, entries of it that were not, and entries that no label has."""

    hits: int
    misses: int
    extra: int

    @property
    def precision(self) -> float | None:
        """The share of what was said that is labelled; null where nothing was said."""
        said = self.hits + self.extra
        return self.hits / said if said else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was said; null where nothing is labelled."""
        labelled = self.hits + self.misses
        return self.hits / labelled if labelled else None


class SummaryScore(Model):
    """One summary: who wrote it, whether every number of it is printed or computed, whether its length is as asked,
    and for each fact whether it is told (`must`) or left out (`must_not`).
    """

    by: str
    is_faithful: bool
    is_of_length: bool
    told: tuple[bool, ...]
    left_out: tuple[bool, ...]


class ProjectScore(Model):
    """One project; null is what the arm does not say at all."""

    document: str
    project: int
    level2: Found | None
    fills: Found | None
    findings: Found | None
    is_category_right: bool | None
    summary: SummaryScore | None


def share(rows: Sequence[RowScore], field: str) -> float:
    """The share of rows whose field is right, 0 to 1; nan where there is no row."""
    return sum(row.right[field] for row in rows) / len(rows) if rows else nan


def score_rows(rows: Sequence[LabelledValue], submissions: Mapping[str, Submission]) -> tuple[RowScore, ...]:
    """Hold the values of `submissions`, by document name, against `rows`."""
    return tuple(_row_score(row, submissions[row.document].projects[row.project - 1]) for row in rows)


def score_projects(
    projects: Sequence[LabelledProject], submissions: Mapping[str, Submission], tasks: Collection[str] = ()
) -> tuple[ProjectScore, ...]:
    """Hold what `submissions` say of whole projects against `projects`.

    Args:
        projects: The labels.
        submissions: By document name.
        tasks: What a model was asked; rules alone propose no level 2, fill or category.
    """
    return tuple(_project_score(label, submissions[label.document], tasks) for label in projects)


def compare(label: Label, value: IndicatorValue) -> dict[str, bool]:
    """Tell for each field of a label whether `value` says the same."""
    return {
        "kind": value.kind == label.kind,
        "targets": _exact(value.targets) == _exact(label.targets),
        "grade": value.grade == label.grade,
        "direction": value.direction == label.direction,
        "checkable": value.checkable == label.checkable,
    }


def _exact(targets: tuple[Target, ...]) -> list[dict[str, object]]:
    """Targets as they are compared: all but the words of the condition and the offsets, which labellers choose freely, and
    the base value of a number without a unit, which says nothing."""
    bare = {"base_value"}
    return [
        target.model_dump(include=_OF_TARGET if target.unit_code else _OF_TARGET - bare) for target in targets
    ]


def _row_score(row: LabelledValue, project: Project) -> RowScore:
    indicator = project.indicators[row.row - 1]
    value = indicator.value
    return RowScore(
        document=row.document,
        project=row.project,
        row=row.row,
        text=value.text,
        kind=row.label.kind,
        said=value.kind,
        decided_by=value.decided_by,
        is_open=bool(value.ambiguous),
        confidence=value.confidence,
        right=compare(row.label, value),
        is_grounded=_is_grounded(indicator, project) if value.decided_by == "llm" else None,
    )


def _is_grounded(indicator: Indicator, project: Project) -> bool:
    row, header = row_texts(indicator), header_texts(project)
    return bool(indicator.value.evidence) and all(
        is_quoted(one.quote, one.field, header if one.field in HEADER_FIELDS else row)
        for one in indicator.value.evidence
    )


def _project_score(label: LabelledProject, submission: Submission, tasks: Collection[str]) -> ProjectScore:
    project = submission.projects[label.project - 1]
    expected = label.label
    level2 = {(row.row, row.suggested_level2) for row in project.indicators if row.suggested_level2}
    fills = {(row.row, one.field, fold(one.value)) for row in project.indicators for one in row.fills}
    summary = project.summary
    return ProjectScore(
        document=label.document,
        project=label.project,
        level2=_found({(one.row, one.value) for one in expected.level2}, level2)
        if "classify" in tasks
        else None,
        fills=_found({(one.row, one.field, fold(one.value)) for one in expected.fills}, fills)
        if "fill" in tasks
        else None,
        findings=score_findings(
            [(one.rule, one.row) for one in expected.findings],
            [one for one in submission.findings if one.project == label.project],
        ),
        is_category_right=(project.category is not None and project.category.value == expected.category)
        if "fill" in tasks
        else None,
        summary=SummaryScore(
            by=summary.decided_by,
            is_faithful=not _invented(project, f"{summary.headline}\n{summary.text}"),
            is_of_length=not wrong_lengths(summary.headline, summary.text, summary.lang),
            told=tuple(says(summary.headline + summary.text, fact) for fact in expected.must),
            left_out=tuple(not says(summary.headline + summary.text, fact) for fact in expected.must_not),
        )
        if summary
        else None,
    )


def _found(labelled: Set[tuple[object, ...]], said: Set[tuple[object, ...]]) -> Found:
    return Found(hits=len(labelled & said), misses=len(labelled - said), extra=len(said - labelled))


def score_findings(expected: Sequence[tuple[str, int | None]], said: Iterable[Finding]) -> Found:
    """Hold the findings of one project that a person is shown against those a reviewer expects.

    Shown are starred findings of warnings and errors that no model has cleared. Two are the same when the rule is and one
    names the other's row, or either speaks of the project as a whole; each answers for one of the other side.
    """
    shown = [
        (one.rule, one.rows)
        for one in said
        if one.starred and one.severity is not Severity.INFO and one.confirmed is not False
    ]
    left = list(expected)
    hits = 0
    for rule, rows in shown:
        same = next(
            (one for one in left if one[0] == rule and (one[1] is None or not rows or one[1] in rows)), None
        )
        if same is not None:
            left.remove(same)
            hits += 1
    return Found(hits=hits, misses=len(left), extra=len(shown) - hits)


def says(text: str, fact: TellingFact) -> bool:
    """Tell whether a text says a fact in one of its wordings; an amount is not found inside a longer number."""
    told = _plain(text)
    return any(
        re.search(rf"(?<![\d.]){re.escape(piece)}" if piece[:1].isdigit() else re.escape(piece), told)
        for piece in map(_plain, fact.any_of)
    )


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d)", "", fold(unicodedata.normalize("NFKC", text)))


def _invented(project: Project, text: str) -> bool:
    sources = [
        *header_texts(project).values(),
        *(cell for row in project.indicators for cell in row_texts(row).values()),
        project.unit_name or "",
        project.budget.total.text or "",
    ]
    return bool(invented_numbers(text, sources, computed(project).values()))
