//! The rules, one a file, and their list.

mod class_column;
mod column_sums;
mod equalities;
mod every_table;
mod levels;
mod row_sums;

use super::Rule;

/// All rules, in order of code.
pub const ALL: &[Rule] =
    &[column_sums::RULE, row_sums::RULE, levels::RULE, equalities::RULE, class_column::RULE, every_table::RULE];
