"""D08."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity
from structurer.text import fold

_SOURCES = ("合同", "协议", "标准", "历史", "批复", "统计", "测算", "规范", "定额")


@rule(
    "D08",
    "implausible-value",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A2",),
    zh="指标“{name}”的指标值“{value}”与项目实际明显不符，请核实。",
    en="The value “{value}” of “{name}” cannot be right for this project in this year.",
    suggestion="核实指标值，或说明取值依据",
    question=(
        "Which single indicator rows state a figure that cannot be right for this thing in this year (a system built "
        "in a few days, more visits a day than there are people)? For each, name the row, quote its value, and quote "
        "what shows that the figure cannot be meant. Do not report figures that are only high or low, figures whose "
        "basis is stated (contract, standard, statistics), missing units, or values without a figure."
    ),
)
def implausible_value(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """The figure cannot be right for this thing in this year.

    **Why it matters** A figure that nobody can reach, or that is reached in any case, was not planned by anyone.

    **Flagged** 3天 to develop a platform; 900万人次 a day in a town of 40万.

    **Fine** Large figures with a stated basis (合同, 标准, 历史数据). Targets that are merely ambitious or easy (D07).
    """
    rows = [project.row(number) for number in remark.rows]
    row = rows[0] if len(rows) == 1 else None
    if row is None or not row.targets:
        return
    if any(word in fold(row.indicator.basis or "") for word in _SOURCES):
        return
    quoted = project.quoted(remark)
    header = [spot for spot in quoted if spot.cell.row is None]
    beside = [spot for spot in quoted if spot.cell.row is not None]
    spots = (*header, row.spot("level3"), *beside, row.spot("value"))
    yield Draft(tuple(dict.fromkeys(spots)), {"name": row.shown_name, "value": row.shown_value})
