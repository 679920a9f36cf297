"""C06."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity
from structurer.text import fold


@rule(
    "C06",
    "wrong-benefit-kind",
    Severity.INFO,
    method=Method.LLM,
    authority=("A2",),
    zh="“{name}”（指标值“{value}”）与{level2}的类别不符。",
    en="“{name}” (“{value}”) is not of the kind of benefit it is filed under ({level2}).",
    suggestion="按经济、社会、生态、可持续影响的含义调整类别，请填报单位确认",
    question=(
        "Which 效益 rows stand under the wrong kind of benefit: 经济 (income, cost, savings), 社会 "
        "(services, safety, fairness), 生态 (energy, emissions, nature) or 可持续影响 (what lasts beyond "
        "the year)? One remark for each such row, quoting its name or value; say in the reason which kind "
        "it is. Do not report effects of mixed kind that may stand under either."
    ),
)
def wrong_benefit_kind(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A benefit stands under the wrong kind: 经济, 社会, 生态 or 可持续影响.

    **Why it matters** Effects are compared across projects by kind; saved energy filed under 社会效益 is
    found by nobody who looks for it.

    **Flagged** 能源节能率 under 社会效益指标, 降低企业开办成本 under 社会效益指标. A model judges.

    **Fine** Effects of mixed kind, and rows that are no effect at all (C05).
    """
    for row, spots in remarked(project, remark):
        if row.is_benefit and row.section is not None:
            level2 = fold(row.indicator.level2) or fold(row.indicator.level1)
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value, "level2": level2})
