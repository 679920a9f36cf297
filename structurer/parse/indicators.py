"""The indicator rows of a target table: cells to columns, pieces to rows, merged levels carried down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from structurer.models import Cell, Indicator, IndicatorValue, ReviewCode, Row, Why
from structurer.parse.forms import Column, Forms
from structurer.parse.notes import Notes, add_text
from structurer.parse.sections import IndicatorRows, starts_indicator
from structurer.text import is_blank

_LEVELS = ("level1", "level2", "level3")
_VALUE_PARTS = ("comparator", "value", "unit")


class Stop(Enum):
    """Where the source stops, seen from a table."""

    BELOW = auto()  # something stands below the table
    AT_ROW = auto()  # with its last row
    IN_CELL = auto()  # inside its last cell


@dataclass(slots=True)
class _Draft:
    """One indicator in the making: texts by field, columns without a field by label."""

    first: Cell
    cells: dict[str, Cell]
    texts: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)
    review: set[ReviewCode] = field(default_factory=set)


def read_indicators(
    tables: list[IndicatorRows], forms: Forms, notes: Notes, *, extra: dict[str, str], stop: Stop
) -> tuple[Indicator, ...]:
    """Read the indicator rows of one project.

    A line of the table that is no indicator, such as 备注, goes to `extra` by its first cell.
    """
    reader = _IndicatorReader(forms, notes, extra)
    for table in tables:
        reader.read(table)
    if tables and stop is not Stop.BELOW:
        reader.mark_cut(tables[-1], in_cell=stop is Stop.IN_CELL)
    return tuple(reader.finish())


class _IndicatorReader:
    def __init__(self, forms: Forms, notes: Notes, extra: dict[str, str]) -> None:
        self._extra = extra
        self._forms = forms
        self._notes = notes
        self._drafts: list[_Draft] = []

    def read(self, table: IndicatorRows) -> None:
        """Read the rows below one column row."""
        for row, review in _whole_rows(table, self._forms):
            taken = Notes()
            draft = self._draft(row, table.columns, taken)
            draft.review |= review
            goes_on = self._drafts and not review and not any(draft.texts.get(name) for name in _LEVELS)
            if not goes_on and self._is_note(draft):
                self._set_aside(row)
                continue
            self._notes += taken
            if goes_on:
                self._continue(draft)
            else:
                self._drafts.append(draft)

    def mark_cut(self, table: IndicatorRows, *, in_cell: bool) -> None:
        """Mark the last row when the source stops inside it, or before its value, or before its last columns."""
        if not self._drafts or not table.rows:
            return
        *others, last = table.rows
        fewest = min((len(row.cells) for row in others), default=table.columns[-1].position + 1)
        goes_on = table.columns[-1].field != "value" and len(last.cells) < fewest
        if in_cell or goes_on or not self._drafts[-1].texts.get("value"):
            self._drafts[-1].review.add(ReviewCode.CUT)

    def finish(self) -> Iterator[Indicator]:
        """Carry merged levels down and yield the indicators."""
        level1 = level2 = ""
        for number, draft in enumerate(self._drafts, 1):
            texts = draft.texts
            printed1, printed2 = texts.get("level1", ""), texts.get("level2", "")
            if printed1:
                level1, level2 = printed1, ""
            level2 = printed2 or level2
            value = "".join(texts.get(part, "") for part in _VALUE_PARTS)
            if not value and ReviewCode.CUT not in draft.review:
                draft.review.add(ReviewCode.NO_VALUE)
            yield Indicator(
                row=number,
                level1=level1,
                level1_printed=printed1,
                level2=level2,
                level2_printed=printed2,
                level3=texts.get("level3", ""),
                description=texts.get("description"),
                basis=texts.get("basis"),
                weight=texts.get("weight"),
                extra=draft.extra,
                value=IndicatorValue(text=value),
                needs_review=tuple(sorted(draft.review)),
                place=draft.cells.get("value", draft.first).place,
                row_place=draft.first.place,
            )

    def _draft(self, row: Row, columns: tuple[Column, ...], notes: Notes) -> _Draft:
        cells, review, surplus = _place_cells(row, columns, self._forms)
        notes.set_aside(surplus, Why.NO_COLUMN)
        draft = _Draft(first=row.cells[0], cells={}, texts={}, review=review)
        split = any(column.field in ("comparator", "unit") for column in columns)
        for column in columns:
            cell = cells.get(column.position)
            text = notes.take(cell) if cell else ""
            if column.field is None:
                draft.extra[column.label] = text
                continue
            draft.texts[column.field] = text
            if cell:
                draft.cells[column.field] = cell
            if split and column.field in _VALUE_PARTS:
                draft.extra[column.label] = text
        return draft

    def _continue(self, more: _Draft) -> None:
        """Add a row without levels to the one above: its cells go on there."""
        last = self._drafts[-1]
        for name, text in more.texts.items():
            add_text(last.texts, name, text)
            if text:
                last.cells.setdefault(name, more.cells[name])
        for label, text in more.extra.items():
            add_text(last.extra, label, text)
        last.review |= {*more.review, ReviewCode.PIECES}

    def _is_note(self, draft: _Draft) -> bool:
        """Tell whether a row is no indicator: a line such as 备注, with no term of the levels and no value."""
        if draft.texts.get("value"):
            return False
        printed = [text for text in draft.texts.values() if text]
        levels = (draft.texts.get("level1", ""), draft.texts.get("level2", ""))
        known = self._forms.is_level1(levels[0]) or any(self._forms.is_level2(text) for text in levels)
        return len(printed) <= 2 and not known

    def _set_aside(self, row: Row) -> None:
        printed = [cell for cell in row.cells if not is_blank(cell.text)]
        if len(printed) == 2:
            label, value = printed
            self._notes.take_pair(label, value, self._extra)
        else:
            self._notes.set_aside(printed, Why.NO_TARGET_TABLE)


def _whole_rows(table: IndicatorRows, forms: Forms) -> Iterator[tuple[Row, set[ReviewCode]]]:
    """Put together rows that came in pieces: blank lines inside a cell end a row too early."""
    width = len(table.columns)
    open_row: Row | None = None
    review: set[ReviewCode] = set()
    for i, row in enumerate(table.rows):
        if open_row and not starts_indicator(row, forms) and len(open_row.cells) + len(row.cells) <= width:
            open_row = Row(open_row.cells + row.cells)
            review = {ReviewCode.PIECES}
        else:
            if open_row:
                yield open_row, review
            open_row, review = row, set()
        if i in table.pieces:
            review.add(ReviewCode.PIECES)
    if open_row:
        yield open_row, review


def _place_cells(
    row: Row, columns: tuple[Column, ...], forms: Forms
) -> tuple[dict[int, Cell], set[ReviewCode], list[Cell]]:
    """Give each cell to the column at its position; return the cells by column, what to review, and surplus cells.

    A merged level-1 cell that the converter lost moves the row one to the left; it is moved back. A cell beside its
    column, where the table has an empty one, goes to the empty labelled neighbour.
    """
    review: set[ReviewCode] = set()
    cells = list(enumerate(row.cells))
    if columns[0].field == "level1" and len(cells) <= columns[-1].position and _lost_level1(row, forms):
        cells = [(i + 1, cell) for i, cell in cells]
        review.add(ReviewCode.SHIFTED)
    positions = [column.position for column in columns]  # a handful: a list is quicker than a set
    placed = {i: cell for i, cell in cells if i in positions}
    surplus: list[Cell] = []
    for i, cell in cells:
        if i in positions or is_blank(cell.text):
            continue
        free = [
            at for at in (i + 1, i - 1) if at in positions and (at not in placed or is_blank(placed[at].text))
        ]
        if free:
            placed[free[0]] = cell
            review.add(ReviewCode.SHIFTED)
        else:
            surplus.append(cell)
            review.add(ReviewCode.SURPLUS)
    return placed, review, surplus


def _lost_level1(row: Row, forms: Forms) -> bool:
    """Tell whether a row begins with its level 2; 成本指标 is a term of both levels, so the next cell counts too."""
    texts = [cell.text for cell in row.cells[:2]]
    return forms.is_level2(texts[0]) and not (len(texts) > 1 and forms.is_level2(texts[1]))
