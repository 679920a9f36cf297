"""S10."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited, states_nothing
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity


@rule(
    "S10",
    "goal-without-result",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A5", "A10"),
    zh="绩效目标“{quote}”只是政策背景、口号或已有成绩，没有本年度可交付、可检查的成果。",
    en="The goal “{quote}” is background, a slogan or a past achievement; it names nothing to deliver this year.",
    suggestion="写明本年度要交付的成果和达到的效果",
    question=(
        "Is the performance goal (绩效目标) as a whole nothing but policy background, slogans or past achievements, so "
        "that nothing in it can be delivered or observed in the budget year? Report it once (holds, rows empty) with "
        "verbatim quotes of the goal. Do not report a goal in which any sentence names a product, a service, a number, "
        "a recipient or a change that could be checked, even where background stands before it."
    ),
)
def goal_without_result(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """The goal is background, a slogan or a past achievement.

    **Why it matters** A goal says what the year's money achieves. Policy and praise cannot be delivered or observed.

    **Flagged** A goal that only speaks of deepening reforms, carrying out decisions, or what was reached in earlier years.

    **Fine** Background that is followed by something to deliver. A goal that is too short to say anything is S07, text of
    the blank form S05.
    """
    spots = tuple(spot for spot in project.quoted(remark) if spot.cell.field == "goals")
    if not spots or states_nothing(project.text("goals")):
        return
    yield Draft(spots, {"quote": cited(spots[0].quote)})
