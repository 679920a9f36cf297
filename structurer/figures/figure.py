"""A figure: a number that stands in a text, with what it is, how it was computed and from which cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from typing import Literal, NamedTuple

from structurer.models.finding import FieldName

Lang = Literal["zh", "en"]
_TENTH = Decimal("0.1")
_LARGEST_SHARE = 9  # a power of ten
_EXACT = Context(prec=400, Emax=MAX_EMAX, Emin=MIN_EMIN)


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The words in `lang`."""
        return self.zh if lang == "zh" else self.en

    def about(self, subject: str) -> "Words":
        """These words, said of something that goes by one name in both languages."""
        return Words(f"{self.zh}：{subject}", f"{self.en}: {subject}") if subject else self


class Unit(StrEnum):
    """What the value of a figure is."""

    YUAN = "yuan"  # an amount of money, exact, in yuan (元)
    COUNT = "count"  # how many
    SHARE = "share"  # of a hundred, to one decimal
    DATE = "date"  # ISO 8601 at the precision printed, as in the value model
    NUMBER = "number"  # a bare number that a rule states


class Ref(NamedTuple):
    """Where a figure comes from: a cell, a row, a project (`row` null) or a document (`project` null)."""

    document: str
    project: int | None = None
    row: int | None = None
    field: FieldName | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that a text states, by a name that is its own in a briefing; `basis` are all places that went into it.

    `value` is a text for dates (ISO 8601) and an exact decimal for all else.
    """

    name: Words
    value: Decimal | str
    unit: Unit
    formula: Words
    basis: tuple[Ref, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart: two figures of one name and value are one."""
        return self.name.zh, str(self.value)

    @property
    def number(self) -> Decimal:
        """The value of a figure that is no date.

        Raises:
            TypeError: it is a date.
        """
        if isinstance(self.value, str):
            raise TypeError(f"{self.name.en} is a date")
        return self.value


def counted(name: Words, what: Words, places: Iterable[Ref]) -> Figure:
    """How many `places` there are; `what` says which are counted."""
    basis = tuple(places)
    formula = Words(f"计数：{what.zh}", f"count of {what.en}")
    return Figure(name, Decimal(len(basis)), Unit.COUNT, formula, basis)


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """The sum to the last digit, also of numbers longer than Decimal adds by default."""
    with localcontext(_EXACT):
        return sum(numbers, Decimal(0))


def share(name: Words, part: Figure, whole: Figure) -> Figure | None:
    """`part` as a percentage of `whole`, to one decimal; null where that makes no sense."""
    if whole.number <= 0:
        return None
    percent = part.number * 100 / whole.number
    if percent.adjusted() > _LARGEST_SHARE:  # of amounts that are no amounts
        return None
    percent = percent.quantize(_TENTH, ROUND_HALF_UP)
    formula = Words(
        f"“{part.name.zh}”÷“{whole.name.zh}”×100，保留一位小数",
        f"“{part.name.en}” ÷ “{whole.name.en}” × 100, to one decimal",
    )
    return Figure(name, percent, Unit.SHARE, formula, part.basis)
