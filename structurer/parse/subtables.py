"""Tables inside the header of a form: labels side by side, and below each of them its values.

项目资金 |              | 年初预算数 | 全年执行数 | 执行率        总体目标 | 实施期目标 | 年度目标
         | 年度资金总额 |      95.00 |      90.16 |    95%                 | ……         | ……
"""

from dataclasses import dataclass

from structurer.models import Cell, Row
from structurer.parse.forms import OTHER
from structurer.parse.labels import Label
from structurer.text import fold, is_blank

_LONGEST_HEAD = 24  # characters
_HEADS_GROUP = ("goals", "budget_total", OTHER)  # fields whose label may stand beside such a table


@dataclass(frozen=True, slots=True)
class SubTable:
    """The row of labels with what they mean, by position; the label beside the whole; and the rows of values.

    Where the rows have labels, too, they stand at `row_labels`.
    """

    head: Row
    labels: dict[int, Label]
    group: list[Cell]
    rows: list[Row]
    row_labels: int | None

    @property
    def height(self) -> int:
        """How many rows it has in all."""
        return 1 + len(self.rows)


def find_sub_table(rows: list[Row], labels: list[list[Label]], at: int) -> SubTable | None:
    """Return the table that begins in row `at`, or none: labels with their values beside them are no such table."""
    if at + 1 == len(rows) or len([label for label in labels[at] if label.field]) < 2:
        return None
    rows, labels = rows[at:], labels[at:]
    head = rows[0]
    printed = _printed(head)
    in_group = printed[0] == 0 and is_blank(rows[1].cells[0].text)
    columns = printed[1:] if in_group else printed
    if len(columns) < 2 or not _are_heads(
        [labels[0][at] for at in columns], labels[0][0] if in_group else None
    ):
        return None
    values, row_labels = _values(rows, labels, columns, in_group=in_group)
    if not values:
        return None
    group = [head.cells[0]] if in_group else []
    return SubTable(head, {at: labels[0][at] for at in columns}, group, values, row_labels)


def _values(
    rows: list[Row], labels: list[list[Label]], columns: list[int], *, in_group: bool
) -> tuple[list[Row], int | None]:
    """Return the rows below the first that stand below its labels, and where they have labels of their own."""
    values: list[Row] = []
    row_labels: int | None = None
    for row, row_label in zip(rows[1:], labels[1:], strict=True):
        if len(row.cells) <= columns[-1] or (in_group and not is_blank(row.cells[0].text)):
            break
        beside = _place_of_row_label(row, columns)
        cells = [at for at in _printed(row) if at != beside]
        if not _are_values(cells, columns, labels[0], row_label):
            break
        row_labels = beside if row_labels is None else row_labels
        values.append(row)
    return values, row_labels


def _printed(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row.cells) if cell.text and not is_blank(cell.text)]


def _may_be_heads(head: Row, labels: list[Label], printed: list[int]) -> bool:
    texts = [fold(head.cells[at].text) for at in printed]
    return all(
        len(text) <= _LONGEST_HEAD and not text.replace(",", "").replace(".", "").isdecimal()
        for text in texts
    ) and not any(
        labels[at].field == "payment_plan" or (labels[at].field and labels[at].rest) for at in printed
    )


def _are_heads(columns: list[Label], group: Label | None) -> bool:
    """Tell whether labels stand side by side: all of them are known, or most where a known one stands beside the whole."""
    known = [label for label in columns if label.field]
    if group is None:
        return len(known) == len(columns)
    heads = (group.field or "").removesuffix("_second") in _HEADS_GROUP
    return heads and columns[0].field is not None and len(known) * 2 >= len(columns)


def _place_of_row_label(row: Row, columns: list[int]) -> int | None:
    first = next((at for at, cell in enumerate(row.cells) if not is_blank(cell.text)), None)
    return first if first is not None and first < columns[0] and first > 0 else None


def _are_values(cells: list[int], columns: list[int], heads: list[Label], labels: list[Label]) -> bool:
    """Tell whether the cells of a row stand below labels and are none themselves; one alone is so below goals only."""
    if (
        not cells
        or not set(cells) <= set(columns)
        or any(at < len(labels) and labels[at].field for at in cells)
    ):
        return False
    return len(cells) > 1 or any((heads[at].field or "").startswith("goals") for at in columns)
