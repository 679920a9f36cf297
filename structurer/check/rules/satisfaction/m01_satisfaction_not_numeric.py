"""M01."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold, is_blank

_DIGIT = re.compile(r"\d")


@rule(
    "M01",
    "satisfaction-not-numeric",
    Severity.WARNING,
    starred=True,
    authority=("A2", "A5", "A1r"),
    zh="满意度指标值“{value}”没有量化。",
    en="Satisfaction (“{name}”) has no number, only “{value}”.",
    suggestion="建议通过问卷调查，填写百分比",
)
def satisfaction_not_numeric(row: RowView) -> Iterator[Draft]:
    """A satisfaction indicator (满意度指标) has a value without a number.

    **Why it matters** Satisfaction is asked in a survey, and a survey ends in a share. `基本满意` can be
    claimed without asking anyone.

    **Flagged** A 满意度 row whose value is a grade word, a sentence, a label or a reference (`满意`,
    `较好满意`, `不低于上年度水平`).

    **Fine** Any number, also a count of complaints (`≤3次`) or of none (`零投诉`). A number that is broken is
    V02 or V04; an empty cell is S04.
    """
    if row.section is not Section.SATISFACTION or row.value.kind is Kind.ZERO_EVENT:
        return
    text = row.value.text
    if is_blank(text) or any(target.number is not None for target in row.targets):
        return
    if row.value.kind is Kind.MALFORMED and _DIGIT.search(fold(text)):
        return
    yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
