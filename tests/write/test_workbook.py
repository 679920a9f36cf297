"""The workbook of a run, read back with another library."""

import re
from decimal import Decimal

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from books import NAMES, charts, finding, opened, table, texts, with_findings, with_project, with_value
from conftest import SAMPLES
from made import made
from structurer import SetupError, structure
from structurer.models import Amount, Budget, Place
from structurer.models.finding import CellRef, Severity
from structurer.models.result import Result
from structurer.models.value import Comparator, Direction, IndicatorValue, Kind, Target
from structurer.write.workbook import sheet as sheets
from structurer.write.workbook import to_workbook
from structurer.write.workbook.charts import Span, height
from structurer.write.workbook.layout import Layout


@pytest.fixture(scope="module")
def rural() -> Result:
    return Result("in/rural.txt", structure(SAMPLES / "rural_pdf.txt"))


def test_there_is_a_line_for_every_project_indicator_finding_and_row_that_needs_a_person(
    rural: Result,
) -> None:
    book = opened(rural)
    layout = Layout([rural])
    assert book.sheetnames == NAMES
    assert [line["项目名称"].value for line in table(book["项目"])] == [
        project.project_name for project in rural.submission.projects
    ]
    rows = table(book["指标"])
    assert [(line["项目"].value, line["行"].value, line["指标值（原文）"].value) for line in rows] == [
        (project.index, row.row, row.value.text)
        for project in rural.submission.projects
        for row in project.indicators
    ]
    assert {line["文件"].value for line in rows} == {"in/rural.txt"}
    assert len(table(book["问题清单"])) == len(rural.submission.findings)
    assert len(table(book["待复核"], top=3)) == len(layout.review) > 0


def test_a_typed_target_stands_beside_its_printed_text_in_chinese_words() -> None:
    target = Target(
        kind=Kind.QUANTITY,
        comparator=Comparator.GE,
        number=Decimal("4.2"),
        unit="万人",
        unit_code="人",
        base_value=Decimal(42000),
        span=(0, 6),
    )
    said = {"kind": Kind.QUANTITY, "targets": (target,), "direction": Direction.HIGHER, "checkable": True}
    submission = with_value(made("≥4.2万人"), decided_by="rule", **said)
    (line,) = table(opened(Result("a.txt", submission))["指标"])
    assert [
        line[title].value for title in ("类型", "目标解读", "比较", "数值", "单位", "折算数值", "折算单位")
    ] == [
        "数量",
        "≥4.2万人",
        "≥",
        4.2,
        "万人",
        42000,
        "人",
    ]
    assert [line[title].value for title in ("方向", "可核查", "判定者", "位置")] == [
        "越高越好",
        "可核查",
        "规则",
        "原文第1行",
    ]


def test_of_two_targets_none_is_taken_for_the_value() -> None:
    one = Target(kind=Kind.QUANTITY, comparator=Comparator.EQ, number=Decimal(2), unit="期", span=(0, 2))
    other = one.model_copy(update={"number": Decimal(60), "unit": "人"})
    submission = with_value(made("2期，60人"), kind=Kind.COMPOSITE, targets=(one, other))
    (line,) = table(opened(Result("a.txt", submission))["指标"])
    assert (line["目标数"].value, line["目标解读"].value) == (2, "2期\n60人")
    assert line["数值"].value is None


def test_a_number_that_a_cell_would_round_is_written_as_text() -> None:
    long = Decimal("12345678901234567.89")
    target = Target(kind=Kind.QUANTITY, comparator=Comparator.EQ, number=long, span=(0, 3))
    huge = target.model_copy(update={"number": Decimal("9" * 400)})
    for one, text in ((target, str(long)), (huge, "9" * 400)):
        submission = with_value(made("很大"), kind=Kind.QUANTITY, targets=(one,))
        (line,) = table(opened(Result("a.txt", submission))["指标"])
        assert line["数值"].value == text


def test_amounts_are_in_wan_beside_the_printed_text_and_unknown_ones_say_so() -> None:
    known = Budget(
        total=Amount(text="1,234.5", amount=Decimal(12345000)),
        fiscal=Amount(text="若干"),
        other=Amount(text=""),
    )
    (line,) = table(opened(Result("a.txt", with_project(made("≥95%"), budget=known)))["项目"])
    assert (line["预算数（原文）"].value, line["预算数（万元）"].value) == ("1,234.5", 1234.5)
    assert (line["财政资金（原文）"].value, line["财政资金（万元）"].value) == ("若干", "无法折算")
    assert line["其他资金（万元）"].value == "未填写"


def test_sums_say_what_they_leave_out() -> None:
    submission = made("≥95%", projects=2)
    projects = tuple(
        project.model_copy(update={"budget": Budget(total=Amount(text="", amount=amount))})
        for project, amount in zip(submission.projects, (Decimal(20000), None), strict=True)
    )
    sheet = opened(Result("a.txt", submission.model_copy(update={"projects": projects})))["概览"]
    said = texts(sheet)
    assert any("预算合计1个" in text and "金额不明" in text for text in said)
    assert sheet["B5"].value == 2
    assert sheet["C5"].value == "金额不明"


def test_a_finding_colours_its_cell_and_a_comment_says_why() -> None:
    warning = finding("Q01", Severity.WARNING)
    hidden = finding("V08", Severity.INFO)
    sheet = opened(with_findings(made("≥95%"), warning, finding("K01"), hidden))["指标"]
    (line,) = table(sheet)
    cell = line["指标值（原文）"]
    assert cell.fill.fgColor.rgb == "FFF8CBC6"
    assert "错误 K01：K01：不妥。" in cell.comment.text
    assert "警告 Q01" in cell.comment.text
    assert "建议：请核对" in cell.comment.text
    assert "V08" not in cell.comment.text
    assert line["问题"].value == "K01、Q01"
    assert line["三级指标"].comment is None


def test_a_finding_about_the_header_colours_the_project() -> None:
    header = (CellRef(document="a.txt", project=1, row=None, field="fund_purpose"),)
    (line,) = table(opened(with_findings(made("≥95%"), finding("S01", rows=(), cells=header)))["项目"])
    assert line["资金用途"].fill.fgColor.rgb == "FFF8CBC6"
    assert "S01" in line["资金用途"].comment.text
    assert (line["错误"].value, line["警告"].value) == (1, 0)


def test_findings_of_the_default_view_come_first_and_link_to_their_cells() -> None:
    header = (CellRef(document="a.txt", project=1, row=None, field="goals"),)
    result = with_findings(
        made("≥95%", "≥90%"),
        finding("V08", Severity.INFO),
        finding("V02", suppressed="已核实"),
        finding(
            "Q01",
            Severity.WARNING,
            cells=(CellRef(document="a.txt", project=1, row=2, field="value"),),
            rows=(2,),
        ),
        finding("S01", Severity.WARNING, starred=False, rows=(), cells=header),
        finding("K01"),
    )
    book = opened(result)
    lines = table(book["问题清单"])
    assert [(line["视图"].value, line["规则"].value) for line in lines] == [
        ("默认", "K01"),
        ("默认", "Q01"),
        ("其余", "S01"),
        ("其余", "V08"),
        ("已接受", "V02"),
    ]
    assert lines[0]["级别"].value == "错误"
    assert lines[4]["接受理由"].value == "已核实"
    assert "财预〔2015〕88号" in lines[0]["依据"].value
    assert "引用前请核对原文" in lines[0]["依据"].value
    to_row, to_header = (lines[at]["单元格"].hyperlink.location for at in (1, 2))
    assert _at(book, to_row).value == "≥90%"
    assert to_header.startswith("'项目'!")
    back = table(book["指标"])[1]["问题"].hyperlink.location
    assert _at(book, back).value == "默认"


def _at(book: Workbook, location: str) -> Cell:
    found = re.fullmatch(r"'(.+)'!(\w+)", location)
    assert found
    return book[found[1]][found[2]]


def test_a_field_without_a_column_links_to_the_row_all_the_same() -> None:
    odd = (CellRef(document="a.txt", project=1, row=1, field="goals"),)
    (line,) = table(opened(with_findings(made("≥95%"), finding(cells=odd)))["问题清单"])
    assert line["单元格"].hyperlink.location == "'指标'!A2"


def test_a_run_without_findings_or_open_rows_says_so() -> None:
    submission = with_value(made("≥95%"), kind=Kind.PERCENTAGE, decided_by="rule")
    book = opened(Result("a.txt", submission))
    assert "默认视图中没有问题。" in texts(book["概览"])
    assert "未发现问题。" in texts(book["问题清单"])
    assert texts(book["待复核"]) == ["没有需要人工复核的行。"]


def test_a_run_without_any_row_is_a_workbook() -> None:
    book = opened(Result("a.txt", made()))
    assert book.sheetnames == NAMES
    assert book["指标"].max_row == 1
    assert charts(book["概览"]) == []


def test_no_column_is_wider_than_can_be_read_and_none_is_empty_in_sight() -> None:
    sheet = opened(Result("a.txt", made("很长" * 2_000, "≥95%")))["指标"]
    widths = {
        sheet[f"{letter}1"].value: one
        for letter, one in sheet.column_dimensions.items()
        if sheet[f"{letter}1"].value
    }
    assert 20 < widths["指标值（原文）"].width < 40
    assert widths["权重"].hidden
    assert not widths["指标值（原文）"].hidden
    assert sheet.row_dimensions[2].height < 300


def test_tables_can_be_filtered_and_their_headers_stay() -> None:
    book = opened(with_findings(made("≥95%"), finding()))
    assert {name: book[name].auto_filter.ref is not None for name in NAMES[1:]} == dict.fromkeys(
        NAMES[1:], True
    )
    assert book["指标"].freeze_panes == "E2"
    assert book["待复核"].freeze_panes == "E4"


def test_choices_are_offered_in_chinese_and_only_cells_to_fill_in_are_coloured() -> None:
    sheet = opened(Result("a.txt", made("≥95%", "优")))["待复核"]
    choices = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    titles = [cell.value for cell in sheet[3]]
    act = sheet.cell(4, titles.index("结论") + 1)
    assert choices[f"{act.column_letter}4:{act.column_letter}5"] == '"接受,更正,驳回"'
    assert any("百分比" in words and "程度描述" in words for words in choices.values())
    assert any(words == '"越高越好,越低越好,以相符为好"' for words in choices.values())
    coloured = {
        title for title, cell in table(sheet, top=3)[0].items() if cell.fill.fgColor.rgb == "FFFFF8D6"
    }
    assert coloured == {"结论", "更正类型", "更正程度", "更正方向", "备注", "复核人"}
    hidden = {
        titles[at]
        for at, letter in enumerate(map(_letter, range(len(titles))))
        if sheet.column_dimensions[letter].hidden
    }
    assert {title for title in titles if title.startswith("键：")} <= hidden


def _letter(at: int) -> str:
    return str(openpyxl.utils.get_column_letter(at + 1))


def test_departments_beyond_the_largest_are_one_line_and_one_bar() -> None:
    submission = made("≥95%", projects=40)
    projects = tuple(
        project.model_copy(
            update={
                "unit_name": f"第{project.index}局",
                "budget": Budget(total=Amount(text="1", amount=Decimal(10000 * project.index))),
            }
        )
        for project in submission.projects
    )
    sheet = opened(Result("a.txt", submission.model_copy(update={"projects": projects})))["概览"]
    rest = next(row for row in sheet.iter_rows() if row[1].value == "其余")
    assert [cell.value for cell in rest[2:5]] == [sum(range(1, 29)), 28, 28]
    assert "其余：预算较小的28个部门合计。" in texts(sheet)
    bars = charts(sheet)[0].series[0]
    first, last = map(int, re.findall(r"\$B\$(\d+)", bars.cat.strRef.f))
    assert last - first == 12
    assert sheet.cell(last, 2).value == "其余"


def test_one_department_is_shown_by_project() -> None:
    submission = with_project(made("≥95%", projects=2), unit_name="甲局")
    assert "预算：甲局，按项目" in texts(opened(Result("a.txt", submission))["概览"])


def test_a_chart_grows_with_its_bars() -> None:
    assert height(Span("概览", 1, 13)) - height(Span("概览", 1, 12)) >= 20


def test_the_same_results_give_the_same_bytes(rural: Result) -> None:
    assert to_workbook([rural]) == to_workbook([rural])


def test_findings_beyond_the_links_of_a_sheet_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_LINKS", 1)
    lines = table(opened(with_findings(made("≥95%"), finding("K01"), finding("K02")))["问题清单"])
    assert [line["单元格"].hyperlink is not None for line in lines] == [True, False]
    assert lines[1]["单元格"].value == "第1行指标值"


def test_more_lines_than_a_sheet_holds_are_an_error_not_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(SetupError, match=r"指标 .* cannot hold 3 lines"):
        to_workbook([Result("a.txt", made("1", "2", "3"))])


def test_the_place_of_a_spreadsheet_cell_is_said_in_words() -> None:
    submission = made("≥95%")
    (project,) = submission.projects
    row = project.indicators[0].model_copy(
        update={"place": Place(sheet="目标表", page=2, table=1, row=4, column=5)}
    )
    (line,) = table(opened(Result("a.txt", with_project(submission, indicators=(row,))))["指标"])
    assert line["位置"].value == "第2页，工作表“目标表”，第1张表，表内第4行，第5列"


def test_a_value_that_nobody_read_needs_a_person() -> None:
    (line,) = table(
        opened(
            Result(
                "a.txt", with_value(made("≥95%"), **IndicatorValue(text="≥95%").model_dump(exclude={"text"}))
            )
        )["待复核"],
        top=3,
    )
    assert (line["当前解读"].value, line["复核原因"].value) == ("无", "尚未解读")


def test_a_decided_line_without_a_name_shows_it() -> None:
    sheet = opened(Result("a.txt", made("≥95%")))["待复核"]
    ((cells, (rule,)),) = [(str(one.sqref), one.rules) for one in sheet.conditional_formatting]
    titles = [cell.value for cell in sheet[3]]
    act, who = (sheet.cell(4, titles.index(title) + 1).column_letter for title in ("结论", "复核人"))
    assert cells == f"{who}4"
    assert rule.formula == [f'AND(${act}4<>"",${who}4="")']
