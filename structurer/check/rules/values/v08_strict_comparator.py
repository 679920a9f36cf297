"""V08."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Comparator

_STRICT = re.compile(r"(?<![=＝])([<＜>＞])(?!\s*[=＝])")
_USUAL = {"<": "≤", "＜": "≤", ">": "≥", "＞": "≥"}


@rule(
    "V08",
    "strict-comparator",
    Severity.INFO,
    authority=("A7",),
    zh="指标“{name}”的指标值“{value}”使用“{sign}”，通常应使用“{usual}”。",
    en="The value “{value}” of “{name}” has {sign} where {usual} is usual.",
    suggestion="是否应为“{usual}”，请填报单位确认",
)
def strict_comparator(row: RowView) -> Iterator[Draft]:
    """The value has < or > where ≤ or ≥ is usual.

    **Why it matters** `<50万元` says that spending exactly the budget misses the target, which is seldom meant.

    **Flagged** The signs < and >, half or full width, before a target.

    **Fine** ≤ and ≥, also typed as <= and >=. Words such as 低于 and 超过.
    """
    if not any(target.comparator in (Comparator.LT, Comparator.GT) for target in row.targets):
        return
    if found := _STRICT.search(row.value.text):
        words = {
            "name": row.shown_name,
            "value": row.shown_value,
            "sign": found[1],
            "usual": _USUAL[found[1]],
        }
        yield Draft((row.spot("value", found[1], found.start()),), words)
