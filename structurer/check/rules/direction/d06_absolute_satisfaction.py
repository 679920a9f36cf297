"""D06."""

from collections.abc import Iterator

from structurer.check.measures import is_satisfaction, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import UPPER_BOUNDS, Kind

_ABSOLUTE, _WHOLE = 99, 100


@rule(
    "D06",
    "absolute-satisfaction",
    Severity.WARNING,
    starred=True,
    authority=("A2",),
    zh="满意度目标“{value}”过于绝对，难以通过调查验证。",
    en="The satisfaction target “{value}” is absolute and can hardly be shown by a survey.",
    suggestion="结合历史数据设置合理值",
)
def absolute_satisfaction(row: RowView) -> Iterator[Draft]:
    """Everybody has to be satisfied.

    **Why it matters** One dissatisfied answer misses the target, so the survey is not asked or not believed.

    **Flagged** A satisfaction share of 99 % or more, exact or as a floor.

    **Fine** 98 %. 100 % on quality or compliance rows. Figures above 100 are V04, upper bounds D02.
    """
    target = sole_target(row, Kind.PERCENTAGE)
    if target is None or target.base_value is None or target.comparator in UPPER_BOUNDS:
        return
    if _ABSOLUTE <= target.base_value <= _WHOLE and is_satisfaction(row):
        yield Draft((row.spot("value"),), {"value": row.shown_value})
