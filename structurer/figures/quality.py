"""What a reviewer would object to and what a person must look at, as figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from structurer.figures.figure import Figure, Ref, Words, counted
from structurer.figures.overview import needs_person
from structurer.figures.owned import Owned, rows_of
from structurer.models.finding import Finding, Severity
from structurer.models.submission import ReviewCode
from structurer.models.value import Question

Reason = Question | ReviewCode | Literal["low_confidence", "unconfirmed"]


_SEVERITIES = {
    Severity.ERROR: Words("审核意见：错误", "Findings: errors"),
    Severity.WARNING: Words("审核意见：警告", "Findings: warnings"),
}


class Issue(NamedTuple):
    """A finding and the project it is about."""

    owner: Owned
    finding: Finding


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How often a rule objects at one severity, in how many projects, and the first time it does."""

    first: Issue
    count: Figure
    projects: Figure


@dataclass(frozen=True, slots=True)
class Issues:
    """Findings of the default view, and how many are outside it; `unchecked` are documents nobody checked.

    `rules` are the first, by severity and by how often they object; the others' findings are counted together.
    """

    total: Figure
    severities: dict[Severity, Figure]
    projects: Figure
    gravest: tuple[Issue, ...]
    rules: tuple[RuleFigures, ...]
    of_other_rules: Figure
    hidden: Figure
    accepted: Figure
    unchecked: Figure


@dataclass(frozen=True, slots=True)
class ReasonFigures:
    """One reason for a person to look, the most frequent first, with all places."""

    reason: Reason
    count: Figure


@dataclass(frozen=True, slots=True)
class Review:
    """The rows and projects that need a person, each counted once, and why; one place can have several reasons."""

    rows: Figure
    projects: Figure
    reasons: tuple[ReasonFigures, ...]


def issues(projects: Sequence[Owned], *, gravest: int, of_one_rule: int, rules: int) -> Issues:
    """What is wrong with `projects`.

    Args:
        projects: All of them.
        gravest: How many findings are named.
        of_one_rule: How many of these may be of one rule.
        rules: How many rules are named.
    """
    every = [Issue(owner, finding) for owner in projects for finding in owner.findings]
    outside = [one for one in _stored(projects) if not one.finding.is_shown]
    by_rule = _by_rule(every)
    return Issues(
        total=_count(
            Words("审核意见", "Findings"), Words("默认显示的审核意见", "findings of the default view"), every
        ),
        severities={
            severity: _count(
                _SEVERITIES[severity],
                Words("默认显示的该级审核意见", "findings of the default view at this level"),
                [one for one in every if one.finding.severity is severity],
            )
            for severity in _SEVERITIES
        },
        projects=counted(
            Words("有审核意见的项目", "Projects with findings"),
            Words("有默认显示的审核意见的项目", "projects with a finding of the default view"),
            [owner.ref() for owner in projects if owner.findings],
        ),
        gravest=_gravest(every, gravest, of_one_rule),
        rules=tuple(_rule(those) for those in by_rule[:rules]),
        of_other_rules=_count(
            Words("其他规则的审核意见", "Findings of other rules"),
            Words("未列出的规则的审核意见", "findings of the rules that are not listed"),
            [one for those in by_rule[rules:] for one in those],
        ),
        hidden=_count(
            Words("未显示的审核意见", "Findings not shown"),
            Words(
                "提示级或未列入默认规则的审核意见", "findings at info level, or of rules that are not starred"
            ),
            [one for one in outside if one.finding.suppressed is None],
        ),
        accepted=_count(
            Words("已认可的审核意见", "Accepted findings"),
            Words("设置中说明理由并认可的审核意见", "findings that settings accept, with a reason"),
            [one for one in outside if one.finding.suppressed is not None],
        ),
        unchecked=counted(
            Words("未审核的文件", "Documents that were not checked"),
            Words("结果中没有审核记录的文件", "documents whose result holds no check"),
            dict.fromkeys(Ref(owner.document) for owner in projects if not _was_checked(owner)),
        ),
    )


def review(projects: Sequence[Owned]) -> Review:
    """What a person must look at in `projects`."""
    reasons: dict[Reason, list[Ref]] = {}
    for reason, place in _reasons(projects):
        reasons.setdefault(reason, []).append(place)
    figures = [
        ReasonFigures(
            reason,
            counted(
                Words("需人工处理", "Needs a person").about(reason),
                Words("有此情况的行或项目", "rows or projects of which this holds"),
                places,
            ),
        )
        for reason, places in sorted(reasons.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    return Review(
        rows=counted(
            Words("需人工查看的指标", "Indicators that need a person"),
            Words(
                "目标值未定、模型把握低或解析有标记的指标行",
                "rows whose value is open, of which a model was unsure, or whose parsing is marked",
            ),
            [one.owner.ref(one.row.row) for one in rows_of(projects) if needs_person(one.row)],
        ),
        projects=counted(
            Words("表头需人工查看的项目", "Projects whose header needs a person"),
            Words("项目级有标记的项目", "projects that are marked as such"),
            [owner.ref() for owner in projects if owner.project.needs_review],
        ),
        reasons=tuple(figures),
    )


def _reasons(projects: Sequence[Owned]) -> Iterable[tuple[Reason, Ref]]:
    for owner in projects:
        yield from ((code, owner.ref()) for code in owner.project.needs_review)
        yield from (("unconfirmed", owner.place(one)) for one in owner.findings if one.confirmed is None)
        for row in owner.project.indicators:
            place = owner.ref(row.row)
            yield from ((code, place) for code in row.needs_review)
            yield from ((question, place) for question in {one.question: 0 for one in row.value.ambiguous})
            if row.value.decided_by == "llm" and row.value.confidence == "low":
                yield "low_confidence", place


def _was_checked(owner: Owned) -> bool:
    """A check leaves findings or says what it could not judge; a result with neither has never seen one."""
    return bool(owner.submission.findings or owner.submission.unjudged)


def _gravest(every: Sequence[Issue], most: int, of_one_rule: int) -> tuple[Issue, ...]:
    """By severity, what is certain first, then by the money concerned."""
    order = list(Severity)

    def key(one: Issue) -> tuple[int, bool, Decimal]:
        amount = one.owner.project.budget.total.amount or Decimal(0)
        return order.index(one.finding.severity), one.finding.confirmed is None, -amount

    chosen: list[Issue] = []
    seen: dict[str, int] = {}
    for one in sorted(every, key=key):
        seen[one.finding.rule] = seen.get(one.finding.rule, 0) + 1
        if seen[one.finding.rule] <= of_one_rule:
            chosen.append(one)
    return tuple(chosen[:most])


def _stored(projects: Sequence[Owned]) -> Iterable[Issue]:
    for owner in projects:
        for finding in owner.submission.findings:
            if finding.project == owner.project.index:
                yield Issue(owner, finding)


def _by_rule(every: Sequence[Issue]) -> list[list[Issue]]:
    """The findings of each rule and severity, by severity and then by how many there are."""
    groups: dict[tuple[str, Severity], list[Issue]] = {}
    for one in every:
        groups.setdefault((one.finding.rule, one.finding.severity), []).append(one)
    order = list(Severity)
    ordered = sorted(groups.items(), key=lambda one: (order.index(one[0][1]), -len(one[1]), one[0][0]))
    return [those for _, those in ordered]


def _rule(those: Sequence[Issue]) -> RuleFigures:
    name = f"{those[0].finding.rule} ({those[0].finding.severity})"
    return RuleFigures(
        first=those[0],
        count=_count(
            Words("规则提出的意见", "Findings of the rule").about(name),
            Words("该规则的审核意见", "findings of this rule"),
            those,
        ),
        projects=counted(
            Words("规则涉及的项目", "Projects the rule is about").about(name),
            Words("该规则有意见的项目", "projects with a finding of this rule"),
            dict.fromkeys(one.owner.ref() for one in those),
        ),
    )


def _count(name: Words, what: Words, those: Iterable[Issue]) -> Figure:
    return counted(name, what, [one.owner.place(one.finding) for one in those])
