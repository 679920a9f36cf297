"""Q07."""

from collections.abc import Iterator

from structurer.check.measures import states_figure
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Severity


@rule(
    "Q07",
    "numeric-share-low",
    Severity.WARNING,
    starred=True,
    authority=("A2",),
    zh="除成本外{n}项指标中只有{k}项给出了数量或时间，量化程度偏低。",
    en="Only {k} of {n} indicators other than cost state a number or a time.",
    suggestion="优先把质量、效益、满意度指标量化",
)
def numeric_share_low(project: ProjectView) -> Iterator[Draft]:
    """Fewer than half of a project's indicators state a figure.

    **Why it matters** Cost is always a figure; when most of the rest is words, hardly anything about the results can
    be checked.

    **Flagged** Over all rows but 成本, fewer than half hold a number, a date, a time of the day, a duration or a
    frequency. 及时, and 全年 without a year, are none.

    **Fine** Exactly half. 零投诉 is a figure. A bare or odd number counts here; it has rules of its own.
    """
    rows = [row for row in project.rows if row.section is not Section.COST]
    counted = sum(map(states_figure, rows))
    if 2 * counted < len(rows):
        yield Draft((project.spot("project_name"),), {"n": len(rows), "k": counted})
