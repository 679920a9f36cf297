"""A project at a glance, and long lists made short."""

from decimal import Decimal

from made import made
from structurer.figures.overview import Group, Sum
from structurer.figures.projects import by_project, largest, project_figures
from structurer.models import Amount, Budget
from structurer.models.finding import CellRef, Finding, Severity
from structurer.models.result import Result


def _finding(project: int, *, severity: Severity = Severity.ERROR, starred: bool = True) -> Finding:
    return Finding(
        rule="K01",
        name="over-budget",
        starred=starred,
        severity=severity,
        project=project,
        rows=(1,),
        message_zh="不妥。",
        message_en="It is not fit.",
        cells=(CellRef(document="a.txt", project=project, row=1, field="value"),),
        evidence=(),
        authority=(),
        suggestion="",
    )


def _group(name: str, amount: int, unknown: int = 0) -> Group:
    return Group(name, Sum(Decimal(amount), 1, unknown), 3, 2)


def test_each_project_has_its_rows_and_the_findings_of_the_default_view() -> None:
    submission = made("≥95%", "优", projects=2)
    findings = (_finding(2), _finding(2, severity=Severity.WARNING), _finding(2, starred=False))
    first, second = project_figures(submission.model_copy(update={"findings": findings})).values()
    assert (first.indicators, first.review) == (2, 2)
    assert sum(first.severities.values()) == 0
    assert second.severities == {Severity.ERROR: 1, Severity.WARNING: 1, Severity.INFO: 0}


def test_projects_stand_from_the_largest_budget_down() -> None:
    submission = made("≥95%", projects=3)
    projects = tuple(
        project.model_copy(
            update={
                "project_name": name,
                "budget": Budget(total=Amount(text="", amount=amount)),
            }
        )
        for project, name, amount in zip(
            submission.projects, "甲乙丙", (None, Decimal(1), Decimal(2)), strict=True
        )
    )
    groups = by_project([Result("a.txt", submission.model_copy(update={"projects": projects}))])
    assert [(group.name, group.budget.amount, group.budget.unknown) for group in groups] == [
        ("丙", Decimal(2), 0),
        ("乙", Decimal(1), 0),
        ("甲", Decimal(0), 1),
    ]


def test_the_rest_is_added_up() -> None:
    groups = [_group("甲", 9), _group("乙", 5), _group("丙", 3), _group("丁", 0, unknown=1)]
    first, rest = largest(groups, 1, "其余")
    assert first is groups[0]
    assert rest == Group("其余", Sum(Decimal(8), 3, 1), 9, 6)


def test_one_group_more_than_the_limit_is_no_rest() -> None:
    groups = [_group("甲", 9), _group("乙", 5)]
    assert largest(groups, 1, "其余") == tuple(groups)
