"""Sheets: which rows are rows of a table, and where their cells stand."""

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from structurer.models import Paragraph, Row, Why
from structurer.parse import Forms
from structurer.parse.submission import parse_document
from workbooks import blocks, noted, read, texts, xlsx, xlsx_of

# A form: the rows of one project, as they stand in a sheet of seven columns.
FORM = [
    ["{n}.{name}绩效目标表"],
    ["101001某市园林服务中心", "", "", "", "", "", "单位：万元"],
    ["项目名称", "{name}"],
    ["预算规模及资金用途", "预算数", "12.50", "其中：财政资金", "12.50", "其他资金", ""],
    ["", "用于补种行道树。"],
    ["绩效目标", "1.补种行道树，方便市民。"],
    ["一级指标", "二级指标", "三级指标", "", "绩效指标描述", "", "指标值"],
    ["产出指标", "数量指标", "补种株数", "", "补种行道树的株数", "", "≥300株"],
    ["", "质量指标", "成活率", "", "补种一年后成活的比例", "", "≥95%"],
    ["满意度指标", "服务对象满意度指标", "市民满意度", "", "市民满意度", "", "≥90%"],
]
FORM_MERGES = (
    *("A{0}:G{0}", "A{1}:F{1}", "B{2}:G{2}", "A{3}:A{4}", "B{4}:G{4}", "B{5}:G{5}"),
    *("A{7}:A{8}", "C{6}:D{6}", "E{6}:F{6}", "C{7}:D{7}", "E{7}:F{7}", "C{8}:D{8}", "E{8}:F{8}"),
)
NAMES = ("行道树补种", "公园长椅更新", "口袋公园养护")


def form(n: int) -> list[list[str]]:
    return [[text.format(n=n, name=NAMES[n - 1]) for text in row] for row in FORM]


def stacked(*, gap: int, merged: bool, top: int = 0, left: int = 0) -> bytes:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        for n in range(1, len(NAMES) + 1):
            start = top + (n - 1) * (len(FORM) + gap)
            for merge in FORM_MERGES if merged else ():
                first, last = merge.format(*range(1, len(FORM) + 1)).split(":")
                at = (ord(first[0]) - 65 + left, int(first[1:]) - 1 + start)
                to = (ord(last[0]) - 65 + left, int(last[1:]) - 1 + start)
                sheet.merge_range(at[1], at[0], to[1], to[0], "")
            for i, row in enumerate(form(n), start):
                for j, text in enumerate(row, left):
                    if text:
                        sheet.write_string(i, j, text)

    return xlsx(fill)


def one_sheet_each() -> bytes:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        for n in range(1, len(NAMES) + 1):
            sheet = sheet if n == 1 else book.add_worksheet(f"第{n}个")
            for i, row in enumerate(form(n)):
                for j, text in enumerate(row):
                    sheet.write_string(i, j, text)

    return xlsx(fill)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(one_sheet_each(), id="one sheet each"),
        pytest.param(stacked(gap=0, merged=True), id="stacked"),
        pytest.param(stacked(gap=0, merged=False), id="stacked, nothing merged"),
        pytest.param(stacked(gap=1, merged=True), id="stacked with blank rows"),
        pytest.param(stacked(gap=2, merged=False, top=5, left=2), id="not from A1"),
    ],
)
def test_projects_in_sheets_of_their_own_and_stacked_in_one_are_read_alike(data: bytes) -> None:
    projects = parse_document(read(data), Forms.build()).projects
    assert [one.title for one in projects] == [f"{name}绩效目标表" for name in NAMES]
    for one, name in zip(projects, NAMES, strict=True):
        assert (one.unit_code, one.unit_name, one.currency_unit) == ("101001", "某市园林服务中心", "万元")
        assert (one.project_name, one.budget.total.text, one.goals_text) == (
            name,
            "12.50",
            "1.补种行道树，方便市民。",
        )
        assert one.fund_purpose == "用于补种行道树。"
        assert [(row.level1, row.value.text) for row in one.indicators] == [
            ("产出指标", "≥300株"),
            ("产出指标", "≥95%"),
            ("满意度指标", "≥90%"),
        ]


def test_places_are_those_that_the_program_shows_also_when_the_sheet_does_not_begin_at_a1() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write(4, 2, "标题")
        sheet.write(5, 2, "甲")
        sheet.write(5, 4, "乙")
        second = book.add_worksheet("第二")
        second.write(0, 0, "丙")
        second.write(0, 1, "丁")

    title, first, second = read(xlsx(fill)).blocks
    assert isinstance(title, Paragraph)
    assert (title.place.sheet, title.place.row, title.place.column) == ("项目", 5, 3)
    assert isinstance(first, Row)
    places = [(cell.place.sheet, cell.place.table, cell.place.row, cell.place.column) for cell in first.cells]
    assert places == [("项目", 1, 6, 3), ("项目", 1, 6, 4), ("项目", 1, 6, 5)]
    assert isinstance(second, Row)
    assert second.cells[1].place.sheet == "第二"
    assert second.cells[1].place.table == 2


def test_a_single_cell_above_a_table_or_below_a_blank_row_is_a_paragraph() -> None:
    data = texts([["标题"], ["101 某局"], ["甲", "乙"], ["丙", "丁"], [], ["备注：无"]])
    assert blocks(data) == ["标题", "101 某局", ["甲", "乙"], ["丙", "丁"], "备注：无"]


def test_a_level_alone_on_its_row_stays_a_row() -> None:
    data = texts([["一级", "二级", "值"], ["产出"], ["", "数量", "1"], ["效益"], ["", "社会", "2"]])
    assert all(isinstance(block, list) for block in blocks(data))


def test_a_text_beside_a_merged_label_stays_a_row() -> None:
    data = texts([["资金", "总额", "1"], ["", "用于绿化"], ["目标", "甲"]], ("A1:A2", "B2:C2"))
    assert blocks(data)[1] == ["", "用于绿化", ""]


def test_a_label_whose_merged_value_is_blank_stays_a_row() -> None:
    assert blocks(texts([["目标"], ["甲", "乙", "丙"]], ("B1:C1",)))[0] == ["目标", "", ""]


def test_a_banner_inside_a_header_stays_a_row() -> None:
    rows = [["项目名称", "甲"], ["总额", "1", "财政", "1", "其他", "0"], ["年度目标"], ["完成绿化"]]
    data = texts([*rows, ["一级", "二级", "三级", "描述", "值"]], ("A3:F3", "A4:F4"))
    assert all(isinstance(block, list) for block in blocks(data))


def test_a_title_merged_over_two_rows_is_a_paragraph() -> None:
    assert blocks(texts([["标题"], [], ["甲", "乙"]], ("A1:B2",))) == ["标题", ["甲", "乙"]]


def test_merged_cells_hold_their_text_once_and_what_they_cover_is_noted() -> None:
    cell = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    row = cell.format("A1", "甲") + cell.format("B1", "盖住") + cell.format("C1", "乙")
    data = xlsx_of(
        f'<row r="1">{row}</row>', after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    document = read(data)
    assert blocks(data) == [["甲", "", "乙"]]
    assert noted(document) == [(Why.COVERED, 1, 2, "盖住")]
