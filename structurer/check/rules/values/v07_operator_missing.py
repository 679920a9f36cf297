"""V07."""

from collections.abc import Iterator

from structurer.check.measures import is_month_open, is_satisfaction, prints_no_sign, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.finding import Severity
from structurer.models.value import Kind, Target

_WHOLE = 100
_WHOLE_YEAR = (365, 366)
_SPANS = (
    "服务时",
    "保障时",
    "运行时",
    "开放",
    "值守",
    "值班",
    "服务期",
)  # all of it is promised, not at most


def _severity(row: RowView, target: Target) -> Severity | None:
    if target.kind is Kind.PERCENTAGE:
        is_bound = is_satisfaction(row) and target.base_value != _WHOLE
        return Severity.WARNING if is_bound else None
    if target.kind is Kind.MONEY:
        is_total = row.section is Section.COST and target.per is None and "标准" not in row.name
        return Severity.INFO if is_total else None
    is_span = target.per is not None or any(word in row.name for word in _SPANS)
    is_span = is_span or (target.unit_code == "d" and target.base_value in _WHOLE_YEAR)
    is_bound = row.section is Section.TIME and polarity(row.name) == "lower" and not is_span
    return Severity.WARNING if is_bound else None


@rule(
    "V07",
    "operator-missing",
    Severity.WARNING,
    starred=True,
    authority=("A7", "A1v"),
    zh="指标值“{value}”未标明≥或≤，达标方向不明确。",
    en="The value “{value}” is a bound without a comparison sign.",
    suggestion="补充计算符号",
)
def operator_missing(row: RowView) -> Iterator[Draft]:
    """A target that is a bound has no sign.

    **Why it matters** `85%` asks for exactly 85 %: neither 84 % nor 86 % meets it. A sign says which way is better.

    **Flagged** A share of satisfaction other than 100 %; a response, repair or construction time under 时效 (`45分钟`).
    An amount under 成本 is info: it may be the contract's.

    **Fine** `100%`. A span of service over the whole year (`365天`), a term. Counts of planned things and areas. Words
    are signs: 不少于, 以内, 前, 左右. N月 that may be a month of the year is T01.
    """
    target = sole_target(row, Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION)
    if target is None or not prints_no_sign(row, target) or is_month_open(row):
        return
    if severity := _severity(row, target):
        yield Draft((row.spot("value"),), {"value": row.shown_value}, severity=severity)
