"""The sheet 概览: the run on one page, with charts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from structurer.figures.overview import UNNAMED, Group, Overview, Sum
from structurer.figures.projects import by_project, largest
from structurer.models import Severity
from structurer.models.finding import Finding
from structurer.write.words import CHECKABLE_ZH, DECIDED_ZH, KIND_ZH, SEVERITY_ZH
from structurer.write.workbook.charts import BAR, Bars
from structurer.write.workbook.layout import OVERVIEW, Layout
from structurer.write.workbook.looks import SEVERITY_BARS
from structurer.write.workbook.page import Page, Section, Tile
from structurer.write.workbook.projects import in_wan
from structurer.write.workbook.sheet import Cell

if TYPE_CHECKING:
    from structurer.write.workbook.book import Book

REST = "其余"
_MOST_GROUPS, _MOST_RULES = 12, 15
_LONGEST_LABEL = 66  # characters
_GROUP_HEADER = ("预算（万元）", "项目", "指标", "问题")
_AMOUNT = "#,##0.00"
_GREY = "#A9B4BF"


def write_overview(book: "Book", layout: Layout, seen: Overview) -> None:
    """Write the sheet."""
    page = Page(book, OVERVIEW)
    page.title("绩效目标审核概览", _subtitle(layout))
    for tiles in _tiles(seen):
        page.tiles(tiles)
    page.note(_what_counts(seen))
    for section in (
        _budget(layout, seen),
        _categories(seen),
        _kinds(seen),
        _deciders(seen),
        _rules(layout, seen),
    ):
        if section:
            page.section(section)


def _subtitle(layout: Layout) -> str:
    years = sorted(
        {result.submission.fiscal_year.value for result in layout.results if result.submission.fiscal_year}
    )
    said = f"预算年度：{'、'.join(map(str, years))}　" if years else ""
    version = layout.results[0].submission.run.version if layout.results else ""
    return f"{said}由 structurer {version} 生成；金额单位：万元"


def _tiles(seen: Overview) -> tuple[tuple[Tile, ...], ...]:
    def money(name: str, amount: Sum) -> Tile:
        is_unknown = amount.unknown == amount.projects
        return Tile(
            f"{name}（万元）", Cell("金额不明" if is_unknown else in_wan(amount.amount)), "tile amount"
        )

    found = seen.severities
    return (
        (
            money("预算合计", seen.budget),
            money("财政资金", seen.fiscal),
            money("其他资金", seen.other),
            Tile(
                "错误", Cell(found[Severity.ERROR]), "tile error" if found[Severity.ERROR] else "tile count"
            ),
            Tile(
                "警告",
                Cell(found[Severity.WARNING]),
                "tile warning" if found[Severity.WARNING] else "tile count",
            ),
        ),
        (
            Tile("项目", Cell(seen.projects)),
            Tile("指标", Cell(seen.indicators)),
            Tile("文件", Cell(seen.documents)),
            Tile("待人工复核的指标", Cell(seen.review)),
            Tile("默认视图以外的问题", Cell(seen.hidden)),
        ),
    )


def _what_counts(seen: Overview) -> str:
    """What the sums and counts leave out."""
    names = (("预算合计", seen.budget), ("财政资金", seen.fiscal), ("其他资金", seen.other))
    missing = [f"{name}{one.unknown}个" for name, one in names if one.unknown]
    sums = (
        f"未计入金额不明（未填写、无法识读或表中没有此栏）的项目：{'，'.join(missing)}。" if missing else ""
    )
    return f"{sums}错误与警告是 structurer check 默认显示的问题。"


def _named(groups: Sequence[Group], unnamed: str) -> list[list[Cell]]:
    return [
        [
            Cell(unnamed if group.name == UNNAMED else _short(group.name)),
            Cell("不明" if group.budget.unknown == group.budget.projects else in_wan(group.budget.amount)),
            Cell(group.budget.projects),
            Cell(group.indicators),
            Cell(group.findings),
        ]
        for group in groups
    ]


def _grouped(title: str, label: str, groups: Sequence[Group], unnamed: str) -> Section:
    """Groups with their budgets; what is behind the largest is one line."""
    few = largest(groups, _MOST_GROUPS, REST)
    colours = [_GREY if group.name == REST else BAR for group in few]
    has_amounts = any(group.budget.unknown < group.budget.projects for group in few)
    bars = Bars("预算（万元）", 1, colours=colours, format=_AMOUNT) if has_amounts and len(few) > 1 else None
    unknown = sum(group.budget.unknown for group in groups)
    note = f"预算一列未计入{unknown}个金额不明的项目。" if unknown else ""
    if len(few) < len(groups):
        note += f"{REST}：预算较小的{len(groups) - len(few) + 1}个{label}合计。"
    return Section(title, (label, *_GROUP_HEADER), _named(few, unnamed), bars, note)


def _budget(layout: Layout, seen: Overview) -> Section:
    """By department; where there is but one, by project."""
    if len(seen.by_department) > 1:
        return _grouped("预算：按部门", "部门", seen.by_department, "（未填写部门）")
    groups = by_project(layout.results)
    name = _short(seen.by_department[0].name) if seen.by_department else UNNAMED
    return _grouped(f"预算：{name or '（未填写部门）'}，按项目", "项目", groups, "（未填写名称）")


def _categories(seen: Overview) -> Section | None:
    if all(group.name == UNNAMED for group in seen.by_category):
        return None
    return _grouped("项目类别", "类别", seen.by_category, "（未分类）")


def _kinds(seen: Overview) -> Section | None:
    kinds = sorted(seen.kinds.items(), key=lambda one: -one[1])
    lines = [[Cell(KIND_ZH[kind]), Cell(number)] for kind, number in kinds]
    return Section("指标值类型", ("类型", "指标"), lines, Bars("指标数", 1)) if lines else None


def _deciders(seen: Overview) -> Section | None:
    settled = [
        [Cell(f"由{DECIDED_ZH[by]}判定"), Cell(number)] for by, number in seen.settled.items() if by != "open"
    ]
    waiting = [
        [Cell("待定：规则只能给出最可能的解读"), Cell(number)]
        for number in [seen.settled.get("open")]
        if number
    ]
    checkable = [[Cell(CHECKABLE_ZH[answer]), Cell(number)] for answer, number in seen.checkable.items()]
    lines = [*settled, *waiting, *checkable]
    return Section("指标值如何判定", ("判定与可核查性", "指标"), lines) if lines else None


def _rules(layout: Layout, seen: Overview) -> Section:
    if not seen.rules:
        return Section("问题：按规则", (), [], note="默认视图中没有问题。")
    examples = _examples(layout)
    lines = [
        [
            Cell(examples[one.rule]),
            Cell(one.rule),
            Cell(SEVERITY_ZH[one.severity], one.severity),
            Cell(one.count),
        ]
        for one in seen.rules[:_MOST_RULES]
    ]
    colours = [SEVERITY_BARS[one.severity] for one in seen.rules[:_MOST_RULES]]
    more = seen.rules[_MOST_RULES:]
    note = f"另有{len(more)}条规则共{sum(one.count for one in more)}个问题，见“问题清单”。" if more else ""
    bars = Bars("问题数（红：错误，黄：警告）", 3, labels=1, colours=colours)
    return Section("问题：按规则", ("意见示例", "规则", "级别", "条数"), lines, bars, note)


def _examples(layout: Layout) -> dict[str, str]:
    """What each rule of the default view says where it first objects."""
    first: dict[str, Finding] = {}
    for findings in layout.shown.values():
        for _, one in findings:
            first.setdefault(one.rule, one)
    return {rule: _short(one.message_zh) for rule, one in first.items()}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else line[:_LONGEST_LABEL] + "……"
