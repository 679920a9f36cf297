"""Tables inside the header of a form: labels side by side, and below each of them its values.

A label of amounts may stand over others, and a list may end with a row that adds up.

项目资金 |              | 年初预算数 | 全年执行数 | 执行率        总体目标 | 实施期目标 | 年度目标
         | 年度资金总额 |      95.00 |      90.16 |    95%                 | ……         | ……
"""

from dataclasses import dataclass
from typing import NamedTuple

from structurer.models import Cell, Row
from structurer.parse.forms import OTHER, Forms
from structurer.parse.labels import Label
from structurer.parse.sums import AMOUNTS
from structurer.text import fold, is_blank

_LONGEST_HEAD = 24  # characters
_HEADS_GROUP = ("goals", "budget_total", OTHER)  # fields whose label may stand beside such a table


@dataclass(frozen=True, slots=True)
class SubTable:
    """The row of labels with what they mean, by position; the label beside the whole; and the rows of values.

    Where the rows have labels, too, they stand at `row_labels`. `sums` is the row that adds up, at the end.
    """

    head: Row
    labels: dict[int, Label]
    group: list[Cell]
    rows: list[Row]
    row_labels: int | None
    sums: Row | None
    height: int


def find_sub_table(rows: list[Row], labels: list[list[Label]], at: int, forms: Forms) -> SubTable | None:
    """Return the table that begins in row `at`, or none: labels with their values beside them are no such table."""
    if at + 1 == len(rows) or len([label for label in labels[at] if label.field]) < 2:
        return None
    head = _head(rows[at : at + 2], labels[at : at + 2])
    below = at + head.height
    if below == len(rows):
        return None
    printed = _printed(head.row)
    in_group = printed[0] == 0 and is_blank(rows[below].cells[0].text)
    columns = printed[1:] if in_group else printed
    if not _are_heads(head, columns, in_group=in_group):
        return None
    values, row_labels = _values(rows[below:], labels[below:], (head.labels, columns), in_group=in_group)
    if not values:
        return None
    has_sums = row_labels is None and len(values) > 1 and _adds_up(values[-1], forms)
    return SubTable(
        head.row,
        {at: head.labels[at] for at in columns},
        [*([head.row.cells[0]] if in_group else []), *head.over],
        values[:-1] if has_sums else values,
        row_labels,
        values[-1] if has_sums else None,
        head.height + len(values),
    )


class _Head(NamedTuple):
    """The labels of one row, or of two where a label of amounts is `over` those of the second."""

    row: Row
    labels: list[Label]
    over: list[Cell]
    height: int


def _head(rows: list[Row], labels: list[list[Label]]) -> _Head:
    """Read a row of labels, and the one below it where that divides the last label: 预算金额 into 总额 and 财政拨款."""
    (row, below), (own, lower) = rows, labels
    last = _printed(row)[-1]
    divided = _printed(below)
    known = [label for label in lower if label.field in AMOUNTS]
    if not (known and len(divided) > 1 and divided[0] == last and own[last].field in (*AMOUNTS, OTHER)):
        return _Head(row, own, [], 1)
    if len(below.cells) != len(row.cells) or not _may_be_heads(below, lower, divided):
        return _Head(row, own, [], 1)
    cells = (*row.cells[:last], *below.cells[last:])
    first = lower[last] if lower[last].field else own[last]._replace(text=below.cells[last].text)
    return _Head(Row(cells), [*own[:last], first, *lower[last + 1 :]], [row.cells[last]], 2)


def _adds_up(row: Row, forms: Forms) -> bool:
    return forms.word(row.cells[_printed(row)[0]].text).is_total


def _values(
    rows: list[Row], labels: list[list[Label]], head: tuple[list[Label], list[int]], *, in_group: bool
) -> tuple[list[Row], int | None]:
    """Return the rows below a head that stand below its labels, and where they have labels of their own."""
    heads, columns = head
    values: list[Row] = []
    row_labels: int | None = None
    for row, row_label in zip(rows, labels, strict=True):
        if len(row.cells) <= columns[-1] or (in_group and not is_blank(row.cells[0].text)):
            break
        beside = _place_of_row_label(row, columns)
        cells = [at for at in _printed(row) if at != beside]
        if not _are_values(cells, columns, heads, row_label):
            break
        if None not in (row_labels, beside) and row_labels != beside:
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


def _are_heads(head: _Head, columns: list[int], *, in_group: bool) -> bool:
    """Tell whether labels stand side by side: all of them are known, or most where a known one stands beside the whole."""
    if len(columns) < 2 or not _may_be_heads(head.row, head.labels, columns):
        return False
    known = [at for at in columns if head.labels[at].field]
    if not in_group:
        return len(known) == len(columns)
    is_group = (head.labels[0].field or "").removesuffix("_second") in _HEADS_GROUP
    return is_group and known[:1] == columns[:1] and len(known) * 2 >= len(columns)


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
