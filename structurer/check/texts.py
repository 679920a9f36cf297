"""Texts as they are compared: without list numbers, text of the blank form and punctuation; and figures in them."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from structurer.check.lexicon import any_of, lexicon
from structurer.models.finding import FieldName
from structurer.text import UNSEEN, fold


class Label(NamedTuple):
    """What a field is called in a message."""

    zh: str
    en: str


LABELS: Mapping[FieldName, Label] = MappingProxyType(
    {
        "title": Label("表名", "title"),
        "unit_code": Label("单位编码", "unit code"),
        "unit_name": Label("单位名称", "unit name"),
        "currency_unit": Label("金额单位", "currency unit"),
        "project_code": Label("项目编码", "project code"),
        "project_name": Label("项目名称", "project name"),
        "budget_total": Label("预算数", "total budget"),
        "budget_fiscal": Label("财政资金", "fiscal funds"),
        "budget_other": Label("其他资金", "other funds"),
        "fund_purpose": Label("资金用途", "purpose of the funds"),
        "goals": Label("绩效目标", "performance goal"),
        "payment_plan": Label("资金支出计划", "payment plan"),
        "level1": Label("一级指标", "level-1 indicator"),
        "level2": Label("二级指标", "level-2 indicator"),
        "level3": Label("三级指标", "indicator name"),
        "description": Label("绩效指标描述", "description"),
        "value": Label("指标值", "target value"),
        "basis": Label("指标值确定依据", "basis of the value"),
        "weight": Label("权重", "weight"),
    }
)

FINAL_PUNCTUATION = "。.;,、:!?…"  # as folded
_MEASURE = re.compile(
    r"(?:率|比例|占比|比重|满意度|满意程度|知晓度|[^多少]数|数量|次数|频[次度]|面积|金额|总额|产量|流量|访问量|人次|时间|时限|时长|工期|周期|期限|年限)$"
)
_GAPS = re.compile(rf"(?<![!-~]){UNSEEN.pattern}|{UNSEEN.pattern}(?![!-~])")  # but not between Latin words
_LONGEST_CITED = 40  # characters; the evidence holds all of it
_NO_WORD = re.compile(r"\W+")
_SENTENCE_ENDS = re.compile("[。;!]")
LIST_NUMBER = re.compile(
    r"(?:^|(?<=[\s。；;！]))\s*"
    r"(?:(?:\d{1,2}[.、．](?!\d*[%％元万亿])|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|[一二三四五六七八九十]{1,3}[、．]|[①-⑳]|目标\d{1,2}[:：.、])\s*)+",
    re.MULTILINE,
)
_MEASURES = (
    r"(?:个(?![人体性])|项(?!目)|次(?!性)|套|台|户|名|人(?!才)|份|篇|条|家(?!万户)|件(?!事)|场(?!所)|座|辆|只|株|公里|平方|亩|吨|米|天|小时|"
    r"分钟|元|万|亿|倍)"
)
_FIGURE = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d年)\d|百分之|全覆盖|(?<![统第同专唯之])[一二两三四五六七八九十百千]+" + _MEASURES
)

# What stands for a figure in a blank form, and what it is followed by there.
_GAP = r"(?:[XxＸｘ×＊*]{2,}|[_＿]{2,})"
_GAP_UNITS = (
    "(?:[%％‰个次套件台户元万亿份篇条米亩吨天日月年期批辆株笔场]|人(?!民)|项(?!目)|名(?!称)|家(?!庭)"
    "|小时|分钟|公里|平方)"
)
_RESIDUE = re.compile(
    r"(?<![\u4e00-\u9fff])目标内容(?:\s*\d{1,2}(?!\d)|(?!\w))"
    r"|(?<![邀申])请(?:在此)?填写|此处填写"
    r"|[（(]\s*填写(?!率|完整|情况|质量|规范|准确)[^（）()]*[）)]"
    r"|(?<!\w)示例(?:\s*\d{1,2}(?!\d)|(?=\s*[:：]|\s*$))|[（(【]示例\d{0,2}[）)】]"
    r"|(?<!等)(?:待定|待补充)(?!\w)|(?<!\w)同上(?!\w)"
    rf"|(?<![A-Za-z0-9Ｘ×＊*_]){_GAP}(?=\s*{_GAP_UNITS})|(?<=[≥≤＞＜><=＝]){_GAP}"
    r"|(?:19|20)[XxＸｘ×＊*]{2}(?=\s*年)"
)
_LEAD = re.compile(rf"(?:{LIST_NUMBER.pattern}|{_RESIDUE.pattern}|[\s，,、：:；;。.]+)*", re.MULTILINE)
_NOTHING = re.compile(rf"(?:暂?无|略|[/\\]+|[-—–―]+|\.{{2,}}|n/a|{_GAP})[。.]?", re.IGNORECASE)
_LONGEST_NOTHING = 12
# Quick looks: most cells hold nothing of the kind.
_MAY_HOLD_RESIDUE = re.compile("[目填示待同XxＸｘ×＊*_＿](?:标内容|写|例|[定补]|上|[XxＸｘ×＊*_＿])")
_SAYS_SOMETHING = re.compile(r"(?![暂无略一二三四五六七八九十])[\u4e00-\u9fff]")


def shown(text: str) -> str:
    """Return a printed text as a message quotes it: in one piece, its signs as they are."""
    return _GAPS.sub("", text)


def cited(text: str) -> str:
    """Return a printed text as a message quotes it where it may be long: on one line, and cut."""
    line = " ".join(shown(line) for line in text.splitlines() if line.strip())
    return line if len(line) <= _LONGEST_CITED else line[:_LONGEST_CITED] + "……"


def without_numbers(text: str) -> str:
    """Return `text` without its list numbers, at line starts and inside a line behind a sentence or a blank."""
    return LIST_NUMBER.sub("", text)


def bare(text: str) -> str:
    """Return `text` as a sentence is compared: no list numbers, white space, sentence ends and final punctuation."""
    lines = (fold(line).rstrip(FINAL_PUNCTUATION) for line in without_numbers(text).split("\n"))
    return _SENTENCE_ENDS.sub("", "".join(lines))


def trimmed(folded: str) -> str:
    """Return a folded name without its final punctuation."""
    return folded.rstrip(FINAL_PUNCTUATION)


def is_measure(name: str) -> bool:
    """Tell whether a folded name ends in what is measured: a rate, a count, an amount, a time."""
    return _MEASURE.search(name) is not None


def has_figure(text: str) -> bool:
    """Tell whether a bare text states a figure, Chinese numerals with a measure word too; a year is none."""
    return _FIGURE.search(text) is not None


def residue(text: str) -> tuple[int, int] | None:
    """Find text of the blank form in a printed cell: where the first piece begins and ends."""
    if _is_nothing(text):
        start = len(text) - len(text.lstrip())
        return start, start + len(text.strip())
    found = _RESIDUE.search(text) if _MAY_HOLD_RESIDUE.search(text) else None
    return found.span() if found else None


def without_residue(text: str) -> str:
    """Return `text` without what is left in it of the blank form; empty where nothing else is printed."""
    if _is_nothing(text):
        return ""
    return _RESIDUE.sub("", text) if _MAY_HOLD_RESIDUE.search(text) else text


def states_nothing(text: str) -> bool:
    """Tell whether nothing is left of a cell when list numbers and text of the blank form are taken out."""
    return not bare(without_residue(text))


def _is_nothing(text: str) -> bool:
    """Tell whether a cell is only `无`, `/` or the like, with or without a list number."""
    return (
        len(text) <= _LONGEST_NOTHING
        and _SAYS_SOMETHING.search(text) is None
        and _NOTHING.fullmatch(fold(without_numbers(text))) is not None
    )


def body_start(text: str) -> int:
    """Find where a printed text begins behind its first list number and text of the blank form."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def beyond_name(text: str, name: str) -> str:
    """Return what a bare text says beyond a project's name: no piece of 2 characters and more of it, no filler."""
    name = bare(name)
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    shared = [text[at : at + 2] in pairs for at in range(len(text) - 1)]
    signs = zip(text, [False, *shared], [*shared, False], strict=True)
    kept = "".join(" " if before or behind else sign for sign, before, behind in signs)
    return _NO_WORD.sub("", _fillers().sub("", kept))


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(any_of(lexicon("terms")["fillers"]["words"]))
