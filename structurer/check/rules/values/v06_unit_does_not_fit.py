"""V06."""

import re
from collections.abc import Iterator

from structurer.check.lexicon import lexicon
from structurer.check.measures import is_unsure, measure_of, says
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView, Section
from structurer.models.finding import FieldName, Severity
from structurer.models.value import Kind, Target
from structurer.text import fold

_FUNDS = ("资金", "金额", "贷款", "融资", "补助", "补贴", "费")
_OTHER_COSTS = (
    "社会成本",
    "环境成本",
    "生态成本",
)  # 101号 asks for them beside 经济成本, in units of their own
_COUNTED = re.compile(
    r"\d(?:万|千|百)?(?:余|多)?(?:个|台|套|件|项|辆|户|人|家|份|册|场|处|座|间|公里|千米|米|平方米|亩|吨)(?!月)"
)
_NOUN = re.compile(r"[\u4e00-\u9fff]+")
_NO_NOUN = ("以", "及", "左右", "上下", "完成", "参加", "覆盖", "全", "达", "的", "内", "不", "并", "和")


def _is_share_of_change(row: RowView) -> bool:
    return says("change", row.name, fold(row.value.text))


def _fits(row: RowView, target: Target) -> bool | None:
    """Tell whether a target fits what the name measures; null where the name does not say."""
    if target.unit is None and target.kind is Kind.QUANTITY:
        return True  # V02, and ratios
    is_cost = row.section is Section.COST
    if is_cost and any(word in row.indicator.level2 + row.name for word in _OTHER_COSTS):
        return None
    measure = measure_of(row.name)
    if measure is None:
        return target.kind is Kind.MONEY or _is_share_of_change(row) if is_cost else None
    if target.kind in measure.kinds or fold(target.unit or "") in measure.units:
        return True
    if target.kind is Kind.PERCENTAGE:
        return _is_share_of_change(row) or (measure.name == "money" and not is_cost)
    if target.kind is Kind.MONEY:
        return any(word in row.name for word in _FUNDS)
    return measure.name == "share" and target.per is not None  # 6张/千人 is a rate of its own


def _counts_what_the_text_counts(row: RowView) -> bool:
    """Tell whether a 数量 row promises a share of something that its description counts."""
    is_share = row.value.kind is Kind.PERCENTAGE and row.section is Section.QUANTITY
    return is_share and measure_of(row.name) is None and _COUNTED.search(row.description) is not None


def _counted_thing(row: RowView, target: Target) -> str:
    """What a count says that it counts: the noun behind the number, or a unit that is a place."""
    if noun := _NOUN.match(row.value.text, target.span[1]):
        return "" if noun[0].startswith(_NO_NOUN) else noun[0]
    places: list[str] = lexicon("measures")["words"]["places"]
    return target.unit if target.unit in places else ""


def _counts_other_things(row: RowView) -> bool:
    """Tell whether everything counted is a thing that neither name nor description mentions."""
    measure = measure_of(row.name)
    if measure is None or measure.name != "count" or row.value.kind not in (Kind.QUANTITY, Kind.COMPOSITE):
        return False
    things = [_counted_thing(row, target) for target in row.targets]
    return all(things) and not set("".join(things)) & set(row.name + row.description)


@rule(
    "V06",
    "unit-does-not-fit",
    Severity.ERROR,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A7", "A2"),
    zh="指标“{name}”与指标值“{value}”的计量单位不匹配。",
    en="The unit of “{value}” does not fit what “{name}” measures.",
    suggestion="按指标含义重设单位，或修改指标名称",
    question=(
        "Does the value count other things than the indicator's name asks for (a number of systems answered with a "
        "number of villages)? Confirm (holds) if the things counted in the value cell are not the things named; "
        "clear it only with a verbatim quote of name, description or value that shows they are the same."
    ),
)
def unit_does_not_fit(row: RowView) -> Iterator[Draft]:
    """The kind of the value is one that the name does not allow.

    **Why it matters** A count in percent or a rate in hours measures something else than it says; whoever checks
    it has to guess which of the two is meant.

    **Flagged** A count in percent (设备数量 `100%`), a rate in hours (维修及时率 `≤24小时`), a cost in percent
    (采购成本 `≤100%`), a time in percent; a 数量 row with a percentage whose description counts things. A count of
    other things than the name says is a candidate.

    **Fine** 成本节约率 and 增长率 in percent. 效率, 频率 and 速率 are no shares. 完成量 may be a share. A rate whose
    description mentions a count. Values in words are Q01 and Q03, bare numbers V02. 满意度 in 分.
    A sentence of which it is open whether it states a target.
    """
    if not row.targets or is_unsure(row):
        return
    is_certain = True
    fields: tuple[FieldName, ...] = ("level3", "value")
    if all(_fits(row, target) is False for target in row.targets):
        pass
    elif _counts_what_the_text_counts(row):
        fields = ("level3", "description", "value")
    elif _counts_other_things(row):
        is_certain = False
    else:
        return
    spots = tuple(row.spot(field) for field in fields)
    yield Draft(spots, {"name": row.shown_name, "value": row.shown_value}, is_certain=is_certain)
