"""C07."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import FieldName, Severity
from structurer.text import fold

_SATISFIED = re.compile("满意(?![见愿])")  # 不满意见 are 意见


@rule(
    "C07",
    "satisfaction-under-benefit",
    Severity.WARNING,
    authority=("A2",),
    zh="“{name}”（指标值“{value}”）是满意度内容，却放在{level2}下。",
    en="“{name}” (“{value}”) is about satisfaction but filed under {level2}.",
    suggestion="调整到服务对象满意度指标",
)
def satisfaction_under_benefit(row: RowView) -> Iterator[Draft]:
    """A row about satisfaction stands outside 满意度指标.

    **Why it matters** Satisfaction is a group of its own in the table; hidden under another it is not counted
    there, and takes the place of a real effect or quality.

    **Flagged** A name with 满意 under 产出 or 效益 (群众满意率 under 社会效益指标).

    **Fine** Rows under 满意度指标, and 不满 as a part of another word (不满意见, 不满三年).
    """
    if row.section is Section.SATISFACTION or not _SATISFIED.search(row.name):
        return
    if row.section is not None or row.is_benefit:
        level: FieldName = "level2" if row.indicator.level2 else "level1"
        words = {"name": row.shown_name, "value": row.shown_value, "level2": fold(row.text(level))}
        yield Draft((row.spot(level), row.spot("level3")), words)
