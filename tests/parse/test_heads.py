"""Headers of indicator tables in two rows, lists side by side, rows that are no indicators."""

import pytest

from helpers import FORMS, unaccounted
from structurer import InputError, Submission
from structurer.models import Block, Cell, Document, Paragraph, Place, Row, Why
from structurer.parse import parse_document

NAME = "项目名称|某项目||||"


def parse(*lines: str) -> Submission:
    """Parse rows, their cells divided by bars and filled up to the widest; a line without bars is a paragraph."""
    width = max(line.count("|") for line in lines)
    blocks: list[Block] = []
    for number, line in enumerate(lines, 1):
        if "|" not in line:
            blocks.append(Paragraph(line, Place()))
            continue
        place = Place(table=1, row=number)
        cells = enumerate((line + "|" * (width - line.count("|"))).split("|"), 1)
        blocks.append(Row(tuple(Cell(text, place, None, column) for column, text in cells)))
    submission = parse_document(Document("x", "grid", None, "", 0, blocks), FORMS)
    assert not unaccounted("".join(lines).replace("|", ""), submission)
    return submission


def rows(submission: Submission) -> list[tuple[str | None, str, str, str, str]]:
    return [
        (row.period, row.level1, row.level2, row.level3, row.value.text)
        for project in submission.projects
        for row in project.indicators
    ]


BOTH = [
    ("实施期", "产出指标", "数量指标", "甲", "≥9个"),
    ("实施期", "产出指标", "质量指标", "乙", "100%"),
    ("年度", "产出指标", "数量指标", "甲", "≥3个"),
    ("年度", "产出指标", "质量指标", "乙", "99%"),
]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "一级指标|二级指标|三级指标|实施期指标值|年度指标值",
            "产出指标|数量指标|甲|≥9个|≥3个",
            "|质量指标|乙|100%|99%",
        ),
        (
            "绩效指标|||指标值|",
            "一级指标|二级指标|三级指标|实施期|年度",
            "产出指标|数量指标|甲|≥9个|≥3个",
            "|质量指标|乙|100%|99%",
        ),
        (
            "一级指标|二级指标|三级指标|实施期指标值|||年度指标值||",
            "|||符号|数值|单位|符号|数值|单位",
            "产出指标|数量指标|甲|≥|9|个|≥|3|个",
            "|质量指标|乙||100|%||99|%",
        ),
        (
            "一级指标|二级指标|实施期绩效指标||年度绩效指标|",
            "||三级指标|指标值|三级指标|指标值",
            "产出指标|数量指标|甲|≥9个|甲|≥3个",
            "|质量指标|乙|100%|乙|99%",
        ),
        (
            "|一级指标|二级指标|三级指标|指标值",
            "长期绩效指标|产出指标|数量指标|甲|≥9个",
            "||质量指标|乙|100%",
            "年度绩效指标|产出指标|数量指标|甲|≥3个",
            "||质量指标|乙|99%",
        ),
    ],
)
def test_two_periods_are_two_lists(lines: tuple[str, ...]) -> None:
    assert rows(parse(NAME, *lines)) == BOTH


def test_columns_stand_in_any_order_below_their_numbers() -> None:
    submission = parse(
        NAME,
        "序号|指标名称|目标值|二级指标|一级指标",
        "1|2|3|4|5",
        "1|甲|≥3个|数量指标|产出指标",
        "合计||100||",
    )
    assert rows(submission) == [(None, "产出指标", "数量指标", "甲", "≥3个")]
    assert submission.projects[0].indicators[0].extra == {"序号": "1"}


def test_levels_may_stand_on_lines_of_their_own() -> None:
    submission = parse(
        NAME,
        "指标名称|指标值|备注",
        "一、产出指标||",
        "（一）数量指标||",
        "甲|3个|",
        "二、效益指标（30分）||",
        "乙|好|",
    )
    assert rows(submission) == [
        (None, "产出指标", "数量指标", "甲", "3个"),
        (None, "效益指标", "", "乙", "好"),
    ]


def test_levels_of_other_names_are_kept_and_another_table_below_is_not() -> None:
    head = "一级指标|二级指标|三级指标|指标值"
    assert rows(parse(NAME, head, "过程|管理|制度|健全"))[0][1:3] == ("过程", "管理")
    submission = parse(
        NAME, head, "产出指标|数量指标|甲|3个", "部门|编制数|在职人数|退休人数", "办公室|9|8|5"
    )
    assert len(rows(submission)) == 1
    assert [one.text for one in submission.unread if one.why is Why.NO_TARGET_TABLE] == [
        "部门\t编制数\t在职人数\t退休人数",
        "办公室\t9\t8\t5",
    ]


def test_signatures_below_the_indicators_are_labels_and_notes_are_none() -> None:
    submission = parse(
        NAME,
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|数量指标|甲|3个",
        "填表人：张三||电话：12|",
        "注：一式两份||",
    )
    assert submission.projects[0].extra == {"填表人": "张三", "电话": "12"}
    assert [one.text for one in submission.unread if one.why is Why.NO_TARGET_TABLE] == ["注：一式两份"]


def test_amounts_of_all_years_are_not_those_of_the_year() -> None:
    project = parse(
        NAME, "项目资金（万元）|实施期资金总额|300|年度资金总额|100", "|其中：财政拨款|200|其中：财政拨款|80"
    ).projects[0]
    assert (project.currency_unit, project.budget.total.text, project.budget.fiscal.text) == (
        "万元",
        "100",
        "80",
    )
    assert project.extra == {"实施期资金总额": "300", "其中：财政拨款": "200"}


def test_labels_may_stand_above_their_values() -> None:
    project = parse(
        "项目名称|项目编码|预算数（元）",
        "某项目|A1|1,000",
        "年度总体目标|预期目标|实际完成情况",
        "|做完|做完了",
    ).projects[0]
    assert (project.project_name, project.project_code, project.budget.total.text) == (
        "某项目",
        "A1",
        "1,000",
    )
    assert (project.goals_text, project.extra) == ("做完", {"实际完成情况": "做完了"})


def test_a_list_of_projects_is_no_target_table() -> None:
    with pytest.raises(InputError, match="no performance-target table"):
        parse("序号|项目名称|预算数|备注", "1|甲|100|", "2|乙|200|")


def test_text_beside_whole_cells_is_of_no_cell() -> None:
    submission = parse(
        NAME, "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|甲|3个", "某段文字", "|质量指标|乙|好"
    )
    assert [row[4] for row in rows(submission)] == ["3个", "好"]
    assert [one.text for one in submission.unread if one.why is not Why.LABEL] == ["某段文字"]


@pytest.mark.parametrize("label", ["打算做到的程度", "达标情形"])
def test_a_table_without_a_known_value_is_said_to_be_half_recognised(label: str) -> None:
    project = parse(NAME, f"一级指标|二级指标|三级指标|{label}", "产出指标|数量指标|甲|3个").projects[0]
    assert project.needs_review == ("half_recognised",)
    assert project.indicators[0].extra == {label: "3个"}
