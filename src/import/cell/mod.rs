//! What one cell says (单元格): words, numbers, amounts, codes with their names, units and years as people write them.

pub mod codes;
pub(in crate::import) mod dates;
pub mod label;
pub(in crate::import) mod money;
pub mod number;
pub(in crate::import) mod pool;
pub(in crate::import) mod unit;
pub(in crate::import) mod year;
