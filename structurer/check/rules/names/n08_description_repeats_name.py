"""N08."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import trimmed
from structurer.check.view import RowView
from structurer.models.finding import Severity


@rule(
    "N08",
    "description-repeats-name",
    Severity.INFO,
    authority=("A10",),
    zh="三级指标“{name}”的绩效指标描述与名称相同，没有说明含义或计算方法。",
    en="The description of “{name}” only repeats the name.",
    suggestion="说明指标的含义、范围或计算方法",
)
def description_repeats_name(row: RowView) -> Iterator[Draft]:
    """The description is the same text as the name.

    **Why it matters** 绩效指标描述 is the place to say what is counted and how; a copy of the name says nothing more.

    **Flagged** Name `系统验收合格率`, description `系统验收合格率`; white space and final punctuation do not matter.

    **Fine** Forms without the column, and an empty description (S04).
    """
    if row.description and trimmed(row.description) == trimmed(row.name):
        yield Draft((row.spot("level3"), row.spot("description")), {"name": row.shown_name})
