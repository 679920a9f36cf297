"""Merged cells spread over the grid of their table, and how large a grid may be."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from structurer.errors import InputError

_MOST_COLUMNS = 5_000
MOST_CELLS = 1_000_000  # of all grids of a document; the largest submissions have a tenth of it

T = TypeVar("T")


class Merged(NamedTuple, Generic[T]):
    """What stands in a cell, and how many rows and columns it covers."""

    content: T
    rows: int
    columns: int


def spread(rows: Iterable[Iterable[Merged[T]]]) -> list[dict[int, T]]:
    """Return for each row the contents that begin in it, by their column from 0.

    A cell goes to the first column that no cell above or beside it covers.

    Raises:
        InputError: the grid is too large.
    """
    free_from: list[int] = []  # for each column the first row that no cell above covers
    grid: list[dict[int, T]] = []
    covered = 0
    for number, row in enumerate(rows):
        begin: dict[int, T] = {}
        column = 0
        for content, height, width in row:
            while column < len(free_from) and free_from[column] > number:
                column += 1
            begin[column] = content
            end = column + width
            covered += width
            require_size(covered, columns=end)
            free_from.extend([0] * (end - len(free_from)))
            free_from[column:end] = [max(free, number + height) for free in free_from[column:end]]
            column = end
        grid.append(begin)
    return grid


def require_size(cells: int, columns: int) -> None:
    """Refuse a grid that is too large.

    Raises:
        InputError: more columns or cells than a submission has.
    """
    if columns > _MOST_COLUMNS or cells > MOST_CELLS:
        raise InputError(
            f"has tables of more than {_MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells",
            hint="check that it is the right file; a larger one goes through in parts",
        )
