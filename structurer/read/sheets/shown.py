"""A stored number as a spreadsheet shows it in a cell of some format code."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache, lru_cache

# Programs compute in binary and show 15 digits: 0.1+0.2 is stored as 0.30000000000000004 and shown as 0.3.
_AS_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)  # digits: more than a stored number has before its point
_LARGEST_PLAIN = (
    21  # digits before the point, or zeros behind it; a number with more is written with an exponent
)
_LAST_DAY = 2_958_466  # the day after 31 December 9999
_FALSE_LEAP_DAY = 60  # 1900 has a 29 February in spreadsheets

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.)
    | (?P<pad>_. | \*.)                                     # room as wide as a character, a character as filling
    | \[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\ ?\d+|\$-[0-9A-F]+)\]
    | \[\$(?P<currency>[^\]-]+)(?:-[0-9A-F]+)?\]
    | (?P<general>General) | (?P<text>@) | (?P<end>;)
    | (?P<date>y+ | m+ | d+ | h+ | s+)
    | (?P<number>[#0?][#0?,]*(?:\.[#0?]*)? | \.[#0?]+)
    | (?P<percent>%)
    | (?P<literal>[^A-Za-z\[\]"\\!_*;@?#])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LITERALS = frozenset({"quoted", "escaped", "currency", "literal"})
_SHOWN_WITH_DIGITS = _LITERALS | {"percent"}
_DATE_PARTS: dict[str, Callable[[datetime], str]] = {
    "yyyy": lambda at: f"{at.year:04}",
    "yy": lambda at: f"{at.year % 100:02}",
    "m": lambda at: str(at.month),
    "mm": lambda at: f"{at.month:02}",
    "d": lambda at: str(at.day),
    "dd": lambda at: f"{at.day:02}",
    "h": lambda at: str(at.hour),
    "hh": lambda at: f"{at.hour:02}",
    "s": lambda at: str(at.second),
    "ss": lambda at: f"{at.second:02}",
    "minute m": lambda at: str(at.minute),
    "minute mm": lambda at: f"{at.minute:02}",
}

Token = tuple[str, str]  # name of the group, its text
Section = tuple[Token, ...]


def plain(stored: str) -> str:
    """Return a number as the shortest decimal with the 15 digits that programs show."""
    value = _value(stored)
    return stored if value is None else _plain(value)


def _value(stored: str) -> Decimal | None:
    try:
        value = _AS_SHOWN.create_decimal(stored.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _plain(value: Decimal) -> str:
    if not value:
        return "0"
    value = value.normalize(_AS_SHOWN)
    return f"{value:f}" if abs(value.adjusted()) < _LARGEST_PLAIN else str(value)


@lru_cache(maxsize=4096)  # amounts, percentages and years come again
def show(stored: str, code: str, from_1904: bool) -> str:  # noqa: FBT001 - a key of the cache
    """Show the number that is written as `stored`; dates may count from 1904."""
    value = _value(stored)
    if value is None:
        return stored
    if not code or abs(value.adjusted()) >= _LARGEST_PLAIN:
        return _plain(value)
    positive, *others = _sections(code)
    if any(name == "date" for name, _ in positive):
        return _show_date(value, positive, from_1904=from_1904)
    sign = "-" if value < 0 else ""
    section = positive
    if value < 0 and others:
        section, sign = others[0], ""
    elif not value and len(others) > 1:
        section = others[1]
    pattern = _pattern(section)
    return _plain(value) if pattern is None else sign + pattern.show(abs(value))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    """Cut a format code into its sections: for positive numbers, negative ones, zero, text."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        name = match.lastgroup
        if name == "end":
            sections.append([])
        elif name is not None and name != "pad":
            sections[-1].append((name, match[name]))
    return tuple(map(tuple, sections))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A section for numbers, such as `#,##0.00"万元"`; `digits` is null where it shows none or all of them."""

    before: str
    digits: str | None
    after: str
    is_general: bool
    hundreds: int  # how often it multiplies by a hundred

    def show(self, size: Decimal) -> str:
        """Show a number that is not negative."""
        size = _WIDE.scaleb(size, 2 * self.hundreds) if self.hundreds else size
        shown = _plain(size) if self.is_general else ""
        return f"{self.before}{shown if self.digits is None else _digits(size, self.digits)}{self.after}"


@lru_cache(maxsize=1024)
def _pattern(section: Section) -> _Pattern | None:
    """Return the pattern of `section`; null for one that shows something other than digits and fixed text."""
    names = [name for name, _ in section]
    at = next((i for i, name in enumerate(names) if name in ("number", "general")), len(names))
    number = section[at][1] if at < len(names) and names[at] == "number" else None
    others = [*names[:at], *names[at + 1 :]]
    divides = number is not None and number.partition(".")[0].endswith(",")  # by thousands
    if not names or divides or not _SHOWN_WITH_DIGITS.issuperset(others):
        return None
    return _Pattern(
        before="".join(text for _, text in section[:at]),
        digits=number,
        after="".join(text for _, text in section[at + 1 :]),
        is_general="general" in names,
        hundreds=names.count("percent"),
    )


def _digits(size: Decimal, pattern: str) -> str:
    """Show `size` with digits such as `#,##0.00`: 0 is always printed, # and ? where there is something to print."""
    whole, point, behind = pattern.partition(".")
    digits = f"{size.quantize(_unit(len(behind)), context=_WIDE):f}"
    before, _, after = digits.partition(".")
    needed = len(behind.rstrip("#?"))
    if needed < len(after):
        after = after[:needed] + after[needed:].rstrip("0")
    if "," in whole and len(before) > 3:
        before = f"{int(before):,}"
    least = whole.count("0")
    if before == "0" or len(before) < least:
        before = before.lstrip("0").zfill(least)
    return before + point + after


@cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _show_date(value: Decimal, section: Section, *, from_1904: bool) -> str:
    at = _moment(value, from_1904=from_1904)
    if at is None:
        return _plain(value)
    parts: list[str] = []
    for i, (name, text) in enumerate(section):
        if name in _LITERALS:
            parts.append(text)
        elif name == "date" and (show := _DATE_PARTS.get(_date_part(section, i))):
            parts.append(show(at))
        else:
            return at.date().isoformat() if at.time() == at.time().min else at.isoformat(" ")
    return "".join(parts)


def _date_part(section: Section, at: int) -> str:
    """Tell what the token at `at` prints: an m beside hours or seconds means minutes."""
    part = section[at][1].lower()
    if part in ("m", "mm"):
        before = next((text for name, text in reversed(section[:at]) if name == "date"), "")
        after = next((text for name, text in section[at + 1 :] if name == "date"), "")
        if before.lower().startswith("h") or after.lower().startswith("s"):
            return f"minute {part}"
    return part


def _moment(value: Decimal, *, from_1904: bool) -> datetime | None:
    """The date and time of a serial number, to the second."""
    if not 0 <= value < _LAST_DAY - (1462 if from_1904 else 0):
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a printed date has no zone
    if not from_1904 and value < _FALSE_LEAP_DAY:
        start += timedelta(days=1)
    try:
        return start + timedelta(seconds=int((value * 86_400).to_integral_value(ROUND_HALF_UP)))
    except OverflowError:  # the last second of 9999, rounded up
        return None
