//! The rules, one a file, and their list.

mod all_zero;
mod annex_sums;
pub(super) mod balance;
mod chart_names;
mod class_column;
mod column_sums;
mod detail;
mod empty_note;
mod equalities;
mod every_table;
mod goal_money;
mod goal_plan;
mod goal_total;
mod known_codes;
mod levels;
mod listed_rows;
mod negative;
mod one_name;
mod project_code;
mod purchases;
mod row_sums;
mod total_rows;
mod unit;

use super::Rule;

/// All rules, in order of code; they run in this order, and a later one may look at the comparisons of the ones before.
pub const ALL: &[Rule] = &[
    column_sums::RULE,
    row_sums::RULE,
    levels::RULE,
    equalities::RULE,
    class_column::RULE,
    every_table::RULE,
    detail::RULE,
    listed_rows::RULE,
    unit::RULE,
    known_codes::RULE,
    chart_names::RULE,
    one_name::RULE,
    project_code::RULE,
    negative::RULE,
    empty_note::RULE,
    all_zero::RULE,
    goal_money::RULE,
    goal_plan::RULE,
    goal_total::RULE,
    annex_sums::RULE,
    purchases::RULE,
    balance::RULE,
    total_rows::RULE,
];
