"""Flat tables: one row an indicator, with the cells of its project."""

from decimal import Decimal

import pytest

from helpers import FORMS, printed_characters, unaccounted
from structurer import Submission
from structurer.models import Block, Cell, Document, Paragraph, Place, ReviewCode, Row, Why
from structurer.parse import parse_document

HEADER = "单位名称|项目名称|预算数（万元）|绩效目标|一级指标|二级指标|三级指标|指标值"
ROAD = "某县公路局|乡道修缮|30.00|1.修好乡道"
LAMP = "某县公路局|路灯更换|12.50|1.换好路灯"
ROADS = ("产出指标|数量指标|修缮里程|≥12公里", "产出指标|质量指标|验收合格率|100%")
LAMPS = ("产出指标|数量指标|更换盏数|≥300盏", "满意度指标|服务对象满意度指标|村民满意度|≥90%")
NONE = "|||"


def document(*lines: str) -> Document:
    """A document of rows, their cells divided by bars; another line is a paragraph, an empty one ends a table."""
    blocks: list[Block] = []
    table = 1
    for number, line in enumerate(lines, 1):
        if "|" in line:
            place = Place(table=table, row=number)
            cells = enumerate(line.split("|"), 1)
            blocks.append(Row(tuple(Cell(text, place, number, column) for column, text in cells)))
        elif not line:
            table += 1
        else:
            blocks.append(Paragraph(line, Place(line=number)))
    return Document("x", "csv", "utf-8", "", 0, blocks)


def parse(*lines: str) -> Submission:
    """Parse, and see that every character is accounted for."""
    submission = parse_document(document(*lines), FORMS)
    assert not unaccounted("".join(lines).replace("|", ""), submission)
    return submission


def names(submission: Submission) -> list[tuple[str | None, int]]:
    """The projects by name, with the number of their indicators."""
    return [(project.project_name, len(project.indicators)) for project in submission.projects]


REPEATED = (HEADER, *(f"{ROAD}|{row}" for row in ROADS), *(f"{LAMP}|{row}" for row in LAMPS))
MERGED = (
    HEADER,
    f"{ROAD}|{ROADS[0]}",
    f"{NONE}||质量指标|验收合格率|100%",
    f"{LAMP}|{LAMPS[0]}",
    f"{NONE}|{LAMPS[1]}",
)


@pytest.mark.parametrize("lines", [REPEATED, MERGED])
def test_rows_become_the_projects_they_name(lines: tuple[str, ...]) -> None:
    submission = parse(*lines)
    assert names(submission) == [("乡道修缮", 2), ("路灯更换", 2)]
    road, lamp = submission.projects
    assert (road.unit_name, lamp.unit_name) == ("某县公路局", "某县公路局")
    assert (lamp.currency_unit, lamp.budget.total.text) == ("万元", "12.50")
    assert lamp.budget.total.amount == Decimal(125_000)
    assert lamp.goals == ("换好路灯",)
    assert [row.level1 for row in road.indicators] == ["产出指标", "产出指标"]
    assert [(row.level2, row.level3, row.value.text) for row in lamp.indicators] == [
        ("数量指标", "更换盏数", "≥300盏"),
        ("服务对象满意度指标", "村民满意度", "≥90%"),
    ]
    assert not any(project.needs_review for project in submission.projects)


def test_a_cell_of_the_project_that_is_printed_again_is_set_aside() -> None:
    repeated = [one for one in parse(*REPEATED).unread if one.why is Why.REPEATED]
    assert repeated[0].text == "某县公路局\t乡道修缮\t30.00\t1.修好乡道"
    assert repeated[0].place.line == 3


def test_a_project_is_in_its_first_row_and_a_value_in_its_cell() -> None:
    lamp = parse(*MERGED).projects[1]
    assert (lamp.place.table, lamp.place.row, lamp.place.line) == (1, 4, 4)
    assert (lamp.indicators[1].place.row, lamp.indicators[1].place.column) == (5, 8)


def test_a_unit_stands_once_for_all_its_projects() -> None:
    submission = parse(*MERGED[:3], f"|路灯更换|12.50|1.换好路灯|{LAMPS[0]}")
    assert [project.unit_name for project in submission.projects] == ["某县公路局", "某县公路局"]


def test_another_unit_takes_nothing_of_the_one_above() -> None:
    submission = parse(
        f"单位编码|{HEADER}", f"101|{ROAD}|{ROADS[0]}", f"|某县城管局|路灯更换|1|换灯|{LAMPS[0]}"
    )
    assert [(project.unit_code, project.unit_name) for project in submission.projects] == [
        ("101", "某县公路局"),
        ("", "某县城管局"),
    ]


def test_a_project_of_the_same_name_with_another_amount_is_another() -> None:
    assert names(parse(*MERGED[:3], f"某县公路局|乡道修缮|8.00|1.修好乡道|{ROADS[0]}")) == [
        ("乡道修缮", 2),
        ("乡道修缮", 1),
    ]


def test_columns_without_a_field_go_with_the_indicators() -> None:
    submission = parse(f"序号|{HEADER}|备注", f"1|{ROAD}|{ROADS[0]}|甲", f"2|{ROAD}|{ROADS[1]}|乙")
    assert [row.extra for row in submission.projects[0].indicators] == [
        {"序号": "1", "备注": "甲"},
        {"序号": "2", "备注": "乙"},
    ]


def test_many_columns_may_stand_before_the_indicators() -> None:
    submission = parse(f"序号|类别|科室|序号|{HEADER}", f"1|甲|乙|2|{ROAD}|{ROADS[0]}")
    assert submission.projects[0].indicators[0].extra == {
        "序号": "1",
        "类别": "甲",
        "科室": "乙",
        "序号 (2)": "2",
    }


def test_the_unit_of_money_above_the_table_is_that_of_all_projects() -> None:
    submission = parse("单位：千元", HEADER.replace("（万元）", ""), *MERGED[1:])
    assert [project.budget.total.amount for project in submission.projects] == [30_000, 12_500]


def test_the_unit_of_money_in_a_label_goes_before_the_one_above_the_table() -> None:
    assert parse("单位：千元", *MERGED).projects[0].currency_unit == "万元"


def test_labels_that_state_two_units_of_money_state_none() -> None:
    project = parse(f"其他资金（元）|{HEADER}", f"0|{ROAD}|{ROADS[0]}").projects[0]
    assert project.currency_unit is None
    assert project.needs_review == (ReviewCode.NO_CURRENCY,)


def test_a_heading_above_the_table_is_the_title_of_the_document() -> None:
    submission = parse("某县2025年项目支出绩效目标表", *MERGED)
    assert submission.document_title == "某县2025年项目支出绩效目标表"
    assert submission.projects[0].heading is None
    assert submission.fiscal_year is not None


def test_a_header_that_is_printed_again_goes_on() -> None:
    assert names(parse(*MERGED[:2], "- 2 -", HEADER, *MERGED[2:])) == [("乡道修缮", 2), ("路灯更换", 2)]


def test_a_second_flat_table_with_other_columns_is_read_on_its_own() -> None:
    submission = parse(*MERGED, "", f"项目编码|{HEADER}", f"A1|{ROAD}|{ROADS[0]}")
    assert names(submission) == [("乡道修缮", 2), ("路灯更换", 2), ("乡道修缮", 1)]
    assert submission.projects[2].project_code == "A1"


@pytest.mark.parametrize("total", ["合计||42.50||||", "|合计|42.50||||", "||42.50||||"])
def test_a_row_of_totals_is_no_project(total: str) -> None:
    submission = parse(*MERGED, f"{total}|")
    assert names(submission) == [("乡道修缮", 2), ("路灯更换", 2)]
    assert submission.projects[1].budget.total.text == "12.50"


def test_a_project_without_indicators_is_one_to_review() -> None:
    submission = parse(HEADER, f"{ROAD}|||||"[: len(ROAD) + 4], f"{LAMP}|{LAMPS[0]}")
    assert names(submission) == [("乡道修缮", 0), ("路灯更换", 1)]
    assert submission.projects[0].needs_review == (ReviewCode.NO_INDICATORS,)


def test_a_long_text_goes_on_in_rows_of_its_own_and_beside_indicators() -> None:
    submission = parse(
        HEADER, f"{ROAD}|{ROADS[0]}", f"|||2.修好桥|{ROADS[1]}", "|||3.修好涵洞||||", f"{LAMP}|{LAMPS[0]}"
    )
    assert submission.projects[0].goals == ("修好乡道", "修好桥", "修好涵洞")


def test_a_form_below_a_flat_table_is_read_as_a_form() -> None:
    submission = parse(
        *MERGED, "项目名称|水渠清淤", "绩效目标|清好水渠", "一级指标|二级指标|三级指标|指标值", ROADS[0]
    )
    assert names(submission)[2:] == [("水渠清淤", 1)]


def test_a_table_that_names_no_projects_is_not_flat() -> None:
    assert names(parse("预算数|一级指标|二级指标|三级指标|指标值", f"3|{ROADS[0]}")) == [(None, 1)]


def test_the_account_counts_a_character_as_often_as_it_is_printed() -> None:
    assert printed_characters("".join(REPEATED))["乡"] == 4
