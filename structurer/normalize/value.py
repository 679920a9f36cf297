"""One printed value and its row's words to an `IndicatorValue`, by rule."""

import re
from collections.abc import Sequence
from decimal import Decimal

from structurer.models import IndicatorValue
from structurer.models.value import (
    Ambiguity,
    Comparator,
    Evidence,
    Kind,
    Question,
    Reading,
    RowContext,
    Target,
)
from structurer.normalize.direction import direction_of
from structurer.normalize.folded import Folded
from structurer.normalize.lexicon import fillers, words
from structurer.normalize.promised import promised
from structurer.normalize.targets import Found, find_targets
from structurer.normalize.wording import ROUND_THE_CLOCK, Verdict, is_malformed, read_words, says_clock
from structurer.text import fold

_MONEY_ROW = re.compile("成本|费|资金|支出|经费|金额|价|补贴|补助|投资|收入")
_PUNCTUATION = re.compile(r"[\s,，;；。、.:：!！()（）“”\"'·\0]+")
_EVENT = re.compile(r"([^,，;；。、\n]{2,20}?(?:之日起|以后|之后|后|起|之前|前))$")
_CLAUSE_END = re.compile(r"[,;。、\n]")
_BRACKET = re.compile(r"\(([^()]{1,20})\)")
_ABOUT = re.compile(r"[约近](?=[\d一二两三四五六七八九十])")
_REPEATED = re.compile("每(?:年|月|周|季|日|天|人|名|户|个|半年)|年内|月内")
_NO_SHARE = ("性", "效能", "能力", "水平", "氛围", "环境", "意识", "形象", "作用", "影响")
_WHOLE = 100  # a share without a sign cannot be more
_CALENDAR_MONTHS = 12
_SHORT_REST = 4  # characters left beside the one target of a cell that add nothing
_CHECKABLE = frozenset(
    {Kind.COMPOSITE, Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION, Kind.DATE, Kind.FREQUENCY, Kind.QUANTITY}
    | {Kind.ZERO_EVENT, Kind.REFERENCE, Kind.BINARY}
)


def normalize_value(text: str, context: RowContext | None = None) -> IndicatorValue:
    """Say what a printed value means.

    Args:
        text: The cell as printed; kept as it is, outer white space trimmed.
        context: The words of its row. Without them, what depends on them stays ambiguous.

    Returns:
        The value with kind, targets, grade, direction and checkable, decided by rule. Where a rule cannot be right,
        `ambiguous` carries the question and the candidate readings, and the value is the best guess. Spans are
        offsets into the returned `text`. Never raises: what cannot be read is of kind `malformed`.
    """
    row = RowContext(*map(fold, context)) if context else RowContext()
    printed = text.strip()
    folded = Folded.of(printed)
    verdict = _decide(folded, row)
    return IndicatorValue(
        text=printed,
        kind=verdict.kind,
        targets=verdict.targets,
        grade=verdict.grade,
        direction=direction_of(folded.text, verdict.kind, verdict.targets, row),
        checkable=_is_checkable(printed, verdict, row),
        decided_by="rule",
        ambiguous=verdict.ambiguous,
        evidence=tuple(_as_printed(one, context) for one in verdict.evidence if context),
        reason=verdict.reason,
    )


def _as_printed(evidence: Evidence, row: RowContext) -> Evidence:
    """The same evidence in the characters that its field prints."""
    field = Folded.of(getattr(row, evidence.field))
    at = field.text.find(evidence.quote)
    quote = field.printed if at < 0 else field.as_printed(at, at + len(evidence.quote))
    return evidence.model_copy(update={"quote": quote})


def _is_checkable(text: str, verdict: Verdict, row: RowContext) -> bool:
    """Tell whether a third party could decide it with no further definition."""
    name = row.level3
    if any(word in text for word in words()["vague"]["words"]):
        return False
    if verdict.kind is not Kind.COMPOSITE and _ABOUT.search(text):
        return False
    if verdict.kind is Kind.BINARY:
        return "及时" not in text
    if verdict.kind is Kind.PERCENTAGE:
        return not name.endswith(_NO_SHARE)
    if any(target.unit is None and (target.number or 0) > _WHOLE for target in verdict.targets):
        return not name.endswith(("率", "满意度"))
    return verdict.kind in _CHECKABLE


def _decide(folded: Folded, row: RowContext) -> Verdict:
    text = folded.text
    if is_malformed(text):
        return Verdict(Kind.MALFORMED)
    if clock := ROUND_THE_CLOCK.search(text):
        return _round_the_clock(folded, clock)
    about_money = ("万" in text or "亿" in text) and _MONEY_ROW.search(row.level2 + row.level3) is not None
    read = find_targets(folded, about_money=about_money)
    if not read:
        return read_words(text, row)
    if says_clock(text):
        readings = (Reading(kind=Kind.DATE), Reading(kind=Kind.NARRATIVE))
        return Verdict(Kind.DATE, ambiguous=(Ambiguity(question=Question.FREE_TEXT, readings=readings),))
    found = [one._replace(target=_with_condition(one, read, folded)) for one in read]
    distinct = _with_deadlines(_distinct(promised(found, folded)), text)
    rest = _rest(text, found, row)
    if len(distinct) > 1:
        return _composite(distinct, rest, text)
    return _single(distinct[0], rest, row)


def _round_the_clock(folded: Folded, clock: re.Match[str]) -> Verdict:
    """7*24小时: by its form a broken number, by custom all hours of all days."""
    unit_start = clock.end() - 2
    target = Target(
        kind=Kind.DURATION,
        comparator=Comparator.EQ,
        number=Decimal(24),
        unit=folded.as_printed(unit_start, clock.end()),
        unit_code="h",
        base_value=Decimal(24),
        per="日",
        span=folded.span(clock.start(), clock.end()),
    )
    readings = (Reading(kind=Kind.DURATION, targets=(target,)), Reading(kind=Kind.MALFORMED))
    question = Ambiguity(question=Question.HIDDEN_TARGET, readings=readings)
    return Verdict(Kind.DURATION, (target,), ambiguous=(question,))


def _distinct(found: Sequence[Found]) -> list[Found]:
    """One target said twice is one target, read where it is printed first; the other may add what it leaves open."""
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        target = one.target
        code = "mo" if one.month else target.unit_code
        number = target.base_value if target.unit_code else target.number
        key = (
            number,
            target.number_max,
            code,
            target.per,
            target.date_from,
            target.date_to,
            _bracketed(target),
        )
        first = kept.setdefault(key, one)
        if first is not one:
            condition = first.target.condition or target.condition
            kept[key] = first._replace(
                target=first.target.model_copy(update={"condition": condition}),
                month=first.month and one.month,
            )
    return list(kept.values())


def _bracketed(target: Target) -> str | None:
    return (
        target.condition if target.condition and not target.condition.endswith(("后", "前", "起")) else None
    )


def _with_deadlines(found: list[Found], text: str) -> list[Found]:
    """A number with its own deadline is one target: the only two in the cell, or side by side in a clause."""
    merged: list[Found] = []
    for one in found:
        last = merged[-1] if merged else None
        is_pair = (
            last is not None
            and last.target.kind is Kind.DATE
            and last.target.comparator is Comparator.LE
            and one.target.kind is not Kind.DATE
            and (len(found) == 2 or not _CLAUSE_END.search(text, last.end, one.start))
        )
        if last is not None and is_pair:
            target = one.target.model_copy(update={"date_to": last.target.date_to})
            merged[-1] = one._replace(target=target)
        else:
            merged.append(one)
    return merged


def _with_condition(one: Found, found: Sequence[Found], folded: Folded) -> Target:
    """The words that limit a target: an event it counts from, or what stands in brackets behind it."""
    begin = max((other.end for other in found if other.end <= one.start), default=0)
    if event := _EVENT.search(folded.text[begin : one.start]):
        return one.target.model_copy(update={"condition": event[1]})
    if bracket := _BRACKET.match(folded.text, one.end):
        return one.target.model_copy(update={"condition": bracket[1]})
    return one.target


def _rest(text: str, found: Sequence[Found], row: RowContext) -> str:
    """What a cell says beside its targets, their conditions, filling words and words of its own row."""
    chars = list(text)
    for one in found:
        chars[one.start : one.end] = "\0" * (one.end - one.start)
        begin = max((other.end for other in found if other.end <= one.start), default=0)
        if one.target.condition and (at := text.find(one.target.condition, begin)) >= 0:
            chars[at : at + len(one.target.condition)] = "\0" * len(one.target.condition)
    rest = _PUNCTUATION.sub("", "".join(chars))
    if not rest:
        return ""
    rest = "".join(chars)
    for piece in sorted({row.level3, row.description} - {""}, key=len, reverse=True):
        rest = rest.replace(piece, "\0")
    while match := fillers().find(rest):
        rest = rest[: match.start] + "\0" + rest[match.end :]
    return _PUNCTUATION.sub("", rest)


def _composite(found: list[Found], rest: str, text: str) -> Verdict:
    targets = tuple(one.target for one in found)
    is_doubtful = (
        len(rest) > _SHORT_REST * len(found)
        or any(one.chinese for one in found)
        or any(target.unit is None and target.number is not None for target in targets)
        or any(_stands_in_bracket(one, text) for one in found)
        or _is_one_range(targets)
    )
    readings = (Reading(kind=Kind.COMPOSITE, targets=targets), Reading(kind=Kind.NARRATIVE))
    question = (Ambiguity(question=Question.HIDDEN_TARGET, readings=readings),) if is_doubtful else ()
    return Verdict(Kind.COMPOSITE, targets, ambiguous=question)


def _stands_in_bracket(one: Found, text: str) -> bool:
    """Tell whether a number is printed inside brackets: it may limit the target before them, or be one itself."""
    return text[: one.start].count("(") > text[: one.start].count(")")


def _is_one_range(targets: tuple[Target, ...]) -> bool:
    """Tell whether two bounds may be the ends of one range: ≥80%且≤90%."""
    if len({target.unit_code for target in targets}) > 1 or any(target.condition for target in targets):
        return False
    bounds = {target.comparator for target in targets}
    return bool(bounds & {Comparator.GE, Comparator.GT}) and bool(bounds & {Comparator.LE, Comparator.LT})


def _single(one: Found, rest: str, row: RowContext) -> Verdict:
    target = one.target
    if one.month:
        return _month(one, rest, row)
    is_two_numbers = target.per is not None and target.per[0].isdigit()  # 120座/96亩 is no rate
    if len(rest) > _SHORT_REST or (one.chinese and rest) or is_two_numbers:
        readings = (Reading(kind=target.kind, targets=(target,)), Reading(kind=Kind.NARRATIVE))
        return Verdict(
            target.kind, (target,), ambiguous=(Ambiguity(question=Question.HIDDEN_TARGET, readings=readings),)
        )
    if target.kind is Kind.QUANTITY and target.unit is None:
        readings = (
            Reading(kind=Kind.QUANTITY, targets=(target,)),
            Reading(kind=Kind.PERCENTAGE, targets=(target.model_copy(update={"kind": Kind.PERCENTAGE}),)),
        )
        return Verdict(
            Kind.QUANTITY, (target,), ambiguous=(Ambiguity(question=Question.UNIT, readings=readings),)
        )
    if target.unit == "次数" or (target.unit == "次" and _REPEATED.search(row.level3 + row.description)):
        readings = (
            Reading(kind=Kind.QUANTITY, targets=(target,)),
            Reading(kind=Kind.FREQUENCY, targets=(target.model_copy(update={"kind": Kind.FREQUENCY}),)),
        )
        return Verdict(
            Kind.QUANTITY, (target,), ambiguous=(Ambiguity(question=Question.TIMES, readings=readings),)
        )
    return Verdict(target.kind, (target,))


def _month(one: Found, rest: str, row: RowContext) -> Verdict:
    """N月: a length of time or a month of the year; the row's own words may settle it."""
    long = one.target
    month = f"--{int(long.number or 0):02d}"
    date = Target(
        kind=Kind.DATE,
        comparator=long.comparator,
        date_from=month if long.comparator is Comparator.EQ else None,
        date_to=month,
        condition=long.condition,
        span=long.span,
    )
    readings = (Reading(kind=Kind.DURATION, targets=(long,)), Reading(kind=Kind.DATE, targets=(date,)))
    number = int(long.number or 0)
    if number > _CALENDAR_MONTHS or number == 0 or long.number != number:
        return Verdict(Kind.DURATION, (long,), reason=f"{long.number} is no month of the year")
    for field in ("level3", "description"):
        text = getattr(row, field)
        for sense, reading in zip(("duration", "date"), readings, strict=True):
            word = next((word for word in words()["month"][sense] if word in text), None)
            if word and len(rest) <= _SHORT_REST:
                evidence = (Evidence(field=field, quote=word),)
                return Verdict(reading.kind, reading.targets, evidence=evidence, reason=f"{word} in {field}")
    return Verdict(Kind.DURATION, (long,), ambiguous=(Ambiguity(question=Question.MONTH, readings=readings),))
