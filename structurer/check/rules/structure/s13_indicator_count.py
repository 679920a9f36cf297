"""S13."""

from collections.abc import Iterator

from structurer.check.money import YUAN_IN_WAN, wan
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity

_FEWEST = 6
_MOST = 15
_LARGE = 100 * YUAN_IN_WAN  # a budget from which on the fewest are too few


@rule(
    "S13",
    "indicator-count",
    Severity.INFO,
    authority=("A1r", "A6"),
    zh="共设置{count}项绩效指标，{problem}。",
    en="The table sets {count} indicators: {problem_en}.",
    suggestion="建议围绕主要支出内容调整指标数量",
)
def indicator_count(project: ProjectView) -> Iterator[Draft]:
    """The table has unusually few or many indicators.

    **Why it matters** Too few leave parts of the spending unmeasured, too many hide the ones that matter.

    **Flagged** Fewer than 6 rows, more than 15 rows, or at most 6 rows for a budget of 100万元 and more.

    **Fine** Six rows for a small budget. A table without rows is S04.
    """
    count = len(project.rows)
    spots = [project.spot("project_name")]
    if count > _MOST:
        problem, problem_en = "数量偏多，建议突出重点、适当精简", "many; keep those that matter"
    elif 0 < count <= _FEWEST and project.budget is not None and project.budget >= _LARGE:
        budget = wan(project.budget)
        problem = f"与预算数{budget}万元相比偏少，建议补充反映主要支出内容的指标"
        problem_en = f"few for a budget of {budget} 万元"
        spots.append(project.spot("budget_total"))
    elif 0 < count < _FEWEST:
        problem, problem_en = "数量偏少，建议补充", "few"
    else:
        return
    yield Draft(tuple(spots), {"count": count, "problem": problem, "problem_en": problem_en})
