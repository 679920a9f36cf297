"""S06."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import states_nothing
from structurer.check.view import ProjectView
from structurer.models.finding import Severity

_SHORTEST_PIECE = 4  # characters: less stands in many texts by chance

_SAME = {
    "overlap": "与资金用途文字相同",
    "lack": "只写了钱用来做什么，未写预期产出和效果",
    "overlap_en": "is a copy of the purpose",
    "lack_en": "no output or effect is stated",
}
_INSIDE = {
    "overlap": "摘自资金用途原文",
    "lack": "没有另写预期产出和效果",
    "overlap_en": "is a piece of the purpose",
    "lack_en": "it adds no output or effect",
}
_AROUND = {
    "overlap": "照录了资金用途全文",
    "lack": "请核对其余内容是否写明预期产出和效果",
    "overlap_en": "repeats the whole purpose",
    "lack_en": "check that the rest states outputs and effects",
}


@rule(
    "S06",
    "goal-copies-purpose",
    Severity.WARNING,
    starred=True,
    authority=("A1", "A2"),
    zh="绩效目标{overlap}，{lack}。",
    en="The goal {overlap_en}; {lack_en}.",
    suggestion="建议写明本年度要完成的产出、达到的效果和成本控制要求",
)
def goal_copies_purpose(project: ProjectView) -> Iterator[Draft]:
    """The goal is a copy of the purpose.

    **Why it matters** 资金用途 says what the money is for, 绩效目标 what it is to achieve. Where both are the same text,
    the table has no goal.

    **Flagged** The two texts are equal when list numbers, white space and final punctuation are left out: warning. One
    stands wholly inside the other: info.

    **Fine** A goal that shares words with the purpose, and a goal that is only text of the blank form (S05).
    """
    goal, use = project.goals, project.purpose
    shorter, longer = sorted((goal, use), key=len)
    if not shorter or shorter not in longer or states_nothing(project.text("goals")):
        return
    spots = (project.spot("fund_purpose"), project.spot("goals"))
    if goal == use:
        yield Draft(spots, _SAME)
    elif len(shorter) >= _SHORTEST_PIECE:
        yield Draft(spots, _INSIDE if shorter == goal else _AROUND, severity=Severity.INFO)
