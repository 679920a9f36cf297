"""Runs the rules: every rule on every subject, drafts into findings, one order, no rule in another's way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Draft, Method, Rule, Skip
from structurer.check.view import Portfolio, ProjectView, RowView, SubmissionView
from structurer.models import Submission
from structurer.models.finding import CellRef, Finding, Quote, Remark, Severity, Unjudged
from structurer.settings import CheckSettings

Remarks = Mapping[int, Sequence[Remark]]
"""A model's remarks by project number."""

_UNCONFIRMED = "（待核实）"
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
# On one row, a finding of the first makes one of the others say the same again; see the catalogue.
_SILENCES = {
    "V01": ("V02", "V04", "V06", "T05"),
    "V02": ("D06", "D07"),
    "V04": ("D06", "D07"),
    "D02": ("D07",),
}

Subject = RowView | ProjectView | SubmissionView | Portfolio


class Report(NamedTuple):
    """What the rules said of one submission, and which could not judge."""

    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]


def check(
    submission: Submission,
    settings: CheckSettings | None = None,
    *,
    remarks: Remarks | None = None,
    rules: Sequence[Rule] = ALL_RULES,
) -> Report:
    """Apply `rules` to one submission.

    Args:
        submission: With its values normalized.
        settings: Severities and tolerance; what is `off` does not run.
        remarks: A model's answers by project; without them, candidates stay unconfirmed and the rules that only a
            model can judge are listed as unjudged.
        rules: Those of the catalogue, or some of them.

    Returns:
        All findings by severity, project, row and rule, whatever they weigh; suppressions are not applied.
    """
    [report] = check_all([submission], settings, remarks=[remarks or {}], rules=rules)
    return report


def check_all(
    submissions: Sequence[Submission],
    settings: CheckSettings | None = None,
    *,
    remarks: Sequence[Remarks] | None = None,
    rules: Sequence[Rule] = ALL_RULES,
) -> list[Report]:
    """Apply `rules` to several submissions as one portfolio, and return a report for each; see `check`.

    A finding about projects of two submissions belongs to the later one.
    """
    settings = settings or CheckSettings()
    chosen = [one for one in rules if settings.severity.get(one.id) != "off"]
    views = [SubmissionView(submission, settings) for submission in submissions]
    portfolio = Portfolio.of(views)
    across = [one for one in chosen if one.subject is Portfolio]
    within = [one for one in chosen if one.subject is not Portfolio]
    shared: dict[int, list[Finding | Unjudged]] = {position: [] for position in range(len(views))}
    owners = _owners(views)
    said = remarks or [{} for _ in views]
    for one in across:
        for found in _apply(one, portfolio, None):
            owner = owners[found.cells[-1].document] if isinstance(found, Finding) else len(views) - 1
            shared[owner].extend(_settled_by_project(found, one, said[owner]))
    return [
        _report([*shared[position], *_within(view, within, said[position])], settings)
        for position, view in enumerate(views)
    ]


def _owners(views: Sequence[SubmissionView]) -> dict[str, int]:
    return {view.submission.source.name: position for position, view in enumerate(views)}


def _within(view: SubmissionView, rules: Sequence[Rule], remarks: Remarks) -> Iterator[Finding | Unjudged]:
    for one in rules:
        if one.method is Method.LLM:
            yield from _judged_by_model(one, view, remarks)
        elif one.subject is SubmissionView:
            for found in _apply(one, view, None):
                yield from _settled_by_project(found, one, remarks)
        else:
            for project in view.projects:
                said = [remark for remark in remarks.get(project.index, ()) if remark.rule == one.id]
                for subject in project.rows if one.subject is RowView else (project,):
                    yield from _settled(_apply(one, subject, project.index), one, said)


def _apply(rule: Rule, subject: Subject, project: int | None, *args: Remark) -> Iterator[Finding | Unjudged]:
    """The findings of one rule on one subject; a rule that breaks costs itself, not the others."""
    try:
        drafts = list(rule.find(subject, *args))
        yield from _unique(_finding(rule, draft) for draft in drafts)
    except Skip as skip:
        yield Unjudged(rule=rule.id, project=project, why=str(skip))
    except Exception as error:  # noqa: BLE001 - whatever a rule does, the others go on and it is reported by id
        yield Unjudged(rule=rule.id, project=project, why=f"the rule failed: {type(error).__name__}: {error}")


def _judged_by_model(rule: Rule, view: SubmissionView, remarks: Remarks) -> Iterator[Finding | Unjudged]:
    for project in view.projects:
        if project.index not in remarks:
            yield Unjudged(
                rule=rule.id, project=project.index, why="only a model can judge it, and none was asked"
            )
            continue
        said = [one for one in remarks[project.index] if one.rule == rule.id and one.holds]
        found = [found for remark in said for found in _apply(rule, project, project.index, remark)]
        unjudged = [one for one in found if isinstance(one, Unjudged)]
        findings = _unique(one for one in found if isinstance(one, Finding))
        yield from unjudged
        yield from (one.model_copy(update={"decided_by": "llm"}) for one in findings)


def _settled_by_project(
    found: Finding | Unjudged, rule: Rule, remarks: Remarks
) -> Iterator[Finding | Unjudged]:
    """Settle a finding about several projects by what was said of the one that it is reported on."""
    about = remarks.get(found.project, ()) if isinstance(found, Finding) else ()
    return _settled(iter((found,)), rule, [remark for remark in about if remark.rule == rule.id])


def _settled(
    found: Iterator[Finding | Unjudged], rule: Rule, remarks: Sequence[Remark]
) -> Iterator[Finding | Unjudged]:
    """Let a model's answers confirm or clear the candidates of a rule+llm rule; a `rule` finding stands."""
    for one in found:
        if isinstance(one, Unjudged) or rule.method is Method.RULE or one.confirmed:
            yield one
            continue
        said = next((remark for remark in remarks if set(remark.rows) & set(one.rows) or not one.rows), None)
        if said is None:
            yield one.model_copy(update={"message_zh": one.message_zh + _UNCONFIRMED})
        elif said.holds or not said.quotes:
            yield one.model_copy(update={"confirmed": True, "decided_by": "llm"})


def _finding(rule: Rule, draft: Draft) -> Finding:
    cells = list(dict.fromkeys(spot.cell for spot in draft.spots))
    evidence = tuple(
        Quote(
            cell=cells.index(spot.cell), quote=spot.quote, start=spot.start, end=spot.start + len(spot.quote)
        )
        for spot in draft.spots
        if spot.quote
    )
    spec = rule.spec
    return Finding(
        rule=rule.id,
        name=rule.name,
        starred=rule.starred,
        severity=draft.severity or rule.severity,
        project=cells[-1].project,
        rows=tuple(sorted({cell.row for cell in cells if cell.row is not None and _in_last(cell, cells)})),
        message_zh=spec["zh"].format_map(draft.words),
        message_en=spec["en"].format_map(draft.words),
        cells=tuple(cells),
        evidence=evidence,
        authority=spec["authority"],
        suggestion=(draft.suggestion or spec["suggestion"]).format_map(draft.words),
        confirmed=True if rule.method is not Method.RULE_LLM or draft.is_certain else None,
    )


def _in_last(cell: CellRef, cells: Sequence[CellRef]) -> bool:
    return (cell.document, cell.project) == (cells[-1].document, cells[-1].project)


def _row(finding: Finding) -> int:
    """The row a finding is reported on: the later one; 0 is the header."""
    return max(finding.rows, default=0)


def _unique(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding per rule, project and row."""
    seen: set[tuple[str, int, int]] = set()
    for one in findings:
        key = (one.cells[-1].document, one.project, _row(one))
        if key not in seen:
            seen.add(key)
            yield one


def _report(found: Iterable[Finding | Unjudged], settings: CheckSettings) -> Report:
    found = list(found)
    findings = [_weighed(one, settings) for one in found if isinstance(one, Finding)]
    fired = {(one.rule, one.project, _row(one)) for one in findings}
    silenced = {
        (quiet, project, row) for loud, project, row in fired for quiet in _SILENCES.get(loud, ()) if row
    }
    findings = [one for one in findings if (one.rule, one.project, _row(one)) not in silenced]
    findings.sort(key=lambda one: (_ORDER[one.severity], one.project, _row(one), one.rule))
    unjudged = sorted(
        (one for one in found if isinstance(one, Unjudged)), key=lambda one: (one.rule, one.project or 0)
    )
    return Report(tuple(findings), tuple(unjudged))


def _weighed(finding: Finding, settings: CheckSettings) -> Finding:
    severity = settings.severity.get(finding.rule)
    return finding.model_copy(update={"severity": Severity(severity)}) if severity else finding
