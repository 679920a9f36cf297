"""M03."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import any_of, lexicon
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity

_REVERSED = "统计的是不满意或投诉情况，方向与满意度相反"
_OTHER = "名称没有体现满意度"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon("people")["respondents"]
    return re.compile(any_of(words["satisfied"])), re.compile(any_of(words["dissatisfied"]))


def _counts_the_dissatisfied(name: str) -> bool:
    """Tell whether a name counts complaints; 投诉处理满意率 asks for satisfaction."""
    satisfied, dissatisfied = _patterns()
    return dissatisfied.search(name) is not None and satisfied.search(name.replace("不满意", "")) is None


@rule(
    "M03",
    "satisfaction-measures-other",
    Severity.WARNING,
    authority=("A2",),
    zh="满意度指标“{name}”（指标值“{value}”）{what}。",
    en="“{name}” (“{value}”) is filed under 满意度 but {what_en}.",
    suggestion="改为具体服务对象的满意度",
)
def satisfaction_measures_other(row: RowView) -> Iterator[Draft]:
    """A satisfaction row measures something else.

    **Why it matters** A row that asks nobody whether he is satisfied fills the place of the one that should.

    **Flagged** A 满意度 row whose name has no 满意 (参与培训人员满足度, or only the names of respondents):
    warning. A name that counts complaints or dissatisfied cases (不满意次数): info, the direction is
    reversed.

    **Fine** 满意度, 满意程度, 满意率, 好评率, 评价 and 测评.
    """
    if row.section is not Section.SATISFACTION or not row.name:
        return
    words = {"name": row.shown_name, "value": row.shown_value}
    if _counts_the_dissatisfied(row.name):
        what = {"what": _REVERSED, "what_en": "counts the dissatisfied, so that less is better"}
        suggestion = "可改为满意度百分比；如保留次数，请按越低越好考核"
        yield Draft((row.spot("level3"),), words | what, Severity.INFO, suggestion)
    elif not _patterns()[0].search(row.name):
        yield Draft((row.spot("level3"),), words | {"what": _OTHER, "what_en": "does not say satisfaction"})
