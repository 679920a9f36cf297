"""T04."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

_COARSE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[./](?:1[0-2]|0?[1-9])(?![\d./])"
    r"|(?<!\d)(?:19|20)\d\d年?(?:年底|年末|底|末|年内|内|全年)"
    r"|(?<!\d)(?:19|20)\d\d年度?(?!\d|第|[一二三四]季|[上下]半|[-~—至到]|初)"
    r"|年底|年末|年内|当年|全年"
)


@rule(
    "T04",
    "date-coarse",
    Severity.INFO,
    authority=("A9",),
    zh="指标“{name}”的时间“{value}”写法不规范或不够具体（“{quote}”）。",
    en="The date “{value}” of “{name}” is coarse or not in a standard form (“{quote}”).",
    suggestion="写明具体月份和日期，如××××年×月×日前",
)
def date_coarse(row: RowView) -> Iterator[Draft]:
    """A date is coarse or not in a standard form.

    **Why it matters** A deadline can be checked to the day only if it names one; `2026.7` may be a figure as well.

    **Flagged** `2026.7`, a year alone (`2025年`), 年底, 全年.

    **Fine** A month or a day with its year (`2025年12月底前`, `2025-11-30`). A cell without any date is T05.
    """
    if not any(target.kind is Kind.DATE for target in row.targets):
        return
    if found := _COARSE.search(fold(row.value.text)):
        yield Draft(
            (row.spot("value"),),
            {"name": row.shown_name, "value": row.shown_value, "quote": found[0].strip("。")},
        )
