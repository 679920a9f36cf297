"""D05."""

from collections.abc import Iterator

from structurer.check.lexicon import lexicon
from structurer.check.measures import sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Comparator, Kind

_ONE = 1


@rule(
    "D05",
    "weak-floor",
    Severity.INFO,
    authority=("A13",),
    zh="数量指标“{name}”设为“{value}”，只要开展就能达标，缺乏约束力。",
    en="“{name}” asks for “{value}”, which cannot fail once the project does anything.",
    suggestion="按计划完成量填写，并设置相应的质量和时效指标",
)
def weak_floor(row: RowView) -> Iterator[Draft]:
    """At least one of the thing that the project buys or does.

    **Why it matters** A project that starts at all meets `≥1`: the row can only be met, and says nothing about
    how much was done.

    **Flagged** `≥1` of something counted under 数量, with or without 每年.

    **Fine** Exactly one (`1套`). Two and more. `≥1` of something measured (`≥1公里`), or each month.
    """
    target = sole_target(row, Kind.QUANTITY, Kind.FREQUENCY)
    if target is None or row.section is not Section.QUANTITY or target.comparator is not Comparator.GE:
        return
    is_counted = target.unit is not None and target.unit_code not in lexicon("measures")["words"]["physical"]
    if is_counted and target.base_value == _ONE and target.per in (None, "年"):
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
