"""Q03."""

from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.texts import trimmed
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold


@cache
def _passed() -> frozenset[str]:
    return frozenset(lexicon("measures")["words"]["passed"])


@rule(
    "Q03",
    "binary-instead-of-rate",
    Severity.INFO,
    authority=("practice",),
    zh="质量指标“{name}”的指标值“{value}”只有是否达标，通常应填写比率。",
    en="The quality “{name}” has the pass-or-fail word “{value}” where a rate is usual.",
    suggestion="建议改为合格率、通过率等百分比",
)
def binary_instead_of_rate(row: RowView) -> Iterator[Draft]:
    """A word for passed stands where a rate is usual.

    **Why it matters** One part that fails turns 合格 into a miss, or is overlooked; a rate says how many passed.

    **Flagged** A 质量 row with 合格, 正常, 满足, 符合, 是, 通过验收 and the like.

    **Fine** A single thing that can only pass or fail: a report, a plan, a film, a qualification.
    """
    if row.section is not Section.QUALITY or row.value.kind is not Kind.BINARY:
        return
    is_single = any(word in row.name for word in lexicon("measures")["words"]["single"])
    if not is_single and trimmed(fold(row.value.text)) in _passed():
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
