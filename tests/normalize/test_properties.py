"""What holds for every value there is."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from structurer import Kind, RowContext, normalize_value
from structurer.models.base import plain_decimal
from structurer.models.value import Comparator

NAMES = st.sampled_from(["", "建设工期", "完成时间", "项目成本", "满意度", "响应时间", "某某数量"])
ROWS = st.builds(
    RowContext,
    level2=st.sampled_from(["", "数量指标", "成本指标", "时效指标"]),
    level3=NAMES,
    description=NAMES,
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet="0123456789.,%％≥≤<>～-至年月日前后底个次元万人/（）()一二三十百千两半每第\n ，。；以上内不低于超过",
        max_size=30,
    ),
)
PREFIXES = {
    Comparator.EQ: "",
    Comparator.GE: "≥",
    Comparator.LE: "≤",
    Comparator.GT: "＞",
    Comparator.LT: "<",
}
UNITS = st.sampled_from(
    [
        "%",
        "％",
        "百分比",
        "万元",
        "元",
        "亿元",
        "个",
        "万人次",
        "小时",
        "分钟",
        "天",
        "个月",
        "平方米",
        "次",
        "户",
        "台",
    ]
)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(Decimal), st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False)
)


@settings(max_examples=500, deadline=None)
@given(TEXTS, ROWS)
def test_no_value_crashes_and_no_printed_text_changes(text: str, row: RowContext) -> None:
    value = normalize_value(text, row)
    assert value.text == text.strip()
    assert value.kind is not None
    assert value.grade is None or value.kind is Kind.GRADED
    assert value.decided_by == "rule"
    assert all(one.quote in getattr(row, one.field) for one in value.evidence)


@settings(max_examples=500, deadline=None)
@given(TEXTS, ROWS)
def test_spans_are_the_characters_read(text: str, row: RowContext) -> None:
    value = normalize_value(text, row)
    ends = [0]
    for target in value.targets:
        start, end = target.span
        assert 0 <= start < end <= len(value.text)
        read = value.text[start:end]
        assert read.strip()
        if target.unit:
            assert target.unit.replace("（", "(").replace("）", ")") in read.replace("（", "(").replace(
                "）", ")"
            )
        assert start >= ends[-1]
        ends.append(end)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(list(PREFIXES)), NUMBERS, UNITS, st.sampled_from(["", " ", "\u00a0"]))
def test_a_formatted_target_reads_back_equal(
    comparator: Comparator, number: Decimal, unit: str, gap: str
) -> None:
    printed = f"{PREFIXES[comparator]}{plain_decimal(number)}{gap}{unit}"
    (target,) = normalize_value(printed, RowContext(level3="某某")).targets
    assert (target.comparator, target.number, target.unit) == (comparator, number, unit)
    assert target.span == (0, len(printed))


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 99_999), UNITS)
def test_thousands_separators_and_full_width_digits_read_the_same(number: int, unit: str) -> None:
    wide = str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
    readings = {
        normalize_value(f"{text}{unit}", RowContext()).targets[0].number
        for text in (str(number), f"{number:,}", wide)
    }
    assert readings == {Decimal(number)}


def test_ten_thousand_characters_are_read_in_no_time() -> None:
    for text in (
        "一" * 10_000,
        "9" * 10_000,
        "(" * 10_000,
        "≥95%，" * 2_000,
        "完成" * 5_000,
        "2024年" * 2_000,
    ):
        value = normalize_value(text, RowContext(level3="某某"))
        assert value.text == text
