"""S15."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Severity
from structurer.text import fold

_OWN_LEVEL = (
    "单列为一级指标，采用财预〔2021〕101号的指标框架",
    "成本指标 is its own level 1, the layout of 财预〔2021〕101号",
)
_UNDER_OUTPUT = (
    "列在产出指标之下，采用财预〔2015〕88号的指标框架",
    "成本指标 stands under 产出指标, the layout of 财预〔2015〕88号",
)


@rule(
    "S15",
    "layout-version",
    Severity.INFO,
    authority=("A2", "A1v"),
    zh="成本指标{layout}。",
    en="In this table {layout_en}.",
    suggestion="无需修改；如主管部门要求新框架，建议统一调整",
)
def layout_version(project: ProjectView) -> Iterator[Draft]:
    """Says which layout the table follows.

    **Why it matters** Where cost indicators stand differs between the two national layouts; a unit should use one.

    **Flagged** Every table with cost rows, as information: 成本指标 under 产出指标 (财预〔2015〕88号), or as its own level 1
    (财预〔2021〕101号).

    **Fine** Both layouts. A table without cost rows says nothing (S14).
    """
    costs = project.rows_of(Section.COST)
    if costs:
        is_own = any(Section.COST.value in fold(row.text("level1")) for row in costs)
        layout, layout_en = _OWN_LEVEL if is_own else _UNDER_OUTPUT
        yield Draft((project.spot("project_name"),), {"layout": layout, "layout_en": layout_en})
