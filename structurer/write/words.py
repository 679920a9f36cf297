"""The words that people read for what the models call in English, and places and targets in words.

Keys are the values of the models' enumerations; a test holds the tables complete. The English words are the keys
themselves, without underscores.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from structurer.models import Place, ReviewCode, Severity, Why
from structurer.models.finding import FieldName
from structurer.models.value import Comparator, Confidence, Direction, Grade, Kind, Question, Target

Lang = Literal["zh", "en"]

KIND_ZH: Mapping[Kind, str] = {
    Kind.COMPOSITE: "复合目标",
    Kind.MALFORMED: "无法识读",
    Kind.PERCENTAGE: "百分比",
    Kind.MONEY: "金额",
    Kind.DURATION: "时长",
    Kind.DATE: "日期",
    Kind.FREQUENCY: "频次",
    Kind.QUANTITY: "数量",
    Kind.ZERO_EVENT: "零发生",
    Kind.REFERENCE: "参照文件",
    Kind.BINARY: "是否达成",
    Kind.GRADED: "程度描述",
    Kind.NARRATIVE: "文字叙述",
}
GRADE_ZH: Mapping[Grade, str] = {
    Grade.MARKED: "显著",
    Grade.EFFECTIVE: "有效",
    Grade.BASIC: "基本",
    Grade.PLAIN: "无程度词",
}
DIRECTION_ZH: Mapping[Direction, str] = {
    Direction.HIGHER: "越高越好",
    Direction.LOWER: "越低越好",
    Direction.EXACT: "以相符为好",
}
COMPARATOR_ZH: Mapping[Comparator, str] = {
    Comparator.EQ: "等于",
    Comparator.GE: "不低于",
    Comparator.LE: "不高于",
    Comparator.GT: "高于",
    Comparator.LT: "低于",
    Comparator.BETWEEN: "介于",
}
COMPARATOR_SIGNS: Mapping[Comparator, str] = {
    Comparator.EQ: "=",
    Comparator.GE: "≥",
    Comparator.LE: "≤",
    Comparator.GT: ">",
    Comparator.LT: "<",
    Comparator.BETWEEN: "～",
}
SEVERITY_ZH: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFO: "提示",
}
DECIDED_ZH: Mapping[Literal["rule", "llm", "human", "open", "template"], str] = {
    "rule": "规则",
    "llm": "模型",
    "human": "人工",
    "open": "待定",
    "template": "程序",
}
CONFIDENCE_ZH: Mapping[Confidence, str] = {"high": "高", "medium": "中", "low": "低"}
CHECKABLE_ZH: Mapping[bool | None, str] = {True: "可核查", False: "不可核查", None: "尚未判断"}
QUESTION_ZH: Mapping[Question, str] = {
    Question.MONTH: "“N月”是月数还是月份，无法确定",
    Question.UNIT: "数字没有计量单位",
    Question.TIMES: "“次数”是数量还是频次，无法确定",
    Question.HIDDEN_TARGET: "句中有数字，是否就是目标值，无法确定",
    Question.FREE_TEXT: "文字表述，规则无法判定类型",
}
REVIEW_ZH: Mapping[ReviewCode, str] = {
    ReviewCode.CUT: "原文在本行中断",
    ReviewCode.NO_VALUE: "本行没有指标值",
    ReviewCode.NO_INDICATORS: "项目没有指标行",
    ReviewCode.PIECES: "本行由断开的文字拼合而成",
    ReviewCode.SHIFTED: "单元格错列，或合并的一级指标丢失",
    ReviewCode.SURPLUS: "单元格多于表格列数",
    ReviewCode.AMOUNT: "表头金额无法识读",
    ReviewCode.NO_CURRENCY: "金额未注明单位，无法折算成元",
    ReviewCode.INSTRUCTIONS: "文字疑似对程序下指令",
    ReviewCode.MODEL_REJECTED: "模型的回答没有原文依据，未采用",
    ReviewCode.MODEL_UNAVAILABLE: "本应询问模型，未能询问",
    ReviewCode.OCR: "由图片文字识别得到，请对照原件",
    ReviewCode.HALF_RECOGNISED: "表格只识别出一部分，有一栏未能识别",
    ReviewCode.REFUSED: "人工认为现有读法都不成立",
    ReviewCode.INSTALMENTS: "资金支出计划与日期对不上",
}
FIELD_ZH: Mapping[FieldName, str] = {
    "title": "表名",
    "unit_code": "单位编码",
    "unit_name": "单位名称",
    "currency_unit": "金额单位",
    "project_code": "项目编码",
    "project_name": "项目名称",
    "budget_total": "预算数",
    "budget_fiscal": "财政资金",
    "budget_other": "其他资金",
    "fund_purpose": "资金用途",
    "goals": "绩效目标",
    "payment_plan": "资金支出计划",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "description": "指标描述",
    "value": "指标值",
    "basis": "确定依据",
    "weight": "权重",
}
WHY_ZH: Mapping[Why, str] = {
    Why.LABEL: "表格自身的栏目名",
    Why.BOOKMARK: "转换留下的书签",
    Why.MARKUP: "编辑器标记",
    Why.CONTENTS: "目录",
    Why.PAGE_NUMBER: "页码",
    Why.RUNNING_HEAD: "页眉页脚",
    Why.HIDDEN: "文件中有、页面上不显示",
    Why.COVERED: "被合并单元格遮住",
    Why.DELETED: "修订中删除的文字",
    Why.NOTE: "脚注、尾注或批注",
    Why.FORMULA: "单元格的公式",
    Why.NO_RESULT: "没有计算结果的公式",
    Why.PICTURE: "图片，未识读",
    Why.NAVIGATION: "网页导航链接",
    Why.REPEATED: "逐行重复的项目信息",
    Why.NO_TARGET_TABLE: "目标表以外的文字",
    Why.NO_COLUMN: "没有对应栏目的单元格",
    Why.NO_LABEL: "没有名称的表头单元格",
}
_UNIT_CODES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "CNY": "元",
        "a": "年",
        "mo": "个月",
        "d": "天",
        "h": "小时",
        "min": "分钟",
        "s": "秒",
        "m2": "平方米",
    },
    "en": {
        "CNY": "CNY",
        "a": "years",
        "mo": "months",
        "d": "days",
        "工作日": "working days",
        "h": "hours",
        "min": "minutes",
        "s": "seconds",
        "m2": "m²",
    },
}
_ISO_DATE = re.compile(r"(?:(?P<y>\d{4})|-)(?:-(?P<m>\d\d)|-(?=-))?(?:-(?P<d>\d\d))?")
_DATE_BOUNDS: Mapping[str, Mapping[Comparator, str]] = {
    "zh": {
        Comparator.LE: "不晚于{}",
        Comparator.LT: "早于{}",
        Comparator.GE: "不早于{}",
        Comparator.GT: "晚于{}",
    },
    "en": {
        Comparator.LE: "by {}",
        Comparator.LT: "before {}",
        Comparator.GE: "from {}",
        Comparator.GT: "after {}",
    },
}


def place_in_words(place: Place, lang: Lang = "zh") -> str:
    """Where something is printed: `第3页，第2张表，第4行，第5列`, `sheet “目标表”, row 4`; "" where nothing is known."""
    names = {
        "zh": ("第{}页", "工作表“{}”", "第{}张表", "表内第{}行", "第{}列", "原文第{}行"),
        "en": ("page {}", "sheet “{}”", "table {}", "row {}", "column {}", "line {}"),
    }[lang]
    parts = (place.page, place.sheet, place.table, place.row, place.column, place.line)
    said = [name.format(part) for name, part in zip(names, parts, strict=True) if part is not None]
    return ("，" if lang == "zh" else ", ").join(said)


def target_in_words(target: Target, lang: Lang = "zh") -> str:
    """What a target asks for: `≥4.2万人`, `90～120分钟/场`, `不晚于2026年9月`; "" for a time in words alone."""
    parts = [_amount_in_words(target), _dates_in_words(target, lang)]
    said = ("，" if lang == "zh" else ", ").join(filter(None, parts))
    if not target.condition:
        return said
    return f"{said}（{target.condition}）" if lang == "zh" else f"{said} ({target.condition})".strip()


def date_in_words(date: str, lang: Lang = "zh") -> str:
    """An ISO date of whatever precision: `2026年9月`, `10月`, `26日`; in English as it stands, without leading dashes."""
    found = _ISO_DATE.fullmatch(date)
    if found is None or lang == "en":
        return date
    year, month, day = (part and int(part) for part in found.group("y", "m", "d"))
    named = ((year, "年"), (month, "月"), (day, "日"))
    return "".join(f"{number}{name}" for number, name in named if number)


def unit_in_words(code: str, lang: Lang = "zh") -> str:
    """A unit code as people write it: CNY is 元, h is 小时; what counts things is its own word."""
    return _UNIT_CODES[lang].get(code, code)


def number_in_words(number: Decimal) -> str:
    """An exact number with thousands apart, and without zeros that carry nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def _amount_in_words(target: Target) -> str:
    if target.number is None:
        return ""
    number = number_in_words(target.number)
    behind = (target.unit or "") + (f"/{target.per}" if target.per else "")
    if target.number_max is not None:
        return f"{number}～{number_in_words(target.number_max)}{behind}"
    sign = "" if target.comparator is Comparator.EQ else COMPARATOR_SIGNS[target.comparator]
    return f"{sign}{number}{behind}"


def _dates_in_words(target: Target, lang: Lang) -> str:
    days = [day for day in (target.date_from, target.date_to) if day]
    if not days:
        return ""
    if len(set(days)) == 2:
        joined = "至" if lang == "zh" else " to "
        return joined.join(date_in_words(day, lang) for day in days)
    # Behind a number a date is a deadline; the comparator is the number's.
    bound = target.comparator if target.number is None else Comparator.LE
    return _DATE_BOUNDS[lang].get(bound, "{}").format(date_in_words(days[-1], lang))
