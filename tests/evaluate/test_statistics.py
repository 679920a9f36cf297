"""Comparing two arms: cases one can count, and what holds for all."""

from itertools import product
from operator import mul
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from structurer.evaluate import Interval, compare_arms
from structurer.evaluate.statistics import (
    Arms,
    DocumentDifference,
    bootstrap_interval,
    least_detectable_difference,
    sign_flip,
)

SIXTHS = st.integers(0, 6).map(lambda sixths: sixths / 6)  # their sums tie in truth, and not always in floats
ROWS = st.lists(st.tuples(SIXTHS, SIXTHS), min_size=1, max_size=5)
Documents = dict[str, Arms]


def sets_of(fewest: int, most: int) -> st.SearchStrategy[Documents]:
    documents = ROWS.map(lambda rows: ([a for a, _ in rows], [b for _, b in rows]))
    return st.lists(documents, min_size=fewest, max_size=most).map(
        lambda found: {f"d{number}": arms for number, arms in enumerate(found)}
    )


def by(*rows: float, of: int = 10) -> list[DocumentDifference]:
    """Documents of `of` rows on which B is right on so many rows more than A."""
    return [DocumentDifference(round(more * 10**9), of) for more in rows]


def swapped(documents: Documents) -> Documents:
    return {name: (b, a) for name, (a, b) in documents.items()}


def brute_p(differences: list[int]) -> float:
    """Every arrangement of signs, one by one; the first keeps them all, which is the observed one."""
    arrangements = product((1, -1), repeat=len(differences))
    reached: list[int] = [abs(sum(map(mul, signs, differences))) for signs in arrangements]
    return sum(total >= reached[0] for total in reached) / len(reached)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ((1, 1, 1), 2 / 8),
        ((-1, -1, -1), 2 / 8),
        ((2, 1, -1), 6 / 8),  # sums 4, 2, 2, 0 and their opposites; the observed 2 is reached by six
        ((3, 2, 1), 2 / 8),
        ((3, 2, -1), 4 / 8),
        ((5,), 1),
        ((1, -1), 1),
        ((1, 1, 1, 1, 1, 1), 2 / 64),
        ((1, 1, 1, 1, 1, -1), 14 / 64),
    ],
)
def test_p_is_the_share_of_arrangements_as_far_from_zero(differences: tuple[int, ...], p: float) -> None:
    test = sign_flip(by(*differences))
    assert test.p == p
    assert test.exact
    assert test.least == 2 / 2 ** len(differences)


def test_arms_that_answer_alike_have_p_one() -> None:
    compared = compare_arms({"x": ([1, 0], [1, 0]), "y": ([1], [1])})
    assert (compared.p, compared.p_least, compared.difference) == (1, 1, 0)
    assert (compared.interval, compared.detectable) == (None, None)
    assert (compared.better, compared.worse, compared.same) == (0, 0, 2)


def test_the_difference_weighs_rows_and_not_documents() -> None:
    compared = compare_arms({"long": ([0] * 8, [1] * 2 + [0] * 6), "short": ([1, 1], [0, 1])})
    assert (compared.mean_a, compared.mean_b) == (0.2, 0.3)
    assert compared.difference == pytest.approx(
        0.1
    )  # the mean of the documents' means would fall, by 12.5 points
    assert (compared.documents, compared.rows, compared.better, compared.worse) == (2, 10, 1, 1)


def test_equal_sums_of_thirds_are_equal_although_their_floats_differ() -> None:
    third, tenth = 1 / 3, 0.1
    assert tenth + 0.2 > 0.3
    compared = compare_arms(
        {"x": ([0], [third])} | {f"y{n}": ([0], [third]) for n in range(2)} | {"z": ([1], [0])}
    )
    assert compared.p == 1  # 1/3 + 1/3 + 1/3 - 1 is nothing
    assert compare_arms({"x": ([0], [tenth]), "y": ([0], [0.2]), "z": ([0.3], [0])}).p == 1


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=9))
def test_counting_equal_sums_together_is_trying_all_arrangements(differences: list[int]) -> None:
    assert sign_flip(by(*differences)).p == brute_p(differences)


@settings(max_examples=50)
@given(sets_of(1, 8))
def test_fractional_scores_are_counted_as_exact_fractions_would_be(documents: Documents) -> None:
    sixths = [round(6 * (sum(b) - sum(a))) for a, b in documents.values()]
    assert compare_arms(documents).p == brute_p(sixths)


def test_sixteen_documents_are_always_counted_and_more_where_rows_are_right_or_wrong() -> None:
    random = Random(5)  # noqa: S311 - made-up scores
    fractions = [random.random() for _ in range(17)]
    assert sign_flip(by(*fractions[:16])).exact
    assert not sign_flip(by(*fractions)).exact
    assert sign_flip(by(*(random.randrange(-40, 40) for _ in range(200)), of=100)).exact


def test_drawn_arrangements_come_near_to_all_of_them() -> None:
    random = Random(6)  # noqa: S311 - made-up scores
    differences = [random.gauss(0.4, 1) for _ in range(17)]
    truth = brute_p([round(difference * 10**9) for difference in differences])
    drawn = sign_flip(by(*differences))
    assert not drawn.exact
    assert 0.02 < truth < 0.5
    assert drawn.p == pytest.approx(truth, abs=4 * (truth * (1 - truth) / 19_999) ** 0.5)
    assert sign_flip(by(*differences)) == drawn
    assert sign_flip(by(*differences), seed=1).p != drawn.p


def test_a_drawn_p_is_never_zero() -> None:
    test = sign_flip(by(*(1 + number / 1000 + 2**-number for number in range(40))), flips=99)
    assert (test.p, test.least, test.exact) == (1 / 100, 1 / 100, False)


@given(sets_of(5, 12))
@settings(max_examples=30, deadline=None)
def test_exchanging_the_arms_mirrors_everything(documents: Documents) -> None:
    there, back = compare_arms(documents), compare_arms(swapped(documents))
    assert (there.p, there.p_least, there.same) == (back.p, back.p_least, back.same)
    assert (there.mean_a, there.mean_b, there.better) == (back.mean_b, back.mean_a, back.worse)
    assert there.difference == -back.difference
    assert there.detectable == pytest.approx(back.detectable)
    if there.interval is None:
        assert back.interval is None
    else:
        assert back.interval == Interval(low=-there.interval.high, high=-there.interval.low)


@given(sets_of(5, 12), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_neither_the_order_of_documents_nor_that_of_rows_changes_anything(
    documents: Documents, random: Random
) -> None:
    shuffled: Documents = {}
    for name in random.sample(sorted(documents), len(documents)):
        a, b = documents[name]
        order = random.sample(range(len(a)), len(a))
        shuffled["renamed " + name] = ([a[row] for row in order], [b[row] for row in order])
    assert compare_arms(shuffled) == compare_arms(documents)


@given(sets_of(5, 12), st.integers(1, 50))
@settings(max_examples=30, deadline=None)
def test_a_document_without_a_difference_leaves_p_alone(documents: Documents, rows: int) -> None:
    same = [1.0] * rows
    before, after = compare_arms(documents), compare_arms(documents | {"same": (same, same)})
    assert (after.p, after.p_least) == (before.p, before.p_least)
    assert abs(after.difference) <= abs(before.difference)


@given(sets_of(5, 12))
@settings(max_examples=30, deadline=None)
def test_figures_keep_to_their_ranges(documents: Documents) -> None:
    compared = compare_arms(documents)
    assert compared.p_least <= compared.p <= 1
    assert compared.difference == pytest.approx(compared.mean_b - compared.mean_a, abs=1e-8)
    if compared.interval is not None:
        assert -1 <= compared.interval.low < compared.interval.high <= 1


def test_the_interval_of_documents_of_one_row_is_that_of_the_binomial() -> None:
    # A resample of 20 documents, 10 of them better by one row, is a binomial(20, 1/2). Student's widening for 20 takes the
    # quantile 0.0159; P(<= 4) = 0.006 and P(<= 5) = 0.021, so 5 of 20 and, by symmetry, 15 of 20.
    assert bootstrap_interval(by(*[1] * 10, *[0] * 10, of=1)) == Interval(low=0.25, high=0.75)
    # Of 10: the quantile 0.0085; P(<= 0) = 0.001 and P(<= 1) = 0.0107. Without sqrt(10 / 9) it would be 0.0118, so 2 of 10.
    assert bootstrap_interval(by(*[1] * 5, *[0] * 5, of=1)) == Interval(low=0.1, high=0.9)


def test_there_is_no_interval_of_five_documents_or_without_variation() -> None:
    assert bootstrap_interval(by(1, 2, 3, 4, 5)) is None
    assert bootstrap_interval(by(1, 2, 3, 4, 5, 6)) is not None
    assert (
        bootstrap_interval([DocumentDifference(rows * 10**8, rows) for rows in (3, 7, 9, 11, 13, 17, 21)])
        is None
    )


def test_the_least_detectable_difference_is_student_times_the_standard_error() -> None:
    # Six documents of ten rows: the deviation is sqrt(6 / 5) rows, the standard error that / sqrt(6) / 10 = 0.0447.
    found = least_detectable_difference(by(1, -1, 1, -1, 1, -1))
    assert found == pytest.approx((2.5706 + 0.9195) * 0.04472, rel=1e-3)


def test_the_least_detectable_difference_is_of_the_variation_and_not_of_the_difference() -> None:
    around_zero = least_detectable_difference(by(1, -1, 2, -2, 1, -1))
    around_three = least_detectable_difference(by(4, 2, 5, 1, 4, 2))
    assert around_zero == pytest.approx(around_three)


def test_four_times_the_documents_detect_about_half_the_difference() -> None:
    few = least_detectable_difference(by(1, -2, 3, -1, 2, -3, 1, -1, 2, -2))
    many = least_detectable_difference(by(*[1, -2, 3, -1, 2, -3, 1, -1, 2, -2] * 4))
    assert few is not None
    assert many is not None
    assert 0.4 < many / few < 0.5


def test_what_could_be_detected_is_not_said_from_five_documents_that_differ() -> None:
    assert least_detectable_difference(by(1, -1, 1, 2, 3, *[0] * 20)) is None


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        ({}, "no document"),
        ({"x": ([1], [1, 0])}, "'x' has 1 scores of A and 2 of B"),
        ({"x": ([], [])}, "'x' has 0 scores"),
        ({"x": ([1.2], [1])}, "'x' has a score that is not between 0 and 1"),
        ({"x": ([float("nan")], [1])}, "not between 0 and 1"),
    ],
)
def test_what_cannot_be_compared_is_named(documents: Documents, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compare_arms(documents)


@pytest.mark.parametrize("digits", [0, 9])
def test_a_thousand_rows_are_compared_within_two_seconds(digits: int) -> None:
    random = Random(8)  # noqa: S311 - made-up scores

    def scores() -> list[float]:
        return [round(random.random(), digits) for _ in range(50)]

    documents = {f"d{number}": (scores(), scores()) for number in range(20)}
    start = perf_counter()
    assert compare_arms(documents).p_exact is (digits == 0)
    assert perf_counter() - start < 2
