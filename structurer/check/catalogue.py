"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.classification.c01_percentage_under_quantity import percentage_under_quantity
from structurer.check.rules.classification.c02_count_under_quality import count_under_quality
from structurer.check.rules.classification.c03_not_time_under_time import not_time_under_time
from structurer.check.rules.classification.c04_input_as_performance import input_as_performance
from structurer.check.rules.classification.c05_output_under_benefit import output_under_benefit
from structurer.check.rules.classification.c06_wrong_benefit_kind import wrong_benefit_kind
from structurer.check.rules.classification.c07_satisfaction_under_benefit import satisfaction_under_benefit
from structurer.check.rules.classification.c08_benefit_duplicates_cost import benefit_duplicates_cost
from structurer.check.rules.classification.c09_benefit_repeats_output import benefit_repeats_output
from structurer.check.rules.consistency.x01_spending_without_indicator import spending_without_indicator
from structurer.check.rules.consistency.x02_goal_without_indicator import goal_without_indicator
from structurer.check.rules.consistency.x03_indicator_unrelated import indicator_unrelated
from structurer.check.rules.consistency.x04_number_contradicts_goal import number_contradicts_goal
from structurer.check.rules.consistency.x05_core_indicator_missing import core_indicator_missing
from structurer.check.rules.consistency.x06_quality_against_progress import quality_against_progress
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.portfolio.p01_near_duplicate_tables import near_duplicate_tables
from structurer.check.rules.portfolio.p02_same_text_two_projects import same_text_two_projects
from structurer.check.rules.portfolio.p03_sister_projects_differ import sister_projects_differ
from structurer.check.rules.portfolio.p04_peer_targets_differ import peer_targets_differ
from structurer.check.rules.portfolio.p05_year_on_year import year_on_year
from structurer.check.rules.satisfaction.m01_satisfaction_not_numeric import satisfaction_not_numeric
from structurer.check.rules.satisfaction.m03_satisfaction_measures_other import satisfaction_measures_other
from structurer.check.rules.satisfaction.m05_self_satisfaction import self_satisfaction
from structurer.check.rules.satisfaction.m06_respondent_vague import respondent_vague
from structurer.check.rules.satisfaction.m07_no_service_object import no_service_object
from structurer.check.rules.satisfaction.m08_satisfaction_with_side_activity import (
    satisfaction_with_side_activity,
)
from structurer.check.rules.satisfaction.m09_satisfaction_uniform import satisfaction_uniform

ALL_RULES: tuple[Rule, ...] = (
    percentage_under_quantity,
    count_under_quality,
    not_time_under_time,
    input_as_performance,
    output_under_benefit,
    wrong_benefit_kind,
    satisfaction_under_benefit,
    benefit_duplicates_cost,
    benefit_repeats_output,
    capped_positive_share,
    cost_above_budget,
    satisfaction_not_numeric,
    satisfaction_measures_other,
    self_satisfaction,
    respondent_vague,
    no_service_object,
    satisfaction_with_side_activity,
    satisfaction_uniform,
    near_duplicate_tables,
    same_text_two_projects,
    sister_projects_differ,
    peer_targets_differ,
    year_on_year,
    spending_without_indicator,
    goal_without_indicator,
    indicator_unrelated,
    number_contradicts_goal,
    core_indicator_missing,
    quality_against_progress,
)
