"""The header rows of a target table: labels, each with its value beside or below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from structurer.models import Cell, Instalment, ReviewCode, Row, Why
from structurer.parse.amounts import read_percent
from structurer.parse.forms import Forms
from structurer.parse.notes import Notes, add_text
from structurer.parse.sections import label_of
from structurer.text import is_blank

_LONG_TEXTS = frozenset({"fund_purpose", "goals"})  # may go on in rows below, and may head a group of labels
_AMOUNTS = frozenset({"budget_total", "budget_fiscal", "budget_other"})
_MAY_GO_ON = _LONG_TEXTS | {"project_name"}


@dataclass(slots=True)
class Header:
    """Header fields as printed: absent is missing, printed but empty is an empty text."""

    fields: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    payment_plan: list[Instalment] | None = None
    needs_review: set[ReviewCode] = field(default_factory=set)


def read_header(rows: list[Row], forms: Forms, notes: Notes) -> Header:
    """Read the header rows of one table."""
    reader = _HeaderReader(forms, notes)
    for row in rows:
        reader.read(row)
    reader.finish()
    return reader.header


class _HeaderReader:
    def __init__(self, forms: Forms, notes: Notes) -> None:
        self.header = Header()
        self._forms = forms
        self._notes = notes
        self._goes_on: str | None = None  # the field to which a row without label belongs
        self._dates: list[Cell] = []  # of a payment plan whose shares are still to come

    def read(self, row: Row) -> None:
        """Read one row."""
        labelled = [label_of(cell, self._forms) for cell in row.cells]
        if any(name for name, _, _ in labelled):
            self.finish()
            self._read_labelled(row, labelled)
        elif self._dates:
            self._read_shares(row)
        else:
            self._read_unlabelled(row)

    def finish(self) -> None:
        """A payment plan that prints no shares has empty ones."""
        if self._dates:
            self._set_plan([None] * len(self._dates))

    def _read_labelled(self, row: Row, labelled: list[tuple[str | None, str, str]]) -> None:
        labels: list[Cell] = []
        loose: list[Cell] = []
        opened: str | None = None
        for i, (cell, (name, label, rest)) in enumerate(zip(row.cells, labelled, strict=True)):
            if name:
                labels.append(cell._replace(text=label))
                opened = name
                if name == "payment_plan":
                    self._dates = [cell for cell in row.cells[i + 1 :] if not is_blank(cell.text)]
                    break
                add_text(self.header.fields, name, self._notes.take(cell._replace(text=rest)) if rest else "")
                opened = None if rest else name
            elif is_blank(cell.text):
                continue
            elif opened:
                add_text(self.header.fields, opened, self._notes.take(cell))
                opened = None
            else:
                loose.append(cell)
        self._notes.set_aside(labels, Why.LABEL)
        names = [name for name, _, _ in labelled if name]
        if not _AMOUNTS.issuperset(names):  # amounts stand inside the group of the fund purpose
            self._goes_on = next((name for name in (names[0], names[-1]) if name in _MAY_GO_ON), None)
        self._pair_up(loose)

    def _read_unlabelled(self, row: Row) -> None:
        printed = [cell for cell in row.cells if not is_blank(cell.text)]
        if len(printed) == 1 and self._goes_on:
            add_text(self.header.fields, self._goes_on, self._notes.take(printed[0]))
        else:
            self._pair_up(printed)

    def _pair_up(self, cells: list[Cell]) -> None:
        """Take cells without a known label as label and value, two by two."""
        if len(cells) % 2:
            self._notes.set_aside(cells, Why.NO_LABEL)
            return
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            self._notes.take_pair(label, value, self.header.extra)

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
            self.finish()

    def _set_plan(self, shares: Sequence[Cell | None]) -> None:
        texts = [self._notes.take(share) if share else "" for share in shares]
        plan = [
            Instalment(label=self._notes.take(date), text=text, percent=read_percent(text))
            for date, text in zip(self._dates, texts, strict=True)
        ]
        self.header.payment_plan = [*(self.header.payment_plan or ()), *plan]
        self._dates = []
        self._goes_on = None
