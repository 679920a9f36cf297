"""T08."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

_WHOLE = re.compile("总工期|总周期|全周期|整体工期|项目总(?:时长|期限)|全部工期|建设总期")
_BUILDING = re.compile("工期|周期|完工|竣工|建成|建设|完成|实施|研发|开发|改造")
_SERVICE = re.compile("服务|使用|运行|运维|质保|保修|维保|值守|租|有效|管护|养护|保存|保障")
_WHOLE_WORK = re.compile(
    "(?:合同|协议)(?:签订|生效).{0,10}(?:完成|建成)(?:平台|系统|项目|工程|全部)+(?:的?建设)?"
)
_EARLIER = re.compile(r"(?:19|20)\d\d(?=年)")
_FOR_THE_YEAR = re.compile("跨年|年度任务|本年度?|当年")
_A_YEAR = {"mo": 12, "d": 366, "a": 1}


@rule(
    "T08",
    "annual-row-covers-project",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("A2",),
    zh="指标“{name}”（“{value}”）说的是整个项目的时间，不是本预算年度的任务。",
    en="“{name}” (“{value}”) is about the whole project, not about the budget year.",
    suggestion="改为本年度应完成的阶段任务及其时间",
    question=(
        "Does this row state the time of the whole project, although the table is about one budget year and the "
        "project runs over more than one? Confirm (holds) if it states the total time or the completion of the whole "
        "work; clear it only with a verbatim quote that shows a target for the budget year, or that the whole work "
        "lies within it."
    ),
)
def annual_row_covers_project(row: RowView) -> Iterator[Draft]:
    """A row of the yearly table is about the whole project.

    **Why it matters** The table is for one year's money; a time for the whole project can't be assessed at the end of
    the year.

    **Flagged** A 时效 row about 总工期; a building time of more than 12 months (建设工期 `≤18个月`); the completion of the
    whole work counted from the contract, in a project whose name carries an earlier year.

    **Fine** A 跨年度项目 with a target for the year (年底前完成10%). Terms of service, use and warranty. A building time
    within a year.
    """
    if row.section is not Section.TIME or not row.targets:
        return
    words = f"{row.name}\n{row.description}"
    found = _WHOLE.search(words)
    if not found and (_FOR_THE_YEAR.search(words) or not (_is_long(row, words) or _is_old_contract(row))):
        return
    said = row.spot("description" if found and found[0] not in row.name else "level3")
    yield Draft((said, row.spot("value")), {"name": row.shown_name, "value": row.shown_value})


def _is_long(row: RowView, words: str) -> bool:
    if not _BUILDING.search(words) or _SERVICE.search(row.name):
        return False
    lengths = [one for one in row.targets if one.kind is Kind.DURATION and one.base_value is not None]
    return any(
        (one.base_value or 0) > _A_YEAR.get(one.unit_code or "", one.base_value or 0) for one in lengths
    )


def _is_old_contract(row: RowView) -> bool:
    """The whole work counted from its contract, in a project that an earlier year has begun."""
    project = row.project
    if project.year is None or not _WHOLE_WORK.search(fold(row.value.text)):
        return False
    return any(int(year) < project.year for year in _EARLIER.findall(fold(project.text("project_name"))))
