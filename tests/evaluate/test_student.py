"""Quantiles of Student's t against printed tables."""

from statistics import NormalDist

import pytest

from structurer.evaluate.student import t_quantile


@pytest.mark.parametrize(
    ("freedom", "t"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (19, 2.093), (30, 2.042), (120, 1.980)],
)  # fmt: skip
def test_quantiles_are_those_of_the_tables(freedom: int, t: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(t, abs=5e-4)
    assert t_quantile(0.025, freedom) == -t_quantile(0.975, freedom)


def test_the_middle_is_zero_and_the_limit_is_normal() -> None:
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-12)
    assert t_quantile(0.8, 100_000) == pytest.approx(NormalDist().inv_cdf(0.8), abs=1e-4)


@pytest.mark.parametrize(("share", "freedom"), [(0, 5), (1, 5), (1.5, 5), (0.5, 0)])
def test_there_is_no_quantile_outside_the_distribution(share: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no t quantile"):
        t_quantile(share, freedom)
