//! Where the tables of a sheet are (表头): their header rows, the lines above them, tables side by side.

pub(in crate::import) mod above;
pub(in crate::import) mod find;
pub(in crate::import) mod merged;
pub(in crate::import) mod side_by_side;
pub(in crate::import) mod table;
