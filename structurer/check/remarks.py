"""What a model says of single rows, in the form that rules of the method llm need it."""

from collections.abc import Iterator

from structurer.check.view import ProjectView, RowView, Spot
from structurer.models.finding import Remark


def remarked(project: ProjectView, remark: Remark) -> Iterator[tuple[RowView, tuple[Spot, ...]]]:
    """Yield each row that a remark names, with what the remark quotes of the header and of that row.

    A row of which nothing is quoted is shown by its name, so that the finding stands on that row.

    Raises:
        ValueError: a row does not exist, or a cell does not print a quote.
    """
    quoted = project.quoted(remark)
    header = tuple(spot for spot in quoted if spot.cell.row is None)
    for number in dict.fromkeys(remark.rows):
        row = project.row(number)
        if row is None:
            raise ValueError(f"there is no row {number}")
        own = tuple(spot for spot in quoted if spot.cell.row == number)
        yield row, (*header, *(own or (row.spot("level3"),)))
