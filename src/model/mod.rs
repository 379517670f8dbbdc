//! The budget (预算): what the exports say, in one form, whatever system they came from.
//!
//! No I/O, no spreadsheet, no template. Amounts are exact 元; every line knows where it came from.

mod asset;
mod balance;
mod budget;
mod coded;
mod earlier;
mod entity;
mod figure;
mod fund;
mod kind;
mod line;
mod measure;
mod project;
mod purchase;
mod quantity;
mod split;
mod statistic;
mod subject;
mod word;

pub use asset::{Asset, AssetKind};
pub use balance::{Balance, BalanceItem};
pub use budget::{Budget, SCHEMA_VERSION};
pub use coded::Coded;
pub use earlier::NotABudget;
pub use entity::Entity;
pub use figure::{Count, Figure};
pub use fund::Fund;
pub use kind::Kind;
pub use line::{Line, Revenue, Stated};
pub use measure::{DisclosureKind, Measure, Measured};
pub use project::{Indicator, IndicatorValue, Operator, Project, ProjectFigure, SpendingPlan};
pub use purchase::{Purchase, PurchaseAmount};
pub use quantity::Quantity;
pub use split::{Batch, split};
pub use statistic::Statistic;
pub use subject::Subject;
