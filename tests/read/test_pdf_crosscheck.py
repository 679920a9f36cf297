"""Every table cell of every page is the one that pdfplumber finds, in real files and in composed ones."""

import io
from itertools import pairwise
from pathlib import Path
from random import Random

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from pdfs import HEIGHT, PITCH, Drawing, line, pdf, together, write
from rereading import squeezed
from structurer.read.pdf.layout import Page
from structurer.read.pdf.pages import read_pages

Grid = list[list[str | None]]
TEXTS = ("甲", "≥95%", "数量\n指标", "", "12.50", "（一）", "a b")
LEFT_OF, ABOVE, INSIDE = "<", "^", "x"  # a cell that belongs to the one there


def ours(page: Page) -> list[Grid]:
    """The tables as grids; only the first place of a merged cell holds a text."""
    grids: list[Grid] = []
    for table in page.tables:
        grid: Grid = [[None] * (len(table.xs) - 1) for _ in pairwise(table.ys)]
        for box in table.boxes:
            grid[box.row][box.column] = squeezed(box.printed)
        grids.append(grid)
    return grids


def differing_pages(data: bytes) -> tuple[list[int], int]:
    """The pages on which the two readings differ, and how many cells were compared on all."""
    differing: list[int] = []
    cells = 0
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page, other in zip(read_pages(data), file.pages, strict=True):
            theirs = [
                [[None if cell is None else squeezed(cell) for cell in row] for row in table.extract()]
                for table in other.find_tables()
                if len(table.cells) > 1
            ]
            differing += [page.number] * (ours(page) != theirs)
            cells += sum(len(row) for grid in theirs for row in grid)
            other.close()
    return differing, cells


def test_every_cell_of_the_real_files_is_the_same(corpus: Path) -> None:
    compared = {path.name: differing_pages(path.read_bytes()) for path in sorted(corpus.rglob("*.pdf"))}
    assert compared == {
        "d000.pdf": ([], 805),
        "d002.pdf": ([], 980),
        "d003a.pdf": ([], 1854),
        "d004.pdf": ([], 450),
    }


@pytest.mark.parametrize("stroke", ["line", "bar", "dashes"])
def test_every_cell_of_composed_files_is_the_same(stroke: str) -> None:
    chance = Random(stroke)  # noqa: S311 - a test wants the same files every time
    data = pdf(*(composed(chance, stroke) for _ in range(25)))
    differing, cells = differing_pages(data)
    assert differing == []
    assert cells > 500


def composed(chance: Random, stroke: str) -> Drawing:
    """A page with one to three tables with merged cells, and lines between them."""
    parts: list[Drawing] = []
    top = 60.0
    for _ in range(chance.randint(1, 3)):
        grid = merged(chance, chance.randint(1, 8), chance.randint(2, 6))
        columns = [50.0, *map(float, sorted(chance.sample(range(100, 520, 50), len(grid[0]) - 1))), 560.0]
        downs = [top]
        for row in grid:
            downs.append(downs[-1] + 7 + PITCH * max(1, *(text.count("\n") + 1 for text in row)))
        if downs[-1] > HEIGHT - 60:
            break
        parts += [drawn(grid, columns, downs, stroke), line("一段话", downs[-1] + 20)]
        top = downs[-1] + 40
    return together(*parts)


def merged(chance: Random, rows: int, columns: int) -> list[list[str]]:
    """Cells with texts, some of them merged to rectangles."""
    grid = [[chance.choice(TEXTS) for _ in range(columns)] for _ in range(rows)]
    taken: set[tuple[int, int]] = set()
    for _ in range(chance.randint(0, 6)):
        height, width = chance.randint(1, rows), chance.randint(1, columns)
        top, left = chance.randint(0, rows - height), chance.randint(0, columns - width)
        places = {(i, j) for i in range(top, top + height) for j in range(left, left + width)}
        if taken.isdisjoint(places):
            taken |= places
            for i, j in places - {(top, left)}:
                grid[i][j] = ABOVE if j == left else LEFT_OF if i == top else INSIDE
    return grid


def drawn(grid: list[list[str]], columns: list[float], downs: list[float], stroke: str) -> Drawing:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        for i, row in enumerate(grid):
            for j, text in enumerate(row):
                (x0, x1), (y0, y1) = columns[j : j + 2], downs[i : i + 2]
                if text not in (ABOVE, INSIDE):
                    strike(canvas, stroke, x0, y0, x1, y0)
                if text not in (LEFT_OF, INSIDE):
                    strike(canvas, stroke, x0, y0, x0, y1)
                if text not in (ABOVE, LEFT_OF, INSIDE):
                    for k, printed in enumerate(text.split("\n")):
                        write(canvas, x0 + 4, y0 + 13 + k * PITCH, printed)
        strike(canvas, stroke, columns[0], downs[-1], columns[-1], downs[-1])
        strike(canvas, stroke, columns[-1], downs[0], columns[-1], downs[-1])
        canvas.restoreState()

    return draw


def strike(canvas: Canvas, stroke: str, *ends: float) -> None:
    x0, y0, x1, y1 = ends
    if stroke == "bar":
        canvas.rect(x0 - 0.25, HEIGHT - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
        return
    if stroke == "dashes":
        canvas.setDash(3, 2)
    canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
