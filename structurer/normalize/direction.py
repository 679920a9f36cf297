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
_TERM = re.compile("(?:期限|时间|时限|期)(?:之|以)?内$")  # a term set elsewhere
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
        return _of_cost(kind, targets, row)
    if not targets:
        return _of_words(value, kind, row)
    first = targets[0]
    if all(target.kind is Kind.DATE for target in targets):
        return _of_date(first, row)
    if first.kind is Kind.DURATION:
        return _of_duration(first, points)
    if first.comparator is Comparator.EQ and first.unit_code in _FIXED_UNITS:
        return Direction.EXACT
    if points in ("higher", "lower"):
        return Direction(points)
    return Direction.LOWER if first.comparator in UPPER_BOUNDS else Direction.HIGHER


def _of_words(value: str, kind: Kind, row: RowContext) -> Direction:
    points = polarity(row.level3)
    if kind is Kind.REFERENCE and _TERM.search(value):
        return Direction.LOWER if points == "lower" else Direction.EXACT
    points = _verb(row.level3) or (_verb(value) if len(value) <= _SHORT else None) or points
    return Direction.LOWER if points == "lower" else Direction.HIGHER


def _of_cost(kind: Kind, targets: tuple[Target, ...], row: RowContext) -> Direction:
    """A cost is better low; a saving is better high, a debt service is fixed, an act is done or not."""
    name = row.level3
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


def _of_duration(target: Target, points: str | None) -> Direction:
    if target.comparator in LOWER_BOUNDS:
        return Direction.HIGHER
    if target.comparator in UPPER_BOUNDS or points == "lower":
        return Direction.LOWER
    return Direction.HIGHER if points == "higher" else Direction.EXACT
