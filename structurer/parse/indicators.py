"""The indicator rows of a target table: rows to indicators, lists side by side taken apart, merged levels carried down."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from structurer.models import Cell, Indicator, IndicatorValue, ReviewCode, Row, Why
from structurer.parse.columns import LEVELS, VALUE_PARTS, Column, Head, Part
from structurer.parse.drafts import Draft, read_telling_columns, split_inline
from structurer.parse.forms import Forms
from structurer.parse.labels import first_printed, printed_cells, prints_more
from structurer.parse.notes import Notes, add_text
from structurer.parse.rows import is_count, place_cells, whole_rows
from structurer.parse.tables import IndicatorRows
from structurer.text import fold, is_blank


class Stop(Enum):
    """Where the source stops, seen from a table."""

    BELOW = auto()  # something stands below the table
    AT_ROW = auto()  # with its last row
    IN_CELL = auto()  # inside its last cell


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the indicators of a project need of its header, and give to it: goals beside them, lines such as 备注.

    `periods` are those that the header tells, in printed order.
    """

    periods: tuple[str, ...]
    fields: dict[str, str]
    extra: dict[str, str]
    cells_are_whole: bool
    stop: Stop


@dataclass(frozen=True, slots=True)
class _Lists:
    """The drafts below one head, and below others like it: one list for each part."""

    head: Head
    columns: tuple[Column, ...]
    drafts: tuple[list[Draft], ...]

    @classmethod
    def of(cls, head: Head) -> "_Lists":
        """Empty lists."""
        columns = {column.position: column for part in head.parts for column in part.columns}
        in_order = tuple(columns[position] for position in sorted(columns))
        return cls(head, in_order, tuple([] for _ in head.parts))


def read_indicators(
    tables: list[IndicatorRows], forms: Forms, notes: Notes, around: Surroundings
) -> tuple[Indicator, ...]:
    """Read the indicator rows of one project."""
    reader = _IndicatorReader(forms, notes, around)
    for table in tables:
        reader.read(table)
    if tables and around.stop is not Stop.BELOW:
        reader.mark_cut(tables[-1], in_cell=around.stop is Stop.IN_CELL)
    return tuple(reader.finish())


class _IndicatorReader:
    def __init__(self, forms: Forms, notes: Notes, around: Surroundings) -> None:
        self._around = around
        self._forms = forms
        self._notes = notes
        self._lists: list[_Lists] = []
        self._period: str | None = None  # told beside the rows
        self._above = ("", "")  # levels that stand on a line of their own
        self._goals: set[str] = set()  # that stand beside the indicators, folded
        self._knows_terms: bool | None = None  # the levels of all indicators so far are terms of the form

    def read(self, table: IndicatorRows) -> None:
        """Read the rows below one head."""
        head = table.head
        if not (self._lists and self._lists[-1].head == head):
            self._lists.append(_Lists.of(head))
            self._period = None
        self._above, self._knows_terms = ("", ""), None
        joined = whole_rows(
            table.rows, table.pieces, 0 if head.bands else len(self._lists[-1].columns), self._forms
        )
        has_bands = bool(head.bands) or (
            self._around.cells_are_whole and self._lists[-1].columns[0].position > 0
        )
        has_goals = bool(head.project) and not head.names_projects
        for number, (row, review) in enumerate(joined):
            if number == 0 and is_count(row):
                self._notes.set_aside(row.cells, Why.LABEL)
                continue
            bare = self._without_bands(row, head) if has_bands else row
            if self._may_be_indicator(bare):
                self._read_row(self._without_goals(bare, head) if has_goals else bare, review)

    def mark_cut(self, table: IndicatorRows, *, in_cell: bool) -> None:
        """Mark the last row when the source stops inside it, or before its value, or before its last columns."""
        drafts = self._lists[-1].drafts[-1]
        if not drafts or not table.rows:
            return
        columns = table.head.parts[-1].columns
        *others, last = table.rows
        fewest = min((len(row.cells) for row in others), default=columns[-1].position + 1)
        goes_on = columns[-1].field != "value" and len(last.cells) < fewest
        if in_cell or goes_on or not drafts[-1].texts.get("value"):
            drafts[-1].review.add(ReviewCode.CUT)

    def finish(self) -> Iterator[Indicator]:
        """Carry merged levels down and yield the indicators, list by list."""
        lists = [drafts for one in self._lists for drafts in one.drafts]
        parts = [part for one in self._lists for part in one.head.parts]
        for drafts, part in zip(lists, parts, strict=True):
            read_telling_columns(drafts, part, self._forms)
        for drafts, period in zip(lists, self._periods(), strict=True):
            for draft in drafts:
                draft.period = draft.period or period
        has_both = len({draft.period for drafts in lists for draft in drafts if draft.period}) > 1
        number = 0
        for drafts, part in zip(lists, parts, strict=True):
            for draft, levels in self._with_levels(drafts, told="level1" in part.fields):
                number += 1
                yield self._indicator(number, draft, levels, draft.period if has_both else None)

    def _periods(self) -> Iterator[str | None]:
        """The period of each list; lists side by side that tell none have those of the header, in their order."""
        for one in self._lists:
            told = [part.period for part in one.head.parts]
            if len(told) > 1 and not any(told) and len(self._around.periods) == len(told):
                yield from self._around.periods
            else:
                yield from told

    def _with_levels(self, drafts: list[Draft], *, told: bool) -> Iterator[tuple[Draft, tuple[str, str]]]:
        """Yield each draft with its levels, carried down, synonyms by their usual name.

        Where level 1 is not told by a column or a line, it is the one that the term of level 2 stands below.
        """
        level1 = level2 = ""
        above = ("", "")
        for draft in drafts:
            if draft.above != above:
                above = level1, level2 = draft.above
            printed1, printed2 = draft.texts.get("level1", ""), draft.texts.get("level2", "")
            if printed1:
                level1, level2 = _usual(printed1, self._forms.word(printed1).level1), ""
            if printed2:
                level2 = _usual(printed2, self._forms.word(printed2).level2)
            yield draft, (level1 or ("" if told else self._forms.level1_of.get(level2, "")), level2)

    def _indicator(self, number: int, draft: Draft, levels: tuple[str, str], period: str | None) -> Indicator:
        texts = draft.texts
        value = "".join([texts.get(part, "") for part in VALUE_PARTS])
        if not value and ReviewCode.CUT not in draft.review:
            draft.review.add(ReviewCode.NO_VALUE)
        return Indicator(
            row=number,
            level1=levels[0],
            level1_printed="" if "level1" in draft.shared else texts.get("level1", ""),
            level2=levels[1],
            level2_printed="" if "level2" in draft.shared else texts.get("level2", ""),
            level3=texts.get("level3", ""),
            description=texts.get("description"),
            basis=texts.get("basis"),
            weight=texts.get("weight"),
            period=period,
            extra=draft.extra,
            value=IndicatorValue(text=value),
            needs_review=tuple(sorted(draft.review)),
            place=draft.cells.get("value", draft.first).place,
            row_place=draft.first.place,
        )

    def _may_be_indicator(self, row: Row) -> bool:
        """Tell whether a row may be an indicator; one that adds up, or says a level alone, is none and is read here."""
        first = first_printed(row)
        if first is None:
            return False
        word = self._forms.word(first.text)
        if word.is_total:
            self._notes.set_aside(row.cells, Why.NO_TARGET_TABLE)
            return False
        if not self._around.cells_are_whole or prints_more(row):
            return True
        if word.level1 or word.level2:
            self._above = (word.level1, "") if word.level1 else (self._above[0], word.level2 or "")
            self._notes.set_aside([first], Why.LABEL)
            return False
        if first is row.cells[0]:
            self._notes.set_aside([first], Why.NO_TARGET_TABLE)
            return False
        return True

    def _without_bands(self, row: Row, head: Head) -> Row:
        """Take words of the form that stand beside the indicators out of a row; they may tell its period."""
        first = self._lists[-1].columns[0].position if self._around.cells_are_whole else 0
        at_bands = [at for at in (*range(first), *head.bands) if at < len(row.cells)]
        cells = list(row.cells)
        for at in at_bands:
            word = self._forms.word(cells[at].text)
            if word.is_band:
                self._notes.set_aside([cells[at]], Why.LABEL)
                self._period = word.period or self._period
                cells[at] = cells[at]._replace(text="")
        return Row(tuple(cells))

    def _without_goals(self, row: Row, head: Head) -> Row:
        """Take goals that stand beside their indicators to the header; each row may print them again."""
        cells = list(row.cells)
        for at, name in head.project:
            if at >= len(cells) or is_blank(cells[at].text):
                continue
            if fold(cells[at].text) in self._goals:
                self._notes.set_aside([cells[at]], Why.REPEATED)
            else:
                self._goals.add(fold(cells[at].text))
                add_text(self._around.fields, name, self._notes.take(cells[at]))
            cells[at] = cells[at]._replace(text="")
        return Row(tuple(cells))

    def _read_row(self, row: Row, review: set[ReviewCode]) -> None:
        lists = self._lists[-1]
        placed, moved, surplus = place_cells(row, lists.columns, self._forms)
        taken = Notes()
        drafts = [self._draft(part, placed, row, taken) for part in lists.head.parts]
        if surplus:
            self._add_surplus(surplus, lists, drafts, taken)
            moved |= {ReviewCode.SURPLUS} if surplus else set()
        for draft in drafts:
            draft.review = {*review, *moved}
        goes_on = bool(lists.drafts[0]) and not review and self._goes_on(drafts[0], lists.head.parts[0])
        is_bare = len(drafts) > 1 and not any(draft.has_own for draft in drafts)
        if is_bare or not (goes_on or any(self._is_of_indicator(draft) for draft in drafts)):
            self._set_aside(row)
            return
        self._notes += taken
        if len(drafts) == 1:
            self._add(drafts[0], lists.drafts[0], goes_on=goes_on)
            return
        for part, draft, before in zip(lists.head.parts, drafts, lists.drafts, strict=True):
            if draft.has_own:
                self._add(draft, before, goes_on=bool(before) and not review and self._goes_on(draft, part))

    @staticmethod
    def _add(draft: Draft, before: list[Draft], *, goes_on: bool) -> None:
        if goes_on:
            before[-1].go_on(draft)
        else:
            before.append(draft)

    def _draft(self, part: Part, placed: dict[int, Cell], row: Row, notes: Notes) -> Draft:
        draft = Draft(row.cells[0], period=self._period, above=self._above)
        if len(self._lists[-1].drafts) > 1:
            self._set_beside(draft, part, placed)
        split, texts, cells = part.is_split, draft.texts, draft.cells
        for column in part.columns:
            field, cell = column.field, placed.get(column.position)
            text = notes.take(cell) if cell and cell.text else ""
            if field is None:
                draft.extra[column.label] = text
                continue
            if field != "comparator" or self._forms.is_operator(text):
                texts[field] = text
            if cell:
                cells[field] = cell
            if split and field in VALUE_PARTS:
                draft.extra[column.label] = text
        if not split and "value" not in part.fields:
            split_inline(draft)
        return draft

    def _set_beside(self, draft: Draft, part: Part, placed: dict[int, Cell]) -> None:
        """Note what a list has of its own where others stand beside it, and where its part of the row begins."""
        own = [column.position for column in part.columns if column.position not in part.shared]
        draft.has_own = any(at in placed and not is_blank(placed[at].text) for at in own)
        if part is not self._lists[-1].head.parts[0]:
            draft.shared = frozenset(c.field for c in part.columns if c.position in part.shared)
        names = {column.field: column.position for column in part.columns}
        at = own[0] if names.get("level3") in own else part.columns[0].position
        draft.first = placed.get(at, draft.first)

    def _add_surplus(
        self, surplus: dict[int, Cell], lists: _Lists, drafts: list[Draft], notes: Notes
    ) -> None:
        """Join cells below the merged head of the value to it; set aside the others, for which there is no column."""
        for at in list(surplus):
            left = next((c for c in reversed(lists.columns) if c.position < at), None)
            if (
                left is None
                or left.field != "value"
                or left.label in drafts[0].extra
                or at >= lists.head.width
            ):
                continue
            draft = next(d for d, part in zip(drafts, lists.head.parts, strict=True) if left in part.columns)
            draft.texts["value"] = draft.texts.get("value", "") + notes.take(surplus.pop(at))
            draft.has_own = True
        notes.set_aside(surplus.values(), Why.NO_COLUMN)

    def _goes_on(self, draft: Draft, part: Part) -> bool:
        """Tell whether a row says no level and no name, so that its cells go on in the row above."""
        if any(draft.texts.get(name) for name in LEVELS):
            return False
        return "level3" in part.fields or not draft.texts.get("value")

    def _is_of_indicator(self, draft: Draft) -> bool:
        """Tell whether a row is an indicator, and not a line such as 备注, with no term of the levels and no value."""
        levels = (draft.texts.get("level1", ""), draft.texts.get("level2", ""))
        word1, word2 = map(self._forms.word, levels)
        if word1.level1 or word1.level2 or word2.level2:
            self._knows_terms = self._knows_terms is not False
            return True
        if all(levels):
            if self._knows_terms:
                return False
            self._knows_terms = False
        if "value" not in draft.texts and draft.texts.get(
            "level3"
        ):  # the head has no column that is known for it
            return sum([bool(text) for text in draft.extra.values()]) > 1
        return bool(draft.texts.get("value")) or sum([bool(text) for text in draft.texts.values()]) > 2

    def _set_aside(self, row: Row) -> None:
        printed = printed_cells(row)
        if len(printed) == 2:
            label, value = printed
            self._notes.take_pair(label, value, self._around.extra)
        else:
            self._notes.set_aside(printed, Why.NO_TARGET_TABLE)


def _usual(printed: str, term: str | None) -> str:
    """The usual name of a level; as printed, line breaks apart, where it is that name already."""
    return printed if term is None or (fold(printed) == term and "\n" not in printed) else term
