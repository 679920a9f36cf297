"""K02."""

from collections.abc import Iterator

from structurer.check.money import costs, tolerance, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity


@rule(
    "K02",
    "cost-rounding",
    Severity.INFO,
    authority=("tolerance",),
    zh="成本指标{amount}万元与预算数{budget}万元相差{diff}万元，属四舍五入差异，视为一致。",
    en="The cost indicator of {amount} 万元 differs from the budget of {budget} 万元 by {diff} 万元, which is rounding.",
    suggestion="无需修改；如便于核对，可与预算数填写一致",
)
def cost_rounding(project: ProjectView) -> Iterator[Draft]:
    """The cost and the budget differ by rounding only.

    **Why it matters** The forms round to two decimals; whoever compares the amounts by eye should know that the
    difference was seen and counts as equality.

    **Flagged** One cap, or the sum of all caps, differs from 预算数 by no more than the tolerance: budget 50.40, cap
    `≤50.39万元`.

    **Fine** Equal amounts. A larger difference is K01 or K03.
    """
    budget = project.budget
    _, caps, total = costs(project)
    if budget is None or not caps:
        return
    limit = tolerance(project)
    near = [(row, amount) for row, amount in caps if 0 < abs(amount - budget) <= limit]
    if not near and not 0 < abs(total - budget) <= limit:
        return
    amount = near[0][1] if near else total
    rows = [near[0][0]] if near else [row for row, _ in caps]
    yield Draft(
        (project.spot("budget_total"), *(row.spot("value") for row in rows)),
        {"amount": wan(amount), "budget": wan(budget), "diff": wan(abs(amount - budget))},
    )
