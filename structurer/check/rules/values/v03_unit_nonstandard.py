"""V03."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import cited
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Kind, Question, Target
from structurer.text import fold

_STANDARD = {"百分比": "%", "%%": "%", "次数": "次", "份数": "份"}
_MONEY = ("元", "千元", "万元", "百万元", "亿元")


def _is_month_open(row: RowView) -> bool:
    """Tell whether N月 may be a month of the year, or whether the cell says 个月 beside it."""
    value = row.value
    return "个月" in fold(value.text) or any(one.question is Question.MONTH for one in value.ambiguous)


def _standard(row: RowView, target: Target) -> str | None:
    """How the unit is usually written; null where it is."""
    unit = fold(target.unit or "")
    standard = _STANDARD.get(unit)
    if target.kind is Kind.MONEY and not unit.endswith(("元", "元人民币")):
        standard = f"{unit}元"
    elif target.kind is Kind.DURATION and unit == "月" and not _is_month_open(row):
        standard = "个月"
    elif "或" in unit:
        standard = unit.partition("或")[0]
    elif fold(target.per or "") in _MONEY:
        standard = f"{target.per}/{unit}"
    return standard


@rule(
    "V03",
    "unit-nonstandard",
    Severity.INFO,
    authority=("A7",),
    zh="指标“{name}”的指标值“{value}”计量单位书写不规范。",
    en="The unit in the value “{value}” of “{name}” is not written in the usual way.",
    suggestion="建议计量单位统一写作“{standard}”，请填报单位确认",
)
def unit_nonstandard(row: RowView) -> Iterator[Draft]:
    """The unit is spelt in an unusual way, or leaves open what is counted.

    **Why it matters** Units of one spelling can be compared and summed; an either-or unit counts two things at once.

    **Flagged** 百分比 or %% for %, 次数 for 次, 台或套, `6月` for 6个月, `30万` for 30万元, `5亩/元` for 元/亩.

    **Fine** 人次, 笔, 项, TPS, 台（套）, 个百分点. N月 that may be a month of the year (T01), or beside N个月.
    """
    for target in row.targets:
        if target.unit and (standard := _standard(row, target)):
            start, end = target.span
            spot = row.spot("value", row.value.text[start:end], start)
            yield Draft((spot,), {"name": row.shown_name, "value": cited(spot.quote), "standard": standard})
            return
