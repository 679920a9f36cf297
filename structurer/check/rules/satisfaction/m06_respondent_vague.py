"""M06."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import any_of, lexicon
from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Remark, Severity


@cache
def _respondents() -> re.Pattern[str]:
    return re.compile(any_of(lexicon("people")["respondents"]["words"]))


def _is_named(row: RowView) -> bool:
    """Tell whether name or description names somebody whom a surveyor can find."""
    return _respondents().search(row.name + row.description) is not None


@rule(
    "M06",
    "respondent-vague",
    Severity.INFO,
    method=Method.LLM,
    authority=("practice",),
    zh="满意度指标“{name}”（指标值“{value}”）没有写明向谁调查。",
    en="“{name}” (“{value}”) does not say who is to be asked, or names nobody who can be reached.",
    suggestion="写明具体的服务对象和调查方式",
    question=(
        "Which 满意度 rows name no respondent, or one that cannot be reached without more (用户, 各部门, "
        "各方, 使用人)? One remark for each such row, quoting its name. Do not report rows whose "
        "description says who is asked."
    ),
)
def respondent_vague(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A satisfaction row names no respondent, or one that cannot be reached.

    **Why it matters** A survey starts with a list of people; nobody can list 各部门 or 用户.

    **Flagged** 满意度, 用户满意度, 各部门满意度 with no more in the description. A model judges.

    **Fine** A name or description that names people who can be found (办事群众, 参训教师, 企业).
    """
    for row, spots in remarked(project, remark):
        if row.section is Section.SATISFACTION and not _is_named(row):
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
