"""Whatever the parser is given: it does not crash, and it accounts for every printed character."""

from contextlib import suppress

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers import unaccounted
from structurer import InputError, Settings, parse

SETTINGS = Settings()
PIECES = st.sampled_from(
    [
        *(
            "项目名称",
            "绩效目标",
            "资金用途",
            "预算规模及 资金用途",
            "预算数",
            "其中：财政    资金",
            "其他资金",
        ),
        *(
            "资金支出计划（%）",
            "3月底",
            "6月底",
            "100%",
            "25%",
            "12.50",
            "项目名称：某项目",
            "主管部门",
            "备注",
        ),
        *(
            "一级指标",
            "二级指标",
            "三级指标",
            "绩效指标描述",
            "指标值",
            "指标值确定依据",
            "计算符号",
            "计量单位",
        ),
        *("产出指标", "效益指标", "满意度指标", "数量指标", "质量指标", "成本指标", "服务对象满意度指标"),
        *("≥95%", "≤12元/份（城区）", "某某说明", "1. 甲 2. 乙", "<p>1. 甲</p> <p>2. 乙</p>", "<100"),
        *(
            "[bookmark: _Toc1]",
            "319101某某局",
            "单位：万元",
            "319101某局 单位：万元",
            "目 录",
            "- 3 -",
            "第3页",
        ),
        *("1.某项目绩效目标表", "项目支出绩效目标表", "(2024年)", "2.另一项目-", "2023年绩效目标表"),
        *("单位编码：7　　单位名称：某馆　　单位：万元", "总体目标：做好", "年度目标：", "填报日期：某日"),
        *("资金总额：9万元，其中：财政拨款：8万元", "单位：元　　文号：1　　项目名称：甲"),
        *("", "", " ", "a", "\u200b", "\x0b", "🙂"),
    ]
)
COLUMNS = st.sampled_from(
    [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "", "指标值"],
        ["一级指标", "二级指标", "指标内容", "计算符号", "指标值", "计量单位", "备注", "备注"],
        ["一级指标", "二级指标", "三级指标", "指标值", "一级指标", "二级指标", "三级指标", "指标值"],
    ]
)
INDICATOR = st.tuples(
    st.sampled_from(["", "产出指标", "效益指标"]),
    st.sampled_from(["数量指标", "", "质量指标"]),
    PIECES,
    PIECES,
    PIECES,
).map(list)
ROWS = st.one_of(st.lists(PIECES, min_size=1, max_size=8), COLUMNS, INDICATOR)
LINES = st.one_of(PIECES.map("{}\n".format), st.sampled_from(["\n", " \n", "\t\n", "\n\n\n"]))
OUT_OF_WORD = st.lists(
    st.one_of(ROWS.map(lambda row: "".join(f"\t{cell}\n" for cell in row)), LINES), max_size=40
)
OUT_OF_PDF = st.lists(st.one_of(ROWS.map(lambda row: "\t".join(row) + "\n"), LINES), max_size=40)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(st.one_of(OUT_OF_WORD, OUT_OF_PDF).map("".join))
def test_every_printed_character_of_any_form_is_accounted_for(text: str) -> None:
    try:
        submission = parse(text, settings=SETTINGS)
    except InputError:
        assume(condition=False)
    assert not unaccounted(text, submission)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with suppress(InputError):
        parse(data, settings=SETTINGS)
