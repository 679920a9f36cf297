"""K05."""

import re
from collections.abc import Iterator

from structurer.check.money import CostKind, cost_kind
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.text import fold, is_blank

# Costs to society and nature (社会成本, 生态环境成本) are held down, but not in money.
_NOT_MONEY = ("社会", "生态", "环境")
# How something is paid, and not how much: a row for 时效 that stands under 成本.
_MANNER = re.compile("足额|及时|按时|按期|按月|按季|不拖|不欠")


@rule(
    "K05",
    "cost-not-quantified",
    Severity.WARNING,
    starred=True,
    authority=("A2",),
    zh="成本指标值“{value}”没有量化，无法考核成本控制情况。",
    en="The cost target “{value}” states no amount, so cost control cannot be assessed.",
    suggestion="填写金额上限",
)
def cost_not_quantified(row: RowView) -> Iterator[Draft]:
    """A cost indicator states no amount.

    **Why it matters** A cost target without an amount leaves open how much may be spent, and nothing can be held
    against it at the end of the year.

    **Flagged** A 成本 row whose value prints neither an amount nor a rate of change: 控制在预算内, 不高于上年,
    以中标价为准, a payment act (支付尾款), or a percentage of an amount that is not given (`≤100%`).

    **Fine** A rate of change or of saving (成本增长率 `≤5%`). An amount in the value, whatever the description says.
    效益 rows about costs. How something is paid (按月足额发放) beside another cost row that says how much. Social and
    environmental costs with a figure of their own. A figure in another unit is V02 or V06.
    """
    if row.section is not Section.COST or is_blank(row.value.text) or cost_kind(row) is not CostKind.WORDS:
        return
    if row.targets and any(word in fold(row.indicator.level2) for word in _NOT_MONEY):
        return
    if _MANNER.search(fold(row.value.text)) and any(_says_how_much(one) for one in row.project.rows):
        return
    yield Draft((row.spot("value"),), {"value": row.shown_value})


def _says_how_much(row: RowView) -> bool:
    return row.section is Section.COST and cost_kind(row) in (CostKind.TOTAL, CostKind.UNIT)
