"""Points and periods of the calendar, in every form such tables print them."""

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from structurer.lexicon.numerals import read_number, with_years_in_digits
from structurer.models.value import Comparator
from structurer.normalize.lexicon import comparator, comparators_before

_Y = r"(?P<y>(?:19|20)\d\d)"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NOT_IN_NUMBER = r"(?<![\d一二三四五六七八九十])"
_PART = r"(?P<part>上旬|中旬|下旬|月初|月中|月底|初|底|末|中)?"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TO = r"(?:-|~|—|–|至|到)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_Y}(?:年|[-./])(?P<m>{_M})(?:月|[-./])(?P<d>{_D})(?:日|号)?(?!\d)",
        rf"{_Y}年(?P<m>{_M})月?{_TO}(?:(?P<y2>(?:19|20)\d\d)年)?(?P<m2>{_M})月(?:底|末)?",
        rf"{_Y}(?:年(?P<m>{_M})月份?|[-./](?P<ms>{_M})(?:月|(?=$|前|之前|以前|底|完|[,;。)]))){_PART}",
        rf"{_Y}年?第?(?P<q>[一二三四1-4])季度",
        rf"{_Y}年(?P<half>上|下)半年",
        rf"{_Y}年度?(?P<yearpart>全年|年底|年末|年内|底|末|内|初)?(?!\d)",
        rf"{_NOT_IN_NUMBER}(?P<m>{_M})月(?P<d>{_D})(?:日|号)",
        rf"{_NOT_IN_NUMBER}(?P<m>{_M})月?{_TO}(?P<m2>{_M})月(?:底|末|份)?",
        rf"{_NOT_IN_NUMBER}(?P<m>{_M})(?:月份|月(?P<part>上旬|中旬|下旬|初|底|末)|月(?=[之以]?前))",
        rf"(?:每季度?)?[每末次]月(?P<monthday>{_D})(?:日|号)",
        r"第(?P<q>[一二三四1-4])季度|(?<![个每\d一二三四])(?P<q2>[一二三四])季度",
        r"(?<!每)(?P<half>上|下)半年",
        r"(?<![一-龥])(?:当年|年)(?P<end>年底|年末|底|末)",
    )
)
_MAY_HOLD_DATE = re.compile(r"[年月季]|(?:19|20)\d\d[-./]\d")
_NEAR = 12  # characters behind a date in which a word may make it a deadline
_DEADLINE = re.compile(r"完成|完工|竣工|到位|之前|以前|前$|^底")
_BETWEEN_DATES = re.compile(_TO)
_BEHIND = re.compile(r"(之前|以前|前|底前|以内|之内|内|起)?(完成)?")
_RECURRING = re.compile(r"每(?:年|月|季度|季|周)$")


class Date(NamedTuple):
    """A date found: folded offsets, first and last day, month or year at the precision printed, comparator."""

    start: int
    end: int
    first: str | None
    last: str | None
    comparator: Comparator


def find_dates(text: str) -> Iterator[Date]:
    """Yield the dates of a folded text, left to right; one of every month or year is none."""
    text = with_years_in_digits(text)
    last: Date | None = None
    for date in _single_dates(text):
        if (
            last
            and _BETWEEN_DATES.fullmatch(text[last.end : date.start])
            and last.comparator is Comparator.EQ
        ):
            last = Date(last.start, date.end, last.first, date.last, Comparator.BETWEEN)
            continue
        if last:
            yield last
        last = date
    if last:
        yield last


def _single_dates(text: str) -> Iterator[Date]:
    at = 0 if _MAY_HOLD_DATE.search(text) else len(text)
    year: str | None = None
    while at < len(text):
        found = min(
            (match for form in _FORMS if (match := form.search(text, at))),
            key=lambda match: (match.start(), -match.end()),
            default=None,
        )
        if found is None:
            return
        at = found.end()
        if not _RECURRING.search(text[: found.start()]):
            year = found.groupdict().get("y") or year
            yield _date(text, found, year)


def _date(text: str, found: re.Match[str], year: str | None) -> Date:
    first, last, is_deadline = _bounds(found, year)
    before = comparators_before().before(text, found.start())
    start = before.start if before else found.start()
    after = _BEHIND.match(text, found.end())
    behind, done, end = (after[1], after[2], after.end()) if after else (None, None, found.end())
    if before and before.name != "eq":
        bound = comparator(before)
    elif behind == "起":
        bound = Comparator.GE
    elif behind or (done and found.group().endswith(("半年", "季度"))):
        bound = Comparator.LE
    elif first != last:
        bound = Comparator.BETWEEN
    elif is_deadline or _DEADLINE.search(text[found.end() :][:_NEAR]):
        bound = Comparator.LE
    else:
        bound = Comparator.EQ
    from_day = None if bound in (Comparator.LE, Comparator.LT) else first
    to_day = None if bound in (Comparator.GE, Comparator.GT) else last
    return Date(start, end, from_day, to_day, bound)


def _int(number: str) -> int:
    """A month or day in digits or Chinese numerals."""
    return int(read_number(number) or 0)


def _bounds(found: re.Match[str], year: str | None) -> tuple[str, str, bool]:
    """First and last at the precision printed, and whether the form itself is a deadline (底, 末).

    A date without a year is of the year printed before it in the same cell, if there is one.
    """
    part = found.groupdict()
    month = part.get("m") or part.get("ms")
    if month is None:
        return _without_month(part, year)
    prefix = year if year else "-"
    one = f"{prefix}-{_int(month):02d}"
    if part.get("m2"):
        other = part.get("y2") or prefix
        return one, f"{other}-{_int(part['m2']):02d}", False
    if part.get("d"):
        day = f"{one}-{_int(part['d']):02d}"
        return day, day, False
    third = part.get("part")
    if third in ("上旬", "中旬", "下旬"):
        last = {"上旬": 10, "中旬": 20}.get(third) or calendar.monthrange(int(year or 2023), _int(month))[1]
        return f"{one}-{last:02d}", f"{one}-{last:02d}", False
    return one, one, third in ("底", "末", "月底")


def _without_month(part: dict[str, str | None], year: str | None) -> tuple[str, str, bool]:
    prefix = year or "-"
    if monthday := part.get("monthday"):
        return f"---{_int(monthday):02d}", f"---{_int(monthday):02d}", False
    if quarter := part.get("q") or part.get("q2"):
        last = _QUARTERS[quarter] * 3
        return f"{prefix}-{last - 2:02d}", f"{prefix}-{last:02d}", False
    if half := part.get("half"):
        return (
            (f"{prefix}-01", f"{prefix}-06", False)
            if half == "上"
            else (f"{prefix}-07", f"{prefix}-12", False)
        )
    if year is None:
        return "--12", "--12", True
    if part.get("yearpart") == "全年":
        return f"{year}-01", f"{year}-12", False
    return year, year, part.get("yearpart") in ("底", "末", "年底", "年末", "内", "年内")
