"""V01."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold, is_blank

_REPAIR = "是否应为“{repair}”，请填报单位确认"
_CLOCK = re.compile(r"\d+[*×xX]24小时")
_DOUBLED = re.compile(r"([%‰])\1+$")


def _repair(text: str) -> str | None:
    """What the broken number may have been: all hours of the day, or one sign typed several times."""
    if _CLOCK.fullmatch(text):
        return "7*24小时"
    repaired = _DOUBLED.sub(r"\1", text)
    return repaired if repaired != text else None


@rule(
    "V01",
    "malformed-value",
    Severity.ERROR,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A7",),
    zh="指标值“{value}”无法识别为有效目标值。",
    en="The value “{value}” cannot be read as a target.",
    suggestion="填写可核对的目标值，由填报单位确认",
    question=(
        "Does the value cell state no target at all, only a label of what should be there or a number that nobody "
        "can read as a target? Confirm (holds) if a reviewer could not say from the cell what has to be reached; "
        "clear it only with a verbatim quote of the words of the value cell that state the target."
    ),
)
def malformed_value(row: RowView) -> Iterator[Draft]:
    """The value cannot be read as a target.

    **Why it matters** What has to be reached is not stated, so nothing can be checked at the end of the year.

    **Flagged** A broken number (`35*8小时`, `≥90%%%`), a placeholder, or only a label of what should be there
    (服务人数 on a row 服务人数). A repair is proposed where there is one, and never applied.

    **Fine** A period (`2026年2月-5月`), a number without its unit (V02), several readable targets (V09), a named act
    such as 完成支付. An empty cell is S04.
    """
    if row.value.kind is not Kind.MALFORMED or is_blank(row.value.text):
        return
    text = fold(row.value.text)
    repair = _repair(text)
    # A label might hold a target in other words; figures, signs and placeholders cannot, nor what was judged before.
    is_certain = row.value.reason is None or row.value.decided_by != "rule"
    words = {"value": row.shown_value, "repair": repair}
    yield Draft((row.spot("value"),), words, suggestion=_REPAIR if repair else None, is_certain=is_certain)
