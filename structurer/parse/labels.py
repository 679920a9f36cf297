"""Labels in the cells of header rows, and the beginnings of indicator rows."""

from typing import NamedTuple

from structurer.models import Cell, Row
from structurer.parse.forms import COUNTED_GOAL, LONGEST_LABEL, NOTHING, Forms, Word
from structurer.text import is_blank

COMMAS = "，,；;"  # one may stand before a label: 资金总额：100万元，其中：财政拨款：80万元


class Label(NamedTuple):
    """What a cell says as a label: the word it is, the label as printed, and what follows it in the same cell.

    `field` is the header field, or says that the label is known without one; null when the cell is no label.
    """

    word: Word
    text: str
    rest: str
    field: str | None


_NO_LABEL = Label(NOTHING, "", "", None)


def label_of(cell: Cell, forms: Forms) -> Label:
    """Read `cell` as a label."""
    text = cell.text
    if not text:
        return _NO_LABEL
    word = forms.word(text)
    if word.header:
        return Label(word, text, "", word.header)
    at = text.find("：", 0, LONGEST_LABEL)
    if at < 0:
        at = text.find(":", 0, LONGEST_LABEL)
    if at > 0 and text[:at].lstrip(COMMAS) == "其中":
        at = next((i for i in range(at + 1, min(len(text), LONGEST_LABEL)) if text[i] in "：:"), -1)
    if at > 0 and (before := label_before(text, 0, at, forms)) and not is_blank(text[at + 1 :]):
        return Label(before, text[: at + 1], text[at + 1 :], before.header)
    return Label(NOTHING, "", text, None)


def label_before(text: str, start: int, colon: int, forms: Forms) -> Word | None:
    """The label that `text` prints from `start` to a colon; 目标1： is none, but a part of the text."""
    word = forms.word(text[start:colon].lstrip(COMMAS))
    is_counted = word.header == COUNTED_GOAL and text[colon - 1].isdecimal()
    return word if word.header and not is_counted else None


def printed_cells(row: Row) -> list[Cell]:
    """The cells of `row` that print something."""
    return [cell for cell in row.cells if cell.text and not is_blank(cell.text)]


def first_printed(row: Row) -> Cell | None:
    """The first cell of `row` that prints something."""
    for cell in row.cells:
        text = cell.text
        if text and (text[0].isalnum() or not is_blank(text)):
            return cell
    return None


def prints_more(row: Row) -> bool:
    """Tell whether `row` prints something in more than one cell."""
    count = 0
    for cell in row.cells:
        if cell.text and not is_blank(cell.text):
            count += 1
            if count > 1:
                return True
    return False


def starts_indicator(row: Row, forms: Forms) -> bool:
    """Tell whether `row` begins as an indicator row does: with a term of level 1, or of level 2 beside a merged cell."""
    first = row.cells[0].text
    word = forms.word(first)
    if word.level1 or word.level2:
        return True
    return len(row.cells) > 1 and is_blank(first) and forms.word(row.cells[1].text).level2 is not None
