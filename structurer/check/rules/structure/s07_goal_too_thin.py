"""S07."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import bare, beyond_name, body_start, cited, has_figure, without_residue
from structurer.check.view import ProjectView
from structurer.models.finding import Severity

_SHORT = 20  # characters of all goals together
_FEW = 8  # characters that are neither the project's name nor filler


@rule(
    "S07",
    "goal-too-thin",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A5", "A2"),
    zh="绩效目标过于笼统（“{quote}”），看不出要完成什么、达到什么程度。",
    en="The goal names no result: “{quote}”.",
    suggestion="写明对象、数量和预期变化",
    question=(
        "Does the performance goal (绩效目标) fail to name any result, that is, no product, no number, no recipient and "
        "no change that could be observed? Confirm (holds) if it is only a slogan, a label or the project's name "
        "said again; clear it only with a verbatim quote of the goal that names such a result."
    ),
)
def goal_too_thin(project: ProjectView) -> Iterator[Draft]:
    """The goal states no result.

    **Why it matters** Whether a goal was reached can be judged only if it says what will be done, for whom and how far.

    **Flagged** All goals together have at most 20 characters and no figure (`降低故障，提高效率`), or little is left of
    them beside the project's name and words such as 保障, 完成, 各项工作 (`完成某平台建设项目年度任务`).

    **Fine** A short goal with a figure, Chinese numerals too (`建成两座站房`), or one that names a product and its size. A
    goal that is only text of the blank form is S05.
    """
    goals = project.text("goals")
    left = bare(without_residue(goals))
    if not left or has_figure(left):
        return
    if len(left) > _SHORT and len(beyond_name(left, project.text("project_name"))) > _FEW:
        return
    start = body_start(goals)
    quote = goals[start:].rstrip()
    yield Draft((project.spot("goals", quote, start),), {"quote": cited(quote).rstrip("，、；：。,;:.")})
