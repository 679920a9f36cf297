"""A run at a glance."""

from decimal import Decimal

from made import made
from structurer.figures import overview
from structurer.figures.overview import needs_person
from structurer.models import Amount, Budget
from structurer.models.finding import CellRef, Finding, Severity
from structurer.models.result import Result


def test_sums_leave_out_what_is_unknown_and_say_so() -> None:
    submission = made("≥95%", projects=3)
    amounts = ("1000", "0.5", None)
    projects = tuple(
        project.model_copy(
            update={
                "budget": Budget(total=Amount(text="", amount=amount and Decimal(amount))),
                "unit_name": unit,
            }
        )
        for project, amount, unit in zip(submission.projects, amounts, ("甲局", "乙局", "乙局"), strict=True)
    )
    seen = overview([Result("a.txt", submission.model_copy(update={"projects": projects}))])
    assert (seen.budget.amount, seen.budget.projects, seen.budget.unknown) == (Decimal("1000.5"), 3, 1)
    assert [(group.name, group.budget.amount, group.indicators) for group in seen.by_department] == [
        ("甲局", Decimal(1000), 1),
        ("乙局", Decimal("0.5"), 2),
    ]
    assert seen.documents == 1
    assert seen.indicators == 3


def test_findings_are_counted_as_the_default_view_shows_them() -> None:
    submission = made("≥95%")

    def finding(rule: str, severity: Severity, *, starred: bool = True, why: str | None = None) -> Finding:
        return Finding(
            rule=rule,
            name=rule.lower(),
            starred=starred,
            severity=severity,
            project=1,
            rows=(1,),
            message_zh="不可衡量。",
            message_en="It cannot be measured.",
            cells=(CellRef(document="a.txt", project=1, row=1, field="value"),),
            evidence=(),
            authority=(),
            suggestion="改",
            suppressed=why,
        )

    findings = (
        finding("Q01", Severity.WARNING),
        finding("K01", Severity.ERROR),
        finding("Q01", Severity.WARNING),
        finding("V01", Severity.INFO),
        finding("V02", Severity.ERROR, starred=False),
        finding("V03", Severity.ERROR, why="已核实"),
    )
    seen = overview([Result("a.txt", submission.model_copy(update={"findings": findings}))])
    assert [(one.rule, one.count) for one in seen.rules] == [("K01", 1), ("Q01", 2)]
    assert seen.severities == {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 0}
    assert seen.hidden == 2
    assert seen.by_department[0].findings == 3


def test_an_open_row_needs_a_person() -> None:
    (project,) = made("≥95%").projects
    assert needs_person(project.indicators[0])
