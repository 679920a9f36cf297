"""The header rows of a target table: labels, each with its value beside or below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from structurer.models import Cell, Instalment, ReviewCode, Row, Unread, Why
from structurer.parse.amounts import read_amount, read_percent
from structurer.parse.forms import LONG_AMOUNT, NOTHING, OTHER, SECOND, Forms
from structurer.parse.headings import CURRENCY_LINE, states_currency
from structurer.parse.labels import Label, label_of, printed_cells
from structurer.parse.lines import heads_pairs, is_band, is_value, key_of, says_goals
from structurer.parse.notes import Notes, add_text
from structurer.parse.subtables import SubTable, find_sub_table
from structurer.parse.sums import AMOUNTS, Sums
from structurer.text import fold, is_blank

_LONG_TEXTS = frozenset({"fund_purpose", "goals"})  # may go on in rows below, and may head a group of labels
_IN_BRACKETS = re.compile(r"\(([^()]*)\)$")
_MAY_GO_ON = _LONG_TEXTS | {"project_name"}


@dataclass(slots=True)
class Header:
    """Header fields as printed: absent is missing, printed but empty is an empty text.

    `currencies` are the units that labels state, `currency_line` is the unit of a line such as 单位：万元.
    """

    fields: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    payment_plan: list[Instalment] | None = None
    currencies: set[str] = field(default_factory=set)
    currency_line: str | None = None
    needs_review: set[ReviewCode] = field(default_factory=set)


def read_header(rows: list[Row], forms: Forms, notes: Notes) -> Header:
    """Read the header rows of one table."""
    reader = _HeaderReader(rows, forms, notes)
    reader.read()
    return reader.header


class _HeaderReader:
    def __init__(self, rows: list[Row], forms: Forms, notes: Notes) -> None:
        self.header = Header()
        self._rows = rows
        self._forms = forms
        self._notes = notes
        self._labels = [[label_of(cell, forms) for cell in row.cells] for row in rows]
        self._goes_on: str | None = None  # the field to which a row without label belongs
        self._goes_on_in_extra: str | None = None  # the same of a label without a field
        self._dates: list[Cell] = []  # of a payment plan whose shares are still to come
        self._sums = Sums()
        self._long: range | None = None  # the cells that are about the whole period of the project

    def read(self) -> None:
        """Read all rows."""
        at = 0
        while at < len(self._rows):
            sub_table = None if self._dates else find_sub_table(self._rows, self._labels, at, self._forms)
            if sub_table:
                self._read_sub_table(sub_table)
                at += sub_table.height
            else:
                self._read_row(self._rows[at], self._labels[at])
                at += 1
        self._finish_plan()
        self._sums.settle(self.header.fields, self.header.extra, self._forms, self._notes)

    @cached_property
    def _has_goals(self) -> bool:
        return any(says_goals(labels, below) for labels, below in pairwise([*self._labels, None]) if labels)

    def _read_row(self, row: Row, labels: list[Label]) -> None:
        if self._says_something(row, labels):
            self._finish_plan()
            self._read_labelled(row, labels)
        elif self._dates:
            self._read_shares(row)
        else:
            self._read_unlabelled(row)

    def _says_something(self, row: Row, labels: list[Label]) -> bool:
        for label in labels:
            if label.field:
                return True
        return any(states_currency(cell.text, self._forms) for cell in row.cells)

    def _finish_plan(self) -> None:
        """A payment plan that prints no shares has empty ones."""
        if self._dates:
            self._set_plan([None] * len(self._dates))

    def _read_labelled(self, row: Row, labels: list[Label]) -> None:
        self._mark_long(labels)
        aside: list[Cell] = []
        loose: list[Cell] = []
        opened: tuple[int, Label] | None = None
        if heads_pairs(labels):
            aside.append(next(cell for cell, label in zip(row.cells, labels, strict=True) if label.field))
            labels = [label._replace(word=NOTHING, field=None) for label in labels]
        for at, (cell, label) in enumerate(zip(row.cells, labels, strict=True)):
            if label.field and not (opened and is_value(opened, at, labels)):
                if opened:
                    self._put(opened, row, None, aside, is_group=opened[0] == at - 1)
                opened = self._open(at, label, row, aside)
                if self._dates:
                    break
            elif is_blank(cell.text) or cell in aside or self._takes_currency(cell):
                continue
            elif opened:
                self._put(opened, row, cell, aside)
                opened = None
            else:
                loose.append(cell)
        if opened:
            self._put(opened, row, None, aside)
        self._notes.set_aside(aside, Why.LABEL)
        self._note_what_goes_on(labels)
        self._pair_up(loose)

    def _open(self, at: int, label: Label, row: Row, aside: list[Cell]) -> tuple[int, Label] | None:
        """Begin with a label; return it when its value is still to come."""
        cell = row.cells[at]
        if label.field == "payment_plan":
            aside.append(cell._replace(text=label.text))
            self._dates = [one for one in row.cells[at + 1 :] if not is_blank(one.text)]
            return None
        if label.rest:
            self._put((at, label), row, cell._replace(text=label.rest), aside)
            return None
        return at, label

    def _mark_long(self, labels: list[Label]) -> None:
        """Note which cells of this row and the ones below it are about the whole period: those from 实施期资金总额 on."""
        fields = [label.field for label in labels]
        if LONG_AMOUNT in fields:
            start = fields.index(LONG_AMOUNT)
            end = fields.index("budget_total", start) if "budget_total" in fields[start:] else len(fields)
            self._long = range(start, end)
        elif "budget_total" in fields:
            self._long = None

    def _note_what_goes_on(self, labels: list[Label]) -> None:
        named = [label for label in labels if label.field]
        names = [self._field(label) for label in named]
        if not names or not AMOUNTS.issuperset(names):  # amounts stand inside the group of the fund purpose
            ends = (names[0], names[-1]) if names else ()
            self._goes_on = next((name for name in ends if name in _MAY_GO_ON), None)
            alone = len(named) == 1 and names[0] == OTHER
            self._goes_on_in_extra = key_of(named[0].text) if alone else None

    def _field(self, label: Label) -> str:
        """The field of a label; one that gives way to another has none where the form prints that, too."""
        name = label.field or OTHER
        if name.endswith(SECOND):
            return OTHER if self._has_goals else name.removesuffix(SECOND)
        return name

    def _put(
        self,
        opened: tuple[int, Label],
        row: Row,
        value: Cell | None,
        aside: list[Cell],
        *,
        is_group: bool = False,
    ) -> None:
        """Give `value` to the field of its label, or keep it with the label where there is none."""
        at, label = opened
        name = self._field(label)
        cell = row.cells[at]._replace(text=label.text)
        if label.word.currency:
            self.header.currencies.add(label.word.currency)
        is_long = name in AMOUNTS and self._long is not None and at in self._long
        is_taken = name not in _MAY_GO_ON and bool(self.header.fields.get(name)) and value is not None
        if name == OTHER and (is_group or (value is None and label.word.currency)):
            aside.append(cell)
        elif name in (OTHER, LONG_AMOUNT) or is_long or is_taken:
            self._keep(cell, value, aside)
        else:
            aside.append(cell)
            add_text(self.header.fields, name, self._notes.take(value) if value else "")

    def _keep(self, label: Cell, value: Cell | None, group: list[Cell]) -> None:
        """Keep a label without a field of its own, and its value; one that is there already goes below its `group`."""
        name = key_of(label.text)
        if self.header.extra.get(name) and group and value:
            beside = group.pop()
            both = value._replace(text=f"{label.text}\n{value.text}")
            self._notes.take_pair(beside, both, self.header.extra)
            return
        if name != label.text.strip():
            self._notes.append(Unread(label.place, label.text.strip()[len(name) :].strip(), Why.LABEL))
        text = (value or label)._replace(text=value.text if value else "")
        self._notes.take_pair(label._replace(text=name), text, self.header.extra)

    def _takes_currency(self, cell: Cell) -> bool:
        """Read a cell such as 单位：万元."""
        found = CURRENCY_LINE.match(cell.text) if "单" in cell.text else None
        if (
            not found
            or not is_blank(found[1])
            or self.header.currency_line
            or not self._forms.currency_in(found[3])
        ):
            return False
        self.header.currency_line = found[3]
        self._notes.append(Unread(cell.place, found[2].strip(), Why.LABEL))
        return True

    def _read_unlabelled(self, row: Row) -> None:
        printed = printed_cells(row)
        if len(printed) == 1 and self._goes_on:
            add_text(self.header.fields, self._goes_on, self._notes.take(printed[0]))
        elif len(printed) == 1 and is_band(printed[0].text) and is_band(self._goes_on_in_extra or "一、"):
            self._notes.set_aside(printed, Why.LABEL)
        elif len(printed) == 1 and self._goes_on_in_extra:
            add_text(self.header.extra, self._goes_on_in_extra, self._notes.take(printed[0]))
        else:
            self._pair_up(printed)

    def _pair_up(self, cells: list[Cell]) -> None:
        """Take cells without a known label as label and value, two by two."""
        if len(cells) == 3 and read_amount(cells[-1].text, "元", self._forms).amount is not None:
            self._read_group(cells[0])
            cells = cells[1:]
        if len(cells) % 2:
            self._notes.set_aside(cells, Why.NO_LABEL)
            return
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            self._notes.take_pair(label, value, self.header.extra)
            self._sums.unknown.append((label, value))

    def _read_group(self, cell: Cell) -> None:
        """Read an unknown label beside further ones; it may state the currency unit of their amounts."""
        if found := _IN_BRACKETS.search(fold(cell.text)):
            currency = self._forms.currency_in(found[1])
            self.header.currencies.update([currency] if currency else [])
        self._notes.set_aside([cell], Why.NO_LABEL)

    def _read_sub_table(self, table: SubTable) -> None:
        """Read labels with their values below them; where there are several the lines of one text are those of the rows."""
        aside = list(table.group)
        self.header.currencies.update(
            currency for cell in table.group if (currency := self._forms.word(cell.text).currency)
        )
        main = None
        if table.row_labels is not None:
            main = next((at for at, label in table.labels.items() if label.field == "budget_total"), None)
        for at in table.labels:
            if at == main:
                aside.append(table.head.cells[at])
                self.header.currencies.update(filter(None, [table.labels[at].word.currency]))
            else:
                self._read_values(table, at, aside)
        if table.sums:
            self._read_sums(table, table.sums, aside)
        if table.row_labels is not None:
            self._read_row_labels(table, table.row_labels, main, aside)
        self._notes.set_aside(aside, Why.LABEL)
        self._goes_on = self._goes_on_in_extra = None

    def _read_values(self, table: SubTable, at: int, aside: list[Cell]) -> None:
        """Read what stands below one label."""
        label, head = table.labels[at], table.head.cells[at]
        values = [row.cells[at] for row in table.rows if not is_blank(row.cells[at].text)]
        if label.word.currency:
            self.header.currencies.add(label.word.currency)
        if label.field and table.row_labels is None and len(table.rows) == 1 and not table.sums:
            self._put((at, label), table.head, values[0] if values else None, aside)
            return
        self._keep(head, values[0] if values else None, [])
        for value in values[1:]:
            add_text(self.header.extra, key_of(head.text), self._notes.take(value))

    def _read_sums(self, table: SubTable, sums: Row, aside: list[Cell]) -> None:
        """Keep what a list adds up to until it is known whether it is what the form says of the amounts."""
        first, *others = [at for at, cell in enumerate(sums.cells) if not is_blank(cell.text)]
        aside.append(sums.cells[first])
        for at in others:
            name, field = key_of(table.head.cells[at].text), table.labels[at].field
            if field in AMOUNTS:
                self._sums.of_lists.append((field, name, sums.cells[at]))
            else:
                add_text(self.header.extra, name, self._notes.take(sums.cells[at]))

    def _read_row_labels(self, table: SubTable, at: int, main: int | None, aside: list[Cell]) -> None:
        """Give what stands in the `main` column to the labels of the rows."""
        for row in table.rows:
            label = label_of(row.cells[at], self._forms)
            value = None if main is None or is_blank(row.cells[main].text) else row.cells[main]
            if label.field and main is not None:
                self._put((at, label), row, value, aside)
            elif label.field:
                aside.append(row.cells[at])
            else:
                self._notes.set_aside([row.cells[at], *([value] if value else [])], Why.NO_LABEL)

    def _read_shares(self, row: Row) -> None:
        """Give the shares to their dates: by column, or in order where their number is the same."""
        cells, dates = row.cells, self._dates
        printed = [cell for cell in cells if not is_blank(cell.text)]
        by_column = {cell.column: cell for cell in printed}
        if is_blank(cells[0].text) and by_column.keys() <= {date.column for date in dates}:
            self._set_plan([by_column.get(date.column) for date in dates])
        elif len(cells) == len(dates):
            self._set_plan(cells)
        elif len(printed) == len(dates):
            self._set_plan(printed)
        else:
            self._notes.set_aside(printed, Why.NO_LABEL)
            self.header.needs_review.add(ReviewCode.INSTALMENTS)
            self._finish_plan()

    def _set_plan(self, shares: Sequence[Cell | None]) -> None:
        texts = [self._notes.take(share) if share else "" for share in shares]
        plan = [
            Instalment(label=self._notes.take(date), text=text, percent=read_percent(text))
            for date, text in zip(self._dates, texts, strict=True)
        ]
        self.header.payment_plan = [*(self.header.payment_plan or ()), *plan]
        self._dates = []
        self._goes_on = None
