"""Amounts as figures: exact, with what is unknown, and with all that went into them."""

from decimal import Decimal

from made import made
from structurer.figures import overview
from structurer.figures.figure import Figure, Unit, Words, exact_sum, share
from structurer.figures.money import by_budget, money
from structurer.figures.owned import owned
from structurer.models import Amount, Budget
from structurer.models.result import Result


def ministry(*amounts: str | None, units: tuple[str | None, ...] = ()) -> Result:
    """A document with a project for each amount."""
    submission = made("≥95%", projects=len(amounts))
    names = units or ("甲局",) * len(amounts)
    projects = tuple(
        project.model_copy(
            update={
                "budget": Budget(total=Amount(text=amount, amount=amount and Decimal(amount))),
                "unit_name": unit,
            }
        )
        for project, amount, unit in zip(submission.projects, amounts, names, strict=True)
    )
    return Result("a.txt", submission.model_copy(update={"projects": projects}))


def values(*figures: Figure) -> list[Decimal]:
    return [one.number for one in figures]


def test_a_total_names_the_cells_it_is_the_sum_of_and_those_that_are_not_in_it() -> None:
    seen = money(owned([ministry("1000", None, "0.5")]), groups=5, largest=5)
    assert seen.total.total.number == Decimal("1000.5")
    assert [(ref.document, ref.project, ref.field) for ref in seen.total.total.basis] == [
        ("a.txt", 1, "budget_total"),
        ("a.txt", 3, "budget_total"),
    ]
    assert seen.total.unknown.number == 1
    assert [ref.project for ref in seen.total.unknown.basis] == [2]


def test_an_amount_of_nothing_is_known_and_an_empty_cell_is_not() -> None:
    seen = money(owned([ministry("0", None)]), groups=5, largest=5)
    assert values(seen.total.total, seen.total.unknown) == [0, 1]
    assert seen.largest[0].total is not None
    assert seen.largest[1].total is None


def test_totals_agree_with_the_overview() -> None:
    results = [ministry("1000", None, "0.5", "7", units=("甲局", "乙局", None, "乙局"))]
    seen, other = money(owned(results), groups=9, largest=9), overview(results)
    assert seen.total.total.number == other.budget.amount
    assert [(one.name, *values(one.budget.total, one.rows)) for one in seen.by_department] == [
        (one.name, one.budget.amount, Decimal(one.indicators)) for one in other.by_department
    ]


def test_groups_behind_the_largest_are_added_up_as_the_rest() -> None:
    one = ministry("9", "8", "4", "2", "1", units=("甲", "乙", "丙", "丁", "戊"))
    seen = money(owned([one]), groups=2, largest=9).by_department
    assert [group.name for group in seen] == ["甲", "乙", None]
    assert values(*(group.budget.total for group in seen)) == [9, 8, 7]
    assert [group.share and group.share.value for group in seen] == [
        Decimal("37.5"),
        Decimal("33.3"),
        Decimal("29.2"),
    ]


def test_a_rest_of_one_group_keeps_its_name() -> None:
    seen = money(owned([ministry("9", "8", "4", units=("甲", "乙", "丙"))]), groups=2, largest=9)
    assert [group.name for group in seen.by_department] == ["甲", "乙", "丙"]


def test_projects_go_from_the_largest_down_and_unknown_ones_last() -> None:
    projects = owned([ministry("5", None, "-3", "50")])
    assert [one.project.index for one in by_budget(projects)] == [4, 1, 3, 2]


def test_amounts_longer_than_decimals_are_by_default_add_up_to_the_last_digit() -> None:
    assert exact_sum([Decimal(10) ** 40, Decimal("0.01")]) == Decimal("1" + "0" * 40 + ".01")


def test_there_is_no_share_of_nothing() -> None:
    def yuan(value: str) -> Figure:
        return Figure(Words("甲", "a"), Decimal(value), Unit.YUAN, Words("", ""), ())

    assert share(Words("乙", "b"), yuan("5"), yuan("0")) is None
    assert share(Words("乙", "b"), yuan("5"), yuan("-1")) is None
    assert share(Words("乙", "b"), yuan("1e30"), yuan("0.01")) is None
    part = share(Words("乙", "b"), yuan("1"), yuan("3"))
    assert part is not None
    assert part.value == Decimal("33.3")
