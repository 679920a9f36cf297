"""S02."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.check.money import wan
from structurer.check.rule import Draft, Skip, rule
from structurer.check.view import ProjectView
from structurer.models.finding import FieldName, Severity
from structurer.models.submission import Amount
from structurer.text import is_blank

_FIELDS: tuple[FieldName, ...] = ("budget_total", "budget_fiscal", "budget_other")


@rule(
    "S02",
    "budget-sum",
    Severity.ERROR,
    starred=True,
    authority=("form",),
    zh="预算数{total}万元与财政资金{fiscal}万元、其他资金{other}万元之和不一致，请核对。",
    en="The total budget of {total} 万元 is not the sum of fiscal funds {fiscal} 万元 and other funds {other} 万元.",
    suggestion="核对三个金额",
)
def budget_sum(project: ProjectView) -> Iterator[Draft]:
    """The total budget is not the sum of its parts.

    **Why it matters** Every other figure of the table is read against 预算数; if the header contradicts itself, nobody
    knows how much money the targets belong to.

    **Flagged** 预算数 differs from 财政资金 + 其他资金 by any amount: total 48.60, fiscal 40.00, other 8.00.

    **Fine** A blank part counts as 0: total 412.50, fiscal blank, other 412.50. With both parts blank there is nothing
    to add up (S04).
    """
    budget = project.project.budget
    parts = (budget.fiscal, budget.other)
    if _is_blank(budget.total) or all(_is_blank(part) for part in parts):
        return
    total = budget.total.amount
    fiscal, other = (Decimal(0) if _is_blank(part) else part.amount for part in parts)
    if total is None or fiscal is None or other is None:
        raise Skip("an amount of the header cannot be read, so the budget cannot be added up")
    if total != fiscal + other:
        spots = tuple(project.spot(field) for field in _FIELDS)
        yield Draft(spots, {"total": wan(total), "fiscal": wan(fiscal), "other": wan(other)})


def _is_blank(amount: Amount) -> bool:
    return is_blank(amount.text or "")
