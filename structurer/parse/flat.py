"""Tables whose rows name their project: each row is an indicator with the cells of the project beside it.

    序号 | 单位名称 | 项目名称 | 预算数（万元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值

The cells of the project stand on each of its rows or, as merged cells do, on the first alone. Its rows follow each
other. Columns without a field of their own go with the indicators.
"""

from dataclasses import dataclass, field

from structurer.models import Cell, Place, Row, Unread, Why
from structurer.parse.columns import NAMES, Head
from structurer.parse.notes import Notes, add_text
from structurer.parse.prelude import Line, Prelude
from structurer.parse.rows import is_count
from structurer.text import fold, is_blank

_UNIT = frozenset({"unit_name", "unit_code"})
_LONG_TEXTS = frozenset({"fund_purpose", "goals"})
_TOTALS = frozenset({"合计", "小计", "总计", "共计"})


@dataclass(slots=True)
class FlatTable:
    """A table of several projects; `prelude` and `fields` are what it prints once for all of them, once it is read."""

    head: Head
    place: Place
    prelude: Prelude | None = None
    fields: dict[str, str] = field(default_factory=dict)

    def split(self, row: Row) -> tuple[dict[int, Cell], Row]:
        """Return the printed cells of the project by position, and the row without them."""
        positions = dict(self.head.project)
        cells = list(enumerate(row.cells))
        project = {at: cell for at, cell in cells if at in positions and not is_blank(cell.text)}
        return project, Row(tuple(cell._replace(text="") if at in project else cell for at, cell in cells))

    def has_indicator(self, row: Row) -> bool:
        """Tell whether `row`, without the project's cells, prints a column with a field."""
        fields = {c.position for part in self.head.parts for c in part.columns if c.field}
        return any(at in fields and not is_blank(cell.text) for at, cell in enumerate(row.cells))


@dataclass(slots=True)
class FlatProject:
    """A project of such a table: its header fields, and the unit of the project above while it names none itself."""

    table: FlatTable
    place: Place | None = None
    fields: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    _seen: dict[int, set[str]] = field(default_factory=dict)  # what each column has printed, folded

    @property
    def head(self) -> Head:
        """The header of the table."""
        return self.table.head

    def read(self, row: Row, notes: Notes) -> tuple["FlatProject", Row | None]:
        """Read the next row; return the project it belongs to, this one or the next, and its indicator if it has one."""
        if not self.fields and is_count(row):
            notes.set_aside(row.cells, Why.LABEL)
            return self, None
        printed, indicator = self.table.split(row)
        has_indicator = self.table.has_indicator(indicator)
        if self._adds_up(row) or (not has_indicator and (_is_band(row) or not self._is_of_project(printed))):
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
        names = dict(self.head.project)
        for name in names.values():
            self.fields.setdefault(name, self.unit.get(name, ""))
        repeated = []
        for at, cell in printed.items():
            name, text = names[at], fold(cell.text)
            seen = self._seen.setdefault(at, {fold(self.unit[name])} if name in self.unit else set())
            if text in seen:
                repeated.append(cell)
            else:
                seen.add(text)
                add_text(self.fields, name, notes.take(cell))
        notes.set_aside(repeated, Why.REPEATED)

    def complete(self, fields: dict[str, str], prelude: Prelude, notes: Notes, *, is_in_label: bool) -> None:
        """Add what the rows print of the project to its header, and to its prelude what the table prints once for all.

        A heading above the table is no project's, so it goes to the front of the document. `is_in_label` says that the
        currency unit of the prelude is a part of a label.
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
            table.fields = {
                name: text for name, text in fields.items() if name in _UNIT and name not in self.fields
            }
            if self.head.currency and prelude.currency_unit and not is_in_label:
                place = Place(sheet=table.place.sheet, table=table.place.table)
                notes.append(Unread(place, prelude.currency_unit, Why.LABEL))
        elif prelude.currency_unit and not is_in_label:
            notes.append(Unread(self.place or table.place, prelude.currency_unit, Why.LABEL))
        for name, text in table.fields.items():
            fields.setdefault(name, text)
        prelude.currency_unit = self.head.currency or table.prelude.currency_unit
        prelude.unit_code, prelude.unit_name = table.prelude.unit_code, table.prelude.unit_name

    @staticmethod
    def _adds_up(row: Row) -> bool:
        """Tell whether the first cell that `row` prints is 合计 or the like."""
        return next((fold(cell.text) in _TOTALS for cell in row.cells if not is_blank(cell.text)), False)

    def _is_of_project(self, printed: dict[int, Cell]) -> bool:
        """Tell whether a row without an indicator says something of a project: its name, or how a long text goes on."""
        fields = dict(self.head.project)
        names = {fold(cell.text) for at, cell in printed.items() if fields[at] in NAMES}
        if names:
            return _TOTALS.isdisjoint(names)
        return bool(printed) and all(fields[at] in _LONG_TEXTS for at in printed)

    def _is_another(self, printed: dict[int, Cell]) -> bool:
        """Tell whether a row names a project other than this one, be it one of the same name with another amount."""
        fields = dict(self.head.project)
        if NAMES.isdisjoint(fields[at] for at in printed):
            return False
        return any(
            fold(cell.text) not in seen
            for at, cell in printed.items()
            if fields[at] not in _LONG_TEXTS and (seen := self._seen.get(at))
        )

    def _next(self, printed: dict[int, Cell]) -> "FlatProject":
        """Begin the next project; its unit is that of this one unless it prints another."""
        unit = {name: text for name, text in self.fields.items() if name in _UNIT and text}
        fields = dict(self.head.project)
        named = {fields[at]: cell.text for at, cell in printed.items()}
        is_same = all(fold(named.get(name, text)) == fold(text) for name, text in unit.items())
        return FlatProject(self.table, unit=unit if is_same else {})


def _is_band(row: Row) -> bool:
    """Tell whether a row prints its first cell alone, such as 一、某局 above the projects of a unit."""
    return not is_blank(row.cells[0].text) and all(is_blank(cell.text) for cell in row.cells[1:])
