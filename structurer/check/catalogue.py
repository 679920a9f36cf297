"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d01_cost_with_lower_bound import cost_with_lower_bound
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.direction.d03_capped_count import capped_count
from structurer.check.rules.direction.d04_negative_rate_high import negative_rate_high
from structurer.check.rules.direction.d05_weak_floor import weak_floor
from structurer.check.rules.direction.d06_absolute_satisfaction import absolute_satisfaction
from structurer.check.rules.direction.d07_target_too_low import target_too_low
from structurer.check.rules.direction.d08_implausible_value import implausible_value
from structurer.check.rules.direction.d09_money_below_scale import money_below_scale
from structurer.check.rules.qualitative.q01_grade_without_scale import grade_without_scale
from structurer.check.rules.qualitative.q02_benefit_is_narrative import benefit_is_narrative
from structurer.check.rules.qualitative.q03_binary_instead_of_rate import binary_instead_of_rate
from structurer.check.rules.qualitative.q04_zero_event_as_text import zero_event_as_text
from structurer.check.rules.qualitative.q05_grade_does_not_fit import grade_does_not_fit
from structurer.check.rules.qualitative.q06_detail_not_in_value import detail_not_in_value
from structurer.check.rules.qualitative.q07_numeric_share_low import numeric_share_low
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
    cost_with_lower_bound,
    capped_positive_share,
    capped_count,
    negative_rate_high,
    weak_floor,
    absolute_satisfaction,
    target_too_low,
    implausible_value,
    money_below_scale,
    cost_above_budget,
    grade_without_scale,
    benefit_is_narrative,
    binary_instead_of_rate,
    zero_event_as_text,
    grade_does_not_fit,
    detail_not_in_value,
    numeric_share_low,
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
)
