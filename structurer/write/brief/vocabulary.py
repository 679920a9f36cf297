"""The words of the models in the language of the briefing; what people read of kinds, levels and reasons."""

from collections.abc import Mapping
from typing import Final

from structurer.figures.figure import Lang, Words
from structurer.figures.quality import Reason
from structurer.models.finding import Severity
from structurer.models.submission import ReviewCode
from structurer.models.value import Kind, Question
from structurer.write.brief.phrases import word
from structurer.write.words import KIND_ZH, QUESTION_ZH, REVIEW_ZH, SEVERITY_ZH

CATEGORY_EN: Final[Mapping[str, str]] = {
    "信息系统建设": "building information systems",
    "信息系统运维": "running information systems",
    "工程建设": "construction",
    "设施维修养护": "repair and upkeep",
    "设备购置": "equipment",
    "场所租赁与物业": "rent and premises",
    "购买服务": "services bought",
    "会议培训": "meetings and training",
    "宣传与活动": "publicity and events",
    "规划研究与咨询": "plans, studies, advice",
    "补助补贴发放": "grants and subsidies",
    "债务还本付息": "debt service",
    "人员与劳务": "staff and labour",
    "监管执法": "inspection and enforcement",
    "其他": "other",
}
_QUESTION_EN: Final[Mapping[Question, str]] = {
    Question.MONTH: "N月: so many months, or a month of the year",
    Question.UNIT: "a number without a unit",
    Question.TIMES: "次数: how many, or how often",
    Question.HIDDEN_TARGET: "a sentence with a number in it: the target or not",
    Question.FREE_TEXT: "words that no rule could settle",
}
_REVIEW_EN: Final[Mapping[ReviewCode, str]] = {
    ReviewCode.CUT: "the source ends inside the row",
    ReviewCode.NO_VALUE: "the row prints no target",
    ReviewCode.NO_INDICATORS: "the project prints no indicator row",
    ReviewCode.PIECES: "the row was put together from pieces",
    ReviewCode.SHIFTED: "a cell stood beside its column, or a merged cell was lost",
    ReviewCode.SURPLUS: "more cells than the table has columns",
    ReviewCode.AMOUNT: "an amount that cannot be read",
    ReviewCode.NO_CURRENCY: "amounts without a unit, so without a value in yuan",
    ReviewCode.INSTRUCTIONS: "text that speaks to the program that reads it",
    ReviewCode.MODEL_REJECTED: "a model's answer that did not hold and was left out",
    ReviewCode.MODEL_UNAVAILABLE: "a model that was to be asked and could not be",
    ReviewCode.OCR: "read from pictures by text recognition; compare it with the file",
    ReviewCode.HALF_RECOGNISED: "a table of which one column is not known",
    ReviewCode.REFUSED: "no reading of it holds, as a person decided",
    ReviewCode.INSTALMENTS: "a payment plan whose shares and dates do not match",
}


def kind_name(kind: Kind | None) -> Words:
    """The kind of a value; null is not known."""
    if kind is None:
        return Words(word("column_not_judged", "zh"), word("column_not_judged", "en"))
    return Words(KIND_ZH[kind], kind.replace("_", " "))


def severity_name(severity: Severity) -> Words:
    """How much a finding weighs."""
    return Words(SEVERITY_ZH[severity], severity)


def reason_name(reason: Reason) -> Words:
    """Why a person should look."""
    if isinstance(reason, Question):
        return Words(QUESTION_ZH[reason], _QUESTION_EN[reason])
    if isinstance(reason, ReviewCode):
        return Words(REVIEW_ZH[reason], _REVIEW_EN[reason])
    return Words(word(f"reason_{reason}", "zh"), word(f"reason_{reason}", "en"))


def category_name(category: str, lang: Lang) -> str:
    """A category of the closed list."""
    return category if lang == "zh" else CATEGORY_EN[category]
