"""Values without a target: what their words say."""

import re
from dataclasses import dataclass
from functools import cache

from structurer.lexicon.polarity import polarity
from structurer.models.value import Ambiguity, Evidence, Grade, Kind, Question, Reading, RowContext, Target
from structurer.normalize.lexicon import degree_words, grades, words

_BROKEN = re.compile(
    r"\d[*×xX]\d"  # 38*24小时
    r"|[%‰]{3}|[%‰]个百分点"
    r"|^[≥≤≧≦<>=]*[*×＊]+[一-龥%‰]{1,3}$"  # a sign where the number belongs
    r"|^[≥≤≧≦<>=]+[^\d一二三四五六七八九十两半零百]*$"  # a sign without a number
    r"|×{2,}|\*{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])"  # a placeholder of the blank form
    r"|\d+\.\d+\.\d+(?:%|$)"
)
ROUND_THE_CLOCK = re.compile(r"(?<!\d)(?:7[*×xX]24|24[*×xX]7)(?:个)?小时")
_END = re.compile(r"[。;；,，!！.、]+$")
_GRADE_ORDER = (Grade.MARKED, Grade.EFFECTIVE, Grade.BASIC, Grade.PLAIN)
_SHORT = 12  # characters: a longer cell without number is prose
_MEASURE = re.compile(r"(?:满意度|满意率|合格率|完成率|覆盖率|及时率|数量|次数|人数)$")
_NONE = ("无", "零", "没有")
_EVERY = re.compile(r"每|按[年季月周日]|逐[年季月周日]")
_GENERIC = frozenset(
    {"标准", "规定", "规范", "计划", "文件", "预算", "约定"}
)  # named alone they name no document


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of a value."""

    kind: Kind
    targets: tuple[Target, ...] = ()
    grade: Grade | None = None
    ambiguous: tuple[Ambiguity, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None


def is_malformed(text: str) -> bool:
    """Tell whether a folded value cannot be read: a broken number, a placeholder, a sign without a number."""
    if not text or text in words()["placeholder"]["words"] or not any(char.isalnum() for char in text):
        return True
    return _BROKEN.search(text) is not None and not ROUND_THE_CLOCK.search(text)


def read_words(text: str, row: RowContext) -> Verdict:
    """Decide a folded value without a target: zero event, reference, binary, graded; else it stays open."""
    bare = _END.sub("", text)
    if bare in words()["binary"]["words"] or _is_form(bare, "binary"):
        return Verdict(Kind.BINARY)
    if _is_zero_event(bare) or (bare in _NONE and polarity(row.level3) == "lower"):
        return Verdict(Kind.ZERO_EVENT)
    if _names_measure(bare, row):
        return Verdict(Kind.MALFORMED, reason="names what is measured, and no target")
    grade, rest = _grade(_without_name(bare, row))
    if grade and not rest:
        return Verdict(Kind.GRADED, grade=grade)
    if _is_form(bare, "reference") or (len(bare) <= _SHORT * 2 and _is_reference(bare)):
        return Verdict(Kind.REFERENCE)
    return _open(bare, grade, rest)


@cache
def _forms(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in words()[kind]["forms"]))


def _is_form(text: str, kind: str) -> bool:
    """Tell whether the whole of `text` has a form that stands for a kind."""
    return _forms(kind).fullmatch(text) is not None


def says_clock(text: str) -> bool:
    """Tell whether `text` gives a time of the day, which no target can hold."""
    return re.search(words()["calendar"]["clock"], text) is not None


def _is_zero_event(text: str) -> bool:
    table = words()["zero_event"]
    if text in table["begins"]:
        return len(text) > 1 and text != "没有"  # 无 and 零 alone may be an empty cell
    if _is_form(text, "zero_event"):
        return True
    begin = next((word for word in table["begins"] if text.startswith(word)), None)
    return begin is not None and len(text) <= _SHORT * 2 and text.endswith(tuple(table["events"]))


def _names_measure(text: str, row: RowContext) -> bool:
    """Tell whether `text` is a label: it ends in what could be measured, and says neither how much nor what is done."""
    if not _MEASURE.search(text):
        return False
    if text in row.level3:
        return not degree_words().find(text)
    return _grade(text.removesuffix("满意度").removesuffix("满意率"))[0] is None


def _is_reference(text: str) -> bool:
    table = words()["reference"]
    begin = max((word for word in table["begins"] if text.startswith(word)), key=len, default=None)
    if begin is None or text.removeprefix(begin) in _GENERIC:
        return False
    return any(word in text for word in table["documents"])


def _without_name(text: str, row: RowContext) -> str:
    """Leave out the row's own name, unless it is all there is."""
    return text.replace(row.level3, "") if row.level3 and len(row.level3) < len(text) else text


def _grade(text: str) -> tuple[Grade | None, str]:
    """The highest grade among the words of `text`, and what is left when all such words are taken out."""
    found: set[str] = set()
    rest, at = [], 0
    while match := grades().find(text, at):
        rest.append(text[at : match.start])
        found.add(match.name)
        at = match.end
    rest.append(text[at:])
    grade = next((grade for grade in _GRADE_ORDER if grade in found), None)
    return grade, "".join(rest).strip(",，、;；。")


def _open(text: str, grade: Grade | None, rest: str) -> Verdict:
    """The best guess for words that no lexicon settles."""
    if len(text) <= _SHORT // 2 and _EVERY.match(text):
        guess = Kind.FREQUENCY
    elif len(text) <= _SHORT and any(word in text for word in words()["calendar"]["words"]):
        guess = Kind.DATE
    elif len(text) <= _SHORT and grade and len(rest) <= len(text) // 2 + 2:
        guess = Kind.GRADED
    elif len(text) <= _SHORT // 2 or _is_form(re.split("[,;、]", text, maxsplit=1)[0], "binary"):
        guess = Kind.BINARY
    else:
        guess = Kind.NARRATIVE
    readings = tuple(
        Reading(kind=kind) for kind in dict.fromkeys((guess, Kind.NARRATIVE, Kind.GRADED, Kind.BINARY))
    )
    question = Ambiguity(question=Question.FREE_TEXT, readings=readings)
    return Verdict(guess, grade=grade if guess is Kind.GRADED else None, ambiguous=(question,))
