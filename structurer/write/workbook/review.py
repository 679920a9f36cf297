"""The sheet 待复核: what a person has to decide, with cells to fill in and hidden columns that say which row each is."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from structurer.models.decision import Act
from structurer.models.filled import RowKey
from structurer.models.value import Ambiguity, Reading
from structurer.write.words import (
    CONFIDENCE_ZH,
    DECIDED_ZH,
    DIRECTION_ZH,
    GRADE_ZH,
    KIND_ZH,
    place_in_words,
    target_in_words,
)
from structurer.write.workbook.indicators import open_questions, quoted
from structurer.write.workbook.layout import INDICATORS, REVIEW, REVIEW_TOP, IndicatorLine, Layout
from structurer.write.workbook.sheet import FILL, Cell, Column, Spot, write_table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from structurer.write.workbook.book import Book

ACT_ZH = {Act.ACCEPT: "接受", Act.CORRECT: "更正", Act.REJECT: "驳回"}
ACT_TITLE, KIND_TITLE, GRADE_TITLE, DIRECTION_TITLE = "结论", "更正类型", "更正程度", "更正方向"
NOTE_TITLE, WHO_TITLE = "备注", "复核人"
SEEN_TITLES = ("文件", "项目", "行", "指标值")
"""The columns that people see of the key; the reader holds them against the hidden ones."""
KEY_TITLES = ("键：文件", "键：sha256", "键：项目", "键：行", "键：指标值", "键：校验")
INSTRUCTIONS = (
    (
        "请填黄色单元格：结论（接受：当前解读正确；更正：另选类型、程度或方向；驳回：任何解读都不成立）和复核人，不确定的行留空。"
        "可以排序、筛选、删除行，请勿改动其他列。"
    ),
    "保存后运行 structurer decisions import workbook.xlsx：决定记入同一文件夹的 decisions.jsonl，重复导入不会重复记录。",
)
NOTHING = "没有需要人工复核的行。"
_FROZEN = 4
_CHOICES = {
    ACT_TITLE: tuple(ACT_ZH.values()),
    KIND_TITLE: tuple(KIND_ZH.values()),
    GRADE_TITLE: tuple(GRADE_ZH.values()),
    DIRECTION_TITLE: tuple(DIRECTION_ZH.values()),
}


def write_review(book: "Book", layout: Layout) -> None:
    """Write the sheet."""
    sheet = book.table_sheet(REVIEW, frozen=(REVIEW_TOP + 1, _FROZEN))
    if not layout.review:
        sheet.write_string(0, 0, NOTHING, book.formats["note"])
        return
    for at, text in enumerate(INSTRUCTIONS):
        sheet.write_string(at, 0, text, book.formats["note"])
    every = columns(layout)
    number = write_table(book, sheet, every, layout.review, top=REVIEW_TOP)
    titles = [column.title for column in every]
    _offer_choices(sheet, titles, number)
    _warn_of_nobody(book, sheet, titles, number)


def columns(layout: Layout) -> list[Column[IndicatorLine]]:
    """All columns of the sheet, in order: what a decision needs, the cells for it, what helps in a hard case, the key."""
    return [*_question(), *_to_fill_in(), *_context(layout), *_keys()]


def _question() -> list[Column[IndicatorLine]]:
    return [
        Column("文件", lambda line: line.name, 18),
        Column("项目", lambda line: line.project.index, style="index"),
        Column("行", lambda line: line.row.row, style="index"),
        Column("三级指标", lambda line: line.row.level3, 20),
        Column("指标描述", lambda line: line.row.description, 28),
        Column("指标值", lambda line: line.row.value.text, 28),
        Column("复核原因", lambda line: open_questions(line.row), 24),
        Column("当前解读", _in_words, 24),
        Column("其他可能", _others, 20),
    ]


def _context(layout: Layout) -> list[Column[IndicatorLine]]:
    def place(line: IndicatorLine) -> Cell:
        return Cell(
            place_in_words(line.row.place) or "指标",
            link=Spot(INDICATORS, layout.indicator_rows[line.key], 0),
        )

    def why(line: IndicatorLine) -> str:
        return "\n".join(filter(None, (line.row.value.reason, quoted(line.row))))

    return [
        Column("判定者", _decided),
        Column("理由与引文", why, 32),
        Column("二级指标", lambda line: line.row.level2, 14),
        Column("项目名称", lambda line: line.project.project_name or line.project.title, 24),
        Column("位置", place, 42),
    ]


def _in_words(line: IndicatorLine) -> str:
    value = line.row.value
    if value.kind is None:
        return "无"
    reading = _reading_in_words(Reading(kind=value.kind, targets=value.targets))
    grade = f"：{GRADE_ZH[value.grade]}" if value.grade else ""
    direction = f"，{DIRECTION_ZH[value.direction]}" if value.direction else ""
    return f"{reading}{grade}{direction}"


def _decided(line: IndicatorLine) -> str:
    value = line.row.value
    by = DECIDED_ZH[value.decided_by] if value.decided_by else ""
    return f"{by}（置信度{CONFIDENCE_ZH[value.confidence]}）" if value.confidence else by


def _others(line: IndicatorLine) -> str:
    """The candidate readings of the rules that are not the one that stands."""
    value = line.row.value
    standing = Reading(kind=value.kind, targets=value.targets) if value.kind else None
    readings = [one for one in _readings(value.ambiguous) if one != standing]
    return "\n".join(dict.fromkeys(map(_reading_in_words, readings)))


def _readings(ambiguous: Iterable[Ambiguity]) -> Iterable[Reading]:
    return (reading for one in ambiguous for reading in one.readings)


def _reading_in_words(reading: Reading) -> str:
    targets = "；".join(filter(None, map(target_in_words, reading.targets)))
    return f"{KIND_ZH[reading.kind]}：{targets}" if targets else KIND_ZH[reading.kind]


def _to_fill_in() -> list[Column[IndicatorLine]]:
    titles = {
        ACT_TITLE: 8,
        KIND_TITLE: 12,
        GRADE_TITLE: 12,
        DIRECTION_TITLE: 12,
        NOTE_TITLE: 30,
        WHO_TITLE: 12,
    }
    return [Column(title, _empty, wide, FILL) for title, wide in titles.items()]


def _empty(line: IndicatorLine) -> None:
    """A cell to be filled in."""


def _keys() -> list[Column[IndicatorLine]]:
    def key(line: IndicatorLine) -> RowKey:
        return RowKey.of(line.name, line.submission, line.project.index, line.row)

    parts: tuple[Callable[[IndicatorLine], str], ...] = (
        lambda line: line.name,
        lambda line: line.submission.source.sha256,
        lambda line: str(line.project.index),
        lambda line: str(line.row.row),
        lambda line: line.row.value.text,
        lambda line: key(line).mark,
    )
    return [
        Column(title, read, style="key", hidden=True) for title, read in zip(KEY_TITLES, parts, strict=True)
    ]


def _offer_choices(sheet: "Worksheet", titles: Sequence[str], number: int) -> None:
    for title, words in _CHOICES.items():
        at = titles.index(title)
        sheet.data_validation(
            REVIEW_TOP + 1,
            at,
            REVIEW_TOP + number,
            at,
            {
                "validate": "list",
                "source": list(words),
                "error_title": title,
                "error_message": f"请从下拉列表中选择：{'、'.join(words)}"[:255],
            },
        )


def _warn_of_nobody(book: "Book", sheet: "Worksheet", titles: Sequence[str], number: int) -> None:
    """Colour the name's cell for as long as a line is decided and nobody is named."""
    first = REVIEW_TOP + 1
    act, who = (book.cell_name(first, titles.index(title)) for title in (ACT_TITLE, WHO_TITLE))
    at = titles.index(WHO_TITLE)
    rule = {"type": "formula", "criteria": f'=AND({act}<>"",{who}="")', "format": book.formats["missing"]}
    sheet.conditional_format(first, at, REVIEW_TOP + number, at, rule)
