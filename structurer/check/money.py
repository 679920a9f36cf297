"""Cost rows and the budget, in yuan and exact."""

from decimal import Decimal

from structurer.check.view import ProjectView, RowView, Section
from structurer.models.value import Comparator, Kind

YUAN_IN_WAN = 10_000
_UNIT_WORDS = ("每", "均", "单位", "单价", "单项", "标准", "增长率", "节约率", "降低率")
_LOWER_BOUNDS = (Comparator.GE, Comparator.GT)


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
    if (
        row.section is not Section.COST
        or len(row.targets) != 1
        or any(word in row.name for word in _UNIT_WORDS)
    ):
        return None
    target = row.targets[0]
    if target.kind is not Kind.MONEY or target.per or target.comparator in _LOWER_BOUNDS:
        return None
    return target.base_value
