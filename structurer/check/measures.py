"""What a name measures and which values fit it, shares and grades: from measures.toml."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from structurer.check.lexicon import any_of, lexicon
from structurer.check.view import RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.value import Comparator, Grade, Kind, Question, Target
from structurer.normalize.lexicon import degree_words
from structurer.normalize.wording import says_clock
from structurer.text import fold

SIGNS = {Comparator.GE: "≥", Comparator.LE: "≤", Comparator.GT: ">", Comparator.LT: "<"}
_BRACKET = re.compile(r"\([^()]*\)$")


class Measure(NamedTuple):
    """What a name measures: the class of its head noun, and the kinds and further units that fit."""

    name: str
    kinds: frozenset[str]
    units: frozenset[str]


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, Measure]]:
    owners = {
        head: Measure(name, frozenset(entry["kinds"]), frozenset(entry["units"]))
        for name, entry in lexicon("measures")["head"].items()
        for head in entry["heads"]
    }
    return re.compile(f"{any_of(owners)}$"), owners


@lru_cache(maxsize=8192)
def measure_of(name: str) -> Measure | None:
    """What a folded name measures, by the noun it ends in; null where no head noun says it."""
    pattern, owners = _heads()
    found = pattern.search(_BRACKET.sub("", name))
    measure = owners[found[0]] if found else None
    return measure if measure and measure.name != "other" else None


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(any_of(lexicon("measures")["words"][group]))


def says(group: str, *texts: str) -> bool:
    """Tell whether one of the folded texts has a word of that group of measures.toml."""
    return any(_words(group).search(text) for text in texts)


def sole_target(row: RowView, *kinds: Kind) -> Target | None:
    """The one target of a row, if it has one only and that is of one of these kinds."""
    target = row.target
    return target if target is not None and target.kind in kinds else None


def is_satisfaction(row: RowView) -> bool:
    """Tell whether a row measures how satisfied people are; complaints and the like are counted the other way."""
    name = row.name
    if row.section is not Section.SATISFACTION and "满意" not in name:
        return False
    return "不满" not in name and polarity(name) != "lower"


def is_share(row: RowView) -> bool:
    """Tell whether a row measures satisfaction, or a part of a whole: no change, no ratio without an upper end."""
    measure = measure_of(row.name)
    if not is_satisfaction(row) and (measure is None or measure.name not in ("share", "progress")):
        return False
    return not says("change", row.name, fold(row.value.text)) and not says("open", row.name, row.description)


def prints_no_sign(row: RowView, target: Target) -> bool:
    """Tell whether a target is a bare figure: no sign and no word (约, 达到, 左右) says how it is meant."""
    if target.comparator is not Comparator.EQ:
        return False
    return re.search("[=约达]|等于|左右|上下", fold(row.value.text)) is None


def states_figure(row: RowView) -> bool:
    """Tell whether a value gives a number or a time: a target, a time of the day, or 零 of something."""
    text = fold(row.value.text)
    return (
        bool(row.targets) or says_clock(text) or (row.value.kind is Kind.ZERO_EVENT and text.startswith("零"))
    )


def is_open(row: RowView) -> bool:
    """Tell whether the kind of a value in words is a rule's best guess that no model or person has settled."""
    value = row.value
    return value.decided_by == "rule" and any(one.question is Question.FREE_TEXT for one in value.ambiguous)


def is_month_open(row: RowView) -> bool:
    """Tell whether N月 may still be months long or a month of the year."""
    return any(one.question is Question.MONTH for one in row.value.ambiguous)


def is_unsure(row: RowView) -> bool:
    """Tell whether it is open if the figures of a sentence are targets at all: no model or person has settled it."""
    return any(one.question is Question.HIDDEN_TARGET for one in row.value.ambiguous)


@cache
def _degree_before_state() -> re.Pattern[str]:
    return re.compile(degree_words().pattern.pattern + any_of(lexicon("measures")["words"]["states"]))


def is_grade(row: RowView) -> bool:
    """Tell whether a value is a word of degree; while its kind is open, only a printed degree word makes it one."""
    value = row.value
    if value.kind not in (Kind.GRADED, Kind.NARRATIVE):
        return False
    if not is_open(row):
        return value.kind is Kind.GRADED
    has_degree = value.kind is Kind.GRADED and value.grade is not Grade.PLAIN
    return has_degree or _degree_before_state().match(fold(value.text)) is not None


def is_narrative(row: RowView) -> bool:
    """Tell whether a value is a sentence; while its kind is open, one that has no word of degree."""
    value = row.value
    return value.kind is Kind.NARRATIVE or (value.kind is Kind.GRADED and is_open(row) and not is_grade(row))


@cache
def _scale() -> tuple[re.Pattern[str], re.Pattern[str]]:
    entry = lexicon("measures")["scale"]
    return re.compile(entry["grades"]), re.compile(entry["threshold"])


def has_scale(row: RowView) -> bool:
    """Tell whether description, basis or a further column (评分标准) says when which grade is reached."""
    grades, threshold = _scale()
    texts = (row.indicator.description, row.indicator.basis, *row.indicator.extra.values())
    folded = [fold(text) for text in texts if text]
    return any(len(set(grades.findall(text))) > 1 or threshold.search(text) for text in folded)
