"""K04."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.check.money import Costs, costs, tolerance, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity


@rule(
    "K04",
    "cost-parts-closed",
    Severity.INFO,
    authority=("A1v",),
    zh="成本指标共{n}项，{priced}合计{amount}万元，{says}。",
    en="Of {n} cost indicators those with an amount add up to {amount} 万元: {says_en}.",
    suggestion="建议保留分项成本控制数，执行中逐项对照",
)
def cost_parts_closed(project: ProjectView) -> Iterator[Draft]:
    """Whether the parts of the cost add up to the budget.

    **Why it matters** Cost limits per part (分项成本控制数) can be followed through the year; they hold the whole only
    if they are complete.

    **Flagged** Two or more 成本 rows: their amounts add up to 预算数, or a row carries no amount so that the sum stays
    open (设备购置成本 `≤20万元` beside 安装成本 `按合同约定`).

    **Fine** A single cost row. A complete sum that differs from the budget is K01 or K03. Rows none of which has an
    amount are K05 or K06.
    """
    found = costs(project)
    budget = project.budget
    if budget is None or len(found.rows) == 1 or not found.caps:
        return
    if abs(found.total - budget) <= tolerance(project):
        spots = (project.spot("budget_total"), *(row.spot("value") for row, _ in found.caps))
        yield Draft(spots, _words(found, "与预算数一致", "this is the budget"))
    elif not found.is_closed:
        yield _open(project, found, budget)


def _open(project: ProjectView, found: Costs, budget: Decimal) -> Draft:
    with_amount = {row.number for row, _ in found.caps}
    without = [row for row in found.rows if row.number not in with_amount]
    names = "、".join(f"“{row.shown_name}”" for row in without)
    return Draft(
        (project.spot("budget_total"), *(row.spot("value") for row in without)),
        {"open": names}
        | _words(
            found,
            f"{names}没有金额上限，无法与预算数{wan(budget)}万元核对，建议补充",
            f"{names} state none, so the sum cannot be held against the budget",
        ),
        suggestion="建议为{open}补充金额控制数",
    )


def _words(found: Costs, says: str, says_en: str) -> dict[str, object]:
    priced = "" if found.is_closed else "其中有金额的"
    words = {"n": len(found.rows), "amount": wan(found.total), "priced": priced}
    return {**words, "says": says, "says_en": says_en}
