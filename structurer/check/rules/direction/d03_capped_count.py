"""D03."""

import re
from collections.abc import Iterator

from structurer.check.lexicon import lexicon
from structurer.check.measures import sole_target
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import names_harm, polarity
from structurer.models.base import plain_decimal
from structurer.models.finding import Severity
from structurer.models.value import UPPER_BOUNDS, Kind, Target
from structurer.text import fold

_CAP_BEFORE = "(?:不超过|不多于|不高于|不大于|不得超过|至多|最多|控制在|上限为?|限额为?)"
_CAP_BEHIND = r"[^\d，。；,;]{0,3}?(?:以内|之内|以下|为上限|上限|封顶)"


def _is_capped_elsewhere(row: RowView, target: Target) -> bool:
    """Tell whether goal, purpose or description states the same cap in words."""
    if target.number is None:
        return False
    number = rf"(?<![\d.]){re.escape(plain_decimal(target.number))}(?![\d.])"
    cap = re.compile(f"{_CAP_BEFORE}{number}|{number}{_CAP_BEHIND}")
    texts = (row.description, fold(row.project.text("goals")), fold(row.project.text("fund_purpose")))
    return any(cap.search(text) for text in texts)


@rule(
    "D03",
    "capped-count",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("practice",),
    zh="数量指标“{name}”设为“{value}”，完成为零也算达标。",
    en="The count “{name}” is capped at “{value}”; none at all would meet it.",
    suggestion="如为控制数请在目标中说明，否则改为≥",
    question=(
        "Is this count something the project should deliver or reach, so that an upper bound is met by doing nothing? "
        "Confirm (holds) if so, or if nothing in the table says that the cap is meant; clear it only with a verbatim "
        "quote of goal, purpose, name or description that says the number is a deliberate upper limit (控制数, 不超过)."
    ),
)
def capped_count(row: RowView) -> Iterator[Draft]:
    """A count that should be reached has an upper bound.

    **Why it matters** Nobody served and nothing built meets `≤500人`.

    **Flagged** A count under 数量 or 效益 with ≤ or <: 服务企业数量 `≤200家`.

    **Fine** What should be low: complaints, faults, accidents. A cap that goal, purpose or description states in words
    with the same number (`控制在60人以内`). Measured values such as concentrations under 效益. Costs and durations.
    """
    target = sole_target(row, Kind.QUANTITY)
    if target is None or target.comparator not in UPPER_BOUNDS:
        return
    if row.section is not Section.QUANTITY and not (
        row.is_benefit and target.unit and target.unit_code not in lexicon("measures")["words"]["physical"]
    ):
        return
    if polarity(row.name) == "lower" or names_harm(row.name) or _is_capped_elsewhere(row, target):
        return
    yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
