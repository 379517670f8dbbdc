//! Tables that are already summed, one row a code: what the system of final accounts gives out (部门决算报表).
//!
//! A unit has a set of them, mostly the sheets of one workbook. Which tables there are, what their columns and rows mean, which
//! figures stand in two of them and which lines are made of what is data: `templates/codes/summed.toml`. A line is made of the
//! finest figure that is given; what a coarser one holds beyond is a line of its own, so that nothing is lost and nothing
//! counted twice.

mod by_function;
mod by_item;
mod grid;
mod group;
pub(in crate::import) mod knowledge;
mod parsed;
mod place;
mod recognise;
mod sums;
mod take;
mod ties;

pub(in crate::import) use parsed::Parsed;
pub(in crate::import) use place::place;
pub(in crate::import) use recognise::{named, read};
