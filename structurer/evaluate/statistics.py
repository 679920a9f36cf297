"""Whether one arm (a prompt version, a model) is better than another on the same labelled rows, or only luckier.

Rows of one document are not independent: they share a writer, a form and a field, so an arm that misreads one of them tends
to misread its neighbours. What is independent is documents. So everything here is paired (both arms on the same rows) and
on the level of documents: a document's rows change sides, or are drawn again, together.

The statistic is the **row-weighted difference**: the mean score of all rows under B less that under A. Every row counts the
same, because a row is what a user gets right or wrong and because it is the difference of the two accuracies that are
reported anyway; the mean of the documents' means would let a document of 14 rows speak as loudly as one of 162.

Differences are shares of a row's full score: 0.02 is two rows in a hundred. Nothing here reads, writes or looks at a clock,
and chance comes from a seed alone, so the same scores give the same figures; `random.Random.random` is the one generator
whose sequence Python promises to keep between versions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from structurer.evaluate.student import t_quantile
from structurer.models.base import Model

LEVEL = 0.05  # two-sided: how often two equal arms may be called different
POWER = 0.8  # how often a real difference is to be found
SEED = 20260101  # any would do, as long as nobody tries several
RESAMPLES = 10_000
FLIPS = 19_999  # p = 0.05 is then off by 0.0015 (one standard error)
ENUMERATED = 2**16  # sums kept at once; up to 16 documents that differ always fit

FEWEST = 6  # documents: all of 6 on one side happens by chance in 2 / 2^6 = 3 % of cases, all of 5 in 6 %

_UNITS = 10**9  # in one row's full score. Sums of whole units are exact in any order; sums of floats are not

Arms = tuple[Sequence[float], Sequence[float]]
"""One document's scores (0 to 1) under A and under B; the n-th of each is the same row."""


class DocumentDifference(NamedTuple):
    """By how much B is above A on one document: the sum over its rows, in billionths of a row's score."""

    units: int
    rows: int


class SignFlip(NamedTuple):
    """How often chance alone gives as much.

    `p` is the share of arrangements with a difference at least as large as the observed one, in either direction.
    `least` is the smallest p these documents could give; `exact` is false where arrangements were drawn, not counted.
    """

    p: float
    least: float
    exact: bool


class Interval(Model):
    """The differences that go with the data, 95 % confidence."""

    low: float
    high: float


class Comparison(Model):
    """Arm B held against arm A; positive is better.

    `better`, `worse` and `same` count documents. `interval` is null with too few documents or where resampling shows no
    variation, `detectable` where too few documents differ to say.
    """

    documents: int
    rows: int
    mean_a: float
    mean_b: float
    difference: float
    p: float
    p_least: float
    p_exact: bool
    interval: Interval | None
    detectable: float | None
    better: int
    worse: int
    same: int


def compare_arms(documents: Mapping[str, Arms], *, seed: int = SEED) -> Comparison:
    """Hold arm B against arm A on the same rows; neither the order of documents nor that of rows matters.

    A row that an arm did not answer scores 0; left out, it would make the other arm's rows easier.

    Raises:
        ValueError: there is no document, a document has no rows or not the same under both arms, or a score is not
            between 0 and 1.
    """
    if not documents:
        raise ValueError("there is no document to compare on")
    differences = [_difference(name, *arms) for name, arms in documents.items()]
    rows = sum(document.rows for document in differences)
    test = sign_flip(differences, seed=seed)
    return Comparison(
        documents=len(differences),
        rows=rows,
        mean_a=fsum(score for a, _ in documents.values() for score in a) / rows,
        mean_b=fsum(score for _, b in documents.values() for score in b) / rows,
        difference=row_weighted_difference(differences),
        p=test.p,
        p_least=test.least,
        p_exact=test.exact,
        interval=bootstrap_interval(differences, seed=seed),
        detectable=least_detectable_difference(differences),
        better=sum(document.units > 0 for document in differences),
        worse=sum(document.units < 0 for document in differences),
        same=sum(document.units == 0 for document in differences),
    )


def row_weighted_difference(documents: Iterable[DocumentDifference]) -> float:
    """Return the mean score of all rows under B less that under A."""
    units, rows = map(sum, zip(*documents, strict=True))
    return units / (_UNITS * rows)


def sign_flip(documents: Sequence[DocumentDifference], *, seed: int = SEED, flips: int = FLIPS) -> SignFlip:
    """Test whether the arms differ, by exchanging A and B in whole documents.

    If the arms are equally good, either could have given either set of answers to a document, so each of the 2^n ways of
    giving the documents' differences a sign was as likely as the one observed. p is the share of them whose sum is at least
    as far from zero as the observed sum, which is itself one of them. Documents without a difference double every count and
    change no share. All ways are counted where no more than 2^16 different sums occur: always with 16 documents that
    differ, and with any number of documents where a row is right or wrong (the sums are whole rows then), up to 65,000 rows.
    Otherwise m ways are drawn and p is (b + 1) / (m + 1), the observed one counted in, so that drawing cannot make
    false alarms more frequent (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
    """
    sizes = sorted(abs(document.units) for document in documents if document.units)
    observed = abs(sum(document.units for document in documents))
    # Each size is rounded by half a unit at most, so two sums that are equal in truth are no further apart than this.
    bar = observed - len(sizes)
    # All signs alike, either way: no other arrangement goes further.
    least = 2 / 2 ** max(1, len(sizes))
    sums = _all_sums(sizes)
    if sums is not None:
        reached = sum(count for total, count in sums.items() if abs(total) >= bar)
        return SignFlip(reached / 2 ** len(sizes), least, exact=True)
    draw = Random(seed).random  # noqa: S311 - chance for counting, not for secrets
    reached = sum(abs(sum(size if draw() < 0.5 else -size for size in sizes)) >= bar for _ in range(flips))
    return SignFlip((reached + 1) / (flips + 1), max(least, 1 / (flips + 1)), exact=False)


def bootstrap_interval(
    documents: Sequence[DocumentDifference], *, seed: int = SEED, resamples: int = RESAMPLES
) -> Interval | None:
    """Return the 95 % interval of the row-weighted difference, by drawing whole documents with replacement.

    It is the expanded percentile interval (Hesterberg 2014, arXiv:1411.5279): the plain percentile interval is
    too narrow with few documents, by the factor sqrt((n - 1) / n) and by the normal quantile where Student's belongs, so
    further-out percentiles are taken that make up for both. On simulated sets of 8 to 21 documents of unequal size it held
    the true difference in 93 to 94 % of cases, BCa in 83 to 88 %: with so few documents the skewness that BCa corrects for
    is itself mostly noise. Where B is a little better on most documents and far worse on a rare one, both hold it in only
    some 80 %, because the rare document may not be in the set at all.

    Every draw is used twice, with the documents in ascending and in descending order, so that exchanging the arms mirrors
    the interval exactly. Null with fewer than six documents, whose range itself is no 95 % interval of their centre, and
    where all resamples give the same.
    """
    count = len(documents)
    if count < FEWEST:
        return None
    rising = sorted(documents)
    falling = sorted(documents, key=lambda document: (-document.units, document.rows))
    draw = Random(seed).random  # noqa: S311 - chance for resampling, not for secrets
    found: list[float] = []
    for _ in range(resamples // 2):
        drawn = [int(draw() * count) for _ in range(count)]
        found += (row_weighted_difference([order[place] for place in drawn]) for order in (rising, falling))
    found.sort()
    tail = NormalDist().cdf(-sqrt(count / (count - 1)) * t_quantile(1 - LEVEL / 2, count - 1))
    outside = int(tail * len(found))
    low, high = found[outside], found[-1 - outside]
    return None if found[-1] - found[0] < 1 / _UNITS else Interval(low=low, high=high)


def least_detectable_difference(documents: Sequence[DocumentDifference]) -> float | None:
    """Return the least true difference that this set of documents would show with p <= 5 % in 80 % of trials.

    It is (t(0.975) + t(0.8)) times the standard error of the row-weighted difference, t with n - 1 degrees of freedom. The
    standard error is the jackknife's (Efron and Stein 1981, doi:10.1214/aos/1176345462): how far the difference moves when
    one document is left out, so a document with many rows weighs as much as it in fact decides. On simulated sets of 8 to 21
    documents of unequal size, a true difference as large was found in 74 to 82 % of them.

    It assumes that arms to be compared later vary between documents about as much as these two; two arms that answer
    alike vary less, so the figure goes with the pair of arms and not with the set alone. It says how fine the set is, and
    nothing about a difference already observed. Null where fewer than six documents differ: no arrangement of five has
    p <= 5 %, and a variation seen in so few is no measure.
    """
    count = len(documents)
    if sum(document.units != 0 for document in documents) < FEWEST:
        return None
    units, rows = map(sum, zip(*documents, strict=True))
    difference = row_weighted_difference(documents)
    moves = (
        (units - document.units) / (_UNITS * (rows - document.rows)) - difference for document in documents
    )
    error = sqrt(fsum(move**2 for move in moves) * (count - 1) / count)
    return (t_quantile(1 - LEVEL / 2, count - 1) + t_quantile(POWER, count - 1)) * error


def _difference(name: str, a: Sequence[float], b: Sequence[float]) -> DocumentDifference:
    if len(a) != len(b) or not a:
        raise ValueError(f"{name!r} has {len(a)} scores of A and {len(b)} of B: each row needs one of both")
    if not all(0 <= score <= 1 for score in (*a, *b)):
        raise ValueError(f"{name!r} has a score that is not between 0 and 1")
    return DocumentDifference(round(fsum((*b, *(-score for score in a))) * _UNITS), len(a))


def _all_sums(sizes: Sequence[int]) -> Counter[int] | None:
    """How many of the 2^n arrangements of signs have which sum; null where that is too much to hold.

    Document by document, with equal sums counted together: the result of trying them all, at a fraction of the work.
    """
    sums = Counter({0: 1})
    for size in sizes:
        longer: Counter[int] = Counter()
        for total, count in sums.items():
            longer[total + size] += count
            longer[total - size] += count
        if len(longer) > ENUMERATED:
            return None
        sums = longer
    return sums
