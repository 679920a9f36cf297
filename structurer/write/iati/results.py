"""Indicator rows as IATI results: a result a level 2, an indicator a row, the printed target with its number."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element

from structurer.models import Indicator
from structurer.models.base import plain_decimal
from structurer.models.value import Comparator, Direction, Kind, Target
from structurer.text import fold, is_blank
from structurer.write.iati.xml import add, tell

UNIT, PERCENTAGE, QUALITATIVE = "1", "2", "5"  # IndicatorMeasure
OUTPUT, OUTCOME, OTHER = "1", "2", "9"  # ResultType

_OUTCOMES = ("效益", "效果", "满意度")
_UNNAMED = "绩效指标"
_BOUNDS = {
    Comparator.EQ: "",
    Comparator.GE: "at least ",
    Comparator.LE: "at most ",
    Comparator.GT: "more than ",
    Comparator.LT: "less than ",
}


class _Number(NamedTuple):
    """What a target of IATI can hold: one number; in the standard unit where there is one."""

    target: Target
    value: Decimal
    unit: str | None

    @classmethod
    def of(cls, row: Indicator) -> "_Number | None":
        """The number of a row that states exactly one, no range, and leaves no question open."""
        targets = row.value.targets
        if len(targets) != 1 or row.value.ambiguous or targets[0].comparator is Comparator.BETWEEN:
            return None
        if targets[0].number is None:
            return None
        one, number = targets[0], targets[0].number
        return (
            cls(one, number, one.unit) if one.base_value is None else cls(one, one.base_value, one.unit_code)
        )


def result_elements(rows: Sequence[Indicator], first_day: str, last_day: str) -> Iterator[Element]:
    """A result for each run of rows that share their levels, in printed order."""
    for (level1, level2), group in groupby(rows, lambda row: (row.level1, row.level2)):
        result = Element("result", type=_result_type(level1, level2))
        tell(add(result, "title"), first_printed(level2, level1, _UNNAMED))
        if not is_blank(level1) and not is_blank(level2):
            tell(add(result, "description"), level1)
        for row in group:
            _indicator(result, row, first_day, last_day)
        yield result


def first_printed(*texts: str | None) -> str:
    """The first text that prints anything; the last where none does."""
    return next((text for text in texts if text and not is_blank(text)), texts[-1] or "")


def _result_type(level1: str, level2: str) -> str:
    if "成本" in fold(level1 + level2):
        return OTHER
    if any(word in fold(level1) for word in _OUTCOMES):
        return OUTCOME
    return OUTPUT if "产出" in fold(level1) else OTHER


def _indicator(result: Element, row: Indicator, first_day: str, last_day: str) -> None:
    number = _Number.of(row)
    attributes = {"measure": _measure(number)}
    if row.value.direction in (Direction.HIGHER, Direction.LOWER):
        attributes["ascending"] = "true" if row.value.direction is Direction.HIGHER else "false"
    indicator = add(result, "indicator", attributes)
    tell(add(indicator, "title"), first_printed(row.level3, row.description, row.level2, _UNNAMED))
    if row.description and not is_blank(row.description):
        tell(add(indicator, "description"), row.description)
    if is_blank(row.value.text):
        return
    period = add(indicator, "period")
    add(period, "period-start", {"iso-date": first_day})
    add(period, "period-end", {"iso-date": last_day})
    value = {"value": plain_decimal(number.value)} if number else None
    comment = add(add(period, "target", value), "comment")
    tell(comment, row.value.text)
    if number:
        tell(comment, _in_english(number), "en")


def _measure(number: _Number | None) -> str:
    if number is None:
        return QUALITATIVE
    return PERCENTAGE if number.target.kind is Kind.PERCENTAGE else UNIT


def _in_english(number: _Number) -> str:
    """What IATI has no attribute for: how the number bounds, and its unit."""
    per = f"/{number.target.per}" if number.target.per else ""
    bound = _BOUNDS[number.target.comparator]
    return f"{bound}{plain_decimal(number.value)} {number.unit or ''}{per}".strip()
