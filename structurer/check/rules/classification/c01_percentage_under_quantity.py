"""C01."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind


@rule(
    "C01",
    "percentage-under-quantity",
    Severity.WARNING,
    starred=True,
    authority=("A11",),
    zh="“{name}”的指标值是比率，放在数量指标下不合适。",
    en="“{name}” has the percentage “{value}” but is filed under 数量.",
    suggestion="调整到质量或时效指标，数量指标改填数量",
)
def percentage_under_quantity(row: RowView) -> Iterator[Draft]:
    """A quantity indicator (数量指标) has a percentage as its value.

    **Why it matters** A quantity says how much work is done. A share says how well or how timely, and hides
    the amount: `100%` of an unknown number can be anything.

    **Flagged** A row under 数量指标 whose every target is a percentage (评审完成率 `100%`). It belongs under
    质量 or 时效, or the row needs a count.

    **Fine** Counts, hours and frequencies under 数量; percentages under 质量, 时效 and 效益.
    """
    if row.section is not Section.QUANTITY or not row.targets:
        return
    if all(target.kind is Kind.PERCENTAGE for target in row.targets):
        yield Draft(
            (row.spot("level2"), row.spot("value")), {"name": row.shown_name, "value": row.shown_value}
        )
