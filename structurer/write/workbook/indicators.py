"""The sheet 指标: a line for each indicator row, with what a reviewer would object to where it stands."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from structurer.figures.overview import settled_by
from structurer.models import Indicator
from structurer.models.finding import FieldName, Finding, Severity
from structurer.models.value import Target
from structurer.write.words import (
    CHECKABLE_ZH,
    COMPARATOR_SIGNS,
    CONFIDENCE_ZH,
    DECIDED_ZH,
    DIRECTION_ZH,
    FIELD_ZH,
    GRADE_ZH,
    KIND_ZH,
    QUESTION_ZH,
    REVIEW_ZH,
    SEVERITY_ZH,
    date_in_words,
    place_in_words,
    target_in_words,
    unit_in_words,
)
from structurer.write.workbook.layout import FINDINGS, INDICATORS, REVIEW, IndicatorLine, Layout
from structurer.write.workbook.sheet import Cell, Column, Spot, write_table

if TYPE_CHECKING:
    from structurer.write.workbook.book import Book

TITLES: Mapping[FieldName, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "description": "指标描述",
    "value": "指标值（原文）",
    "basis": "确定依据",
    "weight": "权重",
}
"""The column of each field of a row."""

_FROZEN = 4  # columns that stay when a person scrolls to the right
_SEVERITIES = list(Severity)

Objections = Mapping[FieldName, list[Finding]]
Text = Callable[[Indicator], str | None]
Number = Callable[[Target], Decimal | str | None]


def write_indicators(book: "Book", layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.table_sheet(INDICATORS, frozen=(1, _FROZEN), pages=2)
    write_table(book, sheet, columns(layout), layout.indicators)


def columns(layout: Layout) -> list[Column[IndicatorLine]]:
    """All columns of the sheet, in order; no run has others."""
    return [*_what_is_printed(layout), *_what_it_means(), *_why(), *_what_is_wrong(layout)]


def column_of(field: FieldName) -> int:
    """The number of the column that holds a field of a row, counted from 0; the first where none does."""
    titles = [column.title for column in columns(Layout(()))]
    return titles.index(TITLES[field]) if field in TITLES else 0


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among findings."""
    return min((one.severity for one in findings), key=_SEVERITIES.index, default=None)


def said(findings: Iterable[Finding]) -> str:
    """What the findings say, for a comment: severity, rule, message and advice."""
    return "\n".join(
        f"{SEVERITY_ZH[one.severity]} {one.rule}：{one.message_zh}"
        + (f"\n　建议：{one.suggestion}" if one.suggestion else "")
        for one in findings
    )


def _what_is_printed(layout: Layout) -> list[Column[IndicatorLine]]:
    objections = _objections(layout)

    def printed(field: FieldName, read: Text, widest: int) -> Column[IndicatorLine]:
        def cell(line: IndicatorLine) -> Cell:
            found = objections.get((line.name, line.project.index, line.row.row), {}).get(field, [])
            return Cell(read(line.row), worst(found), said(found))

        return Column(TITLES[field], cell, widest)

    return [
        Column("文件", lambda line: line.name, 22),
        Column("项目", lambda line: line.project.index, style="index"),
        Column("项目名称", lambda line: line.project.project_name or line.project.title, 30),
        Column("行", lambda line: line.row.row, style="index"),
        printed("level1", lambda row: row.level1, 12),
        printed("level2", lambda row: row.level2, 14),
        printed("level3", lambda row: row.level3, 24),
        printed("description", lambda row: row.description, 36),
        printed("value", lambda row: row.value.text, 28),
        printed("basis", lambda row: row.basis, 24),
        printed("weight", lambda row: row.weight, 8),
        Column("期间", lambda line: line.row.period, 8),
        Column("其他列", lambda line: "\n".join(f"{name}：{text}" for name, text in line.row.extra.items())),
    ]


def _objections(layout: Layout) -> Mapping[tuple[str, int, int], Objections]:
    """The findings of the default view by row and field."""
    found: dict[tuple[str, int, int], dict[FieldName, list[Finding]]] = {}
    for (name, _), findings in layout.shown.items():
        for _, one in findings:
            document = one.cells[-1].document
            own = {
                (cell.project, cell.row or 0, cell.field) for cell in one.cells if cell.document == document
            }
            for project, row, field in sorted(own):
                found.setdefault((name, project, row), {}).setdefault(field, []).append(one)
    return found


def _what_it_means() -> list[Column[IndicatorLine]]:
    def single(title: str, read: Number, widest: int = 12, style: str = "text") -> Column[IndicatorLine]:
        """A part of the target, where the value states one; two would be mixed up in one cell."""

        def cell(line: IndicatorLine) -> Decimal | str | None:
            targets = line.row.value.targets
            return read(targets[0]) if len(targets) == 1 else None

        return Column(title, cell, widest, style)

    return [
        Column("类型", lambda line: KIND_ZH[kind] if (kind := line.row.value.kind) else None),
        Column("目标解读", lambda line: "\n".join(map(target_in_words, line.row.value.targets)), 28),
        Column("目标数", lambda line: len(line.row.value.targets) or None, style="index"),
        single("比较", lambda one: COMPARATOR_SIGNS[one.comparator]),
        single("数值", lambda one: one.number, 16, "number"),
        single("数值上限", lambda one: one.number_max, 16, "number"),
        single("单位", lambda one: one.unit),
        single("每", lambda one: one.per),
        single("折算数值", lambda one: one.base_value, 18, "number"),
        single("折算单位", lambda one: unit_in_words(one.unit_code) if one.unit_code else None),
        single("起始日期", lambda one: one.date_from and date_in_words(one.date_from), 16),
        single("截止日期", lambda one: one.date_to and date_in_words(one.date_to), 16),
        Column("程度", lambda line: GRADE_ZH[grade] if (grade := line.row.value.grade) else None),
        Column("方向", lambda line: DIRECTION_ZH[way] if (way := line.row.value.direction) else None),
        Column("可核查", lambda line: CHECKABLE_ZH[line.row.value.checkable]),
    ]


def _why() -> list[Column[IndicatorLine]]:
    return [
        Column("判定者", lambda line: DECIDED_ZH[settled_by(line.row)]),
        Column("置信度", lambda line: CONFIDENCE_ZH[sure] if (sure := line.row.value.confidence) else None),
        Column("判定理由", lambda line: line.row.value.reason, 30),
        Column("引用的原文", lambda line: quoted(line.row), 28),
        Column("待定与待查", lambda line: open_questions(line.row), 28),
        Column("补充建议", lambda line: _proposals(line.row), 28),
    ]


def quoted(row: Indicator) -> str:
    """The pieces of the source that the reading rests on, each with its field."""
    names = {str(field): name for field, name in FIELD_ZH.items()}
    return "\n".join(f"“{one.quote}”（{names.get(one.field, one.field)}）" for one in row.value.evidence)


def open_questions(row: Indicator) -> str:
    """Why a person should look at the row, a line each; "" where nobody has to."""
    questions = [QUESTION_ZH[one.question] for one in row.value.ambiguous]
    unsure = ["模型置信度低"] if row.value.decided_by == "llm" and row.value.confidence == "low" else []
    unread = ["尚未解读"] if row.value.kind is None and not row.value.decided_by else []
    return "\n".join(
        dict.fromkeys([*unread, *questions, *unsure, *(REVIEW_ZH[code] for code in row.needs_review)])
    )


def _proposals(row: Indicator) -> str:
    names = {"unit": "单位", "comparator": "比较符", "year": "年份"}
    filled = [f"{names[fill.field]}宜为“{fill.value}”：{fill.reason}" for fill in row.fills]
    moved = [f"二级指标宜为“{row.suggested_level2}”"] if row.suggested_level2 else []
    return "\n".join([*filled, *moved])


def _what_is_wrong(layout: Layout) -> list[Column[IndicatorLine]]:
    by_row = _findings_by_row(layout)

    def rules(line: IndicatorLine) -> Cell:
        found = by_row.get((line.name, line.project.index, line.row.row), [])
        text = "、".join(dict.fromkeys(one.rule for _, one in found))
        link = Spot(FINDINGS, found[0][0], 0) if found else None
        return Cell(text, worst(one for _, one in found), link=link)

    def review(line: IndicatorLine) -> Cell:
        at = layout.review_rows.get(line.key)
        return Cell("待复核", link=Spot(REVIEW, at, 0)) if at is not None else Cell(None)

    return [
        Column("问题", rules, 16),
        Column("复核", review),
        Column("位置", lambda line: place_in_words(line.row.place), 42),
    ]


def _findings_by_row(layout: Layout) -> Mapping[tuple[str, int, int], list[tuple[int, Finding]]]:
    found: dict[tuple[str, int, int], list[tuple[int, Finding]]] = {}
    for (name, project), findings in layout.shown.items():
        for at, one in findings:
            for row in one.rows:
                found.setdefault((name, project, row), []).append((at, one))
    return found
