"""Several labels with their values in one text: 单位编码：402001　　单位名称：某馆　　预算年度：2024."""

import re
from collections.abc import Iterator

from structurer.models import Row
from structurer.parse.forms import LONGEST_LABEL, NOTHING, Forms
from structurer.parse.labels import COMMAS, Label, label_before
from structurer.parse.sums import AMOUNTS
from structurer.text import fold

_COLON = re.compile("[：:]")
_BLANKS = re.compile(r"\s+")
_COMMA = re.compile(f"[{COMMAS}]")  # it divides amounts
_UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}")
_CURRENCY_LABELS = frozenset({"单位", "金额单位"})
_LONG_TEXTS = frozenset({"goals", "goals_second", "fund_purpose"})  # in them few blanks divide nothing


def read_pairs(text: str, forms: Forms) -> list[Label]:
    """Return the labels of `text` with what follows each, blank or not; none where it does not begin with a label.

    A further label stands behind blanks: a known one, or behind wide blanks any short one, which has no field then.
    """
    starts = list(_starts(text, forms))
    if not starts:
        return []
    pairs: list[Label] = []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, colon), end in zip(starts, ends, strict=True):
        label, rest = text[start : colon + 1], text[colon + 1 : end]
        word = forms.word(label[:-1].lstrip(COMMAS))
        pairs.append(Label(word if word.header else NOTHING, label, rest, word.header))
    return pairs


def spread(row: Row, forms: Forms) -> Row:
    """Give each label that shares a cell with others a cell of its own, with its value in it."""
    if not any(_may_be_shared(cell.text) for cell in row.cells):
        return row
    cells = []
    for cell in row.cells:
        pairs = read_pairs(cell.text, forms) if _may_be_shared(cell.text) else []
        if len(pairs) < 2:
            cells.append(cell)
            continue
        for pair in pairs:
            is_known = pair.field or is_currency(pair, forms)
            texts = (f"{pair.text}{pair.rest}".strip(),) if is_known else (pair.text, pair.rest)
            cells += [cell._replace(text=text) for text in texts]
    return Row(tuple(cells))


def is_currency(pair: Label, forms: Forms) -> bool:
    """Tell whether a pair is 单位：万元."""
    return fold(pair.text)[:-1] in _CURRENCY_LABELS and forms.currency_in(pair.rest) is not None


def _may_be_shared(text: str) -> bool:
    return ("：" in text or ":" in text) and text.count("：") + text.count(":") > 1


def _starts(text: str, forms: Forms) -> Iterator[tuple[int, int]]:
    """Yield where each label begins, and its colon."""
    low, field = 0, None
    for found in _COLON.finditer(text):
        colon = found.start()
        start = 0 if low == 0 else _label_start(text, (low, colon), forms, is_long=field in _LONG_TEXTS)
        if low == 0 and not _is_known(text, 0, colon, forms):
            return
        if start is not None:
            field = forms.word(text[start:colon].lstrip(COMMAS)).header
            low = colon + 1
            yield start, colon


def _label_start(text: str, span: tuple[int, int], forms: Forms, *, is_long: bool) -> int | None:
    """Where the label before the colon at the end of `span` begins: the longest one that is known goes first."""
    low, colon = span
    blanks = list(_BLANKS.finditer(text, max(low, colon - LONGEST_LABEL), colon))
    if (comma := _COMMA.search(text, low, colon)) and _is_amount(text[comma.end() : colon], forms):
        return comma.start()
    for blank in blanks:
        if (_is_wide(blank[0]) or not is_long) and _is_known(text, blank.end(), colon, forms):
            return blank.end()
    if blanks and not is_long and _is_wide(blanks[-1][0]) and "\n" not in blanks[-1][0]:
        start = blanks[-1].end()
        return start if _UNKNOWN_LABEL.fullmatch(text, start, colon) else None
    return None


def _is_amount(text: str, forms: Forms) -> bool:
    return forms.word(text).header in AMOUNTS


def _is_wide(blank: str) -> bool:
    return len(blank) > 1 or blank in "\u3000\n\t"


def _is_known(text: str, start: int, colon: int, forms: Forms) -> bool:
    label = label_before(text, start, colon, forms)
    return label is not None or (
        fold(text[start:colon]) in _CURRENCY_LABELS
        and forms.currency_in(_BLANKS.split(text[colon + 1 :].strip(), maxsplit=1)[0]) is not None
    )
