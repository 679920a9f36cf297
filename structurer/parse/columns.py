"""The columns of an indicator table, what each holds, and how they divide into lists side by side.

Where a form prints two lists side by side each is a part of its own, and columns that stand before both, such as levels
printed once, belong to each.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from structurer.models import Row
from structurer.parse.forms import OTHER, Forms
from structurer.text import is_blank

LEVELS = ("level1", "level2", "level3")
VALUE_PARTS = ("comparator", "value", "unit")
NAMES = frozenset({"project_name", "project_code"})
VALUES = ("value", "plain_value")
NAME_WORDS = ("level3", "name_or_description")


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


def settle(field: str | None, fields: list[str | None], *, is_last: bool) -> str | None:
    """Settle the labels that mean different columns on different forms."""
    if field == "name_or_description":
        return "description" if "level3" in fields else "level3"
    if field == "description_or_basis":
        if not any(value in fields for value in VALUES):
            return "value"
        return "basis" if is_last else "description"
    return field


def divide(columns: list[Column]) -> tuple[Part, ...]:
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
    periods = {c.period for c in columns if c.period and c.field in (*VALUES, *VALUE_PARTS)}
    if len(periods) < 2:
        return []
    starts: list[int] = []
    last: str | None = None
    for i, column in enumerate(columns):
        if column.period and column.period != last and column.field in (*VALUES, *VALUE_PARTS):
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


def is_unclear(parts: Iterable[Part], forms: Forms) -> bool:
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
