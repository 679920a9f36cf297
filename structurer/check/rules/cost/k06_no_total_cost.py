"""K06."""

from collections.abc import Iterator

from structurer.check.money import CostKind, cost_kind
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Severity

_OPEN = (CostKind.UNIT, CostKind.RATE)


@rule(
    "K06",
    "no-total-cost",
    Severity.WARNING,
    authority=("A1v",),
    zh="成本指标只有单价、标准或增长率（“{name}”为“{value}”），总成本没有上限，建议补充总成本控制数。",
    en="The cost rows state only unit prices or rates (“{name}”: “{value}”), so the total is not bounded.",
    suggestion="建议补充项目总成本或分项成本控制数",
)
def no_total_cost(project: ProjectView) -> Iterator[Draft]:
    """No cost indicator bounds the total.

    **Why it matters** A unit price holds the price, not the quantity: the project can keep every cost target and still
    spend any amount.

    **Flagged** Every 成本 row is a unit price, a standard per head or a growth rate (年度维护成本增长率 `≤5%`).

    **Fine** One row with an amount for the whole or for a part. Rows without any figure are K05.
    """
    rows = project.rows_of(Section.COST)
    if rows and all(cost_kind(row) in _OPEN for row in rows):
        words = {"name": rows[0].shown_name, "value": rows[0].shown_value}
        yield Draft(tuple(row.spot("value") for row in rows), words)
