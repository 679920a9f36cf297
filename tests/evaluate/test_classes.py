"""Scores of classes, and words of confidence, on cases one can count."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from structurer.evaluate import calibration, score_classes
from structurer.models.value import Confidence

PAIRS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.one_of(st.none(), st.sampled_from("abcde"))),
    min_size=1,
    max_size=40,
)


def test_scores_of_a_small_set_are_those_counted_by_hand() -> None:
    score = score_classes(
        [("money", "money")] * 3 + [("money", "date")] + [("date", "date")] * 2 + [("date", "money")] * 2
    )
    date, money = score.classes
    assert (date.name, date.true, date.said, date.right) == ("date", 4, 3, 2)
    assert (date.precision, date.recall) == (2 / 3, 2 / 4)
    assert (date.f1, money.f1) == (4 / 7, 6 / 9)
    assert score.macro_f1 == pytest.approx((4 / 7 + 6 / 9) / 2)
    assert score.accuracy == 5 / 8
    assert score.confusion == ((2, 2), (1, 3))


def test_a_class_never_said_or_never_true_has_an_undefined_ratio_and_f1_zero() -> None:
    score = score_classes([("a", "a"), ("b", "c")])
    a, b, c = score.classes
    assert (a.precision, a.recall, a.f1) == (1, 1, 1)
    assert (b.precision, b.recall, b.f1) == (None, 0, 0)
    assert (c.precision, c.recall, c.f1) == (0, None, 0)
    assert score.macro_f1 == pytest.approx(1 / 3)


def test_a_class_in_neither_truth_nor_answers_is_not_counted() -> None:
    assert [score.name for score in score_classes([("b", "b")]).classes] == ["b"]


def test_no_answer_is_a_miss_and_no_class_of_its_own() -> None:
    score = score_classes([("a", "a"), ("a", None)])
    assert [one.name for one in score.classes] == ["a"]
    assert (score.accuracy, score.macro_f1) == (0.5, 2 / 3)
    assert (score.confusion, score.unanswered) == (((1,),), (1,))


def test_no_row_has_no_score() -> None:
    with pytest.raises(ValueError, match="no row"):
        score_classes([])


@given(PAIRS)
def test_the_confusion_holds_every_row_once(pairs: list[tuple[str, str | None]]) -> None:
    score = score_classes(pairs)
    held = Counter(
        {
            (true.name, said.name): count
            for true, line in zip(score.classes, score.confusion, strict=True)
            for said, count in zip(score.classes, line, strict=True)
        }
    ) + Counter({(one.name, None): count for one, count in zip(score.classes, score.unanswered, strict=True)})
    assert held == Counter(pairs)
    assert score.rows == len(pairs)
    assert score.accuracy == sum(true == said for true, said in pairs) / len(pairs)


@given(PAIRS)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(pairs: list[tuple[str, str | None]]) -> None:
    for one in score_classes(pairs).classes:
        assert 0 <= one.f1 <= 1
        if one.precision and one.recall:
            assert one.f1 == pytest.approx(2 / (1 / one.precision + 1 / one.recall))
        else:
            assert one.f1 == 0


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_score(pairs: list[tuple[str, str | None]], random: Random) -> None:
    shuffled = random.sample(pairs, len(pairs))
    assert score_classes(shuffled) == score_classes(pairs)


def answers(word: Confidence, right: int, wrong: int) -> list[tuple[Confidence, bool]]:
    return [(word, True)] * right + [(word, False)] * wrong


def test_calibration_is_how_far_each_word_is_off_weighted_by_its_rows() -> None:
    held = calibration(answers("high", 9, 1) + answers("low", 5, 5))
    high, medium, low = held.words
    assert (high.word, high.rows, high.right, high.accuracy, high.nominal) == ("high", 10, 9, 0.9, 0.95)
    assert (medium.word, medium.rows, medium.accuracy) == ("medium", 0, None)
    assert (low.word, low.accuracy, low.nominal) == ("low", 0.5, 0.5)
    assert held.expected_error == pytest.approx((10 * 0.05 + 10 * 0) / 20)


def test_no_word_has_no_error() -> None:
    assert calibration([]).expected_error is None


def test_a_word_that_promises_too_much_or_too_little_is_off_alike() -> None:
    assert calibration(answers("high", 3, 1)).expected_error == pytest.approx(0.2)
    assert calibration(answers("low", 7, 3)).expected_error == pytest.approx(0.2)
