"""Merged cells on the grid."""

import pytest

from structurer import InputError
from structurer.read.grid import MOST_CELLS, Merged, require_size, spread


def test_a_cell_goes_to_the_first_column_that_is_free() -> None:
    assert spread([[Merged("甲", 2, 1), Merged("乙", 1, 2)], [Merged("丙", 1, 1), Merged("丁", 1, 1)]]) == [
        {0: "甲", 1: "乙"},
        {1: "丙", 2: "丁"},
    ]


def test_a_cell_between_two_tall_ones_goes_between_them() -> None:
    rows = [[Merged("甲", 3, 1), Merged("乙", 1, 1), Merged("丙", 3, 1)], [Merged("丁", 1, 1)], []]
    assert spread(rows) == [{0: "甲", 1: "乙", 2: "丙"}, {1: "丁"}, {}]


def test_cells_that_claim_the_same_place_are_both_kept() -> None:
    rows = [[Merged("甲", 1, 1), Merged("乙", 2, 1)], [Merged("丙", 1, 2), Merged("丁", 1, 1)]]
    assert spread(rows) == [{0: "甲", 1: "乙"}, {0: "丙", 2: "丁"}]


def test_a_grid_is_not_wider_than_any_submission() -> None:
    with pytest.raises(InputError, match="columns"):
        spread([[Merged("甲", 1, 1_000)] * 6])


def test_a_grid_has_no_more_cells_than_any_submission() -> None:
    with pytest.raises(InputError, match="cells"):
        spread([[Merged("甲", 1, 1_000)]] * 1_001)
    require_size(MOST_CELLS, columns=10)
