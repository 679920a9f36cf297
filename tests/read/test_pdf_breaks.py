"""What goes on over the page ends of PDF files, and what their margins repeat."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from pdfs import (
    FIRST,
    HEAD,
    HEIGHT,
    SECOND,
    TOP,
    TWO,
    blocks,
    document,
    grid,
    line,
    pdf,
    table,
    together,
    unread,
    write,
)
from structurer.models import Row, Why


def test_a_table_goes_on_over_a_page_end_with_the_columns_of_both_pages() -> None:
    data = pdf(table(("项目名称", "护岸林", "<", "<", "<"), top=740), table(HEAD, FIRST))
    assert blocks(data) == [["项目名称", "护岸林", "", "", ""], list(HEAD), list(FIRST)]
    rows = [block for block in document(data).blocks if isinstance(block, Row)]
    assert [(row.cells[0].place.page, row.cells[0].place.table, row.cells[0].place.row) for row in rows] == [
        (1, 1, 1),
        (2, 1, 2),
        (2, 1, 3),
    ]


def test_a_text_between_them_parts_two_tables() -> None:
    data = pdf(table(HEAD, top=740), together(line("第二个项目", 60), table(FIRST)))
    assert [block.cells[0].place.table for block in document(data).blocks if isinstance(block, Row)] == [1, 2]


def test_other_sides_part_two_tables() -> None:
    data = pdf(table(("甲", "乙"), top=740, columns=TWO), table(("丙", "丁"), columns=(50.0, 250.0, 400.0)))
    assert [block.cells[0].place.table for block in document(data).blocks if isinstance(block, Row)] == [1, 2]


def test_a_row_that_a_page_end_cuts_is_one_row() -> None:
    upper = ("产出指标", "数量指标", "沿河两岸新栽种行道树", "全年在沿河两岸新栽种行道", "≥300棵")
    data = pdf(table(HEAD, upper, top=700), table(("", "", "", "树的棵数", ""), SECOND))
    assert blocks(data) == [
        list(HEAD),
        [*upper[:3], f"{upper[3]}\n树的棵数", upper[4]],
        ["", *SECOND[1:]],
    ]


def test_a_row_may_be_cut_twice() -> None:
    rows = (("目标", "甲" * 47), ("", "乙" * 47), ("", "丙"))
    data = pdf(*(table(row, columns=(50.0, 106.0, 584.0)) for row in rows))
    assert blocks(data) == [["目标", "\n".join(text for _, text in rows)]]


def test_a_new_row_is_no_rest_of_the_one_above() -> None:
    below = ("", "质量指标", "行道树成活率", "次年春季检查成活", "≥95%")
    assert blocks(pdf(table(HEAD, FIRST, top=700), table(below))) == [list(HEAD), list(FIRST), list(below)]


def test_a_label_over_several_rows_that_a_page_end_cuts_is_one_label() -> None:
    label = "资金规模\n和资金用"

    def upper(canvas: Canvas) -> None:
        grid(canvas, [(label, "预算数", "12.50", "其中：财政\n资金", "12.50")], top=740)

    def lower(canvas: Canvas) -> None:
        grid(canvas, [("途", "栽种行道树。", "<", "<", "<")])

    assert blocks(pdf(upper, lower)) == [
        [f"{label}\n途", "预算数", "12.50", "其中：财政\n资金", "12.50"],
        ["", "栽种行道树。", "", "", ""],
    ]


def test_libreoffice_says_by_the_upper_side_that_a_label_goes_on() -> None:
    """It draws that side half a thickness to the left then; the other columns are rows of their own."""
    rows = [("总计划", "3月底", "6月底"), ("（%）", "", "100%")]
    columns = (50.0, 84.0, 182.0, 302.0)

    def lower(canvas: Canvas) -> None:
        for x in columns:
            canvas.line(x, HEIGHT - TOP, x, HEIGHT - TOP - 20)
        canvas.line(columns[0] - 0.25, HEIGHT - TOP, columns[-1] - 0.25, HEIGHT - TOP)
        canvas.line(columns[0] - 0.25, HEIGHT - TOP - 20, columns[-1] + 0.25, HEIGHT - TOP - 20)
        for x, text in zip(columns, rows[1], strict=False):
            write(canvas, x + 2, TOP + 13, text)

    expected = [["总计划\n（%）", "3月底", "6月底"], ["", "", "100%"]]
    assert blocks(pdf(table(rows[0], top=740, columns=columns), lower)) == expected


def test_an_open_side_says_that_a_cell_goes_on() -> None:
    """Calc leaves the side open, and prints the text of the cell on the page that its middle is on."""

    def draw(canvas: Canvas, rows: Sequence[Sequence[str]], label: str) -> None:
        end = grid(canvas, rows, columns=(106.0, 250.0, 540.0))
        canvas.line(50, HEIGHT - TOP, 50, HEIGHT - end)
        canvas.line(50, HEIGHT - (end if label else TOP), 106, HEIGHT - (end if label else TOP))
        write(canvas, 54, TOP + 30, label)

    upper, lower = [("甲", "5%"), ("乙", "6%")], [("丙", "7%"), ("丁", "8%")]
    assert blocks(pdf(lambda c: draw(c, upper, ""), lambda c: draw(c, lower, "产出指标"))) == [
        ["产出指标", "甲", "5%"],
        ["", "乙", "6%"],
        ["", "丙", "7%"],
        ["", "丁", "8%"],
    ]


def test_a_label_that_fills_its_cell_does_not_take_up_the_next_one() -> None:
    upper = ("项目名称", "护岸林", "<", "<", "<")
    lower = ("资金总额", "12.50", "财政资金", "12.50", "")
    assert blocks(pdf(table(upper, top=740), table(lower))) == [
        ["项目名称", "护岸林", "", "", ""],
        list(lower),
    ]


def test_header_rows_printed_again_are_unread() -> None:
    data = pdf(table(HEAD, FIRST, top=700), table(HEAD, ("效益指标", *SECOND[1:])))
    assert blocks(data) == [list(HEAD), list(FIRST), ["效益指标", *SECOND[1:]]]
    assert unread(data) == [(2, "\t".join(HEAD), Why.RUNNING_HEAD)]


def test_page_numbers_and_running_heads_are_unread_and_do_not_part_a_table() -> None:
    pages = [
        together(line("绿化管理站年度目标", 40), table(row, top=top), line(f"— {number} —", 800, 280))
        for number, (row, top) in enumerate(((HEAD, 740.0), (FIRST, TOP)), 1)
    ]
    assert blocks(pdf(*pages)) == [list(HEAD), list(FIRST)]
    assert unread(pdf(*pages)) == [
        (1, "绿化管理站年度目标", Why.RUNNING_HEAD),
        (1, "— 1 —", Why.PAGE_NUMBER),
        (2, "绿化管理站年度目标", Why.RUNNING_HEAD),
        (2, "— 2 —", Why.PAGE_NUMBER),
    ]


def test_numbered_headings_at_the_top_of_pages_are_no_running_heads() -> None:
    pages = [together(line(f"项目{number}绩效目标表", 50), table(FIRST)) for number in (1, 2, 3)]
    assert blocks(pdf(*pages)) == [
        "项目1绩效目标表",
        list(FIRST),
        "项目2绩效目标表",
        list(FIRST),
        "项目3绩效目标表",
        list(FIRST),
    ]


def test_a_line_on_one_page_is_no_running_head() -> None:
    assert blocks(pdf(together(line("护岸林绩效目标表", 40), table(FIRST))))[0] == "护岸林绩效目标表"
