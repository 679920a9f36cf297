"""C05."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity


@rule(
    "C05",
    "output-under-benefit",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A1r",),
    zh="效益指标“{name}”（指标值“{value}”）反映的是产出或质量，建议调整。",
    en="“{name}” (“{value}”) is filed under 效益 but shows an output or its quality, not an effect.",
    suggestion="建议调整到产出指标，效益指标改填项目实施后带来的变化",
    question=(
        "Which 效益 rows show an output or the quality of an output (a system runs stably, things "
        "collected, a term of use, visits to a site) rather than an effect on the economy, society, "
        "environment or the lasting work? One remark for each such row, quoting its name or value. Do not "
        "report use by the public where the goal itself names that use as the aimed effect."
    ),
)
def output_under_benefit(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A benefit indicator (效益指标) shows an output or a quality.

    **Why it matters** An effect is what changes for somebody because the work was done; that the system runs
    is the work itself, counted twice.

    **Flagged** A 效益 row such as 系统运行稳定性 `≥90%`, 系统正常使用年限 `≥3年` or the number of items
    collected. A model judges.

    **Fine** Changes for people, business or nature; use by the public where the goal names it as the effect.
    """
    for row, spots in remarked(project, remark):
        if row.is_benefit:
            yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
