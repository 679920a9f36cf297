"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share

ALL_RULES: tuple[Rule, ...] = (
    capped_positive_share,
    cost_above_budget,
)
