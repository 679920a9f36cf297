"""The words of the forms, from forms.toml and the user's own additions."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple, Self

from structurer.text import fold

Synonyms = Iterable[tuple[str, Iterable[str]]]  # field, its labels

OTHER = "other"  # a label that is known and has no field of its own
LONG_AMOUNT = "long_amount"  # an amount of the whole period of a project
COUNTED_GOAL = "goals_second"  # the field of 目标1, 目标2
SECOND = "_second"  # behind a field: the label gives way to another one of the same field

LONGEST_LABEL = 48  # characters as printed, white space included; prose is longer
_MOST_KEPT = 1 << 15  # texts whose meaning is kept
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.、]|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\))")
_BEHIND = re.compile(r"^(.+?)\(([^()]*)\)$")
_COUNTED = re.compile(r"^(.*目标)[(]?[\d一二三四五六七八九十]{1,2}[)]?$")
_CURRENCY = re.compile(r"^(?:金额)?(?:单位)?[:]?(?:人民币)?(.+?)$")


class Word(NamedTuple):
    """What a printed text means as a word of the forms: its field as a label of the header and as one of a column.

    `level1` and `level2` are the usual names of the terms it stands for. `period` is of a label that tells it.
    """

    header: str | None = None
    column: str | None = None
    level1: str | None = None
    level2: str | None = None
    period: str | None = None
    currency: str | None = None
    is_band: bool = False
    is_total: bool = False
    is_label: bool = False  # of any kind

    @property
    def field(self) -> str | None:
        """The header field, where the form has one of its own for it."""
        return None if self.header in (OTHER, LONG_AMOUNT) else self.header


NOTHING = Word()


class _Words(dict[str, Word]):
    """What texts mean, by text: nearly every cell is asked for, so answers are kept.

    Most cells are ruled out at a glance: too long, or ending in a Chinese character that no word ends in.
    """

    def __init__(self, last_characters: frozenset[str], look_up: Callable[[str], Word]) -> None:
        super().__init__()
        self._last_characters = last_characters
        self._look_up = look_up

    def __missing__(self, text: str) -> Word:
        if not text or len(text) > LONGEST_LABEL:
            return NOTHING
        if len(self) >= _MOST_KEPT:
            self.clear()
        last = text[-1]
        is_none = last not in self._last_characters and "\u4e00" <= last <= "\u9fff"
        self[text] = NOTHING if is_none else self._look_up(text)
        return self[text]


@dataclass(frozen=True)
class Forms:
    """Folded label to field, for header lines, columns, and the terms of levels 1 and 2; currency units in yuan."""

    header: dict[str, str]
    columns: dict[str, str]
    level1: dict[str, str]
    level2: dict[str, str]
    level1_of: dict[str, str]
    bands: frozenset[str]
    totals: frozenset[str]
    operators: frozenset[str]
    periods: tuple[tuple[str, str], ...]
    money: frozenset[str]
    currency: dict[str, Decimal]

    @classmethod
    def build(cls, header: Synonyms = (), columns: Synonyms = ()) -> Self:
        """The known forms, with further labels for header lines and columns."""
        known = _known_words()
        other = known["header_other"]
        second = [(f"{name}{SECOND}", labels) for name, labels in known["header_second"].items()]
        return cls(
            header=_by_label([(OTHER, other["labels"]), (LONG_AMOUNT, other["long_amounts"])])
            | _by_label([*second, *known["header"].items()])
            | _by_label(header),
            columns=_by_label(known["columns"].items()) | _by_label(columns),
            level1=_terms(known["level1"].items()),
            level2=_terms(known["level2"].items()),
            level1_of=_by_label(known["level1_of"].items()),
            bands=_words(known["bands"]["words"]),
            totals=_words(known["totals"]["words"]),
            operators=_words(known["operators"]["words"]),
            periods=tuple((word, name) for name, words in known["periods"].items() for word in words),
            money=_words([*other["money"], *other["long_amounts"]]),
            currency={unit: Decimal(factor) for unit, factor in known["currency"].items()},
        )

    @cached_property
    def word(self) -> Callable[[str], Word]:
        """What a text means as a word of the forms."""
        words = (*self.header, *self.columns, *self.level1, *self.level2, *self.bands, *self.totals)
        return _Words(frozenset(word[-1] for word in words if word), self._look_up).__getitem__

    def header_field(self, text: str) -> str | None:
        """The header field that `text` is the label of."""
        return self.word(text).field

    def column_field(self, text: str) -> str | None:
        """The column field that `text` is the label of."""
        found = self.word(text).column
        return None if found == OTHER else found

    def is_level1(self, text: str) -> bool:
        """Tell whether `text` is a term of level 1 (一级指标)."""
        return self.word(text).level1 is not None

    def is_level2(self, text: str) -> bool:
        """Tell whether `text` is a term of level 2 (二级指标)."""
        return self.word(text).level2 is not None

    def is_operator(self, text: str) -> bool:
        """Tell whether `text` stands between a name and a figure, such as ≥."""
        return fold(text) in self.operators

    def period_in(self, text: str) -> str | None:
        """The period that `text` names: 年度 or 实施期; null when it names none or both."""
        folded = fold(text)
        found = {name for word, name in self.periods if word in folded}
        return found.pop() if len(found) == 1 else None

    def currency_in(self, text: str) -> str | None:
        """The currency unit that `text` names, 人民币 or 单位： before it left out."""
        found = _CURRENCY.match(fold(text))
        return found[1] if found and found[1] in self.currency else None

    def _look_up(self, text: str) -> Word:
        folded = fold(text)
        bare, currency = self._bare(folded)
        header, column = self._find(self.header, folded, bare), self._find(self.columns, folded, bare)
        if header is None and (counted := _COUNTED.match(bare)):
            header = self.header.get(counted[1], COUNTED_GOAL if counted[1] == "目标" else None)
        is_band = bare in self.bands
        is_label = is_band or header is not None or column is not None
        found = Word(
            header,
            column,
            self.level1.get(bare) or self.level1.get(folded),
            self.level2.get(bare) or self.level2.get(folded),
            self.period_in(folded) if is_label else None,
            currency if header or column or bare in self.money else None,
            is_band,
            bare in self.totals,
            is_label,
        )
        return NOTHING if found == NOTHING else found

    @staticmethod
    def _find(fields: dict[str, str], folded: str, bare: str) -> str | None:
        return fields.get(folded) or fields.get(bare) or fields.get(bare.removeprefix("其中:"))

    def _bare(self, folded: str) -> tuple[str, str | None]:
        """Leave out list number, colon and brackets around the label itself; return also the currency unit in them."""
        bare = _NUMBER.sub("", folded, count=1).rstrip(":") or folded
        currency = None
        if found := _BEHIND.match(bare):
            bare, currency = found[1].rstrip(":"), self.currency_in(found[2])
        return bare, currency


def _by_label(synonyms: Synonyms) -> dict[str, str]:
    return {fold(label): field for field, labels in synonyms for label in labels}


def _terms(terms: Synonyms) -> dict[str, str]:
    return {fold(word): term for term, others in terms for word in (term, *others)}


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@cache
def _known_words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("structurer.parse").joinpath("forms.toml").read_text("utf-8"))
