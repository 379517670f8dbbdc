//! What each column of a table holds (列), and what a column says once for all its rows.

pub(in crate::import) mod layout;
pub(in crate::import) mod magnitude;
pub(in crate::import) mod settled;
pub(in crate::import) mod shown;
pub(in crate::import) mod unit_elsewhere;
