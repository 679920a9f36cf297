"""All rules, by id; ids are never reused."""

from structurer.check.rule import Rule
from structurer.check.rules.basis.b01_basis_not_a_standard import basis_not_a_standard
from structurer.check.rules.basis.b02_basis_does_not_fit import basis_does_not_fit
from structurer.check.rules.basis.w01_weights_sum import weights_sum
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
from structurer.check.rules.direction.d02_capped_positive_share import capped_positive_share
from structurer.check.rules.time.t01_month_ambiguous import month_ambiguous
from structurer.check.rules.time.t02_year_differs import year_differs
from structurer.check.rules.time.t03_date_without_year import date_without_year
from structurer.check.rules.time.t04_date_coarse import date_coarse
from structurer.check.rules.time.t05_time_not_checkable import time_not_checkable
from structurer.check.rules.time.t06_time_is_spending import time_is_spending
from structurer.check.rules.time.t07_dates_contradict import dates_contradict
from structurer.check.rules.time.t08_annual_row_covers_project import annual_row_covers_project

ALL_RULES: tuple[Rule, ...] = (
    basis_not_a_standard,
    basis_does_not_fit,
    capped_positive_share,
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
    month_ambiguous,
    year_differs,
    date_without_year,
    date_coarse,
    time_not_checkable,
    time_is_spending,
    dates_contradict,
    annual_row_covers_project,
    weights_sum,
)
