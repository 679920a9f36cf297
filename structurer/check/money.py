"""Cost rows and the budget, in yuan and exact."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from structurer.check.measures import says
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.value import LOWER_BOUNDS, Kind, Target
from structurer.text import fold

YUAN_IN_WAN = 10_000
_UNIT_WORDS = ("每", "均", "单位", "单价", "单项", "标准", "增长率", "节约率", "降低率")
_GRAND_TOTAL = re.compile("总|合计|全部")
# Shares that are prices, or hold against an amount that is known.
_PRICE = re.compile("超支|超概|利率|费率|税率|贴息|折扣")


class CostKind(StrEnum):
    """How a cost row bounds the spending."""

    TOTAL = "total"  # one amount, or a floor of one
    UNIT = "unit"  # a price per thing or per head, one or several
    RATE = "rate"  # a rate of change, or a price that is a share
    WORDS = "words"  # no figure that says what may be spent
    OTHER = "other"  # a figure of another kind, or several amounts


class Costs(NamedTuple):
    """The cost rows of a project: `caps` are those of total kind with their amounts, `total` is what these add up to.

    A row that names the grand total beside its parts is not added to them.
    """

    rows: tuple[RowView, ...]
    caps: tuple[tuple[RowView, Decimal], ...]
    total: Decimal

    @property
    def is_closed(self) -> bool:
        """Tell whether every cost row has an amount, so that their sum can be held against the budget."""
        return bool(self.caps) and len(self.caps) == len(self.rows)


def wan(yuan: Decimal) -> str:
    """`yuan` in 万元 as a reviewer writes it: two decimals, more where they carry something."""
    amount = yuan / YUAN_IN_WAN
    text = f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
    decimals = len(text.partition(".")[2])
    return text if decimals > 2 else f"{amount:.2f}"


def tolerance(project: ProjectView) -> Decimal:
    """The difference in yuan up to which two amounts are equal."""
    return project.settings.tolerance * YUAN_IN_WAN


def total_amount(row: RowView) -> Decimal | None:
    """The amount in yuan of a cost row of total kind; null where it is a unit price, a rate, a lower bound or words."""
    target = row.target
    if target is None or row.section is not Section.COST or any(word in row.name for word in _UNIT_WORDS):
        return None
    if target.kind is not Kind.MONEY or not is_per_year(target) or target.comparator in LOWER_BOUNDS:
        return None
    return target.base_value


def is_per_year(target: Target) -> bool:
    """Tell whether an amount is one for the whole budget year: without a divisor, or 万元/年."""
    return target.per in (None, "年", "年度")


def is_grand_total(row: RowView) -> bool:
    """Tell whether a cost row says by its name that it is the sum of others."""
    return _GRAND_TOTAL.search(row.name) is not None


def costs(project: ProjectView) -> Costs:
    """The cost rows of `project` and their sum."""
    rows = project.rows_of(Section.COST)
    caps = tuple((row, amount) for row in rows if (amount := total_amount(row)) is not None)
    return Costs(rows, caps, _sum(project, caps))


def cost_kind(row: RowView) -> CostKind:
    """How a cost row bounds the spending."""
    if total_amount(row) is not None:
        return CostKind.TOTAL
    kinds = {target.kind for target in row.targets}
    if Kind.MONEY in kinds:
        return _kind_of_money(row)
    if kinds - {Kind.PERCENTAGE}:
        return CostKind.OTHER
    texts = (row.name, fold(row.value.text))
    says_enough = says("change", *texts) or any(_PRICE.search(text) for text in texts)
    return CostKind.RATE if kinds and says_enough else CostKind.WORDS


def _kind_of_money(row: RowView) -> CostKind:
    money = [target for target in row.targets if target.kind is Kind.MONEY]
    if not any(map(is_per_year, money)) or any(word in row.name for word in _UNIT_WORDS):
        return CostKind.UNIT
    return CostKind.TOTAL if len(row.targets) == 1 and is_per_year(money[0]) else CostKind.OTHER


def _sum(project: ProjectView, caps: tuple[tuple[RowView, Decimal], ...]) -> Decimal:
    """The sum of `caps`, or the grand total where a row is named so and agrees with the budget or with its parts."""
    total = sum((amount for _, amount in caps), Decimal(0))
    named = [amount for row, amount in caps if is_grand_total(row)]
    if len(caps) == 1 or not named:
        return total
    limit, budget = tolerance(project), project.budget
    if budget is not None and abs(total - budget) > limit:
        if grand := next((amount for amount in named if abs(amount - budget) <= limit), None):
            return grand
        if len(named) == 1 and abs(named[0] * 2 - total) <= limit:
            return named[0]
    return total
