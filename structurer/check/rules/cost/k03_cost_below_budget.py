"""K03."""

from collections.abc import Iterator

from structurer.check.money import costs, tolerance, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity


@rule(
    "K03",
    "cost-below-budget",
    Severity.WARNING,
    starred=True,
    authority=("A2",),
    zh="成本指标合计{amount}万元，比预算数{budget}万元少{diff}万元。",
    en="The cost caps add up to {amount} 万元, {diff} 万元 less than the budget of {budget} 万元.",
    suggestion="核对是否漏列或笔误",
)
def cost_below_budget(project: ProjectView) -> Iterator[Draft]:
    """The cost indicators do not reach the budget.

    **Why it matters** Money that no cost target accounts for is money without a purpose, or one of the two amounts
    is a slip of the pen.

    **Flagged** Every cost row (成本指标) has an amount, and their sum is below 预算数 by more than the tolerance: budget
    26.80, only cap `≤25.80万元`. Where the two amounts differ by one digit the suggestion says so.

    **Fine** A difference of up to 0.01万元 (K02). A row without an amount or with a unit price (`≤300元/人`): the sum is
    not closed (K04).
    """
    found = costs(project)
    budget = project.budget
    if budget is None or not found.is_closed or found.total >= budget - tolerance(project):
        return
    amount, whole = wan(found.total), wan(budget)
    is_slip = len(amount) == len(whole) and sum(a != b for a, b in zip(amount, whole, strict=True)) == 1
    yield Draft(
        (project.spot("budget_total"), *(row.spot("value") for row, _ in found.caps)),
        {"amount": amount, "budget": whole, "diff": wan(budget - found.total)},
        suggestion="核对是否漏列或笔误（{amount}与{budget}只差一位数字，疑为笔误）" if is_slip else None,
    )
