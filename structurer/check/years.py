"""Years in texts that date a target, and the words of the time rules: events and what they happen to."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from structurer.check.lexicon import lexicon, pattern_of
from structurer.lexicon.numerals import with_years_in_digits
from structurer.normalize.folded import Folded

_MAY_HOLD = re.compile(r"\d\s*\d\s*\d\s*\d|二\s*[〇零○]")
_TO = r"(?:-|~|—|–|至|到|、|和|及)"
_YEAR = re.compile(
    r"(?<![\dA-Za-z.])((?:19|20)\d\d)"
    rf"(?=年|[-./](?:1[0-2]|0?[1-9])(?!\d)|年?度?{_TO}{{1,2}}(?:19|20)\d\d年)"
)
_BETWEEN = re.compile(
    rf"[年./\-]?度?(?:\d{{1,2}}月?)?(?:[./\-]?\d{{1,2}}日?)?[底初末]?(?:[春夏秋冬]季?|[上下]半年)?{_TO}{{1,2}}"
)
_PRINTED = re.compile("年度?")
_MONTH = re.compile(r"(?:年|[-./])\d")


class Dated(NamedTuple):
    """A year or a span of years that dates something: the quote begins at `start` of the printed text."""

    first: int
    last: int
    quote: str
    start: int

    def covers(self, year: int) -> bool:
        """Tell whether `year` is the year, or one of the span."""
        return self.first <= year <= self.last


def dated_years(text: str) -> Iterator[Dated]:
    """Yield the years of a printed text that date a target, left to right.

    Plain numbers, numbers of laws and standards, years to compare with (较2023年), and years that tell where a thing
    comes from (2022年购置的设备, 2023年一般债券) date none. `2024-2026年` is one span.
    """
    if not _MAY_HOLD.search(text):
        return
    folded = Folded.of(text)
    plain = with_years_in_digits(folded.text)
    years = list(_YEAR.finditer(plain))
    at = 0
    while at < len(years):
        first = last = years[at]
        at += 1
        if at < len(years) and _BETWEEN.fullmatch(plain, first.end(), years[at].start()):
            last = years[at]
            at += 1
        if _dates_target(plain, first.start(), last.end()):
            end = printed.end() if (printed := _PRINTED.match(plain, last.end())) else last.end()
            start, stop = folded.span(first.start(), end)
            yield Dated(int(first[1]), int(last[1]), text[start:stop], start)


def _dates_target(text: str, start: int, end: int) -> bool:
    if any(
        text.rfind(opening, 0, start) > text.rfind(closing, 0, start)
        for opening, closing in lexicon("time")["year"]["enclosing"]
    ):
        return False
    words = lexicon("time")["year"]
    before = words["before"] if _MONTH.match(text, end) else words["before"] + words["before_whole"]
    return not text.endswith(tuple(before), 0, start) and not pattern_of("time", "year", "behind").match(
        text, end
    )


def event_of(text: str) -> str | None:
    """`start` or `end`, whichever a folded text names; null where it names neither, or both."""
    named = [which for which in ("start", "end") if pattern_of("time", "event", which).search(text)]
    return named[0] if len(named) == 1 else None


def same_subject(one: str, other: str) -> bool:
    """Tell whether two folded names are about the same thing: they share a word, or one of them names nothing."""
    first, second = (_generic().sub(" ", name) for name in (one, other))
    if not first.strip() or not second.strip():
        return True
    pieces = map("".join, pairwise(first))
    return any(" " not in piece and piece in second for piece in pieces)


@cache
def _generic() -> re.Pattern[str]:
    words = lexicon("time")["event"]
    return re.compile("|".join((*words["generic"], *words["start"], *words["end"], r"\d+", "[年月日前底末]")))
