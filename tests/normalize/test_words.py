"""What values without a target mean: grades, states, events, references, and what states no target at all."""

import pytest

from structurer import Kind, RowContext, normalize_value
from structurer.models.value import Direction, Grade, Question

QUANTITY = RowContext("产出指标", "数量指标", "某某数量", "某某数量")
COST = RowContext("产出指标", "成本指标", "项目成本", "项目成本")
TIME = RowContext("产出指标", "时效指标", "办理时间", "办理时间")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("显著提高", Grade.MARKED),
        ("较好满足", Grade.EFFECTIVE),
        ("有效提升。", Grade.EFFECTIVE),
        ("基本形成", Grade.BASIC),
        ("不断优化", Grade.PLAIN),
        ("得到提高", Grade.PLAIN),
        ("满意", Grade.PLAIN),
        ("基本满意", Grade.BASIC),
        ("顺利开展", Grade.PLAIN),
    ],
)
def test_degree_words_make_a_grade(text: str, grade: Grade) -> None:
    value = normalize_value(text, RowContext(level3="某某工作"))
    assert (value.kind, value.grade, value.checkable, value.ambiguous) == (Kind.GRADED, grade, False, ())


@pytest.mark.parametrize(
    "text",
    [
        "合格",
        "是",
        "满足",
        "通过验收",
        "达标",
        "正常",
        "应补尽补",
        "具备高级职称",
        "全部合格",
        "一户一档",
        "一村一策一档",
        "发现一处、处置一处",
    ],
)
def test_states_and_acts_are_binary(text: str) -> None:
    value = normalize_value(text, QUANTITY)
    assert (value.kind, value.targets, value.ambiguous) == (Kind.BINARY, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "不发生严重网络安全事件",
        "零投诉",
        "无安全事故",
        "不出现责任投诉",
        "不发生",
        "零发生",
        "零超员、零超速",
    ],
)
def test_what_must_not_happen_is_a_zero_event(text: str) -> None:
    value = normalize_value(text, QUANTITY)
    assert (value.kind, value.direction, value.ambiguous) == (Kind.ZERO_EVENT, Direction.LOWER, ())


@pytest.mark.parametrize(
    "text",
    [
        "按合同约定",
        "不突破批复预算",
        "低于上年实际支出",
        "满足设计方案性能指标要求",
        "以中标价为准",
        "合同期限内",
        "规定时间内",
    ],
)
def test_what_stands_in_another_document_is_a_reference(text: str) -> None:
    assert normalize_value(text, COST).kind is Kind.REFERENCE


def test_none_of_something_harmful_is_a_zero_event() -> None:
    assert normalize_value("无", RowContext(level3="安全责任事故")).kind is Kind.ZERO_EVENT
    assert normalize_value("无", QUANTITY).kind is not Kind.ZERO_EVENT


@pytest.mark.parametrize("text", ["每月", "每季度末", "按月"])
def test_how_often_without_a_number_stays_open(text: str) -> None:
    value = normalize_value(text, TIME)
    assert (value.kind, value.targets) == (Kind.FREQUENCY, ())
    assert value.ambiguous


@pytest.mark.parametrize(
    "text",
    ["247*24小时", "≤", "≥%", "××人", "*人", "≥*%", "待定", "/", "", "🙂", "对系统功能和报表等成果的满意度"],
)
def test_what_states_no_target_is_malformed(text: str) -> None:
    value = normalize_value(text, QUANTITY)
    assert (value.kind, value.targets, value.checkable) == (Kind.MALFORMED, (), False)


@pytest.mark.parametrize("text", ["每月通报项目进展情况", "符合标准", "提高群众满意度", "XXL"])
def test_words_that_no_lexicon_settles_stay_open(text: str) -> None:
    (question,) = normalize_value(text, RowContext(level3="某某")).ambiguous
    assert question.question is Question.FREE_TEXT
