"""K08."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind

# 每年 alone is the budget year; 单位 is a measure only before what is measured, elsewhere it is an organisation.
_PER = re.compile(
    "每(?!年)|平均|[人户亩生件次日月床车村组班场台]均|单位(?=成本|造价|面积|里程|产品|价格|费用|能耗)"
)
_SAID = re.compile("每|/|[人户亩生件次日月床车村组班场台]均")


@rule(
    "K08",
    "unit-cost-without-denominator",
    Severity.INFO,
    authority=("A9",),
    zh="“{name}”是单位成本，指标值“{value}”却没有写明按什么计算。",
    en="“{name}” is a unit cost, but “{value}” does not say per what.",
    suggestion="写明计量对象，如元/人·天、元/场",
)
def unit_cost_without_denominator(row: RowView) -> Iterator[Draft]:
    """A unit cost prints no divisor.

    **Why it matters** A plain amount under a name with 每 or 人均 can be read as the total, and a sum over the cost rows
    goes wrong.

    **Flagged** The name of a 成本 row says 每…, 人均 or 单位成本 and the value is a plain amount: 每场活动补助 `≤2600元`.

    **Fine** A divisor in the value (`≤2600元/场`, `每场不超过2600元`). 每年, which is the budget year itself. 单位 as an
    organisation (用人单位补贴).
    """
    if row.section is not Section.COST or not _PER.search(row.name):
        return
    money = [target for target in row.targets if target.kind is Kind.MONEY]
    if money and not any(target.per for target in money) and not _SAID.search(row.value.text):
        yield Draft(
            (row.spot("level3"), row.spot("value")), {"name": row.shown_name, "value": row.shown_value}
        )
