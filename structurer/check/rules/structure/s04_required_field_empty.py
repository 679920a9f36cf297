"""S04."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import LABELS
from structurer.check.view import ProjectView, RowView
from structurer.models.finding import FieldName, Severity
from structurer.text import is_blank

_ALWAYS: tuple[FieldName, ...] = ("unit_name", "project_name", "budget_total", "goals")
_WHERE_PRINTED: tuple[FieldName, ...] = ("project_code", "fund_purpose")
_PARTS: tuple[FieldName, ...] = ("budget_fiscal", "budget_other")
_CELLS: tuple[FieldName, ...] = ("level1", "level2", "level3", "value")


@rule(
    "S04",
    "required-field-empty",
    Severity.ERROR,
    starred=True,
    authority=("A7",),
    zh="{field}未填写。",
    en="Not filled in: {field_en}.",
    suggestion="补填",
)
def required_field_empty(project: ProjectView) -> Iterator[Draft]:
    """A field that the form asks for is empty.

    **Why it matters** A table with gaps cannot be entered into a budget system, let alone be reviewed.

    **Flagged** Blank unit, currency unit, 项目名称, 预算数, 资金用途 or 绩效目标; both 财政资金 and 其他资金 blank; no
    indicator row; a row without level 2, level 3 or 指标值. A blank 绩效指标描述 is info.

    **Fine** Merged cells of 一级指标 and 二级指标, which are carried down. Labels that the form does not print at all:
    项目编码, 资金用途, 资金支出计划, 绩效指标描述, 指标值确定依据; a sheet without headings has no 单位编码. One blank part
    of the budget.
    """
    if empty := _empty_header(project):
        names = [LABELS[field] for field in empty]
        words = _words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        yield Draft(tuple(project.spot(field, "") for field in empty), words)
    elif not project.rows:
        yield Draft((project.spot("project_name"),), _words("绩效指标", "indicators"))
    for row in project.rows:
        yield from _row(row)


def _empty_header(project: ProjectView) -> list[FieldName]:
    empty: list[FieldName] = [field for field in _ALWAYS if is_blank(project.text(field))]
    # The code stands in the line between heading and table, which a flat sheet of all projects does not print.
    if (project.prints("unit_code") or project.prints("title")) and is_blank(project.text("unit_code")):
        empty.insert(0, "unit_code")
    empty += [field for field in _WHERE_PRINTED if project.prints(field) and is_blank(project.text(field))]
    if project.project.currency_unit is None and project.budget is None:
        empty.append("currency_unit")
    parts = [field for field in _PARTS if project.prints(field)]
    if parts and all(is_blank(project.text(field)) for field in parts):
        empty += parts
    plan = project.project.payment_plan
    if plan is not None and all(is_blank(one.text) for one in plan):
        empty.append("payment_plan")
    return empty


def _row(row: RowView) -> Iterator[Draft]:
    empty = [field for field in _CELLS if is_blank(row.text(field))]
    if row.indicator.basis is not None and is_blank(row.indicator.basis):
        empty.append("basis")
    severity = None if empty else Severity.INFO
    if row.indicator.description is not None and is_blank(row.indicator.description):
        empty.append("description")
    if not empty:
        return
    name = f"“{row.shown_name}”" if row.name else ""
    field = f"第{row.number}行{name}的{'、'.join(LABELS[one].zh for one in empty)}"
    field_en = f"{', '.join(LABELS[one].en for one in empty)} of row {row.number} {name}".rstrip()
    spots = tuple(row.spot(one, "") for one in empty)
    yield Draft(spots, _words(field, field_en), severity=severity)


def _words(field: str, field_en: str) -> dict[str, object]:
    return {"field": field, "field_en": field_en}
