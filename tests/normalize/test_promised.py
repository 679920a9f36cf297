"""Numbers that are printed and not promised: what a change is held against, where it begins, when, and for how many."""

import pytest

from structurer import Kind, RowContext, normalize_value
from structurer.models.value import Comparator, Direction

ROW = RowContext("产出指标", "数量指标", "某某情况", "某某情况")
TIME = RowContext("产出指标", "时效指标", "处置时间", "处置时间")


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("较2023年下降7%", Kind.PERCENTAGE, "7"),
        ("比2022年增加4.5%", Kind.PERCENTAGE, "4.5"),
        ("由150户增至260户", Kind.QUANTITY, "260"),
        ("由31%降至22%", Kind.PERCENTAGE, "22"),
        ("从40吨提高到55吨", Kind.QUANTITY, "55"),
    ],
)
def test_what_a_change_is_held_against_or_begins_at_is_no_target(text: str, kind: Kind, number: str) -> None:
    value = normalize_value(text, ROW)
    assert value.kind is kind
    assert [str(one.number) for one in value.targets] == [number]


def test_a_compound_unit_ends_where_the_change_begins() -> None:
    (target,) = normalize_value("从12mg/L降至8mg/L", ROW).targets
    assert (str(target.number), target.unit, target.per) == ("8", "mg", "L")


@pytest.mark.parametrize(
    ("text", "number", "per"),
    [("85个行政村每村至少2名", "2", "村"), ("40个网格各1台", "1", "网格"), ("36家各1份", "1", "家")],
)
def test_so_many_for_each_of_them_is_one_target(text: str, number: str, per: str) -> None:
    value = normalize_value(text, ROW)
    assert value.kind is Kind.QUANTITY
    assert [(str(one.number), one.per) for one in value.targets] == [(number, per)]


def test_two_things_side_by_side_are_two_targets() -> None:
    assert normalize_value("全市9个区县，210个网格", ROW).kind is Kind.COMPOSITE


def test_a_half_year_before_a_count_says_when() -> None:
    value = normalize_value("上半年12场、下半年18场", ROW)
    assert [str(one.number) for one in value.targets] == ["12", "18"]


@pytest.mark.parametrize(
    ("text", "per"), [("每社区不少于3场", "社区"), ("月均1500人", "月"), ("每企业2次", "企业")]
)
def test_a_rate_before_the_number_is_a_divisor(text: str, per: str) -> None:
    assert normalize_value(text, ROW).targets[0].per == per


def test_a_figure_to_be_reached_is_a_least_one() -> None:
    assert normalize_value("达到88%", ROW).targets[0].comparator is Comparator.GE
    assert normalize_value("达71%", ROW).targets[0].comparator is Comparator.GE


@pytest.mark.parametrize(
    ("text", "checkable"), [("约500吨", False), ("近30场", False), ("合同约定5场", True)]
)
def test_about_so_many_cannot_be_checked(text: str, checkable: bool) -> None:  # noqa: FBT001
    assert normalize_value(text, ROW).checkable is checkable


@pytest.mark.parametrize("text", ["材料一次性告知", "一次通过县级验收"])
def test_at_one_go_counts_nothing(text: str) -> None:
    assert normalize_value(text, ROW).targets == ()


def test_a_quarter_of_an_hour_is_fifteen_minutes() -> None:
    (target,) = normalize_value("一刻钟内", TIME).targets
    assert (target.unit_code, str(target.base_value)) == ("min", "15")


@pytest.mark.parametrize(
    ("text", "row", "direction"),
    [
        ("由30%升至42%", ROW, Direction.HIGHER),
        ("由30分钟缩短到12分钟", TIME, Direction.LOWER),
        ("20个工作日", TIME, Direction.LOWER),
        ("18℃～24℃", ROW, Direction.EXACT),
        ("执行市级补助标准", RowContext("产出指标", "成本指标", "补助金额", ""), Direction.EXACT),
        ("不超过上年", RowContext("效益指标", "生态效益指标", "农药使用量", ""), Direction.LOWER),
    ],
)
def test_directions_of_changes_and_set_rates(text: str, row: RowContext, direction: Direction) -> None:
    assert normalize_value(text, row).direction is direction
