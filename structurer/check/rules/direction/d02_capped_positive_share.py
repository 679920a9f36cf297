"""D02."""

from collections.abc import Iterator

from structurer.check.measures import sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.finding import Severity
from structurer.models.value import UPPER_BOUNDS, Kind


@rule(
    "D02",
    "capped-positive-share",
    Severity.ERROR,
    starred=True,
    authority=("A2",),
    zh="正向指标“{name}”设为“{value}”，不做也能达标，方向有误。",
    en="“{name}” should be high but is capped at “{value}”; doing nothing meets it.",
    suggestion="改为≥或具体目标值",
)
def capped_positive_share(row: RowView) -> Iterator[Draft]:
    """A share that should be high has an upper bound.

    **Why it matters** A project that does nothing meets such a target; `≤100%` is met by everything, and `<100%`
    forbids full success.

    **Flagged** A percentage with ≤ or < whose name is better high by the polarity lexicon (验收通过率 `≤100%`).

    **Fine** Rates that are better low (故障率 `≤1%`), cost rows, and names whose polarity is unknown.
    """
    target = sole_target(row, Kind.PERCENTAGE)
    if target is None or row.section is Section.COST or target.comparator not in UPPER_BOUNDS:
        return
    if polarity(row.name) == "higher":
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
