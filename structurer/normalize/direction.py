"""Which way is better, judged from the indicator's name before the comparator."""

import re
from functools import cache

from structurer.lexicon.polarity import polarity, table
from structurer.models.value import (
    LOWER_BOUNDS,
    UPPER_BOUNDS,
    Comparator,
    Direction,
    Kind,
    RowContext,
    Target,
)

_FIXED_UNITS = ("m2",)
_KEPT_WITHIN = ("℃", "度")  # colder and warmer are both wrong
_TERM = re.compile("(?:期限|时间|时限|期)(?:之|以)?内$")  # a term set elsewhere
_FROM_TO = re.compile("[由从].*(?:(?P<up>[升增]|提高|扩大)|[降减]|缩短).{0,2}[至到]")
_BOUND = re.compile(
    "(?P<lower>不超过?|不高于|低于|不突破|不大于|控制在)|不低于|高于|不少于|优于"
)  # another year's figure
_SET_RATE = re.compile("(?:按照?|执行|参照|与).*(?:标准|办法|规定|定额)")  # a rate that somebody else has set
# When it is to be done, where no time is printed: by another document, or not said at all.
_WHEN_ELSEWHERE = {Kind.REFERENCE: Direction.EXACT, Kind.MALFORMED: Direction.LOWER}
_SPAN = re.compile("值守|值班|服务时|开放|运行|供应|供电|保障时")  # all of it is promised
_PROMPT_UNITS = frozenset({"s", "min", "h", "工作日"})
_SHORT = 12  # characters: a verb at the head of a longer value is one of several


def _verb(text: str) -> str | None:
    """Which way the verb points that a name or a value begins with: 减少…, 提升…."""
    verbs = table()["verbs"]
    return next((way for way in ("lower", "higher") if text.startswith(tuple(verbs[way]))), None)


def direction_of(value: str, kind: Kind, targets: tuple[Target, ...], row: RowContext) -> Direction:
    """The direction of a value: from its row's level and name, then from its own comparator; all texts are folded."""
    if kind is Kind.ZERO_EVENT:
        return Direction.LOWER
    verb = _verb(row.level3)
    points = verb or polarity(row.level3) or polarity(row.description)
    if "成本" in row.level2 or "成本" in row.level1:
        return _of_cost(value, kind, targets, row)
    if change := _FROM_TO.search(value):
        return Direction.HIGHER if change["up"] else Direction.LOWER
    if not targets:
        return _of_words(value, kind, row)
    if all(target.kind is Kind.DATE for target in targets):
        return _of_date(targets[0], row)
    return _of_number(targets[0], points, row)


def _of_number(first: Target, points: str | None, row: RowContext) -> Direction:
    if first.kind is Kind.DURATION:
        return _of_duration(first, points, row)
    is_fixed = first.comparator is Comparator.EQ and first.unit_code in _FIXED_UNITS
    if is_fixed or (first.comparator is Comparator.BETWEEN and first.unit_code in _KEPT_WITHIN):
        return Direction.EXACT
    if points in ("higher", "lower"):
        return Direction(points)
    return Direction.LOWER if first.comparator in UPPER_BOUNDS else Direction.HIGHER


def _of_words(value: str, kind: Kind, row: RowContext) -> Direction:
    points = polarity(row.level3)
    if kind is Kind.REFERENCE and (bound := _BOUND.match(value)):
        return Direction.LOWER if bound["lower"] else Direction.HIGHER
    if kind is Kind.REFERENCE and _TERM.search(value):
        return Direction.LOWER if points == "lower" else Direction.EXACT
    if "时效" in row.level2 and kind in _WHEN_ELSEWHERE:
        return _WHEN_ELSEWHERE[kind]
    points = _verb(row.level3) or (_verb(value) if len(value) <= _SHORT else None) or points
    return Direction.LOWER if points == "lower" else Direction.HIGHER


def _of_cost(value: str, kind: Kind, targets: tuple[Target, ...], row: RowContext) -> Direction:
    """A cost is better low; a saving is better high, a debt service is fixed, an act is done or not."""
    name = row.level3
    if kind is Kind.REFERENCE and _SET_RATE.match(value):
        return Direction.EXACT
    if _polarity_of_saving().search(name) or (not targets and kind is Kind.BINARY):
        return Direction.HIGHER
    if (
        targets
        and targets[0].comparator is Comparator.EQ
        and any(word in name for word in table()["fixed"]["words"])
    ):
        return Direction.EXACT
    return Direction.LOWER


@cache
def _polarity_of_saving() -> re.Pattern[str]:
    return re.compile("|".join(table()["saving"]["words"]))


def _of_date(target: Target, row: RowContext) -> Direction:
    if target.comparator in UPPER_BOUNDS:
        return Direction.LOWER
    if target.comparator in LOWER_BOUNDS:
        return Direction.HIGHER
    is_deadline = target.comparator is Comparator.EQ and any(
        word in row.level3 for word in table()["deadline"]["words"]
    )
    return Direction.LOWER if is_deadline else Direction.EXACT


def _of_duration(target: Target, points: str | None, row: RowContext) -> Direction:
    if target.comparator in LOWER_BOUNDS:
        return Direction.HIGHER
    if target.comparator in UPPER_BOUNDS or points == "lower":
        return Direction.LOWER
    if points == "higher":
        return Direction.HIGHER
    is_prompt = "时效" in row.level2 and (target.condition or target.unit_code in _PROMPT_UNITS)
    return Direction.LOWER if is_prompt and not _SPAN.search(row.level3) else Direction.EXACT
