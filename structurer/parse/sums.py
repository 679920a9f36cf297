"""Amounts of the project that are known by what they add up."""

import re
from dataclasses import dataclass, field

from structurer.models import Cell, Unread, Why
from structurer.parse.amounts import read_amount
from structurer.parse.forms import Forms
from structurer.parse.notes import Notes, add_text
from structurer.text import fold

AMOUNTS = frozenset({"budget_total", "budget_fiscal", "budget_other"})
_MAY_BE_TOTAL = re.compile("总|合计|共计|资金|预算|金额|经费")


@dataclass(slots=True)
class Sums:
    """What may be an amount of the project when the whole header is read.

    `unknown` are labels that no form knows, each with its value; `of_lists` are sums below lists such as that of the
    tasks of a department: the field of the column, its label, the cell.
    """

    unknown: list[tuple[Cell, Cell]] = field(default_factory=list)
    of_lists: list[tuple[str, str, Cell]] = field(default_factory=list)

    def settle(self, fields: dict[str, str], extra: dict[str, str], forms: Forms, notes: Notes) -> None:
        """Take sums of lists where no other amount is printed, and the total from the label whose amount is the sum."""
        has_amounts = any(fields.get(name) for name in AMOUNTS)
        for name, label, cell in self.of_lists:
            if has_amounts:
                add_text(extra, label, notes.take(cell))
            else:
                add_text(fields, name, notes.take(cell))
        if fields.get("budget_total") is None:
            self._find_total(fields, extra, forms, notes)

    def _find_total(self, fields: dict[str, str], extra: dict[str, str], forms: Forms, notes: Notes) -> None:
        parts = [
            read_amount(fields.get(name), "元", forms).amount for name in ("budget_fiscal", "budget_other")
        ]
        known = [part for part in parts if part is not None]
        for label, value in self.unknown:
            name, amount = label.text.strip(), read_amount(value.text, "元", forms).amount
            is_sum = bool(known) and amount == sum(known) and _MAY_BE_TOTAL.search(fold(name))
            if is_sum and extra.get(name) == value.text.strip():
                fields["budget_total"] = extra.pop(name)
                notes.append(Unread(label.place, name, Why.LABEL))
                return
