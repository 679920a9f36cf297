"""D07."""

from collections.abc import Iterator

from structurer.check.measures import is_satisfaction, says, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import LOWER_BOUNDS, Comparator, Kind, Target

_USUAL, _LOW = 85, 80
_HALF = 50
_PROGRESS = ("完成率", "完成量", "完成比例", "完成进度", "完成度", "进度")


def _severity(row: RowView, target: Target) -> Severity | None:
    share = target.base_value
    if share is None:
        return None
    if is_satisfaction(row):
        return None if share >= _USUAL else Severity.INFO if share >= _LOW else Severity.WARNING
    # A share with its own date is one step of several.
    is_progress = row.name.endswith(_PROGRESS) and target.date_to is None
    return Severity.WARNING if is_progress and share < _HALF and not says("change", row.name) else None


@rule(
    "D07",
    "target-too-low",
    Severity.WARNING,
    starred=True,
    authority=("A13",),
    zh="指标“{name}”的目标值“{value}”偏低，缺乏约束力。",
    en="The target “{value}” of “{name}” is too low to bind anyone.",
    suggestion="参考历史或同类项目水平调整，并说明理由",
)
def target_too_low(row: RowView) -> Iterator[Draft]:
    """The target is set so low that it is met in any case.

    **Why it matters** An easy target says nothing about whether the money was used well.

    **Flagged** A satisfaction share below 80 % (80 % and more, but below 85 %: info); a share of completion or progress
    below 50 %, with ≥, > or no sign (工程完成率 `≥15%`).

    **Fine** Rates of change and saving. Upper bounds are D02, errors of scale V04. A share with a date of its own.
    """
    target = sole_target(row, Kind.PERCENTAGE)
    if target is None or target.comparator not in (*LOWER_BOUNDS, Comparator.EQ):
        return
    if severity := _severity(row, target):
        yield Draft(
            (row.spot("value"),), {"name": row.shown_name, "value": row.shown_value}, severity=severity
        )
