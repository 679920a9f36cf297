"""D01."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.finding import Severity
from structurer.models.value import LOWER_BOUNDS, Kind
from structurer.text import fold

_SAVINGS = ("节约", "节省", "节支", "降低", "下降", "减少", "压减", "结余")
_FLOORS = ("最低", "保底")  # a floor by its own name


def _may_be_a_floor(row: RowView) -> bool:
    if any(word in row.name for word in _FLOORS):
        return True
    text = row.name + fold(row.value.text)
    return any(word in text for word in _SAVINGS)


@rule(
    "D01",
    "cost-with-lower-bound",
    Severity.ERROR,
    starred=True,
    authority=("A2", "A1v"),
    zh="成本指标“{name}”的指标值为“{value}”，方向写反，成本应设上限。",
    en="The cost “{name}” has a lower bound: “{value}”.",
    suggestion="建议改为≤",
)
def cost_with_lower_bound(row: RowView) -> Iterator[Draft]:
    """A cost has a lower bound.

    **Why it matters** The row asks to spend at least so much; saving money would miss the target.

    **Flagged** A 成本 row with ≥, > or words such as 不低于 and 以上: 印刷成本 `≥15元/册`, 采购成本增长率 `≥5%`.

    **Fine** Savings (成本节约率 `≥3%`). What is a floor by its name (最低工资标准). Money under 效益, where more is
    better. An amount without a sign is V07.
    """
    if row.section is not Section.COST or _may_be_a_floor(row):
        return
    for target in row.targets:
        is_cost = target.kind is Kind.MONEY or (
            target.kind is Kind.PERCENTAGE and polarity(row.name) == "lower"
        )
        if is_cost and target.comparator in LOWER_BOUNDS:
            start, end = target.span
            spot = row.spot("value", row.value.text[start:end], start)
            yield Draft((spot,), {"name": row.shown_name, "value": row.shown_value})
            return
