"""Telling headings, page numbers and the like by their form."""

import re

from structurer.parse.forms import Forms
from structurer.text import fold

LIST_NUMBER = re.compile(
    r"\s*(?:\d+(?:\.\d+)*[.、．]|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[)）])\s*"
)
CURRENCY_LINE = re.compile(r"^(.*?)((?:金额)?\s*单\s*位\s*[:：]\s*)(\S+)\s*$", re.DOTALL)
_HEADING = re.compile(r"绩效目标(?:申报|申请|审核|批复|自评)?表(?:\([^()]*\))?$")
_CAPTION = re.compile(r"\s*附?表\s*[\d一二三四五六七八九十]{1,3}(?:[-—－]\d+)?[\s:：、.．]")
_LONGEST_HEADING = 300
_PAGE_NUMBER = re.compile(r"^(?:[-\u2012-\u2015]*\d{1,4}[-\u2012-\u2015]*|第\d{1,4}页(?:[,/]?共\d{1,4}页)?)$")
_CONTENTS_ENTRY = re.compile(r"绩效目标\S*表[.·…\-]*\d*$")


def is_heading(line: str) -> bool:
    """Tell whether `line` ends as the heading of a target table does."""
    return len(line) <= _LONGEST_HEADING and "绩" in line and _HEADING.search(fold(line)) is not None


def is_caption(text: str) -> bool:
    """Tell whether `text` is the caption of any table, such as 表3 机构人员情况."""
    return _CAPTION.match(text) is not None


def is_page_number(line: str) -> bool:
    """Tell whether `line` is a page number and nothing else."""
    return _PAGE_NUMBER.match(fold(line)) is not None


def is_numbered(line: str) -> bool:
    """Tell whether `line` begins with a list number."""
    return LIST_NUMBER.match(line) is not None


def is_contents_title(line: str) -> bool:
    """Tell whether `line` heads a contents list."""
    return fold(line) == "目录"


def is_contents_entry(line: str) -> bool:
    """Tell whether `line` may stand in a contents list: a heading, with or without leaders and a page number."""
    return len(line) <= _LONGEST_HEADING and _CONTENTS_ENTRY.search(fold(line)) is not None


def states_currency(text: str, forms: Forms) -> bool:
    """Tell whether `text` is, or ends with, the line 单位：万元."""
    if "单" not in text:
        return False
    found = CURRENCY_LINE.match(text)
    return found is not None and currency_of(found[3], forms) is not None


def currency_of(text: str, forms: Forms) -> str | None:
    """The currency unit that `text` names, 人民币 before it left out."""
    unit = fold(text).removeprefix("人民币")
    return unit if unit in forms.currency else None
