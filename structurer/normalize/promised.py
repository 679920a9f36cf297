"""Of the numbers and dates of a value, those that are promised: what a change is held against or begins at is none."""

import re
from collections.abc import Sequence

from structurer.models.value import Comparator, Kind, Target
from structurer.normalize.folded import Folded
from structurer.normalize.targets import Found

_BASELINE = re.compile("(?:较|比|同|于|与|相较于|相比)$")
_BEGIN = re.compile("[由从]$")
_CHANGE = re.compile(
    "^(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少|压减|压降|压缩|缩短|缩减|[增升提扩降减压])[到至为]?$|^[到至]$"
)
_EACH = re.compile("^([一-龥]{0,4})各$")
_PLACES = re.compile("^[一-龥]{0,4}$")


def promised(found: Sequence[Found], folded: Folded) -> list[Found]:
    """Return `found` without what is no target of its own.

    较2024年下降5% promises 5 %, 由18%降至10% promises 10 %, 127个村每村1名 and 60个村各1台 promise one each, and the
    half-year of 上半年46场 says when.
    """
    kept: list[Found] = []
    for one in found:
        if kept and (other := _together(kept[-1], one, folded.text)) is not None:
            kept[-1] = other
        else:
            kept.append(one)
    return [one for one in kept if len(kept) == 1 or not _is_baseline(one, folded.text)]


def _is_baseline(one: Found, text: str) -> bool:
    return one.target.kind is Kind.DATE and _BASELINE.search(text[: one.start]) is not None


def _together(first: Found, second: Found, text: str) -> Found | None:
    """The one target that two neighbours state, or null where they state two."""
    between = text[first.end : second.start]
    if _BEGIN.search(text[: first.start]) and _CHANGE.match(between):
        return second
    if _is_half_year(first.target) and not between and second.target.kind is not Kind.DATE:
        return second
    if not _counts(first.target) or not _counts(second.target):
        return None
    if second.target.per and text[second.start] == "每" and _PLACES.match(between):
        return second
    if (each := _EACH.match(between)) and second.target.per is None:
        per = each[1] or first.target.unit
        return second._replace(target=second.target.model_copy(update={"per": per}))
    return None


def _is_half_year(target: Target) -> bool:
    return target.kind is Kind.DATE and target.comparator is Comparator.BETWEEN


def _counts(target: Target) -> bool:
    return target.kind is Kind.QUANTITY
