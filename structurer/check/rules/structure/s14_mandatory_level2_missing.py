"""S14."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.text import is_blank

_SINGLE = (Section.QUANTITY, Section.QUALITY, Section.TIME, Section.COST)
_LESSER = ("时效指标", "满意度指标")
_ENGLISH = {
    "数量指标": "quantity",
    "质量指标": "quality",
    "时效指标": "time",
    "成本指标": "cost",
    "效益指标": "benefit",
    "满意度指标": "satisfaction",
}


@rule(
    "S14",
    "mandatory-level2-missing",
    Severity.ERROR,
    starred=True,
    authority=("A2", "A12", "A1r"),
    zh="缺少{level2}，指标体系不完整。",
    en="The table has no {level2_en} indicator.",
    suggestion="补充{level2}",
)
def mandatory_level2_missing(project: ProjectView) -> Iterator[Draft]:
    """A kind of indicator that every table needs is missing.

    **Why it matters** Outputs, costs, effects and satisfaction are judged together; a table without one of them leaves
    that side of the spending unmeasured.

    **Flagged** No row under 数量指标, 质量指标 or 成本指标, or none under any 效益指标: error. None under 时效指标 or
    满意度指标: warning.

    **Fine** Any order, and kinds in several groups. 可持续影响指标 is a 效益 kind. 成本指标 may be its own level 1. A
    project without any rows, or an output row whose level 2 is blank (S04).
    """
    present = {row.section for row in project.rows}
    if not present or any(_has_no_kind(row) for row in project.rows):
        return
    missing = [f"{section.value}指标" for section in _SINGLE if section not in present]
    if not any(row.is_benefit for row in project.rows):
        missing.append("效益指标")
    if Section.SATISFACTION not in present:
        missing.append("满意度指标")
    if missing:
        words = {"level2": "、".join(missing), "level2_en": ", ".join(_ENGLISH[one] for one in missing)}
        severity = Severity.WARNING if set(missing) <= set(_LESSER) else Severity.ERROR
        yield Draft((project.spot("project_name"),), words, severity=severity)


def _has_no_kind(row: RowView) -> bool:
    return row.section is None and not row.is_benefit and is_blank(row.text("level2"))
