"""The sheet 问题清单: every finding, those of the default view first."""

from typing import TYPE_CHECKING

from structurer.lexicon.authorities import authorities
from structurer.models.finding import CellRef, FieldName
from structurer.write.words import DECIDED_ZH, FIELD_ZH, SEVERITY_ZH, place_in_words
from structurer.write.workbook import indicators, projects
from structurer.write.workbook.layout import FINDINGS, INDICATORS, PROJECTS, FindingLine, Layout
from structurer.write.workbook.sheet import Cell, Column, Spot, write_table

if TYPE_CHECKING:
    from structurer.write.workbook.book import Book

_FROZEN = 3
NO_FINDINGS = "未发现问题。"


def write_findings(book: "Book", layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.table_sheet(FINDINGS, frozen=(1, _FROZEN))
    if not write_table(book, sheet, columns(layout), layout.findings):
        sheet.write_string(1, 0, NO_FINDINGS, book.formats["note"])


def columns(layout: Layout) -> list[Column[FindingLine]]:
    """All columns of the sheet, in order."""
    spots = _Spots(layout)
    return [
        Column("视图", view),
        Column("级别", lambda line: Cell(SEVERITY_ZH[line.finding.severity], line.finding.severity)),
        Column("规则", lambda line: line.finding.rule),
        Column("文件", lambda line: line.name, 22),
        Column("项目", lambda line: line.finding.project, style="index"),
        Column("项目名称", lambda line: line.project.project_name or line.project.title, 30),
        Column("行", lambda line: "、".join(map(str, line.finding.rows)), 12),
        Column("三级指标", lambda line: line.row.level3 if line.row else None, 24),
        Column("意见", lambda line: line.finding.message_zh, 50),
        Column("原文", lambda line: "\n".join(f"“{one.quote}”" for one in line.finding.evidence), 36),
        Column("建议", lambda line: line.finding.suggestion, 36),
        Column("依据", lambda line: "\n".join(map(_authority, line.finding.authority)), 36),
        Column("单元格", lambda line: Cell(_cell_name(line), link=spots.of(line)), 20),
        Column("位置", _place, 42),
        Column("判定者", lambda line: DECIDED_ZH[line.finding.decided_by]),
        Column("核实", lambda line: "待核实" if line.finding.confirmed is None else None),
        Column("接受理由", lambda line: line.finding.suppressed, 30),
        Column("规则名", lambda line: line.finding.name, 28),
    ]


def view(line: FindingLine) -> str:
    """Which view a finding is in: 默认 is what `structurer check` shows."""
    if line.finding.is_shown:
        return "默认"
    return "其余" if line.finding.suppressed is None else "已接受"


def _authority(key: str) -> str:
    known = authorities().get(key)
    if known is None:
        return key
    return known.title + ("（引用前请核对原文）" if known.status == "recalled" else "")


def _main(line: FindingLine) -> CellRef:
    """The cell a finding is about first of all."""
    return line.finding.cells[-1]


def _cell_name(line: FindingLine) -> str:
    cell = _main(line)
    name = FIELD_ZH[cell.field]
    return f"第{cell.row}行{name}" if cell.row else f"表头{name}"


def _place(line: FindingLine) -> str:
    cell = _main(line)
    if line.row is None or cell.row is None:
        return place_in_words(line.project.place)
    row = next((one for one in line.project.indicators if one.row == cell.row), line.row)
    return place_in_words(row.place if cell.field == "value" else row.row_place)


class _Spots:
    """Where the cells of findings stand in the workbook."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._columns: dict[tuple[str, FieldName], int] = {}

    def of(self, line: FindingLine) -> Spot | None:
        cell = _main(line)
        if cell.row is None:
            at = self._layout.project_rows.get((line.name, cell.project))
            return None if at is None else Spot(PROJECTS, at, self._column(PROJECTS, cell.field))
        at = self._layout.indicator_rows.get((line.name, cell.project, cell.row))
        return None if at is None else Spot(INDICATORS, at, self._column(INDICATORS, cell.field))

    def _column(self, sheet: str, field: FieldName) -> int:
        if (sheet, field) not in self._columns:
            module = projects if sheet == PROJECTS else indicators
            self._columns[sheet, field] = module.column_of(field)
        return self._columns[sheet, field]
