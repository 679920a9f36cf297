"""The targets of a model's verdict: it names the characters, rules read them."""

import re
from collections.abc import Callable, Sequence

from structurer.assist.answers import RowVerdict
from structurer.models import Indicator, IndicatorValue
from structurer.models.fit import MAY_HAVE_TARGETS, MEASURED, reading_of, retyped
from structurer.models.value import Comparator, Kind, RowContext, Target

ReadValue = Callable[[str, RowContext], IndicatorValue]
"""Reads a printed value by rule."""

_TIMES = frozenset({Kind.DURATION, Kind.DATE, Kind.FREQUENCY})
_TIME_WORD = re.compile("[年月日季旬周天时夜晨春夏秋冬汛假节期初末底前后当次逐每]")
_NUMERAL = re.compile("[一二两三四五六七八九十百千万半壹贰叁肆伍陆柒捌玖拾]")
_DIGIT = re.compile(r"\d")
_EVERY = ("每", "逐", "按")
_PERIOD = re.compile("每个?(季度|半年|学期|学年|[月周年天日季])|[两四](季)各")
_BOUNDS = {"前": Comparator.LE, "内": Comparator.LE, "后": Comparator.GE, "起": Comparator.GE}

Span = tuple[int, int]


def targets_of(verdict: RowVerdict, row: Indicator, read_value: ReadValue) -> tuple[Target, ...]:
    """The targets of a verdict: those of the rules' reading that it chose, else its quotes as rules read them.

    A quote that rules cannot read and that states a time or a numeral in words (汛期前, 减少一半) is a target without
    number or date. Quotes that are not in the value cell give none.
    """
    if verdict.kind not in MAY_HAVE_TARGETS:
        return ()
    text = row.value.text
    quoted = dict.fromkeys(
        (at, at + len(quote)) for quote in verdict.targets if (at := text.find(quote)) >= 0
    )
    if chosen := _of_reading(row.value, verdict.kind, list(quoted)):
        return chosen
    context = RowContext(row.level1, row.level2, row.level3, row.description or "")
    found: list[Target] = []
    for span in quoted:
        quote = text[slice(*span)]
        read = [_moved(target, span[0]) for target in read_value(quote, context).targets]
        typed = [_of_kind(target, verdict.kind, quote) for target in read]
        if verdict.kind is Kind.FREQUENCY:  # 每半年一回 reads as half a year
            typed = [target for target in typed if target.kind is Kind.FREQUENCY]
        found += typed or _in_words(quote, verdict.kind, span)
    return tuple(found)


def _of_reading(value: IndicatorValue, kind: Kind, quoted: Sequence[Span]) -> tuple[Target, ...]:
    """The targets of the rules' reading of that kind: those that stand in a quote, or all where nothing is quoted."""
    reading = reading_of(value, kind)
    targets = reading.targets if reading else ()
    if not quoted:
        return targets
    return tuple(one for one in targets if any(start <= one.span[0] < end for start, end in quoted))


def _of_kind(target: Target, kind: Kind, quote: str) -> Target:
    """The target; what a bare number, or a number of times, is of is for the row's words to say."""
    read = retyped(target, kind)
    if kind is not Kind.FREQUENCY or target.kind is Kind.FREQUENCY or read.kind is not kind or target.per:
        return read
    every = _PERIOD.search(quote)
    return read.model_copy(update={"per": every and (every[1] or every[2])})


def _in_words(quote: str, kind: Kind, span: Span) -> list[Target]:
    """What a quote states in words that rules cannot read: where it stands, and which bound is meant.

    A time needs a word of time, a number of things, a share or an amount a numeral; else the quote states nothing.
    """
    if kind is Kind.COMPOSITE:
        kind = _kind_in_words(quote)
    is_time = kind in _TIMES and _TIME_WORD.search(quote)
    is_number = kind in MEASURED - _TIMES and _NUMERAL.search(quote) and not _DIGIT.search(quote)
    if not is_time and not is_number:
        return []
    comparator = next((bound for end, bound in _BOUNDS.items() if quote.endswith(end)), Comparator.EQ)
    return [Target.model_validate({"kind": kind, "comparator": comparator, "span": span})]


def _kind_in_words(quote: str) -> Kind:
    """What one part of a composite value is: how often, when, or so many."""
    if quote.startswith(_EVERY):
        return Kind.FREQUENCY
    return Kind.DATE if _TIME_WORD.search(quote) else Kind.QUANTITY


def _moved(target: Target, by: int) -> Target:
    start, end = target.span
    return target.model_copy(update={"span": (start + by, end + by)})
