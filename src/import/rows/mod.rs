//! What each row of a table is (行): a line, a sum over others, or nothing.

pub(in crate::import) mod filled_down;
pub(in crate::import) mod records;
pub(in crate::import) mod role;
pub(in crate::import) mod shape;
pub(in crate::import) mod subtotal;
pub(in crate::import) mod wording;
