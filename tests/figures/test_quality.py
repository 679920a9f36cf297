"""Findings, and what needs a person, as figures."""

from decimal import Decimal

from made import made
from structurer.figures.owned import owned
from structurer.figures.quality import Issues, issues, review
from structurer.models import Amount, Budget, ReviewCode
from structurer.models.finding import CellRef, Finding, Severity
from structurer.models.result import Result


def finding(rule: str, severity: Severity, project: int = 1, **changes: object) -> Finding:
    said = {
        "rule": rule,
        "name": rule.lower(),
        "starred": True,
        "severity": severity,
        "project": project,
        "rows": (1,),
        "message_zh": "不可衡量。",
        "message_en": "It cannot be measured.",
        "cells": (CellRef(document="a.txt", project=project, row=1, field="value"),),
        "evidence": (),
        "authority": (),
        "suggestion": "改",
    }
    return Finding.model_validate(said | changes)


def checked(*findings: Finding, rules: int = 9, of_one_rule: int = 9) -> Issues:
    """The issues of two projects, the second with more money."""
    submission = made("≥95%", projects=2)
    projects = tuple(
        project.model_copy(update={"budget": Budget(total=Amount(text="", amount=Decimal(project.index)))})
        for project in submission.projects
    )
    one = Result("a.txt", submission.model_copy(update={"projects": projects, "findings": findings}))
    return issues(owned([one]), gravest=9, of_one_rule=of_one_rule, rules=rules)


def test_errors_come_first_then_what_is_certain_then_the_money() -> None:
    seen = checked(
        finding("Q01", Severity.WARNING),
        finding("K01", Severity.ERROR, confirmed=None),
        finding("K02", Severity.ERROR, project=1),
        finding("K03", Severity.ERROR, project=2),
    )
    assert [one.finding.rule for one in seen.gravest] == ["K03", "K02", "K01", "Q01"]


def test_of_one_rule_only_so_many_are_named_and_all_are_counted() -> None:
    seen = checked(*[finding("Q01", Severity.WARNING)] * 3, finding("Q02", Severity.WARNING), of_one_rule=1)
    assert [one.finding.rule for one in seen.gravest] == ["Q01", "Q02"]
    assert [int(one.count.number) for one in seen.rules] == [3, 1]
    assert [int(one.projects.number) for one in seen.rules] == [1, 1]


def test_findings_of_rules_that_are_not_named_are_counted_together() -> None:
    seen = checked(finding("K01", Severity.ERROR), *[finding("Q01", Severity.WARNING)] * 2, rules=1)
    assert [one.first.finding.rule for one in seen.rules] == ["K01"]
    assert seen.of_other_rules.value == 2


def test_what_the_default_view_leaves_out_is_counted_apart() -> None:
    seen = checked(
        finding("V01", Severity.INFO),
        finding("V02", Severity.ERROR, starred=False),
        finding("V03", Severity.ERROR, suppressed="已核实"),
    )
    assert seen.total.value == 0
    assert seen.hidden.value == 2
    assert seen.accepted.value == 1
    assert not seen.gravest


def test_a_result_without_any_check_is_told_from_one_without_findings() -> None:
    assert checked().unchecked.value == 1
    assert checked(finding("V01", Severity.INFO)).unchecked.value == 0


def test_each_reason_names_all_its_places_and_a_row_is_counted_once() -> None:
    submission = made("≥95%", "≥90%")
    [project] = submission.projects
    first, second = project.indicators
    rows = (
        first.model_copy(update={"needs_review": (ReviewCode.CUT, ReviewCode.PIECES)}),
        second.model_copy(update={"needs_review": (ReviewCode.CUT,)}),
    )
    marked = project.model_copy(update={"indicators": rows, "needs_review": (ReviewCode.AMOUNT,)})
    seen = review(owned([Result("a.txt", submission.model_copy(update={"projects": (marked,)}))]))
    assert (seen.rows.value, seen.projects.value) == (Decimal(2), Decimal(1))
    reasons = {one.reason: [ref.row for ref in one.count.basis] for one in seen.reasons}
    assert reasons == {ReviewCode.CUT: [1, 2], ReviewCode.PIECES: [1], ReviewCode.AMOUNT: [None]}
