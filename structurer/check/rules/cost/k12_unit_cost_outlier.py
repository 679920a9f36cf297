"""K12."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from structurer.check.measures import sole_target
from structurer.check.money import total_amount
from structurer.check.rule import Draft, rule
from structurer.check.view import Portfolio, ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Comparator, Kind

# Units whose cost can be compared between projects, the more telling first; a post (岗) is counted in 个.
_UNITS = ("m2", "亩", "公里", "岗", "床", "床位", "户", "吨", "人", "人次")
_NAMES = {"m2": "平方米"}
# What is bought: only projects that buy the same are peers.
_CONTENTS = re.compile(
    "租|物业|保洁|安保|绿化|养护|管护|装修|改造|修缮|维修|新建|培训|轮训|会议|供暖|供热|窗口|帮办|清运|垃圾"
    "|污水|护理|体检|救助|复耕|造林|灌溉|道路|公路|管网|食堂|停车|保险"
)
_TIMES = 2  # a cost that is half or twice the peers' wants a reason


class _UnitCost(NamedTuple):
    project: ProjectView
    cost: RowView
    counts: tuple[RowView, ...]
    unit: str
    yuan: Decimal

    @property
    def key(self) -> tuple[str, frozenset[str]]:
        names = "".join(row.name for row in (self.cost, *self.counts))
        return self.unit, frozenset(_CONTENTS.findall(names))


@rule(
    "K12",
    "unit-cost-outlier",
    Severity.INFO,
    authority=("A9",),
    zh="按“{name}”的指标值“{value}”折算，单位成本约为{yuan}元/{unit}，{peers}。",
    en="By “{value}” of “{name}” the cost comes to {yuan} 元 per {unit}; {peers_en}.",
    suggestion="结合同类项目和市场价格说明测算依据",
)
def unit_cost_outlier(portfolio: Portfolio) -> Iterator[Draft]:
    """What a square metre, a post or a household costs, against other projects that buy the same.

    **Why it matters** Totals say little; the cost per unit is what a briefing compares, and half or twice the usual
    price wants a reason.

    **Flagged** A project with one cost cap and a quantity in a comparable unit whose cost per unit is at most half or
    at least twice the median of its peers. Where no other project buys the same, the cost per unit is given as it is.

    **Fine** A cost per unit near that of the peers. Different contents are no peers: rent with and without 物业.
    """
    groups: dict[tuple[str, frozenset[str]], list[_UnitCost]] = {}
    for project in portfolio.projects:
        if found := _unit_cost(project):
            groups.setdefault(found.key, []).append(found)
    for (_, contents), group in groups.items():
        if contents:
            yield from _compared(group)


def _unit_cost(project: ProjectView) -> _UnitCost | None:
    costs = project.rows_of(Section.COST)
    amount = total_amount(costs[0]) if len(costs) == 1 else None
    if not amount:
        return None
    counted: dict[str, list[RowView]] = {}
    for row in project.rows_of(Section.QUANTITY):
        if unit := _unit(row):
            counted.setdefault(unit, []).append(row)
    unit = next((one for one in _UNITS if one in counted), None)
    if unit is None:
        return None
    rows = tuple(counted[unit])
    number = sum((row.targets[0].base_value or Decimal(0) for row in rows), Decimal(0))
    return _UnitCost(project, costs[0], rows, unit, amount / number) if number else None


def _unit(row: RowView) -> str | None:
    target = sole_target(row, Kind.QUANTITY)
    if target is None or target.per or target.comparator is Comparator.BETWEEN:
        return None
    if target.unit_code == "个" and row.name.endswith(("岗", "岗位")):
        return "岗"
    return target.unit_code


def _compared(group: list[_UnitCost]) -> Iterator[Draft]:
    ordered = sorted(one.yuan for one in group)
    for one in group:
        if len(ordered) == 1:
            yield _draft(one, "没有内容相同的项目可比", "no other project buys the same")
            continue
        usual = _median_without(ordered, one.yuan)
        if one.yuan >= usual * _TIMES or one.yuan * _TIMES <= usual:
            said = f"{len(ordered) - 1}个同类项目的中位数为{_yuan(usual)}元"
            yield _draft(one, said, f"the median of {len(ordered) - 1} peers is {_yuan(usual)} 元")


def _median_without(ordered: list[Decimal], own: Decimal) -> Decimal:
    """The median of all but `own`."""
    at, rest = bisect_left(ordered, own), len(ordered) - 1
    middle = [ordered[index if index < at else index + 1] for index in ((rest - 1) // 2, rest // 2)]
    return sum(middle, Decimal(0)) / 2


def _draft(one: _UnitCost, peers: str, peers_en: str) -> Draft:
    words = {
        "name": one.cost.shown_name,
        "value": one.cost.shown_value,
        "yuan": _yuan(one.yuan),
        "unit": _NAMES.get(one.unit, one.unit),
        "peers": peers,
        "peers_en": peers_en,
    }
    rows = sorted((*one.counts, one.cost), key=lambda row: row.number)
    return Draft(tuple(row.spot("value") for row in rows), words)


def _yuan(amount: Decimal) -> str:
    return f"{amount:.0f}" if amount >= 100 else f"{amount:.2f}"
