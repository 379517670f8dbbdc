//! The budget (预算): what the exports say, in one form, whatever system they came from.
//!
//! No I/O, no spreadsheet, no template. Amounts are exact 元; every line knows where it came from.

mod asset;
mod budget;
mod coded;
mod earlier;
mod entity;
mod figure;
mod line;
mod project;
mod purchase;
mod quantity;
mod split;
mod subject;

pub use asset::{Asset, AssetKind};
pub use budget::{Budget, SCHEMA_VERSION};
pub use coded::Coded;
pub use earlier::NotABudget;
pub use entity::Entity;
pub use figure::{Count, Figure};
pub use line::{Fund, Kind, Line, Revenue, Stated};
pub use project::{Indicator, IndicatorValue, Operator, Project, ProjectFigure, SpendingPlan};
pub use purchase::{Purchase, PurchaseAmount};
pub use quantity::Quantity;

pub use split::{Batch, split};
pub use subject::Subject;
