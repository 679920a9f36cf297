"""Targets of a value: numbers with comparator, unit and divisor, and dates."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from structurer.lexicon.numerals import NUMBER, read_number
from structurer.models.value import Comparator, Kind, Target, TargetKind
from structurer.normalize.dates import Date, find_dates
from structurer.normalize.folded import Folded
from structurer.normalize.lexicon import (
    Unit,
    comparator,
    comparators_before,
    comparators_behind,
    unit_at,
    unknown_unit,
)

_RANGE = re.compile(r"(?:-|~|—|–|至|到)")
_PER = re.compile(r"/((?:\d*[^\W\d_]|[·./](?=[^\W\d_]))+)")
_CHANGES = re.compile("[升降增减提压][至到高低]")  # 从82mg/L升至100mg/L
_EVERY = re.compile(
    r"(?:每|一)?((?:(?<=每)人每(?:天|次|年|月))"
    r"|(?<=[每一])(?:学期|学年|季度|小时|分钟|[一-龥])"
    r"|(?<=每)(?:乡镇|街道|社区|行政村|村组|学校|班级|站点|企业|批次)"
    r"|[年月日周季]均"
    r"|(?:半|两)(?:年|月|周|天))$"
)
_PERIOD_OF_EVENTS = re.compile(
    r"[一半两1]个?(?:年|月|周|天|日|季度|季|学期|学年)(?=[一二两三四五六七八九十\d]+(?:次|场|期|轮|批|回))"
)
_LONGEST_EVERY = 4
_LONGEST_KEPT = 64  # characters: a longer value hardly comes again
_VAGUE = ("几", "来", "数")  # 十几个 names no number
_MORE = re.compile(r"[余多](?=[一-龥])")
_TIMES = frozenset(
    ["年", "月", "周", "季度", "季", "天", "日", "学期", "学年", "小时", "半年", "旬", "星期", "分钟", "秒"]
)
_EVENTS = frozenset(["次", "场", "场次", "期", "轮", "批", "批次", "遍", "回"])
_SHARE = re.compile(r"(百分之|千分之|万分之)$")
_SHARES = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_TENTHS = re.compile(r"成(?![立本员果功套交人年分就员绩])")
_UNKNOWN_UNIT = re.compile(r"(?:[A-Za-z°]+|[一-龥]{1,3})(?=$|[,;。、/()]|以|之|及|左|\n)")
_BRACKET_UNIT = re.compile(r"\([一-龥]{1,2}\)")
_EITHER_UNIT = re.compile(r"或")
_NOT_BEFORE = re.compile(r"[A-Za-z第]$|[A-Za-z]-$|(?<![之以])前$")  # 春节前一周 is no length of time
# Ways of saying each (一户一档; 发现一处、处置一处) and hotlines that are called by their number count nothing.
_NO_NUMBER = re.compile(
    r"一[^\W\d_年月周日天季旬]一[^\W\d_次场期轮批回遍]|(?<=[一-龥])一([一-龥])[、,]?[一-龥]{1,4}一\1(?![一-龥])"
    r"|一(?=次(?:性|通过|合格|成功))|(?<!\d)1\d{2,4}(?=(?:政务|服务|便民|举报|投诉|报警|急救|咨询|维权|监督)*(?:热线|专线|电话))"
)
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=[\n;；。]))(?:\((?:\d{1,2}|[一二三四五六七八九十])\)|\d{1,2}[.、](?!\d)|[①-⑳])"
)


class Found(NamedTuple):
    """A target and the folded characters it was read from; `month` marks an N月 that may be a date as well."""

    target: Target
    start: int
    end: int
    chinese: bool
    month: bool

    @property
    def is_bare_one(self) -> bool:
        """一 beside a measure word and nothing else: among numbers in digits it is a word (一级, 一年期)."""
        return self.chinese and self.target.number == 1 and self.target.comparator is Comparator.EQ


def find_targets(folded: Folded, *, about_money: bool) -> tuple[Found, ...]:
    """Return the targets of a value, in printed order; `about_money` lets 万 alone be money.

    They hang on no other words of the row, and `≥95%` stands in every table: readings of short values are kept.
    """
    read = _find_targets if len(folded.text) > _LONGEST_KEPT else find_short_targets
    return read(folded, about_money=about_money)


def _find_targets(folded: Folded, *, about_money: bool) -> tuple[Found, ...]:
    dates = list(find_dates(folded.text))
    rest = _LIST_NUMBER.sub(lambda number: "\0" * len(number[0]), folded.text)
    rest = _NO_NUMBER.sub(lambda word: "\0" * len(word[0]), rest)
    for date in dates:
        rest = _blanked(rest, date.start, date.end)
    numbers = list(_numbers(folded, rest, about_money=about_money))
    if any(not one.chinese for one in numbers):
        numbers = [one for one in numbers if not one.is_bare_one]
    return tuple(sorted([_of_date(folded, date) for date in dates] + numbers, key=lambda one: one.start))


find_short_targets = lru_cache(maxsize=4096)(_find_targets)


def _of_date(folded: Folded, date: Date) -> Found:
    target = Target(
        kind=Kind.DATE,
        comparator=date.comparator,
        date_from=date.first,
        date_to=date.last,
        span=folded.span(date.start, date.end),
    )
    return Found(target, date.start, date.end, chinese=False, month=False)


def _numbers(folded: Folded, text: str, *, about_money: bool) -> Iterator[Found]:
    at = 0
    while match := NUMBER.search(text, at):
        found, start = None, match.start()
        if not _NOT_BEFORE.search(text[max(0, start - 2) : start]) and not _PERIOD_OF_EVENTS.match(
            text, start
        ):
            found = _number(folded, text, match, about_money=about_money)
        at = max(match.end(), found.end if found else 0)
        if found:
            text = _blanked(text, found.start, found.end)
            yield found


def _blanked(text: str, start: int, end: int) -> str:
    """The text without what was read already, all else in its place."""
    return text[:start] + "\0" * (end - start) + text[end:]


class _Measure(NamedTuple):
    """What follows a number: a range's second number, the unit with its folded characters, and where all that ends."""

    number_max: Decimal | None
    unit: Unit | None
    unit_start: int
    unit_end: int
    end: int


def _number(folded: Folded, text: str, match: re.Match[str], *, about_money: bool) -> Found | None:
    number = read_number(match[0])
    chinese = not (match[0][0].isdigit() or match[0][0] == ".")
    if number is None or text[match.end() : match.end() + 1] in _VAGUE:
        return None
    start = match.start()
    more = _MORE.match(text, match.end())
    measure = _measure(text, more.end() if more else match.end(), about_money=about_money)
    end = measure.end
    unit = measure.unit
    spelled = None if unit is None else folded.as_printed(measure.unit_start, measure.unit_end)
    if share := _SHARE.search(text[max(0, start - 3) : start]):
        start -= len(share[0])
        unit, spelled = Unit(Kind.PERCENTAGE, "%", _SHARES[share[1]]), share[1]
    elif chinese and (unit is None or (unit.kind is Kind.QUANTITY and not unit_at(text, measure.unit_start))):
        return None
    per, start, end = _per(text, start, end)
    before = comparators_before().before(text, start)
    start = before.start if before else start
    if per is None and before:
        per, start, _ = _per(text, start, start)
    behind = comparators_behind().at(text, end)
    end = behind.end if behind else end
    bound = comparator(before if before and before.name != "eq" else behind)
    if more and bound is Comparator.EQ:
        bound = Comparator.GT
    if measure.number_max is not None:
        bound = Comparator.BETWEEN
    target = Target(
        kind=_kind(unit, per),
        comparator=bound,
        number=number,
        number_max=measure.number_max,
        unit=spelled,
        unit_code=None if unit is None else unit.code,
        base_value=None if unit is None else unit.base(number),
        per=per,
        span=folded.span(start, end),
    )
    return Found(target, start, end, chinese=chinese, month=spelled == "月")


def _kind(unit: Unit | None, per: str | None) -> TargetKind:
    if unit is None:
        return Kind.QUANTITY
    return Kind.FREQUENCY if unit.code in _EVENTS and per in _TIMES else unit.kind


def _measure(text: str, at: int, *, about_money: bool) -> _Measure:
    unit, end = _unit(text, at, about_money=about_money)
    to = _RANGE.match(text, end)
    second = NUMBER.match(text, to.end()) if to else None
    if second is None or (number_max := read_number(second[0])) is None:
        return _Measure(None, unit, at, end, end)
    unit2, end2 = _unit(text, second.end(), about_money=about_money)
    if unit2 is None:
        return _Measure(number_max, unit, at, end, second.end())
    if unit is not None and unit != unit2:
        return _Measure(None, unit, at, end, end)
    return _Measure(number_max, unit2, second.end(), end2, end2)


def _unit(text: str, at: int, *, about_money: bool) -> tuple[Unit | None, int]:
    """Read the unit at `at`: the longest known one, else what is printed there; return it with where it ends."""
    if tenths := _TENTHS.match(text, at):
        return Unit(Kind.PERCENTAGE, "%", Decimal(10)), tenths.end()
    if about_money and text[at : at + 1] in ("万", "亿") and not text[at + 1 : at + 2].isalpha():
        return Unit(Kind.MONEY, "CNY", Decimal(10_000 if text[at] == "万" else 100_000_000)), at + 1
    if known := unit_at(text, at):
        spelled, unit = known
        end = at + len(spelled)
        if (bracket := _BRACKET_UNIT.match(text, end)) and unit_at(text, end + 1):
            return unit._replace(code=f"{spelled}（{bracket[0][1:-1]}）"), bracket.end()
        if (either := _EITHER_UNIT.match(text, end)) and (other := unit_at(text, either.end())):
            return unit._replace(code=f"{spelled}或{other[0]}"), either.end() + len(other[0])
        return unit, end
    unknown = _UNKNOWN_UNIT.match(text, at)
    if unknown and not comparators_behind().at(text, at):
        return unknown_unit(unknown[0]), unknown.end()
    return None, at


def _per(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The divisor of a rate, behind the unit (次/日) or before the number (每月两次, 一年两次)."""
    if behind := _PER.match(text, end):
        bound = comparators_behind().find(text, behind.start(1) + 1, behind.end())
        stop = bound.start if bound else behind.end()
        if to := _CHANGES.search(text, behind.start(1) + 1, stop):
            stop = to.start()
        return text[behind.start(1) : stop], start, stop
    if every := _EVERY.search(text[max(0, start - _LONGEST_EVERY) : start]):
        return every[1].replace("人每", "人·").removesuffix("均"), start - len(every[0]), end
    return None, start, end
