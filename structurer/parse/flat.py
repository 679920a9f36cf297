"""Flat tables: each row is an indicator, and names the project it belongs to.

    序号 | 单位名称 | 项目名称 | 预算数（万元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值

The cells of the project stand on each of its rows or, as merged cells do, on the first alone. Its rows follow each
other. Columns without a field of their own go with the indicators.
"""

import re
from dataclasses import dataclass, field, replace

from structurer.models import Cell, Place, Row, Unread, Why
from structurer.parse.forms import Column, Forms
from structurer.parse.headings import currency_of
from structurer.parse.notes import Notes, add_text
from structurer.parse.prelude import Line, Prelude
from structurer.text import fold, is_blank

_NAMES = frozenset({"project_name", "project_code"})
_UNIT = frozenset({"unit_name", "unit_code"})
_LONG_TEXTS = frozenset({"fund_purpose", "goals"})
_TOTALS = frozenset({"合计", "小计", "总计", "共计"})
_WITH_CURRENCY = re.compile(r"(.+)\((?:单位:)?([^()]+)\)")  # 预算数（万元）, folded
_LONGEST_LABEL = 48  # characters


@dataclass(slots=True)
class FlatTable:
    """The columns of a flat table: header field by position, and those of the indicators in a row without the former.

    `prelude` is what stands above the table, once it is read.
    """

    place: Place
    project: dict[int, str]
    indicators: tuple[Column, ...]
    currency_unit: str | None
    prelude: Prelude | None = None

    def split(self, row: Row) -> tuple[dict[int, Cell], Row]:
        """Return the printed cells of the project by position, and the row without the project's columns."""
        cells = list(enumerate(row.cells))
        project = {at: cell for at, cell in cells if at in self.project and not is_blank(cell.text)}
        return project, Row(tuple(cell for at, cell in cells if at not in self.project))

    def goes_on_in(self, other: "FlatTable") -> bool:
        """Tell whether `other` has the same columns: the header is printed again on each page."""
        return (self.project, self.indicators) == (other.project, other.indicators)

    def has_indicator(self, row: Row) -> bool:
        """Tell whether `row`, without the project's columns, prints a column with a field."""
        fields = {column.position for column in self.indicators if column.field}
        return any(at in fields and not is_blank(cell.text) for at, cell in enumerate(row.cells))


def flat_table(row: Row, forms: Forms) -> FlatTable | None:
    """The columns that `row` heads when it is the header of a flat table: names of projects beside indicators."""
    if not any(forms.column_field(cell.text) == "value" for cell in row.cells):
        return None
    labels = {at: _label(cell.text, forms) for at, cell in enumerate(row.cells)}
    project = {at: name for at, (name, _) in labels.items() if name and name != "payment_plan"}
    if _NAMES.isdisjoint(project.values()):
        return None
    others = [cell for at, cell in enumerate(row.cells) if at not in project]
    currencies = {currency for _, currency in labels.values() if currency}
    currency = currencies.pop() if len(currencies) == 1 else None
    indicators = _indicator_columns(others, forms)
    return FlatTable(row.cells[0].place, project, indicators, currency) if indicators else None


def _label(text: str, forms: Forms) -> tuple[str | None, str | None]:
    """Return the header field that `text` is the label of, and the currency unit it states."""
    if name := forms.header_field(text):
        return name, None
    if len(text) <= _LONGEST_LABEL and (found := _WITH_CURRENCY.fullmatch(fold(text))):
        name, currency = forms.header_field(found[1]), currency_of(found[2], forms)
        return (name, currency) if name and currency else (None, None)
    return None, None


def _indicator_columns(cells: list[Cell], forms: Forms) -> tuple[Column, ...]:
    """Return the columns of the indicators, with those that stand before them, such as 序号."""
    start = next(at for at, cell in enumerate(cells) if forms.column_field(cell.text))
    known = [
        replace(column, position=column.position + start)
        for column in forms.table_columns(Row(tuple(cells[start:])))
    ]
    labels = {column.label for column in known}
    before: list[Column] = []
    for at, cell in enumerate(cells[:start]):
        label = " ".join(cell.text.split())
        while label in labels:
            label += " (2)"
        labels.add(label)
        if not is_blank(label):
            before.append(Column(at, None, label))
    return (*before, *known) if known else ()


@dataclass(slots=True)
class FlatProject:
    """A project of a flat table: its header fields, and the unit of the project above while it names none itself."""

    table: FlatTable
    place: Place | None = None
    fields: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    _seen: dict[int, set[str]] = field(default_factory=dict)  # what each column has printed, folded

    def read(self, row: Row, notes: Notes) -> tuple["FlatProject", Row | None]:
        """Read the next row; return the project it belongs to, this one or the next, and its indicator if it has one."""
        printed, indicator = self.table.split(row)
        has_indicator = self.table.has_indicator(indicator)
        if not has_indicator and not self._is_of_project(printed):
            notes.set_aside(row.cells, Why.NO_TARGET_TABLE)
            return self, None
        project = self._next(printed) if self._is_another(printed) else self
        project.take(printed, notes)
        project.place = project.place or row.cells[0].place
        if not has_indicator:
            notes.set_aside(indicator.cells, Why.NO_TARGET_TABLE)
        return project, indicator if has_indicator else None

    def take(self, printed: dict[int, Cell], notes: Notes) -> None:
        """Take what a row prints of the project for the first time; the rest is set aside."""
        for name in self.table.project.values():
            self.fields.setdefault(name, self.unit.get(name, ""))
        repeated = []
        for at, cell in printed.items():
            name, text = self.table.project[at], fold(cell.text)
            seen = self._seen.setdefault(at, {fold(self.unit[name])} if name in self.unit else set())
            if text in seen:
                repeated.append(cell)
            else:
                seen.add(text)
                add_text(self.fields, name, notes.take(cell))
        notes.set_aside(repeated, Why.REPEATED)

    def complete(self, fields: dict[str, str], prelude: Prelude, notes: Notes) -> None:
        """Add what the rows print of the project to its header, and to its prelude what the table prints once for all.

        A heading above the table is no project's, so it goes to the front of the document.
        """
        for name, text in self.fields.items():
            add_text(fields, name, text)
        if prelude.heading and prelude.place:
            lines = enumerate(prelude.heading.split("\n"))
            prelude.front += [Line(line, prelude.place.below(at), -1) for at, line in lines]
            prelude.heading = prelude.title = prelude.place = None
        table = self.table
        if table.prelude is None:
            table.prelude = prelude
            if table.currency_unit and prelude.currency_unit:
                place = Place(sheet=table.place.sheet, table=table.place.table)
                notes.append(Unread(place, prelude.currency_unit, Why.LABEL))
        prelude.currency_unit = table.currency_unit or table.prelude.currency_unit
        prelude.unit_code, prelude.unit_name = table.prelude.unit_code, table.prelude.unit_name

    def _is_of_project(self, printed: dict[int, Cell]) -> bool:
        """Tell whether a row without an indicator says something of a project: its name, or how a long text goes on."""
        names = {fold(cell.text) for at, cell in printed.items() if self.table.project[at] in _NAMES}
        if names:
            return _TOTALS.isdisjoint(names)
        return bool(printed) and all(self.table.project[at] in _LONG_TEXTS for at in printed)

    def _is_another(self, printed: dict[int, Cell]) -> bool:
        """Tell whether a row names a project other than this one, be it one of the same name with another amount."""
        fields = self.table.project
        if _NAMES.isdisjoint(fields[at] for at in printed):
            return False
        return any(
            fold(cell.text) not in seen
            for at, cell in printed.items()
            if fields[at] not in _LONG_TEXTS and (seen := self._seen.get(at))
        )

    def _next(self, printed: dict[int, Cell]) -> "FlatProject":
        """Begin the next project; its unit is that of this one unless it prints another."""
        unit = {name: text for name, text in self.fields.items() if name in _UNIT and text}
        named = {self.table.project[at]: cell.text for at, cell in printed.items()}
        is_same = all(fold(named.get(name, text)) == fold(text) for name, text in unit.items())
        return FlatProject(self.table, unit=unit if is_same else {})
