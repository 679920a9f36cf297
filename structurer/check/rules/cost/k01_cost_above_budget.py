"""K01."""

from collections.abc import Iterator

from structurer.check.money import costs, tolerance, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity

_PROMISES = ("不超预算", "不超过预算", "不突破预算", "预算范围内", "预算内", "预算以内")


@rule(
    "K01",
    "cost-above-budget",
    Severity.ERROR,
    starred=True,
    authority=("A2", "A1v"),
    zh="成本指标{amount}万元超过预算数{budget}万元。",
    en="The cost indicators allow {amount} 万元, more than the budget of {budget} 万元.",
    suggestion="按预算数调整成本指标",
)
def cost_above_budget(project: ProjectView) -> Iterator[Draft]:
    """The cost indicators allow more than the project's budget.

    **Why it matters** A cost target that exceeds the budget cannot hold the spending within it.

    **Flagged** One cost cap (成本指标), or the sum of all caps, is above 预算数 by more than the tolerance: budget
    48.60, cap `≤50万元`.

    **Fine** A difference of up to 0.01万元 (K02). Parts that add up to the budget, also beside a row for their total
    (总成本), which is not added to them. Unit prices, costs per head and growth rates are never summed; a lower bound
    is D01.
    """
    _, caps, total = costs(project)
    if project.budget is None or not caps:
        return
    limit = project.budget + tolerance(project)
    above = [(row, amount) for row, amount in caps if amount > limit]
    if not above and total <= limit:
        return
    promise = next(
        (
            project.spot(field, word)
            for field in ("fund_purpose", "goals")
            for word in _PROMISES
            if word in project.text(field)
        ),
        None,
    )
    spots = [project.spot("budget_total"), *([promise] if promise else [])]
    spots += [row.spot("value") for row, _ in above or caps]
    amount = max(amount for _, amount in above) if above else total
    yield Draft(tuple(spots), {"amount": wan(amount), "budget": wan(project.budget)})
