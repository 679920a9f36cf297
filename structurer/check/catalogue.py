"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.cost.k01_cost_above_budget import cost_above_budget
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.names.n04_name_is_level2_term import name_is_level2_term
from structurer.check.rules.names.n06_duplicate_name import duplicate_name
from structurer.check.rules.names.n09_description_defines_other import description_defines_other
from structurer.check.rules.structure.s02_budget_sum import budget_sum
from structurer.check.rules.structure.s03_budget_not_positive import budget_not_positive
from structurer.check.rules.structure.s04_required_field_empty import required_field_empty
from structurer.check.rules.structure.s05_template_residue import template_residue
from structurer.check.rules.structure.s06_goal_copies_purpose import goal_copies_purpose
from structurer.check.rules.structure.s07_goal_too_thin import goal_too_thin
from structurer.check.rules.structure.s14_mandatory_level2_missing import mandatory_level2_missing

ALL_RULES: tuple[Rule, ...] = (
    capped_positive_share,
    cost_above_budget,
    name_is_level2_term,
    duplicate_name,
    description_defines_other,
    budget_sum,
    budget_not_positive,
    required_field_empty,
    template_residue,
    goal_copies_purpose,
    goal_too_thin,
    mandatory_level2_missing,
)
