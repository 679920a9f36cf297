"""The parser on small forms of both dialects: what real files do to them."""

import pytest

from structurer import InputError, Settings, Submission, parse
from structurer.settings import FormWords

COLUMNS = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值"


def from_rows(*rows: str, header: str = "项目名称\t某项目") -> Submission:
    """A submission out of a PDF with these rows below its column header."""
    return parse("\n".join((header, COLUMNS, *rows)) + "\n")


def values(submission: Submission) -> list[str]:
    return [row.value.text for project in submission.projects for row in project.indicators]


def unread(submission: Submission, why: str) -> list[str]:
    return [one.text for one in submission.unread if one.why == why]


def in_word(*cells: str) -> str:
    return "".join(f"\t{cell}\n" for cell in cells) + "\n"


def test_merged_levels_are_carried_down_and_the_printed_cell_kept() -> None:
    rows = (
        from_rows("产出指标\t数量指标\t甲\t\t1个", "\t\t乙\t\t2个", "效益指标\t\t丙\t\t好")
        .projects[0]
        .indicators
    )
    assert [(row.level1, row.level1_printed) for row in rows] == [
        ("产出指标", "产出指标"),
        ("产出指标", ""),
        ("效益指标", "效益指标"),
    ]
    assert [(row.level2, row.level2_printed) for row in rows] == [
        ("数量指标", "数量指标"),
        ("数量指标", ""),
        ("", ""),
    ]


def test_a_value_in_the_empty_column_beside_its_own_is_found_and_marked() -> None:
    header = "一级指标\t二级指标\t三级指标\t绩效指标描述\t\t指标值"
    text = f"项目名称\t某项目\n{header}\n产出指标\t数量指标\t甲\t乙\t\t1个\n\t数量指标\t丙\t丁\t2个\n"
    submission = parse(text)
    assert values(submission) == ["1个", "2个"]
    assert [row.needs_review for row in submission.projects[0].indicators] == [(), ("shifted",)]


def test_a_row_that_goes_on_below_a_page_end_is_one_row() -> None:
    submission = from_rows(
        "产出指标\t数量指标\t甲\t说明的前半\t1个", "\t\t\t说明的后半\t", "\t质量指标\t乙\t\t好"
    )
    rows = submission.projects[0].indicators
    assert [row.description for row in rows] == ["说明的前半\n说明的后半", ""]
    assert rows[0].needs_review == ("pieces",)


def test_more_cells_than_columns_go_to_unread_and_mark_the_row() -> None:
    submission = from_rows("产出指标\t数量指标\t甲\t乙\t1个\t多出的", "\t质量指标\t丙\t丁\t好")
    assert values(submission) == ["1个", "好"]
    assert unread(submission, "no_column") == ["多出的"]
    assert submission.projects[0].indicators[0].needs_review == ("surplus_cells",)


def test_blank_lines_inside_a_cell_do_not_cut_a_row_in_two() -> None:
    text = in_word("项目名称", "某项目") + in_word(*COLUMNS.split("\t"))
    text += "\t产出指标\n\t数量指标\n\t名称\n\n\n\t描述\n\t≥95%\n\n" + in_word(
        "", "质量指标", "乙", "丙", "好"
    )
    rows = parse(text).projects[0].indicators
    assert [(row.level3, row.description, row.value.text) for row in rows] == [
        ("名称", "描述", "≥95%"),
        ("乙", "丙", "好"),
    ]
    assert rows[0].needs_review == ("pieces",)


def test_text_below_blank_lines_inside_the_goals_belongs_to_the_goals() -> None:
    text = (
        in_word("项目名称", "某项目") + "\t绩效目标\n\t1.甲。\n\n\n2.乙。\n\n" + in_word(*COLUMNS.split("\t"))
    )
    project = parse(text + in_word("产出指标", "数量指标", "丙", "", "1个")).projects[0]
    assert project.goals_text == "1.甲。\n2.乙。"
    assert project.goals == ("甲。", "乙。")
    assert project.needs_review == ("pieces",)


def test_a_level_one_cell_that_the_converter_lost_does_not_move_the_row() -> None:
    text = in_word("项目名称", "某项目") + in_word(*COLUMNS.split("\t"))
    text += in_word("产出指标", "数量指标", "甲", "乙", "1个") + in_word("成本指标", "丙", "丁", "≤2万元")
    row = parse(text).projects[0].indicators[1]
    assert (row.level1, row.level1_printed, row.level2, row.value.text) == (
        "产出指标",
        "",
        "成本指标",
        "≤2万元",
    )


@pytest.mark.parametrize(
    ("tail", "review"),
    [
        ("\t产出指标\n\t数量指标\n\t甲\n\t乙\n\t1个\n\n", ()),
        ("\t产出指标\n\t数量指标\n\t甲\n\t乙\n\t1", ("cut",)),
        ("\t产出指标\n\t数量指标\n\t甲\n", ("cut",)),
        ("\t产出指标\n", ("cut",)),
    ],
)
def test_a_cut_table_keeps_its_rows_and_marks_the_last(tail: str, review: tuple[str, ...]) -> None:
    whole = in_word("产出指标", "质量指标", "丙", "丁", "100%")
    text = in_word("项目名称", "某项目") + in_word(*COLUMNS.split("\t")) + whole + tail
    rows = parse(text).projects[0].indicators
    assert [row.needs_review for row in rows] == [(), review]


def test_a_row_without_value_inside_a_table_is_marked_as_such() -> None:
    rows = from_rows("产出指标\t数量指标\t甲\t乙\t", "\t质量指标\t丙\t丁\t好").projects[0].indicators
    assert [row.needs_review for row in rows] == [("no_value",), ()]


def test_a_project_without_indicators_is_kept_and_marked() -> None:
    project = parse("项目名称\t某项目\n绩效目标\t1. 甲\n").projects[0]
    assert (project.project_name, project.indicators, project.needs_review) == (
        "某项目",
        (),
        ("no_indicators",),
    )


def test_a_project_begins_at_its_name_even_without_a_heading() -> None:
    text = "".join(f"项目名称\t{name}\n{COLUMNS}\n产出指标\t数量指标\t一\t\t1个\n" for name in ("甲", "乙"))
    assert [(one.project_name, len(one.indicators)) for one in parse(text).projects] == [("甲", 1), ("乙", 1)]


@pytest.mark.parametrize(
    "unit_line", ["319101某局\n\n单位：万元", "319101 某局　单位：万元", "单位：万元\n\n319101 某局"]
)
def test_unit_and_currency_are_read_in_one_line_or_two(unit_line: str) -> None:
    project = parse(f"1. 某项目绩效目标表\n\n{unit_line}\n\n项目名称\t某项目\n预算数\t3.5\n").projects[0]
    assert (project.unit_code, project.unit_name, project.currency_unit) == ("319101", "某局", "万元")
    assert str(project.budget.total.amount) == "35000.0"


def test_a_line_with_the_projects_name_is_a_heading_without_the_usual_ending() -> None:
    text = "1. 某某项目\n\n319101 某局\n\n单位：万元\n\n项目名称\t某某项目\n预算数\t1\n"
    project = parse(text).projects[0]
    assert (project.heading, project.title, project.unit_name) == ("1. 某某项目", "某某项目", "某局")


def test_a_heading_over_two_lines_is_one_heading() -> None:
    front = "目录\n1. 某某系统升级改造项目绩效目标表\n\n1. 某某系统升级\n改造项目绩效目标表\n\n"
    submission = parse(f"{front}项目名称\t某某系统升级改造项目\n预算数\t1\n")
    project = submission.projects[0]
    assert project.heading == "1. 某某系统升级\n改造项目绩效目标表"
    assert project.title == "某某系统升级改造项目绩效目标表"
    assert unread(submission, "contents_list") == ["目录\n1. 某某系统升级改造项目绩效目标表"]


def test_a_heading_that_stuck_to_the_last_cell_is_taken_off() -> None:
    text = (
        in_word("项目名称", "甲")
        + in_word(*COLUMNS.split("\t"))
        + "\t产出指标\n\t数量指标\n\t一\n\t\n\t1个\n"
    )
    text += "2.乙绩效目标表\n\n" + in_word("项目名称", "乙") + in_word(*COLUMNS.split("\t"))
    submission = parse(text + in_word("产出指标", "数量指标", "二", "", "2个"))
    assert values(submission) == ["1个", "2个"]
    assert submission.projects[1].heading == "2.乙绩效目标表"
    assert submission.projects[1].place.line == 15


def test_unknown_header_lines_keep_their_printed_label() -> None:
    project = parse("项目名称\t某项目\n项目属性\t新增\t起止时间\t2026年\n预算数\t1\n").projects[0]
    assert project.extra == {"项目属性": "新增", "起止时间": "2026年"}


def test_a_label_and_its_text_may_share_a_cell() -> None:
    project = parse("项目名称：某项目\t预算数：12.5\n绩效目标：目标：先甲后乙\t\n").projects[0]
    assert (project.project_name, project.budget.total.text, project.goals_text) == (
        "某项目",
        "12.5",
        "目标：先甲后乙",
    )


def test_amounts_without_any_unit_have_no_value_in_yuan() -> None:
    project = parse("项目名称\t某项目\n预算数\t12.5\n财政拨款\t3万元\n其他资金\t若干\n").projects[0]
    assert (project.budget.total.text, project.budget.total.amount) == ("12.5", None)
    assert project.budget.fiscal.amount == 30000
    assert project.needs_review == ("no_currency_unit", "no_indicators")


def test_a_payment_plan_gives_each_date_its_share() -> None:
    text = "项目名称\t甲\n资金支出计划（%）\t3月底\t6月底\t10月底\n\t\t50%\t１００％\n"
    plan = parse(text).projects[0].payment_plan
    assert plan is not None
    assert [(one.label, one.text, str(one.percent)) for one in plan] == [
        ("3月底", "", "None"),
        ("6月底", "50%", "50"),
        ("10月底", "１００％", "100"),
    ]


def test_shares_that_fit_no_date_are_set_aside_and_marked() -> None:
    submission = parse(in_word("项目名称", "甲") + in_word("资金支出计划", "3月底", "6月底") + in_word("50%"))
    assert unread(submission, "no_label") == ["50%"]
    assert "payment_plan_incomplete" in submission.projects[0].needs_review


def test_editor_tags_go_and_comparison_signs_stay() -> None:
    submission = from_rows("产出指标\t数量指标\t甲\t<p>乙</p>\t<100万元")
    row = submission.projects[0].indicators[0]
    assert (row.description, row.value.text) == ("乙", "<100万元")
    assert unread(submission, "markup") == ["<p></p>"]


def test_a_value_in_three_columns_is_joined_and_kept_apart() -> None:
    text = "项目名称\t甲\n一级指标\t二级指标\t指标名称\t指标内容\t计算符号\t指标值\t计量单位\t备注\n"
    text += "产出指标\t数量指标\t乙\t丙\t≥\t95\t%\t丁\n"
    row = parse(text).projects[0].indicators[0]
    assert (row.level3, row.description, row.value.text) == ("乙", "丙", "≥95%")
    assert row.extra == {"计算符号": "≥", "指标值": "95", "计量单位": "%", "备注": "丁"}


def test_labels_that_mean_two_things_are_settled_by_their_neighbours() -> None:
    text = "项目名称\t甲\n一级指标\t二级指标\t指标内容\t指标值\t绩效标准\n产出指标\t数量指标\t乙\t1个\t计划标准\n"
    row = parse(text).projects[0].indicators[0]
    assert (row.level3, row.basis) == ("乙", "计划标准")


def test_a_line_of_the_table_that_is_no_indicator_goes_to_extra() -> None:
    submission = from_rows("产出指标\t数量指标\t甲\t乙\t1个", "备注\t本表一式两份", "\t质量指标\t丙\t丁\t好")
    assert values(submission) == ["1个", "好"]
    assert submission.projects[0].extra == {"备注": "本表一式两份"}


def test_labels_of_other_forms_can_be_added() -> None:
    words = FormWords(header={"project_name": ("事项名称",)}, columns={"value": ("目标取值",)})
    text = "事项名称\t甲\n一级指标\t二级指标\t三级指标\t目标取值\n产出指标\t数量指标\t乙\t1个\n"
    project = parse(text, settings=Settings(forms=words)).projects[0]
    assert (project.project_name, project.indicators[0].value.text) == ("甲", "1个")
    with pytest.raises(InputError, match="no performance-target table"):
        parse("事项名称\t甲\n")


def test_a_text_with_tables_of_other_kinds_only_is_refused() -> None:
    with pytest.raises(InputError, match="no performance-target table"):
        parse("姓名\t职务\n甲\t科长\n")
