"""What a flat table is: columns declared once, from which csv, Parquet, the data package and its page are all made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from structurer.models.base import plain_decimal
from structurer.models.place import Place
from structurer.models.result import Result

R = TypeVar("R")
Value = str | int | Decimal | bool | None
Key = tuple[str, ...]

PRECISION = 38
SCALE = 10
"""Digits of a decimal column in all, and behind the point: the most that Parquet readers share."""


class Type(StrEnum):
    """What a column holds; the names are those of Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: what it means in Chinese and English, and where a row `R` has it.

    `needed` says that it is never null, `choices` are all texts it can have (empty: any text).
    """

    name: str
    type: Type
    zh: str
    en: str
    of: Callable[[R], Value]
    needed: bool = False
    choices: tuple[str, ...] = ()

    def value(self, row: R) -> Value:
        """The cell: plain text for a code, null for a number beyond what a decimal column holds."""
        value = self.of(row)
        if isinstance(value, Decimal):
            return value if fits(value) else None
        return str(value) if isinstance(value, StrEnum) else value


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that hold the key of a row of another table."""

    columns: Key
    table: str
    key: Key


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """A table: one row for each `R` of a run, in the order of the run."""

    name: str
    zh: str
    en: str
    rows: Callable[[Sequence[Result]], Iterable[R]]
    key: Key
    columns: tuple[Column[R], ...]
    references: tuple[Reference, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def record(self, row: R) -> tuple[Value, ...]:
        """A value for every column."""
        return tuple(column.value(row) for column in self.columns)

    def records(self, results: Sequence[Result]) -> Iterator[tuple[Value, ...]]:
        """The rows of `results`."""
        return map(self.record, self.rows(results))


def fits(number: Decimal) -> bool:
    """Tell whether a decimal column holds `number` exactly."""
    whole, _, fraction = plain_decimal(number).lstrip("-").partition(".")
    return len(whole) <= PRECISION - SCALE and len(fraction) <= SCALE


def choices(codes: type[StrEnum]) -> tuple[str, ...]:
    """All codes, for a column that has no others."""
    return tuple(codes)


def place(of: Callable[[R], Place]) -> tuple[Column[R], ...]:
    """The columns of a place, `place_page` to `place_column`."""
    return tuple(
        Column(f"place_{part}", kind, zh, en, _part(of, part))
        for part, kind, zh, en in (
            ("page", Type.INTEGER, "所在页", "page"),
            ("line", Type.INTEGER, "所在行", "line of the file"),
            ("sheet", Type.TEXT, "所在工作表", "sheet"),
            ("table", Type.INTEGER, "第几张表", "number of the table in the document"),
            ("row", Type.INTEGER, "表内第几行", "number of the row in that table"),
            ("column", Type.INTEGER, "行内第几格", "number of the cell in that row"),
        )
    )


def _part(of: Callable[[R], Place], part: str) -> Callable[[R], Value]:
    def get(row: R) -> Value:
        found: Value = getattr(of(row), part)
        return found

    return get
