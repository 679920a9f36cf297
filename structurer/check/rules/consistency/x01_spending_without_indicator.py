"""X01."""

from collections.abc import Iterator, Sequence
from typing import Final

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView, Section, Spot
from structurer.models.finding import FieldName, Remark, Severity
from structurer.text import fold

_HEADER: Final[dict[FieldName, str]] = {
    "project_name": "项目名称",
    "fund_purpose": "资金用途",
}
_OUTPUTS = (Section.QUANTITY, Section.QUALITY, Section.TIME)
_NO_ITEM = ("等", "等等", "项目", "工作", "经费", "费用", "其他")
_SHORTEST = 2


def _is_item(spot: Spot, project: ProjectView, outputs: str) -> bool:
    """Tell whether a quote is a spending item of a cell that may name one, and no output row names it."""
    quote, number = fold(spot.quote), spot.cell.row
    if len(quote) < _SHORTEST or quote in _NO_ITEM or quote in outputs:
        return False
    if number is None:
        return spot.cell.field in _HEADER
    row = project.row(number)
    return row is not None and row.section is Section.COST


def _draft(spots: Sequence[Spot], fields: Sequence[str]) -> Draft:
    quote = "”“".join(dict.fromkeys(cited(spot.quote) for spot in spots))
    return Draft(tuple(spots), {"field": "、".join(dict.fromkeys(fields)), "quote": quote})


@rule(
    "X01",
    "spending-without-indicator",
    Severity.WARNING,
    starred=True,
    method=Method.LLM,
    authority=("A1r", "A2"),
    zh="{field}中的“{quote}”没有对应的产出指标。",
    en="“{quote}” is paid for, but no 数量, 质量 or 时效 row measures it.",
    suggestion="建议补充相应产出指标",
    question=(
        "List every spending item (a thing bought, a service, a kind of work) that the project name, the "
        "purpose of the money (资金用途) or a 成本 row names, each as a verbatim piece of one of these "
        "cells, and link each to the 数量, 质量 or 时效 rows that measure it. Report the items that no such "
        "row measures: one remark for the whole project (no row numbers) with one quote per item. An item "
        "covered by a wider row is covered. 等 is no item; slogans, aims and the names of funds are no "
        "items."
    ),
)
def spending_without_indicator(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """Money goes to something that no output indicator measures.

    **Why it matters** What is paid for and not measured cannot be shown to have been delivered.

    **Flagged** A spending item in the project name, the purpose or a 成本 row without any 数量, 质量 or 时效
    row: the purpose names 场所租赁, and all output rows are about the information system. A model lists and
    links the items.

    **Fine** An item that a wider row covers (设备购置 under 购置各类设备数量), an item whose words stand in
    an output row, and 等.
    """
    outputs = "|".join(row.name + "|" + row.description for row in project.rows_of(*_OUTPUTS))
    items = [spot for spot in project.quoted(remark) if _is_item(spot, project, outputs)]
    if header := [spot for spot in items if spot.cell.row is None]:
        yield _draft(header, [_HEADER[spot.cell.field] for spot in header])
    for number in dict.fromkeys(spot.cell.row for spot in items):
        if number is not None:
            yield _draft([spot for spot in items if spot.cell.row == number], ["成本指标"])
