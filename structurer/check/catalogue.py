"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
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

ALL_RULES: tuple[Rule, ...] = (
    capped_positive_share,
    cost_above_budget,
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
)
