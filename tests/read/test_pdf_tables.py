"""Tables in PDF files, drawn line by line with reportlab, and read back."""

import io
from collections import Counter

import pdfplumber
from reportlab.pdfgen.canvas import Canvas

from pdfs import (
    FIRST,
    HEAD,
    HEIGHT,
    LEFT,
    SECOND,
    SIZE,
    TWO,
    blocks,
    document,
    grid,
    line,
    pdf,
    table,
    together,
    write,
)
from structurer.models import Paragraph, Row


def test_a_merged_cell_keeps_its_text_in_its_first_place() -> None:
    assert blocks(pdf(table(("项目名称", "护岸林", "<", "<", "<"), HEAD, FIRST, SECOND))) == [
        ["项目名称", "护岸林", "", "", ""],
        list(HEAD),
        list(FIRST),
        ["", *SECOND[1:]],
    ]


def test_lines_of_a_cell_are_kept_from_top_to_bottom() -> None:
    assert blocks(pdf(table(("甲", "第一行\n第二行\n第三行"), columns=TWO))) == [
        ["甲", "第一行\n第二行\n第三行"]
    ]


def test_places_name_page_table_row_and_column_of_the_grid() -> None:
    two = together(table(("甲", "乙"), ("丙", "丁"), columns=TWO), table(("戊", "己"), top=300, columns=TWO))
    read = document(pdf(line("封面", 200), two))
    places = [cell.place for block in read.blocks if isinstance(block, Row) for cell in block.cells]
    assert [(p.page, p.table, p.row, p.column, p.line) for p in places] == [
        (2, 1, 1, 1, None),
        (2, 1, 1, 2, None),
        (2, 1, 2, 1, None),
        (2, 1, 2, 2, None),
        (2, 2, 1, 1, None),
        (2, 2, 1, 2, None),
    ]


def test_a_paragraph_between_tables_stands_between_them() -> None:
    page = together(
        line("第一张表", 60),
        table(("甲", "乙"), columns=TWO),
        line("中间一段话，", 120),
        line("换了一行。", 134),
        line("下一段。", 190),
        table(("丙", "丁"), top=200, columns=TWO),
    )
    assert blocks(pdf(page)) == [
        "第一张表",
        ["甲", "乙"],
        "中间一段话，\n换了一行。",
        "下一段。",
        ["丙", "丁"],
    ]
    paragraph = next(iter(document(pdf(page)).blocks))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place.page == 1


def test_a_heading_that_the_layout_breaks_is_one_line_again() -> None:
    full = "关于沿河两岸防护林补植与日常管护以及病虫害防治的综合性年度项目支出绩"  # as wide as the text
    page = together(
        line(full, 50),
        line("效目标表", 64, 250),
        table(("甲", "乙"), columns=(LEFT, 200.0, LEFT + len(full) * SIZE)),
    )
    assert blocks(pdf(page))[0] == full + "效目标表"


def test_what_stands_far_apart_on_one_line_is_set_apart_by_a_space() -> None:
    page = together(
        line("010203绿化管理站", 60), line("单位：万元", 60, 480), table(("甲", "乙"), columns=TWO)
    )
    assert blocks(pdf(page))[0] == "010203绿化管理站 单位：万元"


def test_thin_filled_bars_and_double_lines_are_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        for down in (70, 72, 94, 118, 120):
            canvas.rect(50, HEIGHT - down, 240, 0.5, stroke=0, fill=1)
        for x in (50, 170, 290):
            canvas.rect(x, HEIGHT - 120, 0.5, 50, stroke=0, fill=1)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 87 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == [["甲", "乙"], ["丙", "丁"]]


def test_backgrounds_frames_and_underlines_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 780)
        canvas.setFillGray(0.9)
        canvas.rect(50, HEIGHT - 91, 200, 21, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(canvas, [("甲", "乙")], columns=TWO)
        canvas.line(54, HEIGHT - 85, 64, HEIGHT - 85)
        canvas.line(50, HEIGHT - 205, 150, HEIGHT - 205)
        write(canvas, 50, 200, "划线")

    assert blocks(pdf(draw)) == [["甲", "乙"], "划线"]


def test_a_table_without_outer_borders_ends_where_its_lines_end() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 676, 290, 676)
        canvas.line(170, 700, 170, 652)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 158 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_without_lines_down_comes_as_lines() -> None:
    def draw(canvas: Canvas) -> None:
        for down in (140, 165, 215):
            canvas.line(50, HEIGHT - down, 290, HEIGHT - down)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 158 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == ["甲 乙", "丙 丁"]


def test_no_character_is_lost_where_rulings_are_missing() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 652, 628):
            canvas.line(50, y, 410, y)
        for piece in ((50, 676, 170, 676), (290, 676, 410, 676), (170, 700, 170, 676), (170, 652, 170, 628)):
            canvas.line(*piece)
        canvas.line(290, 700, 290, 628)
        for i, text in enumerate("甲乙丙丁戊己庚辛壬"):
            write(canvas, 55 + i % 3 * 120, 158 + i // 3 * 24, text)

    printed = "".join("".join(block) for block in blocks(pdf(draw)))
    assert Counter(printed.replace(" ", "")) == Counter("甲乙丙丁戊己庚辛壬")


def test_tables_are_the_same_as_pdfplumber_finds_them() -> None:
    data = pdf(
        table(
            ("项目名称", "护岸林", "<", "<", "<"),
            HEAD,
            FIRST,
            SECOND,
            ("满意度", "^", "居民", "走访\n居民", ""),
        )
    )
    with pdfplumber.open(io.BytesIO(data)) as file:
        (expected,) = file.pages[0].extract_tables()
    assert blocks(data) == [[cell or "" for cell in row] for row in expected]
