"""The words and units of values, from words.toml and units.toml."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from structurer.lexicon.words import Match, Words
from structurer.models.value import Comparator, Grade, Kind, TargetKind

_MULTIPLES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "亿": 100_000_000,
}
_LONGEST_UNIT = 6


class Unit(NamedTuple):
    """A unit: the kind of target it makes, its code, and its factor to that code."""

    kind: TargetKind
    code: str
    factor: Decimal

    def base(self, number: Decimal) -> Decimal:
        """`number` of these in the code, without zeros that carry nothing."""
        value = number * self.factor
        whole = value.to_integral_value()
        return whole if whole == value else value.normalize()


def data(name: str) -> dict[str, Any]:
    """A data file of this package."""
    return tomllib.loads(resources.files("structurer.normalize").joinpath(name).read_text("utf-8"))


@cache
def words() -> dict[str, Any]:
    """words.toml."""
    return data("words.toml")


@cache
def units() -> dict[str, Unit]:
    """Every known spelling of a unit."""
    tables = data("units.toml")
    found: dict[str, Unit] = {}
    for word in tables["counted"]["words"]:
        found[word] = Unit(Kind.QUANTITY, word, Decimal(1))
    for kind in (Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION, Kind.QUANTITY):
        for spelling, (code, factor) in tables[kind].items():
            found[spelling] = Unit(kind, code, Decimal(str(factor)))
    for spelling, unit in list(found.items()):
        if unit.kind is Kind.QUANTITY:
            for word, multiple in _MULTIPLES.items():
                found.setdefault(word + spelling, unit._replace(factor=unit.factor * multiple))
    return found


def unknown_unit(spelling: str) -> Unit:
    """A unit that is in no file: it counts things, and 万 or 亿 before it multiplies."""
    bare = spelling.lstrip("".join(_MULTIPLES))
    multiple = _MULTIPLES.get(spelling.removesuffix(bare), 1) if bare else 1
    return Unit(Kind.QUANTITY, bare or spelling, Decimal(multiple))


def unit_at(text: str, start: int) -> tuple[str, Unit] | None:
    """The longest known unit that is printed at `start`."""
    known = units()
    for length in range(min(_LONGEST_UNIT, len(text) - start), 0, -1):
        if unit := known.get(text[start : start + length]):
            return text[start : start + length], unit
    return None


@cache
def comparators_before() -> Words:
    """Comparators that end where a number begins."""
    return Words.of(
        {name: words()["comparator"]["before"][name] for name in ("ge", "le", "gt", "lt", "eq")}, anchor="{}$"
    )


@cache
def comparators_behind() -> Words:
    """Comparators that begin where a unit ends."""
    return Words.of({name: words()["comparator"]["behind"][name] for name in ("ge", "le", "eq")})


def comparator(match: Match | None) -> Comparator:
    """The comparator that was found; nothing printed is eq."""
    return Comparator(match.name) if match else Comparator.EQ


@cache
def grades() -> Words:
    """Degree words, words of change, and fillers of graded cells."""
    table = words()
    return Words.of(
        {grade.value: table["grade"][grade] for grade in (Grade.MARKED, Grade.EFFECTIVE, Grade.BASIC)}
        | {Grade.PLAIN.value: table["change"]["core"], "filler": table["change"]["words"]}
    )


@cache
def degree_words() -> Words:
    """Degree words alone."""
    table = words()["grade"]
    return Words.of({grade.value: table[grade] for grade in (Grade.MARKED, Grade.EFFECTIVE, Grade.BASIC)})


@cache
def fillers() -> Words:
    """Words beside a target that add no second meaning."""
    return Words.of({"filler": words()["filler"]["words"]})
