"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.basis.b01_basis_not_a_standard import basis_not_a_standard
from structurer.check.rules.basis.b02_basis_does_not_fit import basis_does_not_fit
from structurer.check.rules.basis.w01_weights_sum import weights_sum
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
from structurer.check.rules.cost.k02_cost_rounding import cost_rounding
from structurer.check.rules.cost.k03_cost_below_budget import cost_below_budget
from structurer.check.rules.cost.k04_cost_parts_closed import cost_parts_closed
from structurer.check.rules.cost.k05_cost_not_quantified import cost_not_quantified
from structurer.check.rules.cost.k06_no_total_cost import no_total_cost
from structurer.check.rules.cost.k07_unit_cost_times_quantity import unit_cost_times_quantity
from structurer.check.rules.cost.k08_unit_cost_without_denominator import unit_cost_without_denominator
from structurer.check.rules.cost.k09_residual_cost_large import residual_cost_large
from structurer.check.rules.cost.k12_unit_cost_outlier import unit_cost_outlier
from structurer.check.rules.direction.d01_cost_with_lower_bound import cost_with_lower_bound
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.direction.d03_capped_count import capped_count
from structurer.check.rules.direction.d04_negative_rate_high import negative_rate_high
from structurer.check.rules.direction.d05_weak_floor import weak_floor
from structurer.check.rules.direction.d06_absolute_satisfaction import absolute_satisfaction
from structurer.check.rules.direction.d07_target_too_low import target_too_low
from structurer.check.rules.direction.d08_implausible_value import implausible_value
from structurer.check.rules.direction.d09_money_below_scale import money_below_scale
from structurer.check.rules.hostile.h01_instructions_in_cell import instructions_in_cell
from structurer.check.rules.names.n01_name_contains_target import name_contains_target
from structurer.check.rules.names.n02_name_contains_verdict import name_contains_verdict
from structurer.check.rules.names.n03_name_is_slogan import name_is_slogan
from structurer.check.rules.names.n04_name_is_level2_term import name_is_level2_term
from structurer.check.rules.names.n05_name_too_generic import name_too_generic
from structurer.check.rules.names.n06_duplicate_name import duplicate_name
from structurer.check.rules.names.n07_name_form import name_form
from structurer.check.rules.names.n08_description_repeats_name import description_repeats_name
from structurer.check.rules.names.n09_description_defines_other import description_defines_other
from structurer.check.rules.names.n10_sentence_split_over_cells import sentence_split_over_cells
from structurer.check.rules.names.n11_wrong_characters import wrong_characters
from structurer.check.rules.portfolio.p01_near_duplicate_tables import near_duplicate_tables
from structurer.check.rules.portfolio.p02_same_text_two_projects import same_text_two_projects
from structurer.check.rules.portfolio.p03_sister_projects_differ import sister_projects_differ
from structurer.check.rules.portfolio.p04_peer_targets_differ import peer_targets_differ
from structurer.check.rules.portfolio.p05_year_on_year import year_on_year
from structurer.check.rules.qualitative.q01_grade_without_scale import grade_without_scale
from structurer.check.rules.qualitative.q02_benefit_is_narrative import benefit_is_narrative
from structurer.check.rules.qualitative.q03_binary_instead_of_rate import binary_instead_of_rate
from structurer.check.rules.qualitative.q04_zero_event_as_text import zero_event_as_text
from structurer.check.rules.qualitative.q05_grade_does_not_fit import grade_does_not_fit
from structurer.check.rules.qualitative.q06_detail_not_in_value import detail_not_in_value
from structurer.check.rules.qualitative.q07_numeric_share_low import numeric_share_low
from structurer.check.rules.satisfaction.m01_satisfaction_not_numeric import satisfaction_not_numeric
from structurer.check.rules.satisfaction.m03_satisfaction_measures_other import satisfaction_measures_other
from structurer.check.rules.satisfaction.m05_self_satisfaction import self_satisfaction
from structurer.check.rules.satisfaction.m06_respondent_vague import respondent_vague
from structurer.check.rules.satisfaction.m07_no_service_object import no_service_object
from structurer.check.rules.satisfaction.m08_satisfaction_with_side_activity import (
    satisfaction_with_side_activity,
)
from structurer.check.rules.satisfaction.m09_satisfaction_uniform import satisfaction_uniform
from structurer.check.rules.structure.s01_title_mismatch import title_mismatch
from structurer.check.rules.structure.s02_budget_sum import budget_sum
from structurer.check.rules.structure.s03_budget_not_positive import budget_not_positive
from structurer.check.rules.structure.s04_required_field_empty import required_field_empty
from structurer.check.rules.structure.s05_template_residue import template_residue
from structurer.check.rules.structure.s06_goal_copies_purpose import goal_copies_purpose
from structurer.check.rules.structure.s07_goal_too_thin import goal_too_thin
from structurer.check.rules.structure.s08_purpose_too_thin import purpose_too_thin
from structurer.check.rules.structure.s09_text_cut_or_broken import text_cut_or_broken
from structurer.check.rules.structure.s10_goal_without_result import goal_without_result
from structurer.check.rules.structure.s11_project_code_form import project_code_form
from structurer.check.rules.structure.s12_payment_plan import payment_plan
from structurer.check.rules.structure.s13_indicator_count import indicator_count
from structurer.check.rules.structure.s14_mandatory_level2_missing import mandatory_level2_missing
from structurer.check.rules.structure.s15_layout_version import layout_version
from structurer.check.rules.time.t01_month_ambiguous import month_ambiguous
from structurer.check.rules.time.t02_year_differs import year_differs
from structurer.check.rules.time.t03_date_without_year import date_without_year
from structurer.check.rules.time.t04_date_coarse import date_coarse
from structurer.check.rules.time.t05_time_not_checkable import time_not_checkable
from structurer.check.rules.time.t06_time_is_spending import time_is_spending
from structurer.check.rules.time.t07_dates_contradict import dates_contradict
from structurer.check.rules.time.t08_annual_row_covers_project import annual_row_covers_project
from structurer.check.rules.values.v01_malformed_value import malformed_value
from structurer.check.rules.values.v02_number_without_unit import number_without_unit
from structurer.check.rules.values.v03_unit_nonstandard import unit_nonstandard
from structurer.check.rules.values.v04_share_out_of_scale import share_out_of_scale
from structurer.check.rules.values.v05_percent_notation_mixed import percent_notation_mixed
from structurer.check.rules.values.v06_unit_does_not_fit import unit_does_not_fit
from structurer.check.rules.values.v07_operator_missing import operator_missing
from structurer.check.rules.values.v08_strict_comparator import strict_comparator
from structurer.check.rules.values.v09_several_targets_in_one_value import several_targets_in_one_value
from structurer.check.rules.values.v10_value_repeats_name import value_repeats_name
from structurer.check.rules.values.v11_value_echoes_verb import value_echoes_verb

ALL_RULES: tuple[Rule, ...] = (
    basis_not_a_standard,
    basis_does_not_fit,
    percentage_under_quantity,
    count_under_quality,
    not_time_under_time,
    input_as_performance,
    output_under_benefit,
    wrong_benefit_kind,
    satisfaction_under_benefit,
    benefit_duplicates_cost,
    benefit_repeats_output,
    cost_with_lower_bound,
    capped_positive_share,
    capped_count,
    negative_rate_high,
    weak_floor,
    absolute_satisfaction,
    target_too_low,
    implausible_value,
    money_below_scale,
    instructions_in_cell,
    cost_above_budget,
    cost_rounding,
    cost_below_budget,
    cost_parts_closed,
    cost_not_quantified,
    no_total_cost,
    unit_cost_times_quantity,
    unit_cost_without_denominator,
    residual_cost_large,
    unit_cost_outlier,
    satisfaction_not_numeric,
    satisfaction_measures_other,
    self_satisfaction,
    respondent_vague,
    no_service_object,
    satisfaction_with_side_activity,
    satisfaction_uniform,
    name_contains_target,
    name_contains_verdict,
    name_is_slogan,
    name_is_level2_term,
    name_too_generic,
    duplicate_name,
    name_form,
    description_repeats_name,
    description_defines_other,
    sentence_split_over_cells,
    wrong_characters,
    near_duplicate_tables,
    same_text_two_projects,
    sister_projects_differ,
    peer_targets_differ,
    year_on_year,
    grade_without_scale,
    benefit_is_narrative,
    binary_instead_of_rate,
    zero_event_as_text,
    grade_does_not_fit,
    detail_not_in_value,
    numeric_share_low,
    title_mismatch,
    budget_sum,
    budget_not_positive,
    required_field_empty,
    template_residue,
    goal_copies_purpose,
    goal_too_thin,
    purpose_too_thin,
    text_cut_or_broken,
    goal_without_result,
    project_code_form,
    payment_plan,
    indicator_count,
    mandatory_level2_missing,
    layout_version,
    month_ambiguous,
    year_differs,
    date_without_year,
    date_coarse,
    time_not_checkable,
    time_is_spending,
    dates_contradict,
    annual_row_covers_project,
    malformed_value,
    number_without_unit,
    unit_nonstandard,
    share_out_of_scale,
    percent_notation_mixed,
    unit_does_not_fit,
    operator_missing,
    strict_comparator,
    several_targets_in_one_value,
    value_repeats_name,
    value_echoes_verb,
    weights_sum,
    spending_without_indicator,
    goal_without_indicator,
    indicator_unrelated,
    number_contradicts_goal,
    core_indicator_missing,
    quality_against_progress,
)
