"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.classification.c01_percentage_under_quantity import percentage_under_quantity
from structurer.check.rules.classification.c04_input_as_performance import input_as_performance
from structurer.check.rules.consistency.x01_spending_without_indicator import spending_without_indicator
from structurer.check.rules.consistency.x03_indicator_unrelated import indicator_unrelated
from structurer.check.rules.consistency.x04_number_contradicts_goal import number_contradicts_goal
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.satisfaction.m01_satisfaction_not_numeric import satisfaction_not_numeric
from structurer.check.rules.satisfaction.m05_self_satisfaction import self_satisfaction

ALL_RULES: tuple[Rule, ...] = (
    percentage_under_quantity,
    input_as_performance,
    capped_positive_share,
    cost_above_budget,
    satisfaction_not_numeric,
    self_satisfaction,
    spending_without_indicator,
    indicator_unrelated,
    number_contradicts_goal,
)
