"""S03."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity


@rule(
    "S03",
    "budget-not-positive",
    Severity.ERROR,
    starred=True,
    authority=("A2",),
    zh="预算数为{total}，{problem}。",
    en="The budget is {total}, {problem_en}.",
    suggestion="补填预算数或撤下该表",
)
def budget_not_positive(project: ProjectView) -> Iterator[Draft]:
    """The total budget is zero, negative or no amount.

    **Why it matters** Targets are set for money that is spent; a table without money has no place in the budget, or
    its amount was lost.

    **Flagged** 预算数 `0.00` above a full table of indicators; 预算数 `详见附件`.

    **Fine** A small budget (`0.05`). A blank one is S04, and an amount without a currency unit is S04 too.
    """
    total = project.project.budget.total
    text = (total.text or "").strip()
    if total.amount is not None and total.amount <= 0:
        problem = "项目无资金安排却设置了绩效指标，请核实是否应保留该表"
        yield _draft(project, text, problem, "yet targets are set")
    elif text and total.amount is None and project.project.currency_unit:
        yield _draft(project, f"“{text}”", "无法识别为金额，请核实", "which cannot be read as an amount")


def _draft(project: ProjectView, total: str, problem: str, problem_en: str) -> Draft:
    words = {"total": total, "problem": problem, "problem_en": problem_en}
    return Draft((project.spot("budget_total"),), words)
