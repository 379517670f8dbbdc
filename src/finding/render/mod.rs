//! Findings as text and data, one file an output.

mod json;
mod message;
mod place;
mod terminal;
mod width;

pub use json::{FindingJson, PlaceJson, WaivedJson, json};
pub use message::{Language, message, remedy, title};
pub use place::{figure, place, unit_word};
pub use terminal::{Extent, Terminal, WIDTH, follower, followers};
pub use width::{clean, clip, columns, pad, wrap};
