"""The rows below a header of columns: pieces put together, cells given to columns, and what is no indicator taken out."""

from collections.abc import Iterator, Sequence

from structurer.models import Cell, ReviewCode, Row
from structurer.parse.columns import Column
from structurer.parse.forms import Forms
from structurer.parse.labels import starts_indicator
from structurer.text import fold, is_blank


def whole_rows(
    rows: Sequence[Row], pieces: set[int], width: int, forms: Forms
) -> Iterator[tuple[Row, set[ReviewCode]]]:
    """Put together rows that came in pieces: blank lines inside a cell end a row too early.

    `pieces` are the indexes of rows that a paragraph was added to, `width` is the number of columns.
    """
    open_row: Row | None = None
    review: set[ReviewCode] = set()
    for i, row in enumerate(rows):
        if open_row and not starts_indicator(row, forms) and len(open_row.cells) + len(row.cells) <= width:
            open_row = Row(open_row.cells + row.cells)
            review = {ReviewCode.PIECES}
        else:
            if open_row:
                yield open_row, review
            open_row, review = row, set()
        if i in pieces:
            review.add(ReviewCode.PIECES)
    if open_row:
        yield open_row, review


def place_cells(
    row: Row, columns: tuple[Column, ...], forms: Forms
) -> tuple[dict[int, Cell], set[ReviewCode], dict[int, Cell]]:
    """Give each cell to the column at its position; return the cells by column, what to review, and surplus cells.

    A merged level-1 cell that the converter lost moves the row one to the left; it is moved back. A cell beside its
    column, where the table has an empty one, goes to the empty labelled neighbour.
    """
    review: set[ReviewCode] = set()
    if columns[-1].position == len(row.cells) - 1 == len(columns) - 1:  # each cell has its column: most rows
        return dict(enumerate(row.cells)), review, {}
    cells = list(enumerate(row.cells))
    if columns[0].field == "level1" and len(cells) <= columns[-1].position and _lost_level1(row, forms):
        cells = [(i + 1, cell) for i, cell in cells]
        review.add(ReviewCode.SHIFTED)
    positions = [column.position for column in columns]  # a handful: a list is quicker than a set
    placed = {i: cell for i, cell in cells if i in positions}
    surplus: dict[int, Cell] = {}
    for i, cell in cells:
        if i in positions or is_blank(cell.text):
            continue
        free = [
            at for at in (i + 1, i - 1) if at in positions and (at not in placed or is_blank(placed[at].text))
        ]
        if free:
            placed[free[0]] = cell
            review.add(ReviewCode.SHIFTED)
        else:
            surplus[i] = cell
    return placed, review, surplus


def is_count(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 or （1）（2）（3）, and words such as 栏次 before them."""
    texts = [fold(cell.text).strip("()") for cell in row.cells if not is_blank(cell.text)]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
    return (
        len(numbers) > 2
        and len(numbers) >= len(texts) - 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def _lost_level1(row: Row, forms: Forms) -> bool:
    """Tell whether a row begins with its level 2; 成本指标 is a term of both levels, so the next cell counts too."""
    texts = [cell.text for cell in row.cells[:2]]
    return forms.is_level2(texts[0]) and not (len(texts) > 1 and forms.is_level2(texts[1]))
