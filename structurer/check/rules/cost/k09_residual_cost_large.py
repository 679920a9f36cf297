"""K09."""

import re
from collections.abc import Iterator
from decimal import Decimal

from structurer.check.money import total_amount, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity

_GENERIC = (
    "运行|运转|运维|日常|业务|工作|相关|有关|各项|零星|杂项|管理|办公|公用|活动|商品和?服务|项目|配套|专项"
)
_RESIDUAL = re.compile(
    f"(?:项目)?其[他它余](?:{_GENERIC})*(?:费用?|成本|支出|经费|开支|资金|款项?)?(?:补充|等)?(?:支出)?"
)
_LARGE = Decimal("0.3")


@rule(
    "K09",
    "residual-cost-large",
    Severity.WARNING,
    authority=("practice",),
    zh="“{name}”为{amount}万元，占预算数{budget}万元的{share}%，未列明具体支出事项。",
    en="“{name}” takes {amount} 万元, {share}% of the budget of {budget} 万元, without naming its items.",
    suggestion="拆分为具体支出事项并分别设置成本指标",
)
def residual_cost_large(row: RowView) -> Iterator[Draft]:
    """A residual item takes a large part of the budget.

    **Why it matters** What stands under 其他 is not tied to any item of work; the larger it is, the less the cost
    targets control.

    **Flagged** A cost cap named 其他 + a generic noun (其他费用, 其他业务费补充) of 30 % of 预算数 or more.

    **Fine** A named item joined with 其他 (专线及其他成本). A small remainder.
    """
    amount = total_amount(row)
    budget = row.project.budget
    if amount is None or not budget or amount < budget * _LARGE or not _RESIDUAL.fullmatch(row.name):
        return
    words = {"name": row.shown_name, "amount": wan(amount), "budget": wan(budget)}
    share = (amount / budget * 100).quantize(Decimal("0.1")).normalize()
    yield Draft(
        (row.project.spot("budget_total"), row.spot("level3"), row.spot("value")),
        {**words, "share": f"{share:f}"},
    )
