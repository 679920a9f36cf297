"""T05."""

import re
from collections.abc import Iterator

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold, is_blank

_NUMBER = r"(?:\d+|[半一二两三四五六七八九十]+)"
_TIME = re.compile(
    rf"{_NUMBER}个?(?:工作日|自然日|日历天|星期|小时|分钟|季度|学期|[年月日天周时秒分])|\d{{1,2}}[:点]|%|百分之|每[年月周日天]"
)


@rule(
    "T05",
    "time-not-checkable",
    Severity.WARNING,
    starred=True,
    authority=("A11",),
    zh="时效指标值“{value}”没有可核对的时间。",
    en="The time target “{value}” states no time that can be checked.",
    suggestion="填写完成日期或时长",
)
def time_not_checkable(row: RowView) -> Iterator[Draft]:
    """A time target states no time.

    **Why it matters** 及时 and 按合同约定 can be claimed of any course of events; without the contract nobody can say
    whether the work was on time.

    **Flagged** A 时效 row whose value holds no number, date, duration or frequency: a reference (合同期限内), a state
    (符合), a grade, or vague words only (及时, 尽快, 按期, 随时, 长期, 全年 without a year).

    **Fine** A rate with its number (及时率 `≥95%`). A length after an event (合同签订后8个月内). A full year with its
    number. 365天. A season or feast that has its time (汛期前, 年底前). Something that must not happen (零延误).
    """
    if row.section is not Section.TIME or row.targets or row.value.kind is Kind.ZERO_EVENT:
        return
    if is_blank(row.value.text):
        return
    value = fold(row.value.text)
    if _TIME.search(value) or any(word in value for word in lexicon("time")["calendar"]["words"]):
        return
    yield Draft((row.spot("value"),), {"value": row.shown_value})
