"""Q01."""

from collections.abc import Iterator

from structurer.check.measures import has_scale, is_grade
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity


@rule(
    "Q01",
    "grade-without-scale",
    Severity.WARNING,
    starred=True,
    authority=("A5", "A6", "A3"),
    zh="定性指标值“{value}”没有评判标准，无法判断是否完成。",
    en="The grade word “{value}” has no scale to judge it by.",
    suggestion="能量化的改为量化值；不能量化的写明分级标准",
)
def grade_without_scale(row: RowView) -> Iterator[Draft]:
    """A word of degree has no grading scale.

    **Why it matters** Whether something was 有效提升 is a matter of opinion; a scale says beforehand what counts.

    **Flagged** Values such as 明显改善, 较高 or 逐步完善, when neither description nor basis nor a scoring column
    names two grades or gives the figure from which one holds.

    **Fine** States that hold or do not (合格, 正常, 满足 without a degree word), events that must not happen, documents
    to be met, sentences (Q02). A description such as `得分90分以上为优，80分以上为良`.
    """
    if not row.targets and is_grade(row) and not has_scale(row):
        yield Draft((row.spot("value"),), {"value": row.shown_value})
