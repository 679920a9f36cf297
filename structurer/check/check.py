"""Runs the rules: every rule on every subject, drafts into findings, one order, no rule in another's way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Draft, Method, Rule, Skip
from structurer.check.selection import require_known
from structurer.check.view import Portfolio, ProjectView, RowView, SubmissionView
from structurer.models import Submission
from structurer.models.finding import Cause, CellRef, Finding, Quote, Remark, Severity, Unjudged
from structurer.settings import CheckSettings

Remarks = Mapping[int, Sequence[Remark]]
"""A model's remarks by project number."""

_NO_MODEL = "only a model can judge it, and none was asked"
_UNCONFIRMED = "（待核实）"
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
# On one cell of a row, a finding of the first makes one of the others say the same again; see the catalogue.
_SILENCES = {
    "S05": ("V01", "K05", "M01", "T05"),
    "V10": ("V01",),
    "V01": ("V02", "V04", "V06", "T05"),
    "V02": ("D06", "D07"),
    "V04": ("D06", "D07"),
    "D02": ("D07",),
}

Subject = RowView | ProjectView | SubmissionView | Portfolio


class Report(NamedTuple):
    """What the rules said of one submission, and which could not judge; `document` is what the cells call it."""

    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    document: str


def confirmable(rules: Sequence[Rule] = ALL_RULES) -> list[Rule]:
    """The rules whose findings wait for a model to confirm or clear them."""
    return [one for one in rules if one.method is Method.RULE_LLM]


def questions(method: Method, rules: Sequence[Rule] = ALL_RULES) -> dict[str, str]:
    """What a model is asked for the rules of that method, by rule id."""
    return {one.id: one.spec["question"] for one in rules if one.method is method}


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

    Raises:
        SetupError: the settings name a rule that does not exist.
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

    A finding about projects of two submissions belongs to that of its last cell. Submissions whose sources share a
    name are told apart: their cells say name, name~2, name~3 ...
    """
    settings = settings or CheckSettings()
    require_known(settings)
    chosen = [one for one in rules if settings.severity.get(one.id) != "off"]
    names = _distinct([submission.source.name for submission in submissions])
    views = [
        SubmissionView(submission, settings, name)
        for submission, name in zip(submissions, names, strict=True)
    ]
    across = [one for one in chosen if one.subject is Portfolio]
    within = [one for one in chosen if one.subject is not Portfolio]
    said = dict(zip(names, remarks or [{} for _ in views], strict=True))
    shared = _across(Portfolio.of(views), names, across, said)
    return [
        _report([*shared[view.document], *_within(view, within, said[view.document])], view) for view in views
    ]


def _distinct(names: Sequence[str]) -> list[str]:
    """`names`, with ~2, ~3 ... behind those that stood before."""
    times: Counter[str] = Counter()
    found: dict[str, None] = {}
    for name in names:
        distinct = name
        while distinct in found:
            times[name] += 1
            distinct = f"{name}~{times[name] + 1}"
        found[distinct] = None
    return list(found)


def _across(
    portfolio: Portfolio, documents: Sequence[str], rules: Sequence[Rule], said: Mapping[str, Remarks]
) -> dict[str, list[Finding | Unjudged]]:
    """What the rules about a portfolio say, by document; what one of them cannot judge concerns every document."""
    shared: dict[str, list[Finding | Unjudged]] = {name: [] for name in documents}
    for one in rules:
        for found in _apply(one, [(portfolio,)]):
            if isinstance(found, Unjudged):
                for name in documents:
                    shared[name].append(found)
            else:
                owner = found.cells[-1].document
                shared[owner].extend(_settled([found], one, said[owner]))
    return shared


def _within(view: SubmissionView, rules: Sequence[Rule], remarks: Remarks) -> Iterator[Finding | Unjudged]:
    subjects: dict[type, Sequence[tuple[Subject]]] = {
        SubmissionView: [(view,)],
        ProjectView: [(project,) for project in view.projects],
        RowView: [(row,) for project in view.projects for row in project.rows],
    }
    for one in rules:
        if one.method is Method.LLM:
            yield from _judged_by_model(one, view, remarks)
        else:
            yield from _settled(_apply(one, subjects[one.subject]), one, remarks)


def _apply(
    rule: Rule, subjects: Iterable[tuple[Subject] | tuple[ProjectView, Remark]]
) -> Iterator[Finding | Unjudged]:
    """What one rule says of its subjects; where it breaks it costs itself that subject, and no other rule anything."""
    find = rule.find
    seen: set[tuple[str, int, int]] = set()
    for subject in subjects:
        found: list[Finding | Unjudged]
        try:
            drafts = [*find(*subject)]
            if not drafts:  # so it is for most rules and most rows
                continue
            found = [_finding(rule, draft) for draft in drafts]
        except Skip as skip:
            found = [_unjudged(rule, subject[0], Cause.SKIPPED, str(skip))]
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others go on and it is reported by id
            why = f"the rule failed: {type(error).__name__}: {error}"
            found = [_unjudged(rule, subject[0], Cause.FAILED, why)]
        yield from _unique(found, seen)


def _unjudged(rule: Rule, subject: Subject, cause: Cause, why: str) -> Unjudged:
    project = subject.project if isinstance(subject, RowView) else subject
    return Unjudged(
        rule=rule.id,
        project=project.index if isinstance(project, ProjectView) else None,
        cause=cause,
        why=why,
    )


def _unique(
    found: Iterable[Finding | Unjudged], seen: set[tuple[str, int, int]]
) -> Iterator[Finding | Unjudged]:
    """One finding per rule, project and row; `seen` holds those that came before."""
    for one in found:
        if isinstance(one, Finding):
            key = (one.cells[-1].document, one.project, _row(one))
            if key in seen:
                continue
            seen.add(key)
        yield one


def _judged_by_model(rule: Rule, view: SubmissionView, remarks: Remarks) -> Iterator[Finding | Unjudged]:
    unasked = [project.index for project in view.projects if project.index not in remarks]
    is_everywhere = bool(unasked) and len(unasked) == len(view.projects)
    for index in [None] if is_everywhere else unasked:
        yield Unjudged(rule=rule.id, project=index, cause=Cause.NO_MODEL, why=_NO_MODEL)
    said = (
        (project, remark)
        for project in view.projects
        for remark in remarks.get(project.index, ())
        if remark.rule == rule.id and remark.holds
    )
    for one in _apply(rule, said):
        yield one if isinstance(one, Unjudged) else one.model_copy(update={"decided_by": "llm"})


def _settled(
    found: Iterable[Finding | Unjudged], rule: Rule, remarks: Remarks
) -> Iterator[Finding | Unjudged]:
    """Let a model's answers confirm or clear the candidates of a rule+llm rule; a `rule` finding stands."""
    for one in found:
        if isinstance(one, Unjudged) or rule.method is Method.RULE or one.confirmed:
            yield one
            continue
        said = next((remark for remark in remarks.get(one.project, ()) if _answers(remark, one)), None)
        if said is None:
            yield one.model_copy(update={"message_zh": one.message_zh + _UNCONFIRMED})
        elif said.holds or not said.quotes:
            yield one.model_copy(update={"confirmed": True, "decided_by": "llm"})


def _answers(remark: Remark, candidate: Finding) -> bool:
    is_there = not candidate.rows or set(remark.rows) & set(candidate.rows)
    return remark.rule == candidate.rule and bool(is_there)


def _finding(rule: Rule, draft: Draft) -> Finding:
    cells = list(dict.fromkeys(spot.cell for spot in draft.spots))
    last = cells[-1]
    spec = rule.spec
    return Finding(
        rule=rule.id,
        name=rule.name,
        starred=rule.starred,
        severity=draft.severity or rule.severity,
        project=last.project,
        rows=tuple(sorted({cell.row for cell in cells if cell.row is not None and cell[:2] == last[:2]})),
        message_zh=spec["zh"].format_map(draft.words),
        message_en=spec["en"].format_map(draft.words),
        cells=tuple(CellRef(**cell._asdict()) for cell in cells),
        evidence=tuple(
            Quote(cell=cells.index(cell), quote=quote, start=start, end=start + len(quote))
            for cell, quote, start in draft.spots
            if quote
        ),
        authority=spec["authority"],
        suggestion=(draft.suggestion or spec["suggestion"]).format_map(draft.words),
        confirmed=True if rule.method is not Method.RULE_LLM or draft.is_certain else None,
    )


def _row(finding: Finding) -> int:
    """The row a finding is reported on: the later one; 0 is the header."""
    return max(finding.rows, default=0)


def _report(found: Sequence[Finding | Unjudged], view: SubmissionView) -> Report:
    findings = [_weighed(one, view.settings) for one in found if isinstance(one, Finding)]
    silenced = {
        (quiet, cell)
        for one in findings
        for quiet in _SILENCES.get(one.rule, ())
        for cell in one.cells
        if cell.row is not None
    }
    findings = [one for one in findings if not any((one.rule, cell) in silenced for cell in one.cells)]
    findings.sort(key=lambda one: (_ORDER[one.severity], one.project, _row(one), one.rule))
    unjudged = _gathered([one for one in found if isinstance(one, Unjudged)], view)
    return Report(tuple(findings), tuple(unjudged), view.document)


def _gathered(unjudged: Iterable[Unjudged], view: SubmissionView) -> Iterator[Unjudged]:
    """Each once, by rule; what is so for all of several projects is said once, of none in particular.

    A rule that broke is named with the first of its errors: it may break on every row, each time in other words.
    """
    everywhere = {project.index for project in view.projects}
    reasons: dict[tuple[str, Cause], str] = {}
    concerned: dict[tuple[str, Cause, str], set[int]] = {}
    for one in unjudged:
        first = reasons.setdefault((one.rule, one.cause), one.why)
        why = first if one.cause is Cause.FAILED else one.why
        projects = {one.project} if one.project is not None else everywhere
        concerned.setdefault((one.rule, one.cause, why), set()).update(projects)
    for (rule, cause, why), projects in sorted(concerned.items()):
        is_everywhere = projects == everywhere and len(projects) != 1
        for project in [None] if is_everywhere else sorted(projects):
            yield Unjudged(rule=rule, project=project, cause=cause, why=why)


def _weighed(finding: Finding, settings: CheckSettings) -> Finding:
    severity = settings.severity.get(finding.rule)
    return finding.model_copy(update={"severity": Severity(severity)}) if severity else finding
