"""PDF files whose tables are drawn in other ways than by whole thin lines."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdfs import HEIGHT, TWO, Drawing, blocks, line, pdf, table, together

Stroke = Callable[[Canvas, float, float, float, float], None]
THREE = (50.0, 170.0, 290.0, 410.0)
DOWNS = (100.0, 124.0, 148.0)


def texts(printed: str) -> Drawing:
    return together(
        *(line(text, DOWNS[number // 3] + 15, THREE[number % 3] + 5) for number, text in enumerate(printed))
    )


def ruled(stroke: Stroke) -> Drawing:
    """The rulings of a table, each drawn by `stroke`."""

    def draw(canvas: Canvas) -> None:
        for down in DOWNS:
            stroke(canvas, THREE[0], HEIGHT - down, THREE[-1], HEIGHT - down)
        for x in THREE:
            stroke(canvas, x, HEIGHT - DOWNS[-1], x, HEIGHT - DOWNS[0])

    return draw


def pieces(length: float, gap: float) -> Stroke:
    """A line of many short ones."""

    def stroke(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        whole = max(x1 - x0, y1 - y0)
        along = ((x1 - x0) / whole, (y1 - y0) / whole)
        start = 0.0
        while start < whole:
            end = min(start + length, whole)
            canvas.line(
                *(x0 + start * along[0], y0 + start * along[1]), *(x0 + end * along[0], y0 + end * along[1])
            )
            start += length + gap

    return stroke


def thick(width: float) -> Stroke:
    """A filled bar."""

    def stroke(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        if y0 == y1:
            canvas.rect(x0, y0 - width / 2, x1 - x0, width, stroke=0, fill=1)
        else:
            canvas.rect(x0 - width / 2, y0, width, y1 - y0, stroke=0, fill=1)

    return stroke


def twice(apart: float) -> Stroke:
    """A double line."""

    def stroke(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.line(x0, y0, x1, y1)
        if y0 == y1:
            canvas.line(x0, y0 + apart, x1, y1 + apart)
        else:
            canvas.line(x0 + apart, y0, x1 + apart, y1)

    return stroke


def inset(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A line that ends before it meets another."""
    if y0 == y1:
        canvas.line(x0 + 2.8, y0, x1 - 2.8, y1)
    else:
        canvas.line(x0, y0 + 2.8, x1, y1 - 2.8)


@pytest.mark.parametrize(
    "stroke",
    [pieces(2, 1), pieces(1, 1), pieces(4, 2.9), thick(0.5), thick(4), twice(2), twice(2.9), inset],
    ids=["dashes", "dots", "long dashes", "thin", "thick", "double", "double and far", "inset"],
)
def test_lines_of_every_kind_make_the_same_table(stroke: Stroke) -> None:
    assert blocks(pdf(together(ruled(stroke), texts("甲乙丙丁戊己")))) == [list("甲乙丙"), list("丁戊己")]


# Tables without ruling lines


def backgrounds(*areas: tuple[float, float, float, float]) -> Drawing:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for x0, y0, x1, y1 in areas:
            canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def cells(gap: float) -> Drawing:
    return backgrounds(
        *((x0, y0, x1 - gap, y1 - gap) for x0, x1 in pairwise(THREE) for y0, y1 in pairwise(DOWNS))
    )


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_cells_that_are_drawn_by_their_backgrounds_are_a_table(gap: float) -> None:
    assert blocks(pdf(together(cells(gap), texts("甲乙丙丁戊己")))) == [list("甲乙丙"), list("丁戊己")]


def test_backgrounds_inside_a_ruled_table_part_nothing() -> None:
    inside = backgrounds(
        *((54 + 10 * i, 72 + 10 * k, 63 + 10 * i, 81 + 10 * k) for i in (0, 1) for k in (0, 1))
    )
    assert blocks(pdf(together(inside, table(("一二", "三"), columns=TWO)))) == [["一二", "三"]]


def test_texts_that_are_marked_word_by_word_are_no_table() -> None:
    marked = backgrounds((50, 100, 90, 114), (90, 100, 150, 114), (50, 114, 110, 128), (110, 114, 150, 128))
    page = together(marked, line("一二三四五六七八九十", 111), line("十九八七六五四三二一", 125))
    assert blocks(pdf(page)) == ["一二三四五六七八九十\n十九八七六五四三二一"]


def test_a_drawing_is_no_table() -> None:
    page = together(
        backgrounds(*((50 + 9 * i, 9 * i % 70 + 90, 59 + 9 * i, 200) for i in range(40))), line("图", 300)
    )
    assert blocks(pdf(together(cells(0), page))) == ["图"]


def test_a_text_that_runs_over_backgrounds_is_no_table() -> None:
    page = together(cells(0), line("一二三四五六七八九十" * 3, 115, 55), line("甲", 139, 55))
    assert blocks(pdf(page)) == ["一二三四五六七八九十" * 3 + "甲"]
