"""M07."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Remark, Severity


@rule(
    "M07",
    "no-service-object",
    Severity.INFO,
    method=Method.LLM,
    authority=("A1r",),
    zh="本项目没有直接的服务对象，满意度指标“{name}”（指标值“{value}”）建议不设。",
    en="The project serves nobody directly, so “{name}” (“{value}”) need not be asked.",
    suggestion="建议不设满意度指标，或改为实际受影响的对象",
    question=(
        "Does the project serve nobody directly (paying interest or a final invoice, repaying a debt), "
        "although a 满意度 row is set? One remark for each such row, quoting its name and the words of the "
        "header that show that nobody is served."
    ),
)
def no_service_object(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """Satisfaction is set although the project serves nobody.

    **Why it matters** The guideline asks for satisfaction only where the public is served; asking a creditor
    whether he likes to be paid says nothing.

    **Flagged** 债权人满意度 in a project that repays a debt, 用户满意度 in one that pays interest. A model
    judges.

    **Fine** Every project whose work reaches users, residents or other units.
    """
    for row, spots in remarked(project, remark):
        if row.section is Section.SATISFACTION:
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
