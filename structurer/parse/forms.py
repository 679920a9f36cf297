"""The words of the forms, from forms.toml and the user's own additions."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from typing import Any, Self

from structurer.models import Row
from structurer.text import fold

_LONGEST_LABEL = 48  # characters as printed, white space included; prose is longer
_FEWEST_COLUMNS = (
    3  # known labels, and no fewer than unknown ones, make a row the header of an indicator table
)

Synonyms = Iterable[tuple[str, Iterable[str]]]  # field, its labels


@dataclass(frozen=True, slots=True)
class Column:
    """One labelled column of an indicator table: its position in the row, its field, its label.

    A second column for the same field has none, and a second one with the same label is told apart by ` (2)`.
    """

    position: int
    field: str | None
    label: str


@dataclass(frozen=True)
class Forms:
    """Folded label to field, for header lines, columns, and the terms of levels 1 and 2; currency units in yuan."""

    header: dict[str, str]
    columns: dict[str, str]
    level1: frozenset[str]
    level2: frozenset[str]
    currency: dict[str, Decimal]

    @classmethod
    def build(cls, header: Synonyms = (), columns: Synonyms = ()) -> Self:
        """The known forms, with further labels for header lines and columns."""
        known = _known_words()
        return cls(
            header=_by_label(known["header"].items()) | _by_label(header),
            columns=_by_label(known["columns"].items()) | _by_label(columns),
            level1=_terms(known["level1"].items()),
            level2=_terms(known["level2"].items()),
            currency={unit: Decimal(factor) for unit, factor in known["currency"].items()},
        )

    def header_field(self, text: str) -> str | None:
        """The header field that `text` is the label of."""
        return self.header.get(fold(text)) if self._may_be_word(text) else None

    def column_field(self, text: str) -> str | None:
        """The column field that `text` is the label of."""
        return self.columns.get(fold(text)) if self._may_be_word(text) else None

    def is_level1(self, text: str) -> bool:
        """Tell whether `text` is a term of level 1 (一级指标)."""
        return self._may_be_word(text) and fold(text) in self.level1

    def is_level2(self, text: str) -> bool:
        """Tell whether `text` is a term of level 2 (二级指标)."""
        return self._may_be_word(text) and fold(text) in self.level2

    def _may_be_word(self, text: str) -> bool:
        """Rule out most cells at a glance: too long, or ending in a Chinese character that no word of a form ends in."""
        if not text or len(text) > _LONGEST_LABEL:
            return False
        last = text[-1]
        return last in self._last_characters or not "\u4e00" <= last <= "\u9fff"

    @cached_property
    def _last_characters(self) -> frozenset[str]:
        return frozenset(
            word[-1] for word in (*self.header, *self.columns, *self.level1, *self.level2) if word
        )

    def table_columns(self, row: Row) -> tuple[Column, ...]:
        """The columns that `row` heads; empty when it is no header of an indicator table."""
        if len(row.cells) < _FEWEST_COLUMNS or not any(
            self.column_field(cell.text) for cell in row.cells[:3]
        ):
            return ()
        named = [(i, cell.text, self.column_field(cell.text)) for i, cell in enumerate(row.cells)]
        fields = [field for _, _, field in named if field]
        printed = [(i, " ".join(text.split()), field) for i, text, field in named if fold(text)]
        if len(fields) < max(_FEWEST_COLUMNS, len(printed) / 2) or "value" not in fields:
            return ()
        last = printed[-1][0]
        columns: list[Column] = []
        for i, label, field in printed:
            settled = self._settle(field, fields, is_last=i == last)
            same = sum(column.label.partition(" (")[0] == label for column in columns)
            known = settled in {column.field for column in columns}
            columns.append(Column(i, None if known else settled, f"{label} ({same + 1})" if same else label))
        return tuple(columns)

    @staticmethod
    def _settle(field: str | None, fields: list[str], *, is_last: bool) -> str | None:
        """Settle the two labels that mean different columns on different forms."""
        if field == "name_or_description":
            return "description" if "level3" in fields else "level3"
        if field == "description_or_basis":
            return "basis" if is_last else "description"
        return field


def _by_label(synonyms: Synonyms) -> dict[str, str]:
    return {fold(label): field for field, labels in synonyms for label in labels}


def _terms(terms: Synonyms) -> frozenset[str]:
    return frozenset(fold(word) for term, others in terms for word in (term, *others))


@cache
def _known_words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("structurer.parse").joinpath("forms.toml").read_text("utf-8"))
