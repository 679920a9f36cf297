"""T06."""

import re
from collections.abc import Iterator

from structurer.check.lexicon import pattern_of
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

# A share of the money by a date: 6月底前支出50%.
_SHARE = re.compile(r"(?:支出|用款).{0,8}\d+(?:\.\d+)?(?:%|百分)")


@rule(
    "T06",
    "time-is-spending",
    Severity.WARNING,
    authority=("practice",),
    zh="时效指标“{name}”（“{value}”）考核的是预算执行进度，不是工作完成的时间。",
    en="The time indicator “{name}” (“{value}”) measures how fast the budget is spent, not when the work is done.",
    suggestion="改为项目工作的完成时间或及时率，预算执行率另行考核",
)
def time_is_spending(row: RowView) -> Iterator[Draft]:
    """A time indicator is about spending the budget.

    **Why it matters** How fast money leaves the account is assessed by itself (预算执行率); under 时效 it takes the place
    of what the project has to finish in time.

    **Flagged** A 时效 row about 支出进度, 预算执行率, or a share of the money by a date.

    **Fine** A payment that is the project's own work (补助发放时间, 尾款支付时间). 任务执行率 and the like. Progress of the
    work (上半年完成50%).
    """
    if row.section is not Section.TIME:
        return
    spending = pattern_of("time", "spending", "forms")
    if spending.search(row.name):
        spot = row.spot("level3")
    elif (value := fold(row.value.text)) and (spending.search(value) or _SHARE.search(value)):
        spot = row.spot("value")
    elif spending.search(row.description) and any(one.kind is Kind.PERCENTAGE for one in row.targets):
        spot = row.spot("description")
    else:
        return
    yield Draft((spot,), {"name": row.shown_name, "value": row.shown_value})
