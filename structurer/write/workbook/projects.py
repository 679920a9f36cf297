"""The sheet 项目: a line for each project."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from structurer.figures.projects import ProjectFigures, project_figures
from structurer.models import Amount, Budget, Project
from structurer.models.finding import FieldName, Finding, Severity
from structurer.write.words import REVIEW_ZH, place_in_words
from structurer.write.workbook.indicators import said, worst
from structurer.write.workbook.layout import FINDINGS, INDICATORS, PROJECTS, Layout, ProjectLine
from structurer.write.workbook.sheet import Cell, Column, Spot, write_table

if TYPE_CHECKING:
    from structurer.write.workbook.book import Book

YUAN_IN_WAN = 10_000  # yuan in a 万元
_FROZEN = 5  # columns that stay when a person scrolls to the right
_TITLES: Mapping[FieldName, str] = {
    "title": "表名",
    "unit_name": "部门",
    "unit_code": "部门编码",
    "project_name": "项目名称",
    "project_code": "项目编码",
    "budget_total": "预算数（原文）",
    "budget_fiscal": "财政资金（原文）",
    "budget_other": "其他资金（原文）",
    "currency_unit": "金额单位",
    "fund_purpose": "资金用途",
    "goals": "绩效目标",
    "payment_plan": "资金支出计划",
}


def write_projects(book: "Book", layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.table_sheet(PROJECTS, frozen=(1, _FROZEN), pages=2)
    write_table(book, sheet, columns(layout), layout.projects)


def in_wan(amount: Decimal) -> Decimal:
    """Yuan in 万元, exactly."""
    return amount / YUAN_IN_WAN


def column_of(field: FieldName) -> int:
    """The number of the column that holds a field of the header, counted from 0; the first where none does."""
    titles = [column.title for column in columns(Layout(()))]
    return titles.index(_TITLES[field]) if field in _TITLES else 0


def columns(layout: Layout) -> list[Column[ProjectLine]]:
    """All columns of the sheet, in order; no run has others."""
    return [*_who(layout), *_money(layout), *_what_for(layout), *_counts(layout)]


Text = Callable[[Project], str | None]


def _printed(
    layout: Layout, field: FieldName, read: Text, widest: int, style: str = "text"
) -> Column[ProjectLine]:
    def cell(line: ProjectLine) -> Cell:
        found = _objections(layout, line, field)
        return Cell(read(line.project), worst(found), said(found))

    return Column(_TITLES[field], cell, widest, style)


def _objections(layout: Layout, line: ProjectLine, field: FieldName) -> list[Finding]:
    """The findings of the default view about a cell of the header."""
    return [
        one
        for _, one in layout.shown.get((line.name, line.project.index), [])
        if any(
            (cell.project, cell.row, cell.field) == (line.project.index, None, field) for cell in one.cells
        )
    ]


def _who(layout: Layout) -> list[Column[ProjectLine]]:
    return [
        Column("文件", lambda line: line.name, 22),
        Column("序号", lambda line: line.project.index, style="index"),
        Column(
            "年度",
            lambda line: str(line.submission.fiscal_year.value) if line.submission.fiscal_year else None,
        ),
        _printed(layout, "unit_name", lambda project: project.unit_name, 24),
        _printed(layout, "project_name", lambda project: project.project_name, 30),
        _printed(layout, "project_code", lambda project: project.project_code, 24),
        _printed(layout, "unit_code", lambda project: project.unit_code, 12),
        _printed(layout, "title", lambda project: project.title, 30),
    ]


def _money(layout: Layout) -> list[Column[ProjectLine]]:
    def pair(field: FieldName, title: str, read: Callable[[Budget], Amount]) -> list[Column[ProjectLine]]:
        return [
            _printed(layout, field, lambda project: read(project.budget).text, 16, "amount as printed"),
            Column(f"{title}（万元）", lambda line: _known(read(line.project.budget)), 16, "amount"),
        ]

    return [
        *pair("budget_total", "预算数", lambda budget: budget.total),
        *pair("budget_fiscal", "财政资金", lambda budget: budget.fiscal),
        *pair("budget_other", "其他资金", lambda budget: budget.other),
        _printed(layout, "currency_unit", lambda project: project.currency_unit, 10),
    ]


def _known(amount: Amount) -> Decimal | str | None:
    """The amount in 万元, or a word that it is not known; null where the form has no such cell."""
    if amount.amount is not None:
        return in_wan(amount.amount)
    if amount.text is None:
        return None
    return "无法折算" if amount.text else "未填写"


def _what_for(layout: Layout) -> list[Column[ProjectLine]]:
    return [
        Column("类别", lambda line: line.project.category.value if line.project.category else None, 16),
        Column("摘要", lambda line: line.project.summary.headline if line.project.summary else None, 36),
        _printed(layout, "fund_purpose", lambda project: project.fund_purpose, 44),
        _printed(layout, "goals", lambda project: project.goals_text, 44),
        _printed(layout, "payment_plan", _plan, 24),
    ]


def _plan(project: Project) -> str | None:
    return "\n".join(f"{one.label}：{one.text}" for one in project.payment_plan or ())


def _counts(layout: Layout) -> list[Column[ProjectLine]]:
    figures = {name: project_figures(submission) for name, submission in layout.results}

    def of(line: ProjectLine) -> ProjectFigures:
        return figures[line.name][line.project.index]

    def rows(line: ProjectLine) -> Cell:
        first = layout.indicator_rows.get((line.name, line.project.index, 1))
        return Cell(of(line).indicators, link=None if first is None else Spot(INDICATORS, first, 0))

    def found(severity: Severity) -> Callable[[ProjectLine], Cell]:
        return lambda line: _found(layout, line, severity, of(line).severities[severity])

    return [
        Column("指标数", rows, style="count"),
        Column("错误", found(Severity.ERROR), style="count"),
        Column("警告", found(Severity.WARNING), style="count"),
        Column("待复核", lambda line: of(line).review, style="count"),
        Column("解析提示", lambda line: "\n".join(REVIEW_ZH[code] for code in line.project.needs_review), 24),
        Column("位置", lambda line: place_in_words(line.project.place), 30),
    ]


def _found(layout: Layout, line: ProjectLine, severity: Severity, number: int) -> Cell:
    """A number of findings, with a link to the first of them."""
    where = layout.shown.get((line.name, line.project.index), [])
    first = next((at for at, one in where if one.severity is severity), None)
    return Cell(
        number, severity if number else None, link=None if first is None else Spot(FINDINGS, first, 0)
    )
