"""V11."""

from collections.abc import Iterator

from structurer.check.lexicon import lexicon
from structurer.check.measures import has_scale, is_grade
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.text import fold


def _echoes(name: str, text: str) -> bool:
    """Tell whether `text` is the name with a degree word, or says a verb of the name again."""
    if text == name:
        return False
    if name in text:
        return True
    verbs: list[list[str]] = lexicon("measures")["words"]["verbs"]
    return any(any(word in text for word in same) and any(word in name for word in same) for same in verbs)


@rule(
    "V11",
    "value-echoes-verb",
    Severity.INFO,
    authority=("A8",),
    zh="指标“{name}”的指标值“{value}”只是重复指标名称，没有给出目标。",
    en="The value “{value}” only says the verb of “{name}” again.",
    suggestion="给出可衡量的目标值",
)
def value_echoes_verb(row: RowView) -> Iterator[Draft]:
    """The value says the verb of the name again.

    **Why it matters** 提升服务能力 with the value 有效提升 says what is wanted twice and how much never.

    **Flagged** A grade word that repeats the verb of the name, with or without a degree word (减轻负担, 有效减轻), or the
    name with a degree word. Always beside Q01.

    **Fine** A grade word with another verb than the name's. A value with a grading scale. The name itself is V10.
    """
    if row.targets or not row.name or not is_grade(row) or has_scale(row):
        return
    if _echoes(row.name, fold(row.value.text)):
        yield Draft(
            (row.spot("level3"), row.spot("value")), {"name": row.shown_name, "value": row.shown_value}
        )
