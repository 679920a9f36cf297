"""The header of an indicator table: one row of labels, or two with merged cells, becomes columns with roles.

    绩效指标 |  一级指标 | 二级指标 | 三级指标 |      年度指标值         | 备注
             |          |          |          | 符号 | 指标值 | 单位   |

Columns may stand in any order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from structurer.models import Cell, Row
from structurer.parse.columns import (
    LEVELS,
    NAME_WORDS,
    NAMES,
    VALUES,
    Column,
    Head,
    divide,
    is_unclear,
    settle,
)
from structurer.parse.forms import NOTHING, OTHER, Forms, Word
from structurer.parse.sums import AMOUNTS
from structurer.text import fold, is_blank

_OF_PROJECT = frozenset({*NAMES, "unit_name", "unit_code", "fund_purpose", "goals"})
_VALUE = re.compile(
    "(?!.*(?:[上去前]年|历史|实际|完成|基[期准]|现状|参考|行业|[价产]值)).{1,10}值(?:[(].*[)])?$"
)
_NAME = re.compile("(?:指标|考核)(?:事项|要点|项目|细项|名目)$|[三四]级.{0,4}(?:指标|名称|内容)")
_LONGEST_UNKNOWN = 24  # characters of a label that no form knows


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands above one column: the label, and the label over it that covers several columns."""

    position: int
    cell: Cell
    word: Word
    over: str = ""


class HeadFinder:
    """Finds headers of indicator tables; those of a document are mostly alike, so each is read once."""

    def __init__(self, forms: Forms) -> None:
        """Know headers by the words of `forms`."""
        self._forms = forms
        self._known: dict[tuple[str, ...], Head] = {}

    def find(self, row: Row, below: Row | None) -> tuple[Head, int] | None:
        """Read `row`, or it and the one `below`, as a header; return it and how many rows it has."""
        word = self._forms.word
        for cell in row.cells:
            if cell.text:
                first = word(cell.text)
                if (first.level1 or first.level2) and not first.is_label:
                    return None  # an indicator: most rows are
                break
        known = [w for cell in row.cells if (w := word(cell.text)) is not NOTHING and w.is_label]
        if not known or len(row.cells) < 2 or not any(w.column or w.is_band for w in known):
            return None
        own = _labels(row, self._forms)
        if len(known) * 2 < len(own):
            return None
        if below is not None and (both := _over_two_rows(own, row, below, self._forms)):
            return self._head(both, row, below), 2
        return (self._head(own, row), 1) if _is_head(own) else None

    def _head(self, labels: list[_Label], *rows: Row) -> Head:
        texts = tuple([cell.text for row in rows for cell in row.cells])
        if texts not in self._known:
            self._known[texts] = _head(labels, len(rows[0].cells), self._forms)
        return self._known[texts]


def _labels(row: Row, forms: Forms) -> list[_Label]:
    return [
        _Label(at, cell, forms.word(cell.text))
        for at, cell in enumerate(row.cells)
        if cell.text and not is_blank(cell.text)
    ]


def _is_head(labels: Sequence[_Label]) -> bool:
    """Tell whether labels head indicators: two levels, or one of them or a name beside a value."""
    fields = {label.word.column for label in labels}
    levels = len(fields.intersection(("level1", "level2", "level3")))
    if "level1" in fields or "level2" in fields:
        return levels > 1 or any(value in fields for value in VALUES) or "name_or_description" in fields
    known = sum([label.word.is_label for label in labels])
    return (
        any(name in fields for name in NAME_WORDS)
        and any(value in fields for value in VALUES)
        and known >= min(3, len(labels))
    )


def _over_two_rows(own: list[_Label], row: Row, below: Row, forms: Forms) -> list[_Label] | None:
    """Return the labels of both rows, column by column, where the second goes on below merged cells of the first."""
    if len(below.cells) != len(row.cells) or any(len(label.cell.text) > _LONGEST_UNKNOWN for label in own):
        return None
    lower = _labels(below, forms)
    if len(lower) < 2 or not (all(label.word.is_label for label in lower) or _is_head(lower)):
        return None
    overs = [_over(own, label.position) for label in lower]
    combined = [_joined(label, over, forms) for label, over in zip(lower, overs, strict=True)]
    free = {label.position for label in lower}
    covered = {over.position for over in overs if over}
    kept = [one for one in own if one.position not in free and (one.position not in covered or _stays(one))]
    together = sorted([*kept, *combined], key=lambda label: label.position)
    replaced = [label for label in own if label.position in free]
    return together if _is_head(together) and _go_together(own, lower, combined, replaced) else None


def _go_together(
    own: list[_Label], lower: list[_Label], combined: list[_Label], replaced: list[_Label]
) -> bool:
    """Tell whether two rows that together head indicators are one header, and not a header and what stands above it."""
    if _is_head(lower):
        return all(
            label.word.column in VALUES or (label.word.is_band and (len(own) > 1 or not label.word.field))
            for label in replaced
        )
    return all(label.word.column for label in combined)


def _stays(label: _Label) -> bool:
    """Tell whether a label over others heads a column of its own, too: 项目名称 does, 绩效指标 does not."""
    return not label.word.is_band or label.word.column in LEVELS[:2]


def _over(upper: list[_Label], position: int) -> _Label | None:
    return next((label for label in reversed(upper) if label.position <= position), None)


def _joined(label: _Label, over: _Label | None, forms: Forms) -> _Label:
    """Return a label of the lower row with what it means below the one over it: 年度 below 指标值 is 年度指标值."""
    if over is None:
        return label
    above, text = over.cell.text, label.cell.text
    word = label.word
    if word.column is None or (word.is_band and over.word.column in VALUES):
        tries = (forms.word(f"{text}{above}"), forms.word(f"{above}{text}"))
        word = next((found for found in tries if found.column), word)
    covers = over.word.is_band or over.word.column in (*VALUES, OTHER) or over.position == label.position
    period = word.period or (over.word.period if covers else None)
    return _Label(label.position, label.cell, word._replace(period=period), above if covers else "")


def _head(labels: list[_Label], width: int, forms: Forms) -> Head:
    project = _project_columns(labels)
    bands = [label for label in labels if _is_beside(label, labels) and label.position not in project]
    aside = {label.position for label in bands}
    columns = _columns([one for one in labels if one.position not in project and one.position not in aside])
    period = next((label.word.period for label in bands if label.word.period), None)
    parts = divide(columns)
    if len(parts) == 1 and period:
        parts = (replace(parts[0], period=parts[0].period or period),)
    currencies = {
        label.word.currency for label in labels if label.position in project and label.word.currency
    }
    return Head(
        parts=parts,
        project=tuple(project.items()),
        bands=frozenset(aside),
        width=width,
        currency=currencies.pop() if len(currencies) == 1 else None,
        is_unclear=is_unclear(parts, forms),
    )


def _project_columns(labels: list[_Label]) -> dict[int, str]:
    """The columns that belong to the project: of goals always, the others where the project is named among them."""
    named = any(label.word.header in NAMES for label in labels)
    found: dict[int, str] = {}
    for label in labels:
        field = (label.word.field or "").removesuffix("_second")
        is_value = label.word.column in VALUES and not _has_other_value(labels, label)
        wanted = _OF_PROJECT | AMOUNTS if named else {"goals"}
        if field in wanted and not is_value and field not in found.values():
            found[label.position] = field
    return found


def _has_other_value(labels: list[_Label], this: _Label) -> bool:
    return any(label is not this and label.word.column in VALUES for label in labels)


def _is_beside(label: _Label, labels: list[_Label]) -> bool:
    """Tell whether a label is a band beside the indicators: 绩效指标 is a name where no other one is there."""
    word = label.word
    if not word.is_band or label.over:
        return False
    if word.column is None:
        return True
    same = {one.word.column for one in labels if one is not label}
    if word.column in NAME_WORDS:
        named = not same.isdisjoint(NAME_WORDS)
        return bool(same.intersection(("level1", "level2"))) and named and label.position == 0
    return word.column in VALUES and not same.isdisjoint(VALUES) and label.position == 0


def _columns(labels: list[_Label]) -> list[Column]:
    """Give each label its field; the same field or label twice is settled when the parts are known."""
    fields = _with_unknown(labels)
    return [
        Column(
            label.position,
            settle(fields[at], fields, is_last=at == len(labels) - 1),
            " ".join(label.cell.text.split()),
            label.word.period,
        )
        for at, label in enumerate(labels)
    ]


def _with_unknown(labels: list[_Label]) -> list[str | None]:
    """The fields of labels; where there is none for name or value, also of the one unknown label that must be it."""
    fields = [label.word.column for label in labels]
    for names, field, pattern in ((VALUES, "plain_value", _VALUE), (NAME_WORDS, "level3", _NAME)):
        if any(name in fields for name in names):
            continue
        found = [
            at
            for at, label in enumerate(labels)
            if fields[at] is None and not label.word.is_label and pattern.match(fold(label.cell.text))
        ]
        if len(found) == 1:
            fields[found[0]] = field
    return fields
