"""C03."""

import re
from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Remark, Severity
from structurer.models.value import Kind
from structurer.text import fold

_TIMELY = re.compile("及时|按时|按期|准时|准点|时效")
_PROGRESS = re.compile("完成率|完成比例|完成量|进度")
_WHOLE_YEAR = {("d", 365), ("d", 366), ("mo", 12), ("a", 1)}
_SPAN = re.compile(r"(?:20\d\d年)?全年|(?:7[*×天x]?)?24小时(?:不间断)?")


def _is_span(row: RowView) -> bool:
    """Tell whether the value is a service span and nothing else: the whole year, or all hours."""
    if _SPAN.fullmatch(fold(row.value.text)):
        return True
    target = row.target
    return target is not None and (target.unit_code, int(target.base_value or 0)) in _WHOLE_YEAR


def _is_time(row: RowView) -> bool:
    """Tell whether a row is about time by its own words: 及时率, a date or deadline, progress by a date."""
    if _TIMELY.search(row.name) or (row.value.kind is Kind.DATE and row.targets):
        return True
    dated = any(target.date_to for target in row.targets) or "年" in row.description
    return bool(_PROGRESS.search(row.name)) and dated


@rule(
    "C03",
    "not-time-under-time",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A11",),
    zh="时效指标“{name}”（指标值“{value}”）反映的不是完成时间或及时程度，放在时效指标下不合适。",
    en="“{name}” (“{value}”) is filed under 时效 but is not about when or how fast something is done.",
    suggestion="时效指标改填完成时间、响应时间或及时率，本项调整到相应指标",
    question=(
        "Which 时效指标 rows are not about time, that is, neither about when something is done nor about "
        "how fast or how punctually (for example compliance, a function, a capacity)? One remark for each "
        "such row, quoting its name or value. A service span such as 365天 may be reported. Do not report "
        "及时率, 按时率, dates, deadlines, response times or progress by a date."
    ),
)
def not_time_under_time(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A timeliness indicator (时效指标) is not about time.

    **Why it matters** Time is one of the four things that every table must bound; a row that only stands in
    its place leaves the schedule open.

    **Flagged** A 时效 row about compliance, a function or a capacity (资金使用合规率). A service span over
    the whole year (`365天`) is information only. A model judges.

    **Fine** 及时率 and 按时率, dates, response times, and progress by a date.
    """
    for row, spots in remarked(project, remark):
        if row.section is not Section.TIME:
            continue
        words = {"name": row.shown_name, "value": row.shown_value}
        if _is_span(row):
            yield Draft(spots, words, Severity.INFO)
        elif not _is_time(row):
            yield Draft(spots, words)
