"""X02."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity
from structurer.text import fold

_SHORTEST = 2  # characters; less is no item of a goal


@rule(
    "X02",
    "goal-without-indicator",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A2",),
    zh="绩效目标中的“{quote}”没有对应的绩效指标。",
    en="No indicator measures what the goal says: “{quote}”.",
    suggestion="补充与该目标对应的指标，或删去该目标",
    question=(
        "Which items of the goal (绩效目标) are measured by no indicator row at all? An item is something "
        "to be done, delivered or changed; background, policy and slogans are none. One remark for the "
        "whole project (no row numbers) with one quote of the goal per item, as short as it can be "
        "understood."
    ),
)
def goal_without_indicator(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """An item of the goal has no indicator.

    **Why it matters** A goal that no row measures will not be looked at when the year is over.

    **Flagged** A second goal `做好填报配合工作` where all rows are about the first. A model links goals and
    rows.

    **Fine** Background sentences, and items whose words stand in a row.
    """
    rows = "|".join(row.name + "|" + row.description for row in project.rows)
    spots = [
        spot
        for spot in project.quoted(remark)
        if spot.cell.field == "goals" and len(fold(spot.quote)) >= _SHORTEST and fold(spot.quote) not in rows
    ]
    if spots:
        quote = "”“".join(dict.fromkeys(cited(spot.quote) for spot in spots))
        yield Draft(tuple(spots), {"quote": quote})
