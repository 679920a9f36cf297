"""D04."""

from collections.abc import Iterator

from structurer.check.measures import says, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import names_handling, polarity
from structurer.models.finding import Severity
from structurer.models.value import LOWER_BOUNDS, Comparator, Kind
from structurer.text import fold

_HALF = 50


@rule(
    "D04",
    "negative-rate-high",
    Severity.ERROR,
    starred=True,
    authority=("A2",),
    zh="“{name}”越低越好，指标值却为“{value}”，含义相反。",
    en="“{name}” should be low but is set to “{value}”.",
    suggestion="改为≤或0",
)
def negative_rate_high(row: RowView) -> Iterator[Draft]:
    """A rate or count that should be low is set high.

    **Why it matters** The target asks for what the project should prevent: 设备故障率 `≥95%` is met by devices that
    do not work.

    **Flagged** A rate or count that is better low, with ≥ or >, or an exact share of half or more (投诉率 `100%`).

    **Fine** The last noun decides: 无故障运行率, 隐患整改率, 故障处理及时率 and 投诉处理 are better high. A fall of such
    a rate (能耗下降 `≥3%`). Times and costs.
    """
    target = sole_target(row, Kind.PERCENTAGE, Kind.QUANTITY)
    if target is None or row.section is Section.COST or polarity(row.name) != "lower":
        return
    is_high = target.comparator in LOWER_BOUNDS or (
        target.comparator is Comparator.EQ
        and target.kind is Kind.PERCENTAGE
        and (target.base_value or 0) >= _HALF
    )
    if not is_high or says("soon", row.name) or names_handling(row.name):
        return
    if not says("change", row.name, row.description, fold(row.value.text)):
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
