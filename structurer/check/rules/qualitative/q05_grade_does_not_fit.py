"""Q05."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

_WORDS = (Kind.GRADED, Kind.BINARY, Kind.NARRATIVE)
_UPKEEP = ("保障", "保证", "确保", "维持", "维护")
_KEPT_UP = ("运行", "运转", "开展", "稳定", "安全")
_CHANGE = ("提升", "提高", "增强", "改善")
_NEEDS = ("要求", "需求", "需要", "设计", "约定")  # what can be 满足


def _does_not_fit(row: RowView, text: str) -> bool:
    name = row.name
    if row.section is Section.SATISFACTION or "满意" in name:
        return "满足" in text
    is_answer_of_satisfaction = "满足" in text or "满意" in text
    if is_answer_of_satisfaction and (row.is_benefit or row.section is Section.TIME):
        return not any(word in name + text for word in _NEEDS)
    is_kept_up = name.startswith(_UPKEEP) and any(word in name for word in _KEPT_UP)
    return is_kept_up and any(word in text for word in _CHANGE)


@rule(
    "Q05",
    "grade-does-not-fit",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("practice",),
    zh="指标值“{value}”与指标“{name}”要考核的内容不对应。",
    en="The word “{value}” answers another question than “{name}” asks.",
    suggestion="按指标含义重新填写指标值",
    question=(
        "Does the word in the value answer another question than the indicator's name asks (satisfaction answered "
        "with 满足, a benefit or a time with 满足 or 满意, a state to be kept up with 提升)? Confirm (holds) if so; clear "
        "it only with a verbatim quote of name or description that the word does answer."
    ),
)
def grade_does_not_fit(row: RowView) -> Iterator[Draft]:
    """The grade word answers another question than the name asks.

    **Why it matters** Name and value together make no sense, so the row was filled in without thought and cannot
    be checked.

    **Flagged** 满意度 answered with 满足; a 效益 or 时效 row with 满足 or 满意; 保障…运行 with 明显提升.

    **Fine** 满足 where the row is about 要求, 需求 or 设计. Figures.
    """
    if row.targets or row.value.kind not in _WORDS:
        return
    if _does_not_fit(row, fold(row.value.text)):
        yield Draft(
            (row.spot("level3"), row.spot("value")), {"name": row.shown_name, "value": row.shown_value}
        )
