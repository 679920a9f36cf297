"""What single values mean, kind by kind."""

from decimal import Decimal

import pytest

from structurer import Kind, RowContext, normalize_value
from structurer.models.value import Comparator, Direction, Question, Target

QUANTITY = RowContext("产出指标", "数量指标", "某某数量", "某某数量")
COST = RowContext("产出指标", "成本指标", "项目成本", "项目成本")
TIME = RowContext("产出指标", "时效指标", "办理时间", "办理时间")


def the_target(text: str, row: RowContext = QUANTITY) -> Target:
    (target,) = normalize_value(text, row).targets
    return target


@pytest.mark.parametrize(
    ("text", "comparator", "number", "unit", "code", "base"),
    [
        ("≥95%", "ge", "95", "%", "%", "95"),
        ("≧ 95 ％", "ge", "95", "％", "%", "95"),
        (">=95%", "ge", "95", "%", "%", "95"),
        ("＞＝９５％", "ge", "95", "％", "%", "95"),
        ("大于等于95百分比", "ge", "95", "百分比", "%", "95"),
        ("不低于百分之九十五", "ge", "95", "百分之", "%", "95"),
        ("万分之五以内", "le", "5", "万分之", "%", "0.05"),
        ("≤1‰", "le", "1", "‰", "%", "0.1"),
        ("三成以上", "ge", "3", "成", "%", "30"),
        ("100百分比", "eq", "100", "百分比", "%", "100"),
        ("＞5000件", "gt", "5000", "件", "件", "5000"),
        ("＜12台", "lt", "12", "台", "台", "12"),
        ("不少于3,200亩", "ge", "3200", "亩", "亩", "3200"),
        ("4.2万人", "eq", "4.2", "万人", "人", "42000"),
        ("三篇以上", "ge", "3", "篇", "篇", "3"),
        ("两百余人", "gt", "200", "人", "人", "200"),
        ("三万五千户", "eq", "35000", "户", "户", "35000"),
        ("两万册", "eq", "2", "万册", "册", "20000"),
        ("二十台（套）", "eq", "20", "台（套）", "台（套）", "20"),
        ("≥30套或件", "ge", "30", "套或件", "套或件", "30"),
        ("27404.03平方米", "eq", "27404.03", "平方米", "m2", "27404.03"),
        ("500平米", "eq", "500", "平米", "m2", "500"),
        ("≥30000TPS", "ge", "30000", "TPS", "TPS", "30000"),
        ("7捆", "eq", "7", "捆", "捆", "7"),
        ("≥168万页", "ge", "168", "万页", "页", "1680000"),
        ("≥18℃", "ge", "18", "℃", "℃", "18"),
        ("≤8小时", "le", "8", "小时", "h", "8"),
        ("30分钟内", "le", "30", "分钟", "min", "30"),
        ("两周以内", "le", "2", "周", "d", "14"),
        ("半年", "eq", "0.5", "年", "a", "0.5"),
        ("≤12个月", "le", "12", "个月", "mo", "12"),
        ("5个工作日之内", "le", "5", "个工作日", "工作日", "5"),
        ("≤114万元", "le", "114", "万元", "CNY", "1140000"),
        ("一点五亿元", "eq", "1.5", "亿元", "CNY", "150000000"),
    ],
)
def test_a_number_is_read_with_its_comparator_and_unit(
    text: str, comparator: str, number: str, unit: str, code: str, base: str
) -> None:
    value = normalize_value(text, QUANTITY)
    (target,) = value.targets
    assert not value.ambiguous
    assert (target.comparator.value, target.number, target.unit, target.unit_code) == (
        comparator,
        Decimal(number),
        unit,
        code,
    )
    assert target.base_value == Decimal(base)


@pytest.mark.parametrize(
    ("text", "first", "last", "comparator"),
    [
        ("2023年9月30日", "2023-09-30", "2023-09-30", "eq"),
        ("2026-06-30", "2026-06-30", "2026-06-30", "eq"),
        ("2024.11", "2024-11", "2024-11", "eq"),
        ("2023.09月前完工", None, "2023-09", "le"),
        ("2023年9月底完成招标", None, "2023-09", "le"),
        ("2025年底完成", None, "2025", "le"),
        ("10月中旬", "--10-20", "--10-20", "eq"),
        ("10月中旬前", None, "--10-20", "le"),
        ("2024年2月下旬完成", None, "2024-02-29", "le"),
        ("2024年3-10月", "2024-03", "2024-10", "between"),
        ("2024年9月至2025年3月", "2024-09", "2025-03", "between"),
        ("6月-8月", "--06", "--08", "between"),
        ("2024年1月1日-2024年12月31日", "2024-01-01", "2024-12-31", "between"),
        ("2024年1月至12月", "2024-01", "2024-12", "between"),
        ("2026年上半年完成", None, "2026-06", "le"),
        ("2024年全年", "2024-01", "2024-12", "between"),
        ("第三季度", "--07", "--09", "between"),
        ("2026年上半年", "2026-01", "2026-06", "between"),
        ("不晚于2026年5月1日", None, "2026-05-01", "le"),
        ("2026年5月1日起", "2026-05-01", None, "ge"),
        ("每月10日前", None, "---10", "le"),
        ("每季度末月20日前", None, "---20", "le"),
        ("年底前", None, "--12", "le"),
        ("12月前", None, "--12", "le"),
        ("二〇二五年十月底前", None, "2025-10", "le"),
        ("十二月底前", None, "--12", "le"),
        ("十月三十一日前", None, "--10-31", "le"),
        ("三月至五月", "--03", "--05", "between"),
    ],
)
def test_dates_keep_the_precision_printed(
    text: str, first: str | None, last: str | None, comparator: str
) -> None:
    target = the_target(text, TIME)
    assert (target.kind, target.date_from, target.date_to, target.comparator.value) == (
        Kind.DATE,
        first,
        last,
        comparator,
    )


@pytest.mark.parametrize(
    ("text", "kind", "per"),
    [
        ("≥300次/日", Kind.FREQUENCY, "日"),
        ("每月2次", Kind.FREQUENCY, "月"),
        ("一年两次", Kind.FREQUENCY, "年"),
        ("280元/人·天", Kind.MONEY, "人·天"),
        ("每周不少于56小时", Kind.DURATION, "周"),
        ("≥6场/馆", Kind.QUANTITY, "馆"),
        ("50元/人/天", Kind.MONEY, "人/天"),
        ("6,500元/户以内", Kind.MONEY, "户"),
        ("≤26.8万元/公里", Kind.MONEY, "公里"),
    ],
)
def test_rates_have_a_divisor(text: str, kind: Kind, per: str) -> None:
    target = the_target(text)
    assert (target.kind, target.per) == (kind, per)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3-5个", "3", "5", "个"),
        ("80%～90%", "80", "90", "%"),
        ("80～90%", "80", "90", "%"),
        ("1至2次", "1", "2", "次"),
        ("18℃～22℃", "18", "22", "℃"),
    ],
)
def test_ranges_have_two_ends(text: str, low: str, high: str, unit: str) -> None:
    target = the_target(text)
    assert (target.comparator, target.number, target.number_max, target.unit) == (
        Comparator.BETWEEN,
        Decimal(low),
        Decimal(high),
        unit,
    )


def test_a_number_with_its_own_deadline_is_one_target() -> None:
    target = the_target("2026年9月底前完成70%")
    assert (target.kind, target.number, target.date_to) == (Kind.PERCENTAGE, Decimal(70), "2026-09")


def test_numbers_with_a_deadline_each_are_as_many_targets() -> None:
    value = normalize_value("上半年完成50%\n第三季度完成80%\n年底完成100%", TIME)
    assert value.kind is Kind.COMPOSITE
    assert [(str(one.number), one.date_to) for one in value.targets] == [
        ("50", "--06"),
        ("80", "--09"),
        ("100", "--12"),
    ]


def test_a_deadline_that_counts_from_an_event_has_it_as_condition() -> None:
    target = the_target("合同签订后30日内", TIME)
    assert (target.kind, target.comparator, target.condition) == (Kind.DURATION, Comparator.LE, "合同签订后")


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("≤12元/份（城区）\n≤15元/份（乡镇）", ["城区", "乡镇"]),
        ("县道≤1.2万元/公里·年\n乡道≤0.7万元/公里·年", [None, None]),
        ("2026年3-6月，9-12月", [None, None]),
        ("全县37个乡镇，321个村", [None, None]),
        ("硬件≥12块\n软件≥3套", [None, None]),
    ],
)
def test_two_different_targets_are_composite(text: str, conditions: list[str | None]) -> None:
    value = normalize_value(text, QUANTITY)
    assert value.kind is Kind.COMPOSITE
    assert [target.condition for target in value.targets] == conditions


def test_a_span_holds_the_target_and_not_the_words_around_it() -> None:
    text = "全县37个乡镇，累计培训≥321人次"
    value = normalize_value(text, QUANTITY)
    assert [text[slice(*target.span)] for target in value.targets] == ["37个", "≥321人次"]


def test_one_target_said_twice_is_one() -> None:
    value = normalize_value("≤8月。合同签订后8个月内完成", TIME)
    (target,) = value.targets
    assert (target.kind, target.unit, target.condition, target.span) == (
        Kind.DURATION,
        "月",
        "合同签订后",
        (0, 3),
    )
    assert not value.ambiguous


@pytest.mark.parametrize(
    ("text", "row", "kind", "said"),
    [
        ("≤9月", RowContext(level2="时效指标", level3="建设工期"), Kind.DURATION, "工期"),
        ("≤7月", RowContext(level2="时效指标", level3="报告发布"), Kind.DATE, "发布"),
        ("≤12月", RowContext(level3="完成时间", description="总工期12个月"), Kind.DURATION, "工期"),
        ("≤12月", RowContext(level3="完成时间", description="项目总工 期一年"), Kind.DURATION, "工 期"),
        ("≤12月", RowContext(level3="完成时间", description="总工\n期"), Kind.DURATION, "总工\n期"),
    ],
)
def test_the_words_of_the_row_settle_what_n_months_mean(
    text: str, row: RowContext, kind: Kind, said: str
) -> None:
    value = normalize_value(text, row)
    assert (value.kind, value.ambiguous) == (kind, ())
    assert [one.quote for one in value.evidence] == [said]


def test_a_thirteenth_month_is_a_duration() -> None:
    assert normalize_value("≤13月", TIME).kind is Kind.DURATION


@pytest.mark.parametrize(
    ("text", "row", "question", "readings"),
    [
        ("≤6月", RowContext(level3="政策时限性"), Question.MONTH, [Kind.DURATION, Kind.DATE]),
        ("≥855", RowContext(level3="满意度"), Question.UNIT, [Kind.QUANTITY, Kind.PERCENTAGE]),
        ("≥4次数", QUANTITY, Question.TIMES, [Kind.QUANTITY, Kind.FREQUENCY]),
        (
            "2次",
            RowContext(level3="随访", description="每名居民年内随访次数"),
            Question.TIMES,
            [Kind.QUANTITY, Kind.FREQUENCY],
        ),
        (
            "在村民会议评议通过后的两周内张榜公示并接受监督",
            TIME,
            Question.HIDDEN_TARGET,
            [Kind.DURATION, Kind.NARRATIVE],
        ),
    ],
)
def test_what_the_row_does_not_settle_stays_open_with_its_readings(
    text: str, row: RowContext, question: Question, readings: list[Kind]
) -> None:
    value = normalize_value(text, row)
    (open_question,) = value.ambiguous
    assert open_question.question is question
    assert [one.kind for one in open_question.readings] == readings
    assert value.kind is readings[0]


@pytest.mark.parametrize(("text", "number"), [(".3", "0.3"), ("≥855", "855"), (".45", "0.45")])
def test_a_bare_number_is_read_and_never_repaired(text: str, number: str) -> None:
    target = the_target(text)
    assert (target.kind, target.number, target.unit) == (Kind.QUANTITY, Decimal(number), None)


@pytest.mark.parametrize(
    "text",
    [
        "优化我市12345热线知识库业务分类",
        "建设5G基站",
        "十几个",
        "进一步提升",
        "ISO9001认证",
        "5A级",
        "1:3",
        "二级",
        "≥80%且≤90%",
        "1.5万-2万元",
        "无",
        "一次性",
        "120座/96亩",
        "一个半小时",
        "两人三天",
        "优化12345热线的分类",
        "对申请农户逐户上门鉴定，建立一户一档",
        "在春节前一周发放到位",
        "≤2元/人（10公里以内），≤3元/人（10公里以上）",
    ],
)
def test_numbers_that_are_no_targets_are_not_settled_as_such(text: str) -> None:
    value = normalize_value(text, QUANTITY)
    assert value.ambiguous or not value.targets


def test_three_point_six_wan_is_money_only_on_a_cost_row() -> None:
    money = the_target("≤3.6万", COST)
    assert (money.kind.value, money.base_value) == ("money", Decimal(36_000))
    assert the_target("≤3.6万", RowContext(level3="受益人口")).kind is Kind.QUANTITY


@pytest.mark.parametrize(
    ("text", "row", "direction"),
    [
        ("1套", QUANTITY, Direction.HIGHER),
        ("≤30%", RowContext(level3="项目完成率"), Direction.HIGHER),
        ("≥95%", RowContext(level3="系统无故障运行率"), Direction.HIGHER),
        ("≤3次", RowContext(level3="甲方不满意次数"), Direction.LOWER),
        ("≤2小时", RowContext(level3="故障响应时间"), Direction.LOWER),
        ("≥96%", RowContext(level3="漏洞处置率"), Direction.HIGHER),
        ("≤35人", RowContext(level3="运维人员"), Direction.LOWER),
        ("2025年12月底前", TIME, Direction.LOWER),
        ("2024.11", RowContext(level3="活动举办日期"), Direction.EXACT),
        ("365天", RowContext(level3="服务期"), Direction.EXACT),
        ("4910平方米", RowContext(level3="租赁面积"), Direction.EXACT),
        ("≤5万亩", RowContext(level3="管护面积"), Direction.HIGHER),
        ("≤114万元", COST, Direction.LOWER),
        ("≥4%", RowContext(level2="成本指标", level3="资金节约率"), Direction.HIGHER),
        ("有效降低", RowContext(level3="减轻企业负担"), Direction.LOWER),
        ("合同期限内", RowContext(level3="服务周期"), Direction.EXACT),
        ("规定时间内", RowContext(level3="故障响应时间"), Direction.LOWER),
        ("不超过上年", RowContext(level3="火灾起数"), Direction.LOWER),
    ],
)
def test_direction_is_judged_from_the_indicator(text: str, row: RowContext, direction: Direction) -> None:
    assert normalize_value(text, row).direction is direction
