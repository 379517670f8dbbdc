//! The only room that touches the disk: inputs, templates and last year's figures from it, outputs to it.
//!
//! It returns findings and never prints; what is worth telling on the way goes to a [`crate::service::progress::Progress`].

pub mod answers;
pub mod budget;
pub mod conversion;
pub mod delivery;
pub mod file;
pub mod inputs;
pub mod intake;
#[cfg(feature = "cli")]
pub mod jobs;
pub mod large;
pub mod layers;
pub mod marking;
pub mod menu;
pub mod office;
pub mod outcome;
pub mod outputs;
pub mod plan;
pub mod prior;
pub mod request;
pub mod setting;
pub mod settings;
pub mod side;
pub mod standard;
pub mod templates;
pub mod toml_words;
pub mod waivers;
