"""C08."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.check.measures import sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind


def _amount(row: RowView) -> Decimal | None:
    """The one amount of money of a row; null for a price per something."""
    target = sole_target(row, Kind.MONEY)
    return None if target is None or target.per else target.base_value


@rule(
    "C08",
    "benefit-duplicates-cost",
    Severity.WARNING,
    authority=("A8",),
    zh="效益指标“{name}”的指标值“{value}”与成本指标“{cost}”金额相同，花了多少钱不等于取得的效益。",
    en="The benefit “{name}” (“{value}”) is the amount of the cost indicator “{cost}”; spending is no effect.",
    suggestion="效益指标改填项目实施后带来的变化",
)
def benefit_duplicates_cost(project: ProjectView) -> Iterator[Draft]:
    """A benefit indicator has the same amount of money as a cost indicator.

    **Why it matters** The money that a project spends is its cost; printed again under 效益 it proves itself.

    **Flagged** A 效益 row whose one amount equals that of a 成本 row: 偿还利息金额 `271.21万元` and
    化解债务金额 `271.21万元`.

    **Fine** Different amounts, unit prices, and benefits that are no money.
    """
    costs = {
        amount: row for row in reversed(project.rows_of(Section.COST)) if (amount := _amount(row)) is not None
    }
    if not costs:
        return
    for row in project.rows:
        if row.is_benefit and (amount := _amount(row)) and (cost := costs.get(amount)):
            first, second = sorted((row, cost), key=lambda one: one.number)
            words = {"name": row.shown_name, "value": row.shown_value, "cost": cost.shown_name}
            yield Draft((first.spot("value"), second.spot("value")), words)
