"""How often the comparison is wrong, on simulated sets whose truth is known.

A set is as large and as uneven as the labelled one: 21 documents of 14 to 162 rows. A document has a difficulty of its own,
and each arm a luck of its own with it, so that all rows of a document tend to be right or wrong together under one arm.
Everything is seeded, so each figure is always the same.
"""

from collections.abc import Iterator
from math import comb, exp, ldexp
from random import Random
from statistics import mean
from typing import NamedTuple

import pytest

from structurer.evaluate.statistics import (
    DocumentDifference,
    bootstrap_interval,
    least_detectable_difference,
    sign_flip,
)

SIZES = (47, 46, 19, 46, 15, 48, 43, 46, 47, 17, 47, 19, 66, 48, 22, 14, 15, 80, 49, 162, 48)
SETS = 1_000
RIGHT = 10**9  # the units of a row


class Simulated(NamedTuple):
    """One set: the documents, and the rows that only B or only A has right."""

    documents: list[DocumentDifference]
    gained: int
    lost: int


def chances(random: Random, luck: float, shift: float) -> tuple[float, float]:
    """How likely a row of one document is right under A and under B."""
    ease = random.gauss(2, 1)
    a, b = random.gauss(ease - shift / 2, luck), random.gauss(ease + shift / 2, luck)
    return 1 / (1 + exp(-a)), 1 / (1 + exp(-b))


def simulated(seed: int, *, luck: float, shift: float = 0) -> Iterator[Simulated]:
    """Sets in which B is better by `shift` in log-odds."""
    random = Random(seed)  # noqa: S311 - a simulation
    for _ in range(SETS):
        documents, gained, lost = [], 0, 0
        for size in SIZES:
            chance_a, chance_b = chances(random, luck, shift)
            rows = [(random.random() < chance_a, random.random() < chance_b) for _ in range(size)]
            more, fewer = sum(b > a for a, b in rows), sum(a > b for a, b in rows)
            documents.append(DocumentDifference((more - fewer) * RIGHT, size))
            gained, lost = gained + more, lost + fewer
        yield Simulated(documents, gained, lost)


def mcnemar(gained: int, lost: int) -> float:
    """The exact McNemar test, which takes rows to be independent."""
    count = gained + lost
    tail = sum(comb(count, reached) for reached in range(min(gained, lost) + 1))
    return min(1.0, ldexp(tail, 1 - count))


def true_difference(luck: float, shift: float) -> float:
    random = Random(9)  # noqa: S311 - the same documents for each shift
    pairs = [chances(random, luck, shift) for _ in range(10_000)]
    return mean(b - a for a, b in pairs)


@pytest.fixture(scope="module")
def equal_arms() -> list[Simulated]:
    return list(simulated(1, luck=1))


def test_equal_arms_are_rarely_called_different(equal_arms: list[Simulated]) -> None:
    alarms = mean(sign_flip(one.documents).p <= 0.05 for one in equal_arms)
    assert 0.03 <= alarms <= 0.06


def test_counting_rows_as_independent_alarms_on_every_second_set(equal_arms: list[Simulated]) -> None:
    alarms = mean(mcnemar(one.gained, one.lost) <= 0.05 for one in equal_arms)
    assert alarms >= 0.4


def test_without_correlation_both_tests_keep_their_level() -> None:
    sets = list(simulated(2, luck=0))
    assert mean(sign_flip(one.documents).p <= 0.05 for one in sets) <= 0.06
    assert mean(mcnemar(one.gained, one.lost) <= 0.05 for one in sets) <= 0.06


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says(
    equal_arms: list[Simulated],
) -> None:
    held = 0
    for one in equal_arms[:400]:
        interval = bootstrap_interval(one.documents, resamples=1_000)
        assert interval is not None
        held += interval.low <= 0 <= interval.high
    assert 0.92 <= held / 400 <= 0.98


def test_a_difference_as_large_as_the_least_detectable_is_found_in_four_sets_of_five() -> None:
    luck = 0.5
    said = [least_detectable_difference(one.documents) for one in simulated(3, luck=luck)]
    least = mean(one for one in said if one is not None)
    low, high = 0.0, 4.0
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (middle, high) if true_difference(luck, middle) < least else (low, middle)
    found = mean(sign_flip(one.documents).p <= 0.05 for one in simulated(4, luck=luck, shift=low))
    assert 0.7 <= found <= 0.9


def test_a_rare_disaster_that_is_made_good_elsewhere_is_called_a_difference_too_often() -> None:
    # The limit of the method, held here so that the page of the statistics stays true: both arms are right on 90 % of rows,
    # but B on 95 % of most documents and on 45 % of one in ten. The set with too few of those looks like a gain.
    random = Random(5)  # noqa: S311 - a simulation
    alarms = 0
    for _ in range(SETS):
        documents = []
        for size in SIZES:
            chance = 0.45 if random.random() < 0.1 else 0.95
            more = sum((random.random() < chance) - (random.random() < 0.9) for _ in range(size))
            documents.append(DocumentDifference(more * RIGHT, size))
        alarms += sign_flip(documents).p <= 0.05
    assert 0.12 <= alarms / SETS <= 0.22
