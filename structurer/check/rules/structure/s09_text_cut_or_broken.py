"""S09."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from structurer.check.rule import Draft, rule
from structurer.check.texts import LABELS, cited
from structurer.check.view import ProjectView
from structurer.models.finding import FieldName, Severity

_FIELDS: tuple[FieldName, ...] = ("fund_purpose", "goals")
_OPEN_SIGNS = tuple("，,、；;")
_OPEN_END = re.compile(r"[^\s，,、；;]{0,12}[，,、；;](?=\s*$)")
_HALF_STOP = re.compile(r"[^\s。，]{0,7}[\u4e00-\u9fff”）》]\.(?=\s|$)")
_NUMBERING = re.compile(r"^\s*(\d{1,2})[.、．]\s*(\d{1,2})[.、．](?!\d)", re.MULTILINE)
_LIST_NUMERAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}\.$")
_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "【": "】", "「": "」", "『": "』"}
_CLOSING = {**{close: open_ for open_, close in _PAIRS.items()}, ")": "（"}
_MARKS = re.compile(f"[{re.escape(''.join((*_PAIRS, *_CLOSING)))}]")
_AFTER_OPENING = 8  # characters quoted from an opening mark on


class _Flaw(NamedTuple):
    quote: str
    start: int
    zh: str
    en: str


@rule(
    "S09",
    "text-cut-or-broken",
    Severity.INFO,
    authority=("practice",),
    zh="{field}在“{quote}”处{flaw}，请核对文字是否完整。",
    en="The {field_en} is cut or broken at “{quote}”: {flaw_en}.",
    suggestion="补全或更正文字",
)
def text_cut_or_broken(project: ProjectView) -> Iterator[Draft]:
    """Goal or purpose breaks off, or its punctuation or numbering is broken.

    **Why it matters** The rest of the sentence may have been lost when the table was filled in or copied.

    **Flagged** A text that ends with ， 、 or ；; a quotation mark or bracket that is never closed; a half-width full stop
    behind a Chinese sentence; list numbers printed twice (`1.1.` `2.2.`).

    **Fine** A missing final 。; decimal numbers; numbering in levels (`1.1.` `1.2.`); items that end with ；.
    """
    found = [(field, flaw) for field in _FIELDS if (flaw := _flaw(project.text(field)))]
    if found:
        field, first = found[0]
        words = {"field": LABELS[field].zh, "field_en": LABELS[field].en, "quote": cited(first.quote)}
        spots = tuple(project.spot(one, flaw.quote, flaw.start) for one, flaw in found)
        yield Draft(spots, {**words, "flaw": first.zh, "flaw_en": first.en})


def _flaw(text: str) -> _Flaw | None:
    if text.rstrip().endswith(_OPEN_SIGNS) and (end := _OPEN_END.search(text)):
        return _Flaw(end[0], end.start(), "以未完的标点结尾", "it ends with an open punctuation mark")
    if (at := _never_closed(text)) is not None:
        return _Flaw(text[at : at + _AFTER_OPENING], at, "引号或括号没有闭合", "a mark is never closed")
    for stop in _HALF_STOP.finditer(text):
        if not _LIST_NUMERAL.match(stop[0]):
            return _Flaw(
                stop[0], stop.start(), "句末使用了半角句点", "a half-width full stop ends a sentence"
            )
    numbers = list(_NUMBERING.finditer(text))
    if numbers and all(number[1] == number[2] for number in numbers):
        quote = numbers[0][0]
        return _Flaw(
            quote.strip(), numbers[0].end() - len(quote.lstrip()), "序号重复", "list numbers are doubled"
        )
    return None


def _never_closed(text: str) -> int | None:
    """Where the first mark stands that is never closed; full and half width close each other."""
    waiting: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text):
        sign = mark[0]
        if sign in _PAIRS:
            waiting.append((_CLOSING[_PAIRS[sign]], mark.start()))
        elif waiting and _CLOSING.get(sign) == waiting[-1][0]:
            waiting.pop()
    return waiting[0][1] if waiting else None
