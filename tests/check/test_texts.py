"""Texts as rules compare them."""

import pytest

from structurer.check.texts import (
    bare,
    beyond_name,
    body_start,
    has_figure,
    is_measure,
    residue,
    shown,
    states_nothing,
    without_residue,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 购置设备。 2. 改造站房；", "购置设备改造站房"),
        ("1.1.购置设备，\n（二）改造站房。", "购置设备改造站房"),
        ("①购置设备；②改造站房", "购置设备改造站房"),
        ("目标1：购置 设备", "购置设备"),
        ("1.2亿元用于还款", "1.2亿元用于还款"),
        ("１．购置设备（一期）", "购置设备(一期)"),
        ("建成3.5公里管网", "建成3.5公里管网"),
    ],
)
def test_bare_leaves_out_list_numbers_white_space_and_sentence_ends(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训300人", True),
        ("新建两座站房", True),
        ("百分之九十以上", True),
        ("实现村级全覆盖", True),
        ("完成2025年各项任务", False),
        ("推进一体化、统一项目管理", False),
        ("办好一件事，惠及千家万户", False),
        ("提高群众满意度", False),
    ],
)
def test_a_figure_is_a_number_or_a_chinese_numeral_with_a_measure_word(text: str, expected: bool) -> None:  # noqa: FBT001
    assert has_figure(text) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.目标内容 1，购置设备", "目标内容 1"),
        (" / ", "/"),
        ("1. 暂无。", "1. 暂无。"),
        ("≥ＸＸ％", "ＸＸ"),
        ("≥××", "××"),
        ("20××年", "20××"),
        ("（ 填写数量 ）", "（ 填写数量 ）"),
        ("绩效目标内容完整率", None),
        ("AB12XX型", None),
        ("XX路改造", None),
        ("等待定期检查", None),
        ("无故障运行", None),
        ("100%", None),
        ("", None),
    ],
)
def test_residue_is_found_where_it_is_printed(text: str, found: str | None) -> None:
    span = residue(text)
    assert (text[span[0] : span[1]] if span else None) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 贷款利息偿 还率\n", "贷款利息偿还率"),
        ("接入 AI Lab 平台", "接入AI Lab平台"),
        ("指标（一）", "指标（一）"),
    ],
)
def test_a_message_quotes_a_text_in_one_piece_with_its_signs(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_what_is_left_without_residue() -> None:
    assert bare(without_residue("1.目标内容1，购置设备")) == ",购置设备"
    assert without_residue("……") == ""
    assert states_nothing("1. 目标内容 1")
    assert not states_nothing("1. 目标内容 1 购置设备")
    text = "1.目标内容1，购置设备"
    assert text[body_start(text) :] == "购置设备"


def test_beyond_its_name_a_goal_says_what_stands_in_no_piece_of_it() -> None:
    assert beyond_name("完成智慧停车平台建设的各项工作", "城区智慧停车平台项目") == ""
    assert beyond_name("智慧停车平台接入车位", "城区智慧停车平台项目") == "接入车位"


@pytest.mark.parametrize("name", ["验收合格率", "服务人数", "完成时间", "居民满意度", "补贴金额"])
def test_a_measure_ends_in_what_is_measured(name: str) -> None:
    assert is_measure(name)
    assert not is_measure("优化" + name + "管理")
