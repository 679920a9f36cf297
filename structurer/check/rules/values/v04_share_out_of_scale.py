"""V04."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.check.measures import SIGNS, is_satisfaction, is_share, says, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.lexicon.polarity import polarity
from structurer.models.base import plain_decimal
from structurer.models.finding import Severity
from structurer.models.value import LOWER_BOUNDS, Comparator, Kind, Target
from structurer.text import fold

_WHOLE = 100
_OFF_SCALE = {"what": "超出百分比的合理范围", "what_en": "is out of the scale of a share"}
_A_PART = {
    "what": "没有百分号，像是以小数填写的比率",
    "what_en": "prints a share as a decimal, without a percent sign",
}
_REPAIR = "是否应为“{repair}”，请填报单位确认"


def _is_too_small(row: RowView, target: Target, number: Decimal) -> bool:
    """Tell whether a share of at most one, on a row that should be high, was meant as a part of one."""
    if not 0 < number <= 1 or (target.unit is None and number == 1):
        return False
    if target.unit is not None and fold(target.unit) not in ("%", "百分比"):
        return False  # ‰ and 万分之 are small on purpose
    is_floor = target.comparator in (*LOWER_BOUNDS, Comparator.EQ)
    should_be_high = polarity(row.name) not in ("lower", "input") or is_satisfaction(row)
    return is_floor and should_be_high and not says("small", row.name, row.description)


def _repair(target: Target, number: Decimal) -> str | None:
    """What may have been meant: a part of one in percent, or a 5 typed for the % on its key."""
    if number <= 1:
        share = number * _WHOLE
    elif target.unit is None and number % 10 == 5 and number // 10 <= _WHOLE:
        share = number // 10
    else:
        return None
    return f"{SIGNS.get(target.comparator, '')}{plain_decimal(share)}%"


@rule(
    "V04",
    "share-out-of-scale",
    Severity.ERROR,
    starred=True,
    authority=("practice", "A7"),
    zh="指标值“{value}”{what}，疑为填写错误。",
    en="The value “{value}” {what_en}.",
    suggestion="核对数值和计量单位，请填报单位确认",
)
def share_out_of_scale(row: RowView) -> Iterator[Draft]:
    """A share that cannot be meant.

    **Why it matters** Nobody can be 900 % satisfied, and a pass rate of `≥0.8%` is met by anything: the figure is a
    slip, and the target says something else than the unit wanted.

    **Flagged** Above 100 on a satisfaction or rate row, with or without % (`≥905` on 群众满意度); one percent or less
    where more is better (`≥0.8百分比` on 验收合格率); a part of one without a unit (`≥.9`).

    **Fine** Rates that should be low (故障率 `≤0.5%`), rates of change and saving (成本节约率 `≥1%`), small samples
    (抽检比例), ratios without an upper end (收益率), ‰ and 万分之.
    """
    target = sole_target(row, Kind.PERCENTAGE, Kind.QUANTITY)
    if target is None or target.per or (target.kind is Kind.QUANTITY and target.unit):
        return
    number = target.base_value if target.base_value is not None else target.number
    if number is None or 1 < number <= _WHOLE or not is_share(row):
        return
    if number > _WHOLE or _is_too_small(row, target, number):
        repair = _repair(target, number)
        is_part = target.unit is None and number <= 1
        words = {"value": row.shown_value, "repair": repair} | (_A_PART if is_part else _OFF_SCALE)
        yield Draft((row.spot("value"),), words, suggestion=_REPAIR if repair else None)
