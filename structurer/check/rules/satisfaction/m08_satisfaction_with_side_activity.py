"""M08."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Remark, Severity


@rule(
    "M08",
    "satisfaction-with-side-activity",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A1r",),
    zh="满意度指标“{name}”（指标值“{value}”）只调查附带活动，未反映对项目主要内容的满意情况，建议调整。",
    en="“{name}” (“{value}”) asks only about a side activity, not about the work that the project is for.",
    suggestion="建议改为服务对象对项目主要内容的满意度",
    question=(
        "Do all 满意度 rows of the project ask only about a side activity (such as the training in a "
        "project that builds a platform), and none about the main work? If so, one remark for each of them, "
        "quoting its name or description and the words of the header that name the main work. Report "
        "nothing if one row asks about the main work."
    ),
)
def satisfaction_with_side_activity(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """Satisfaction is asked about a side activity only.

    **Why it matters** Content trainees say nothing about the platform that took the money.

    **Flagged** A project that builds a platform and asks only those who were trained on it. A model judges,
    and every 满意度 row of the project must be of that kind.

    **Fine** At least one row about the main work; a training project that asks its trainees.
    """
    named = set(remark.rows)
    if any(row.number not in named for row in project.rows_of(Section.SATISFACTION)):
        return
    for row, spots in remarked(project, remark):
        if row.section is Section.SATISFACTION:
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
