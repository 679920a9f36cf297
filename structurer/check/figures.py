"""Figures in prose: numbers with units in goals, purposes and descriptions, and the things that they count."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from structurer.check.lexicon import lexicon
from structurer.models.value import Comparator, Kind, Target
from structurer.normalize.folded import Folded
from structurer.normalize.targets import find_targets
from structurer.text import fold

_CLAUSE = re.compile(r"(?:[^，,。；;、\n]|,(?=\d{3}))+")
_LEAD = re.compile(r"^\s*(?:\d{1,2}[.．](?!\d))*\s*")
_NO_BOUND = re.compile(r"[^以之][内前起]$")
_WORD_BEHIND = re.compile(r"的?([一-龥]{2,6})")
_WORDS_BEFORE = re.compile(r"([一-龥（）()]{2,12})$")


class _Words(NamedTuple):
    numeral: re.Pattern[str]
    not_yearly: re.Pattern[str]
    empty_pairs: frozenset[str]
    same_units: tuple[frozenset[str], ...]
    device_units: frozenset[str]
    devices: re.Pattern[str]


@cache
def _lexicon() -> _Words:
    """figures.toml."""
    table = lexicon("figures")
    chinese = r"(?:[二两三四五六七八九十百千半]|一[百千万成])+[万亿]?[余多]?"
    return _Words(
        numeral=re.compile(rf"\d(?![\d号])|{chinese}[{table['unit_heads']}]|百分之"),
        not_yearly=re.compile("|".join(table["not_yearly"])),
        empty_pairs=frozenset(table["empty_pairs"]),
        same_units=tuple(frozenset(group) for group in table["same_units"]),
        device_units=frozenset(table["device_units"]),
        devices=re.compile(table["devices"]),
    )


class Figure(NamedTuple):
    """A number with a unit in prose: `words` are those beside it that say what it counts, folded.

    `quote` is the verbatim piece of the text that holds the words and the number, and begins at `start`.
    """

    target: Target
    words: str
    quote: str
    start: int


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a printed text, in order: no dates, list numbers, baselines or bare numbers."""
    if not _lexicon().numeral.search(text):
        return ()
    return tuple(
        figure
        for clause in _CLAUSE.finditer(text)
        if _lexicon().numeral.search(clause[0])
        for figure in _of_clause(clause[0], clause.start())
    )


def _of_clause(clause: str, offset: int) -> Iterator[Figure]:
    targets = [
        _in_prose(found.target, clause) for found in find_targets(Folded.of(clause), about_money=False)
    ]
    for position, target in enumerate(targets):
        if target.number is None or target.number_max is not None or target.unit_code is None:
            continue
        begin = targets[position - 1].span[1] if position else 0
        end = targets[position + 1].span[0] if position + 1 < len(targets) else len(clause)
        start, stop = target.span
        if _lexicon().not_yearly.search(fold(clause[:start])):
            continue
        before = _WORDS_BEFORE.search(fold(clause[begin:start]))
        behind = _WORD_BEHIND.match(fold(clause[stop:end]))
        words = _words(target, before[1] if before else "", behind[1] if behind else "")
        if words:
            quote = _LEAD.sub("", clause[begin:end]).rstrip()
            yield Figure(target, words, quote, offset + clause.index(quote, begin))


def _in_prose(target: Target, clause: str) -> Target:
    """The 内 of 1次内部审核 is no bound: behind a count only 以内 and 之内 are."""
    start, stop = target.span
    if target.kind is Kind.DURATION or not _NO_BOUND.search(clause[start:stop]):
        return target
    return target.model_copy(update={"comparator": Comparator.EQ, "span": (start, stop - 1)})


def _words(target: Target, before: str, behind: str) -> str:
    """The words that say what a number measures.

    What stands behind a count names what is counted (6场培训), else what stands before it (培训6场). Of the words before
    a share or a time the last ones name the measure (学员就业率达到60%), and it is named again behind it or not at all.
    """
    if target.kind in (Kind.QUANTITY, Kind.FREQUENCY):
        return behind or before
    empty = _lexicon().empty_pairs
    while before[-2:] in empty:
        before = before[:-2]
    return f"{before[-2:]}|{behind}".strip("|")


def is_about(figure: Figure, name: str) -> bool:
    """Tell whether a figure measures what a folded indicator name names: they share a word of two characters."""
    words, empty = figure.words, _lexicon().empty_pairs
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return any(pair in name for pair in pairs if pair not in empty and "|" not in pair)


def same_unit(figure: Figure, target: Target, name: str) -> bool:
    """Tell whether a figure and a row's target are in one unit; devices are counted in 台, 套 or 个 alike."""
    if (figure.target.per or "") != (target.per or ""):
        return False
    one, other = figure.target.unit_code, target.unit_code
    if one == other:
        return one is not None
    if any(one in group and other in group for group in _lexicon().same_units):
        return True
    return (
        one in _lexicon().device_units
        and other in _lexicon().device_units
        and bool(_lexicon().devices.search(figure.words + name))
    )
