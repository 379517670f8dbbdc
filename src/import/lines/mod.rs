//! From the rows of a table to lines of a budget (明细), and what concerns all tables together.

pub(in crate::import) mod account;
pub(in crate::import) mod all_tables;
pub(in crate::import) mod beside_lines;
pub(in crate::import) mod by_fund;
pub(in crate::import) mod causes;
pub(in crate::import) mod dimensions;
pub(in crate::import) mod made;
pub(in crate::import) mod one_code;
pub(in crate::import) mod table_work;
