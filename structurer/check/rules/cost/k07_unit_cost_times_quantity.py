"""K07."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.check.measures import sole_target
from structurer.check.money import CostKind, cost_kind, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Comparator, Kind
from structurer.normalize.lexicon import units

_TENTH = Decimal("0.1")
_CAPS = (Comparator.EQ, Comparator.LE)
# Pieces of names that name no thing: sharing one of them, a price and a quantity need not belong together.
_EMPTY = (
    "数量",
    "成本",
    "标准",
    "项目",
    "费用",
    "补助",
    "补贴",
    "金额",
    "完成",
    "人数",
    "单位",
    "平均",
    "人均",
    "支出",
)


@rule(
    "K07",
    "unit-cost-times-quantity",
    Severity.INFO,
    authority=("A9",),
    zh="单价“{price}”乘以数量“{quantity}”约为{product}万元，与预算数{budget}万元相差超过一成。",
    en="The unit price “{price}” times “{quantity}” makes {product} 万元, more than a tenth off the budget of {budget}.",
    suggestion="核对单价、数量与预算测算是否一致",
)
def unit_cost_times_quantity(project: ProjectView) -> Iterator[Draft]:
    """Unit price times quantity is not the budget.

    **Why it matters** Where price and quantity are both promised, their product is what the project costs; another
    budget means that one of the three is wrong.

    **Flagged** The only 成本 row is a unit price (`800元/人`), one 数量 row counts the same thing in the same unit
    (培训人数 `800人`), and the product differs from 预算数 by more than 10 %.

    **Fine** Other cost rows beside it. A price per several things (元/人·天). No quantity, or several, in that unit. A
    quantity that shares no word with the price.
    """
    rows = project.rows_of(Section.COST)
    budget = project.budget
    if not budget or len(rows) != 1 or cost_kind(rows[0]) is not CostKind.UNIT:
        return
    price = rows[0].target
    if price is None:
        return
    divisor = units().get((price.per or "").removesuffix("·年"))
    if divisor is None or price.base_value is None or price.comparator not in _CAPS:
        return
    counts = [row for row in project.rows_of(Section.QUANTITY) if _counts(row, divisor.code)]
    if len(counts) != 1 or not _share_a_thing(rows[0].name, counts[0].name):
        return
    [count] = counts[0].targets
    product = price.base_value * (count.base_value or 0) / divisor.factor
    if abs(product - budget) > budget * _TENTH:
        pair = sorted((counts[0], rows[0]), key=lambda row: row.number)
        spots = (row.spot("value") for row in pair)
        yield Draft((project.spot("budget_total"), *spots), _words(rows[0], counts[0], product, budget))


def _counts(row: RowView, code: str) -> bool:
    target = sole_target(row, Kind.QUANTITY)
    if target is None or target.comparator is Comparator.BETWEEN:
        return False
    return target.unit_code == code and not target.per


def _share_a_thing(one: str, other: str) -> bool:
    pieces = (one[at : at + 2] for at in range(len(one) - 1))
    return any(piece in other and piece not in _EMPTY for piece in pieces)


def _words(price: RowView, count: RowView, product: Decimal, budget: Decimal) -> dict[str, object]:
    rounded = product.quantize(Decimal(100))
    return {
        "price": price.shown_value,
        "quantity": count.shown_value,
        "product": wan(rounded),
        "budget": wan(budget),
    }
