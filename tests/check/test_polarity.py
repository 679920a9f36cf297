"""Which way names point."""

import pytest

from structurer.lexicon.polarity import polarity


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("验收合格率", "higher"),
        ("投诉处理率", "higher"),
        ("污染治理率", "higher"),
        ("无故障运行率", "higher"),
        ("失业人员培训人数", "higher"),
        ("隐患排查数量", "higher"),
        ("故障率", "lower"),
        ("投诉次数", "lower"),
        ("死亡人数", "lower"),
        ("安全事故起数", "lower"),
        ("不满意次数", "lower"),
        # Work done about harm is counted, and more of it is neither better nor worse.
        ("受理投诉件数", None),
        ("排查隐患数量", None),
        # 率 alone does not say which way.
        ("资金占用率", None),
        ("抽检比例", None),
    ],
)
def test_the_last_head_noun_decides_and_harm_is_better_not_counted(name: str, way: str | None) -> None:
    assert polarity(name) == way
