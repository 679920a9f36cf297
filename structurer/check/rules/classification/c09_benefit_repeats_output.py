"""C09."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Remark, Severity

_OUTPUTS = (Section.QUANTITY, Section.QUALITY, Section.TIME, Section.COST)


@rule(
    "C09",
    "benefit-repeats-output",
    Severity.INFO,
    method=Method.LLM,
    authority=("practice",),
    zh="效益指标“{name}”（指标值“{value}”）只是重复产出指标“{output}”，没有反映效果。",
    en="The benefit “{name}” (“{value}”) restates the output row “{output}” and shows no effect.",
    suggestion="效益指标改填项目实施后带来的变化",
    question=(
        "Does a 效益 row merely restate a deadline, a payment or another promise of a 产出 row of this "
        "project? One remark for each such pair, with the numbers of both rows and a quote of each. Do not "
        "report effects that follow from the output."
    ),
)
def benefit_repeats_output(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A benefit indicator restates a deadline or payment of the output rows.

    **Why it matters** That the final payment is made on time is the output; said twice it is still no effect.

    **Flagged** 保障合同尾款按时支付 under 社会效益 beside 尾款支付时间 under 时效. A model names both rows.

    **Fine** An effect that follows from the output.
    """
    quoted = project.quoted(remark)
    rows = [row for number in sorted(set(remark.rows)) if (row := project.row(number))]
    benefit = next((row for row in rows if row.is_benefit), None)
    output = next((row for row in rows if row.section in _OUTPUTS), None)
    if benefit is None or output is None:
        return
    spots = [
        next((spot for spot in quoted if spot.cell.row == row.number), row.spot("level3"))
        for row in sorted((benefit, output), key=lambda one: one.number)
    ]
    yield Draft(
        tuple(spots), {"name": benefit.shown_name, "value": benefit.shown_value, "output": output.shown_name}
    )
