"""C02."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import any_of, lexicon
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.finding import Severity
from structurer.models.value import UPPER_BOUNDS, Kind, Question


@cache
def _units() -> frozenset[str]:
    return frozenset(lexicon("people")["counted"]["units"])


@cache
def _progress() -> re.Pattern[str]:
    return re.compile(f"{any_of(lexicon('people')['counted']['progress'])}$")


def _counts_things(row: RowView) -> bool:
    """Tell whether the value is one number of things; a cap counts faults, and a rate per time is a performance."""
    target = row.target
    if target is None or row.value.kind is not Kind.QUANTITY:
        return False
    return (
        target.unit_code in _units()
        and target.per is None
        and target.comparator not in UPPER_BOUNDS
        and all(one.question is not Question.HIDDEN_TARGET for one in row.value.ambiguous)
        and polarity(row.name) != "lower"
    )


@rule(
    "C02",
    "count-under-quality",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("A11",),
    zh="“{name}”的指标值“{value}”反映的是数量或进度，放在质量指标下不合适。",
    en="“{name}” (“{value}”) shows an amount or progress but is filed under 质量.",
    suggestion="调整到数量或时效指标，质量指标改填合格率、达标率等",
    question=(
        "Does this 质量 row measure how much is done or how far the work is, rather than how good it is? "
        "Confirm (holds) if it counts things or shows progress; clear it only with a verbatim quote of the "
        "row that shows a standard, a performance figure or a quality that the number expresses."
    ),
)
def count_under_quality(row: RowView) -> Iterator[Draft]:
    """A quality indicator (质量指标) counts things or shows progress.

    **Why it matters** A count filed under 质量 leaves the project without any statement of how good the work
    is.

    **Flagged** A 质量 row whose value is one number of things (随访次数 `不少于2次`), or whose name is
    progress (课题完成情况 `100%`). A model confirms.

    **Fine** Performance figures (`≥30000TPS`), scores, temperatures, and caps on faults (`≤3次`).
    """
    if row.section is not Section.QUALITY:
        return
    if _counts_things(row) or (row.targets and _progress().search(row.name)):
        spots = (row.spot("level2"), row.spot("level3"), row.spot("value"))
        yield Draft(spots, {"name": row.shown_name, "value": row.shown_value})
