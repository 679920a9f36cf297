"""The targets of a verdict: the model names characters, rules read them, and what they cannot read keeps its place."""

import pytest

from assisted import submission_of
from cases import CaseRow
from structurer.assist.answers import Cited, RowVerdict
from structurer.assist.targets import targets_of
from structurer.models.value import Comparator, Direction, Kind, Target
from structurer.normalize import normalize_value


def targets(value: str, kind: Kind, *quotes: str) -> tuple[Target, ...]:
    row = (
        submission_of([CaseRow(level2="时效指标", level3="工作安排", value=value)]).projects[0].indicators[0]
    )
    verdict = RowVerdict(
        row="r1",
        reason="a test",
        evidence=[Cited(field="value", quote=value[:2])],
        kind=kind,
        grade=None,
        direction=Direction.HIGHER,
        checkable=True,
        targets=list(quotes),
        suggested_level2=None,
        confidence="high",
    )
    return targets_of(verdict, row, normalize_value)


@pytest.mark.parametrize(
    ("value", "kind", "quote", "comparator"),
    [
        ("春灌前", Kind.DATE, "春灌前", Comparator.LE),
        ("入冬以后开展", Kind.DATE, "入冬以后", Comparator.GE),
        ("次日反馈", Kind.DURATION, "次日", Comparator.EQ),
        ("减少一半", Kind.PERCENTAGE, "减少一半", Comparator.EQ),
    ],
)
def test_a_target_in_words_keeps_its_place_and_bound(
    value: str, kind: Kind, quote: str, comparator: Comparator
) -> None:
    [target] = targets(value, kind, quote)
    assert (target.kind, target.comparator) == (kind, comparator)
    assert value[slice(*target.span)] == quote
    assert target.number is None
    assert target.date_to is None


@pytest.mark.parametrize(
    ("value", "kind", "quote"),
    [
        ("运转良好", Kind.DATE, "运转良好"),
        ("运转良好", Kind.PERCENTAGE, "运转良好"),
        ("有人管、有制度管", Kind.QUANTITY, "有人管"),
        ("尽快办理", Kind.DATE, "不在格中"),
        ("群众满意", Kind.GRADED, "满意"),
    ],
)
def test_words_that_state_nothing_are_no_target(value: str, kind: Kind, quote: str) -> None:
    assert targets(value, kind, quote) == ()


def test_a_number_of_times_has_the_period_of_its_quote() -> None:
    [target] = targets("每季度对码头全面检查2次", Kind.FREQUENCY, "每季度对码头全面检查2次")
    assert (target.kind, str(target.number), target.per) == (Kind.FREQUENCY, "2", "季度")


def test_a_bare_number_is_of_the_kind_that_the_words_say() -> None:
    [target] = targets("≤0.38", Kind.MONEY, "≤0.38")
    assert (target.kind, str(target.number), target.unit) == (Kind.MONEY, "0.38", None)


def test_parts_of_a_composite_are_each_of_their_kind() -> None:
    found = targets("清明前清理完毕，每逢雨后巡查", Kind.COMPOSITE, "清明前", "每逢雨后")
    assert [one.kind for one in found] == [Kind.DATE, Kind.FREQUENCY]
    assert targets("有人管、有章管", Kind.COMPOSITE, "有人管", "有章管") == ()
