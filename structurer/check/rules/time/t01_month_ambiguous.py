"""T01."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from structurer.check.lexicon import lexicon, pattern_of
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.lexicon.numerals import read_number
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

_SIGN = r"[≤≥<>=≦≧⩽⩾]|不超过|不晚于|不迟于|不多于|不大于|不高于|不少于|不低于|小于|少于|大于|至多|最多|最长|控制在"
_MONTH = re.compile(
    rf"(?P<sign>{_SIGN})?(?<![\d.年每一二三四五六七八九十至到末次当本\-~—.])"
    r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})月"
    r"(?P<behind>以内|之内|内)?(?!份|初|底|末|中|上旬|下旬|前|以前|之前|以后|\d|[-~—至到]|[一二两三]次)"
)
_OTHER_TIMES = re.compile(r"[年日周时秒季]|(?<!每)天|个月|分钟|星期")
_LENGTHS = re.compile("工期|周期|时长|用时|历时")
_MONTHLY = re.compile("每个?月|按月|逐月")
_LAST_MONTH = 12
_READINGS = {
    Kind.DURATION: "时长{n}个月",
    Kind.DATE: "{n}月份",
    Kind.FREQUENCY: "频次，每{n}个月一次",
    None: "尚不能确定",
}


@rule(
    "T01",
    "month-ambiguous",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A9", "practice"),
    zh="时效指标值“{value}”含义不清：{doubt}？",
    en="“{value}” leaves open whether it is {n} months long or {month_en} of the year.",
    suggestion="改写为“≤{n}个月”或具体日期（参考读法：{reading}）",
    question=(
        "The value prints a number and 月 without 年 and without 个. Does the value cell leave open whether it means a "
        "number of months or a month of the year? Confirm (holds) if the value cell by itself can be read either way, "
        "even if other cells of the row suggest one reading; clear it only with a verbatim quote of the value cell "
        "that settles it. Say the likely reading in the reason."
    ),
)
def month_ambiguous(row: RowView) -> Iterator[Draft]:
    """A value says N月: months long, or a month of the year?

    **Why it matters** `≤6月` may end half a year after any day or on 30 June; whether it was met cannot be decided.

    **Flagged** The only time in the value is N月, with or without a sign (`≤10月`, `3月内`). What the row's name and
    description or the goal suggest is given as a reading: a length (建设工期), a month (开工时间), how often (每月).

    **Fine** `≤10个月`, `10月底前`, `10月份`, a printed year (`2025年10月`), a period (`6月-8月`, T03), and a cell that
    says N个月 as well.
    """
    if row.section not in (Section.TIME, None) or "月" not in row.value.text:
        return
    value = fold(row.value.text)
    found = list(_MONTH.finditer(value))
    if len(found) != 1 or _OTHER_TIMES.search(value):
        return
    [month] = found
    if not (month["sign"] or month["behind"] or month[0] == value or _LENGTHS.search(value)):
        return
    number = _number(month["n"])
    if number is None:
        return
    reading = _reading(row, number)
    n = f"{number:f}"
    said = _READINGS[reading].format(n=n).replace("每1个月", "每月")
    yield Draft(
        (row.spot("value"),),
        {"value": row.shown_value, "n": n, "reading": said} | _doubt(number, n),
        is_certain=reading is not None,
    )


def _doubt(number: Decimal, n: str) -> dict[str, object]:
    if number in range(1, _LAST_MONTH + 1):
        return {"doubt": f"是{n}个月还是{n}月份", "month_en": f"the month {n}"}
    return {"doubt": f"没有{n}月份，是否指{n}个月", "month_en": f"a month {n} that is none"}


def _number(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except InvalidOperation:
        return None


def _reading(row: RowView, number: Decimal) -> Kind | None:
    """What the row's own words make of it; first the surest."""
    words = row.name + "\n" + row.description
    months = re.compile(rf"(?<![\d.]){re.escape(format(number, 'f'))}个月")
    if months.search(row.description) or months.search(fold(row.project.text("goals"))):
        return Kind.DURATION
    if number > _LAST_MONTH or number != number.to_integral_value():
        return Kind.DURATION
    if _MONTHLY.search(row.description):
        return Kind.FREQUENCY
    lengths = lexicon("time")["month"]["duration"]
    if any(word in words for word in lengths) or pattern_of("time", "month", "duration_forms").search(words):
        return Kind.DURATION
    if any(word in words for word in lexicon("time")["month"]["date"]):
        return Kind.DATE
    is_judged = row.value.decided_by in ("llm", "human") and row.value.kind in _READINGS
    return row.value.kind if is_judged else None
