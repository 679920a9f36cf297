"""The header of an indicator table: one row of labels, or two with merged cells, becomes columns with roles.

    绩效指标 |  一级指标 | 二级指标 | 三级指标 |      年度指标值         | 备注
             |          |          |          | 符号 | 指标值 | 单位   |

Columns may stand in any order. Where a form prints two lists side by side each is a part of its own, and columns that
stand before both, such as levels printed once, belong to each.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from structurer.models import Cell, Row
from structurer.parse.forms import NOTHING, OTHER, Forms, Word
from structurer.text import is_blank

LEVELS = ("level1", "level2", "level3")
VALUE_PARTS = ("comparator", "value", "unit")
NAMES = frozenset({"project_name", "project_code"})
_VALUES = ("value", "plain_value")
_OF_PROJECT = frozenset({*NAMES, "unit_name", "unit_code", "fund_purpose", "goals"})
_AMOUNTS = frozenset({"budget_total", "budget_fiscal", "budget_other"})
_LONGEST_UNKNOWN = 24  # characters of a label that no form knows
_NAME_WORDS = ("level3", "name_or_description")


@dataclass(frozen=True, slots=True)
class Column:
    """One labelled column of an indicator table: its position in the row, its field, its label.

    A second column for the same field has none, and a second one with the same label is told apart by ` (2)`.
    """

    position: int
    field: str | None
    label: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The columns of one list of indicators; those at `shared` positions belong to the lists beside it, too."""

    columns: tuple[Column, ...]
    period: str | None
    shared: frozenset[int]
    fields: frozenset[str | None]

    @property
    def is_split(self) -> bool:
        """Tell whether the value stands in columns of its parts."""
        return "comparator" in self.fields or "unit" in self.fields


@dataclass(frozen=True, slots=True)
class Head:
    """A recognised header: its parts, and by position the columns of the project, where its rows name it.

    `bands` are columns that hold words of the form beside the indicators, such as 绩效指标; `width` counts the cells
    of the header. `is_unclear` says that a column for name or value is not there, although others have no field.
    """

    parts: tuple[Part, ...]
    project: tuple[tuple[int, str], ...]
    bands: frozenset[int]
    width: int
    currency: str | None
    is_unclear: bool

    @property
    def names_projects(self) -> bool:
        """Tell whether its rows name the project they belong to."""
        return any(field in NAMES for _, field in self.project)

    def goes_on_in(self, other: "Head") -> bool:
        """Tell whether `other` has the same columns: the header is printed again on each page."""
        return (self.project, self.parts) == (other.project, other.parts)

    def fits(self, row: Row, forms: Forms) -> bool:
        """Tell whether a row below another table goes on here: it begins with a term of a level, or below merged ones."""
        levels = [c.position for c in self.parts[0].columns if c.field in LEVELS[:2]]
        texts = [row.cells[at].text for at in levels if at < len(row.cells)]
        first = next((text for text in texts if not is_blank(text)), "")
        if any((word := forms.word(text)).level1 or word.level2 for text in (first, row.cells[0].text)):
            return True
        return (
            len(row.cells) == self.width and all(map(is_blank, texts)) and (bool(texts) or bool(self.project))
        )


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
        return levels > 1 or any(value in fields for value in _VALUES) or "name_or_description" in fields
    known = sum([label.word.is_label for label in labels])
    return (
        any(name in fields for name in _NAME_WORDS)
        and any(value in fields for value in _VALUES)
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
            label.word.column in _VALUES or (label.word.is_band and (len(own) > 1 or not label.word.field))
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
    if word.column is None or (word.is_band and over.word.column in _VALUES):
        tries = (forms.word(f"{text}{above}"), forms.word(f"{above}{text}"))
        word = next((found for found in tries if found.column), word)
    covers = over.word.is_band or over.word.column in (*_VALUES, OTHER) or over.position == label.position
    period = word.period or (over.word.period if covers else None)
    return _Label(label.position, label.cell, word._replace(period=period), above if covers else "")


def _head(labels: list[_Label], width: int, forms: Forms) -> Head:
    project = _project_columns(labels)
    bands = [label for label in labels if _is_beside(label, labels) and label.position not in project]
    aside = {label.position for label in bands}
    columns = _columns([one for one in labels if one.position not in project and one.position not in aside])
    period = next((label.word.period for label in bands if label.word.period), None)
    parts = _parts(columns)
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
        is_unclear=_is_unclear(parts, forms),
    )


def _project_columns(labels: list[_Label]) -> dict[int, str]:
    """The columns that belong to the project: of goals always, the others where the project is named among them."""
    named = any(label.word.header in NAMES for label in labels)
    found: dict[int, str] = {}
    for label in labels:
        field = (label.word.field or "").removesuffix("_second")
        is_value = label.word.column in _VALUES and not _has_other_value(labels, label)
        wanted = _OF_PROJECT | _AMOUNTS if named else {"goals"}
        if field in wanted and not is_value and field not in found.values():
            found[label.position] = field
    return found


def _has_other_value(labels: list[_Label], this: _Label) -> bool:
    return any(label is not this and label.word.column in _VALUES for label in labels)


def _is_beside(label: _Label, labels: list[_Label]) -> bool:
    """Tell whether a label is a band beside the indicators: 绩效指标 is a name where no other one is there."""
    word = label.word
    if not word.is_band or label.over:
        return False
    if word.column is None:
        return True
    same = {one.word.column for one in labels if one is not label}
    if word.column in _NAME_WORDS:
        named = not same.isdisjoint(_NAME_WORDS)
        return bool(same.intersection(("level1", "level2"))) and named and label.position == 0
    return word.column in _VALUES and not same.isdisjoint(_VALUES) and label.position == 0


def _columns(labels: list[_Label]) -> list[Column]:
    """Give each label its field; the same field or label twice is settled when the parts are known."""
    fields = [label.word.column for label in labels]
    return [
        Column(
            label.position,
            _settle(fields[at], fields, is_last=at == len(labels) - 1),
            " ".join(label.cell.text.split()),
            label.word.period,
        )
        for at, label in enumerate(labels)
    ]


def _settle(field: str | None, fields: list[str | None], *, is_last: bool) -> str | None:
    """Settle the labels that mean different columns on different forms."""
    if field == "name_or_description":
        return "description" if "level3" in fields else "level3"
    if field == "description_or_basis":
        if not any(value in fields for value in _VALUES):
            return "value"
        return "basis" if is_last else "description"
    return field


def _parts(columns: list[Column]) -> tuple[Part, ...]:
    """Divide the columns into lists side by side, each from where a level or a value of another period begins again.

    What stands before the lists is shared, and behind them what only the last one has; where each list names its
    indicators by itself, the levels before it alone.
    """
    starts = _starts(columns)
    if len(starts) < 2:
        return (_part(columns, None, frozenset()),)
    before = columns[: starts[0]]
    groups = [columns[start:end] for start, end in pairwise([*starts, len(columns)])]
    own = {column.field for column in groups[-1]}
    if own.isdisjoint(LEVELS):
        known = {(column.field, column.label) for column in groups[0]}
        tail = [c for c in groups[-1] if c.field not in VALUE_PARTS and not _is_of(c, known)]
        groups[-1] = [column for column in groups[-1] if column not in tail]
        shared = [*before, *tail]
    else:
        shared = [column for column in before if column.field in LEVELS and column.field not in own]
        groups[0] = [*(column for column in before if column not in shared), *groups[0]]
    positions = frozenset(column.position for column in shared)
    parts = []
    for group in groups:
        period = next((column.period for column in group if column.period), None)
        parts.append(_part(sorted([*shared, *group], key=lambda one: one.position), period, positions))
    return tuple(parts)


def _is_of(column: Column, known: set[tuple[str | None, str]]) -> bool:
    return any(
        column.label.partition(" (")[0] == label
        or (column.field not in (None, OTHER) and column.field == field)
        for field, label in known
    )


def _starts(columns: list[Column]) -> list[int]:
    """Where the lists begin: at each level that is printed again, or at each period of values."""
    for field in LEVELS:
        at = [i for i, column in enumerate(columns) if column.field == field]
        labels = {columns[i].label for i in at}
        if len(at) > 1 and len(labels) == 1:
            return at
    periods = {c.period for c in columns if c.period and c.field in (*_VALUES, *VALUE_PARTS)}
    if len(periods) < 2:
        return []
    starts: list[int] = []
    last: str | None = None
    for i, column in enumerate(columns):
        if column.period and column.period != last and column.field in (*_VALUES, *VALUE_PARTS):
            starts.append(i)
            last = column.period
    return starts


def _part(columns: list[Column], period: str | None, shared: frozenset[int]) -> Part:
    """Choose one column a field; the others go by their label."""
    chosen: dict[str, int] = {}
    third = next((column.position for column in columns if column.field == "level3"), None)
    if not any(column.field == "value" for column in columns):
        columns = [replace(c, field="value") if c.field == "plain_value" else c for c in columns]
    for column in columns:
        field = column.field
        if field is None or field in (OTHER, "plain_value"):
            continue
        if field not in chosen or (field == "weight" and third is not None and chosen[field] < third):
            chosen[field] = column.position
    names = Counter[str]()
    settled: list[Column] = []
    for column in columns:
        names[column.label] += 1
        number = names[column.label]
        label = column.label if number == 1 else f"{column.label} ({number})"
        field = column.field if chosen.get(column.field or "") == column.position else None
        settled.append(replace(column, field=field, label=label))
    own = period or next((c.period for c in settled if c.field == "value"), None)
    return Part(tuple(settled), own, shared, frozenset(column.field for column in settled))


def _is_unclear(parts: Iterable[Part], forms: Forms) -> bool:
    """Tell whether a part has no column for the name or the value, and one that no form knows."""
    for part in parts:
        unknown = [
            c
            for c in part.columns
            if c.field is None and forms.word(c.label.partition(" (")[0]).column is None
        ]
        if unknown and not ({"value", "level3"} <= part.fields):
            return True
    return False
