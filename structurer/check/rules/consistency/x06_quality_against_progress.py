"""X06."""

import re
from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Remark, Severity

_ACCEPTED = re.compile("验收|合格|通过|达标")
_OF_A_PART = re.compile("模块|分部|分项|阶段|初验|已完成")


def _accepts_the_whole(row: RowView) -> bool:
    return (
        row.section is Section.QUALITY
        and _ACCEPTED.search(row.name + row.value.text) is not None
        and not _OF_A_PART.search(row.name)
    )


@rule(
    "X06",
    "quality-against-progress",
    Severity.INFO,
    method=Method.LLM,
    authority=("practice",),
    zh="质量指标“{name}”（指标值“{value}”）针对整体验收，但从描述或进度看本年只完成一部分。",
    en="“{name}” (“{value}”) accepts the whole, while description or progress say that only a part is done this year.",
    suggestion="改为已完成部分的合格率，或说明验收范围",
    question=(
        "Does a 质量 row promise acceptance (验收, 合格, 通过) of the whole work, while its description, "
        "the goal or a progress row says that only a part or a first version is done this year? One remark "
        "for each such row, quoting the row and the words that say so. Do not report pass rates of finished "
        "modules beside a progress share."
    ),
)
def quality_against_progress(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """Acceptance of the whole is promised while only a part is done.

    **Why it matters** What is not finished cannot be accepted; one of the two cells is wrong.

    **Flagged** 工程验收通过率 while the description says 初步完成系统框架. A model judges.

    **Fine** The pass rate of finished modules beside a progress share (完成模块合格率 and 工程完成率 `≥10%`).
    """
    for row, spots in remarked(project, remark):
        if _accepts_the_whole(row):
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
