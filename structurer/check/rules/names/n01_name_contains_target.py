"""N01."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import shown
from structurer.check.view import RowView
from structurer.models.finding import Severity

_QUOTED = re.compile("[“《「][^”》」]*[”》」]")
_TIME = "(?:小时|分钟|天|个?工作日)"
_UNIT = (
    "(?:[%％‰]|[亿万千百]?元|[亿万]|个(?![体人工])|项(?!目)|人(?![才民])|场(?!所)|公里|平方"
    "|[次套台户名份篇条家件座辆株亩吨米])"
)
# A bound in front of a measure says which cases count (48小时内办结率), a number behind 第 which one it is.
_TARGET = re.compile(
    rf"(?<![A-Za-z\d.第])(?>(?:19|20)\d\d\s*年度?|\d+(?:\.\d+)?\s*"
    rf"(?>{_TIME}(?!以?内)|{_UNIT}))(?!及?以[上下]|[制级])"
)
_SERVICE_HOURS = re.compile(r"24\s*小时")


@rule(
    "N01",
    "name-contains-target",
    Severity.INFO,
    authority=("A1r",),
    zh="三级指标“{name}”中写有“{quote}”，建议移到指标值中填写。",
    en="The indicator name “{name}” prints “{quote}”, which belongs into the target value.",
    suggestion="建议名称只写衡量内容，数量、金额和年份写入指标值",
)
def name_contains_target(row: RowView) -> Iterator[Draft]:
    """The name prints a number, an amount or a year that belongs into the value.

    **Why it matters** A name that holds its target has to be rewritten every year, and may contradict the value.

    **Flagged** `2个系统`, `2025年运维费支出`, `配备6名讲师`.

    **Fine** Numbers of buildings, floors, phases, models and lines (`3号楼`, `二期`, `12345`), what stands in quotation
    marks, bounds that say which cases count (`48小时内办结率`, `50人以上企业`), round-the-clock service (`24小时`).
    """
    name = row.text("level3")
    if not any(sign.isdigit() for sign in name):
        return
    hidden = _QUOTED.sub(lambda quoted: "“" * len(quoted[0]), name)
    hidden = _SERVICE_HOURS.sub(lambda hours: "“" * len(hours[0]), hidden)
    if found := _TARGET.search(hidden):
        spot = row.spot("level3", found[0], found.start())
        yield Draft((spot,), {"name": shown(name), "quote": shown(found[0])})
