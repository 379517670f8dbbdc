//! gongkai（公开）turns what a Chinese finance system exports into the budget disclosure of a department.
//!
//! ```text
//! files ──import──▶ Budget ──tables──▶ Disclosure ──check──▶ Report
//!                                         └──────export──▶ workbook, working paper, csv, json, docx
//! ```
//!
//! Each stage takes bytes or values and gives a value together with everything it found ([`finding::Checked`]). Money is
//! exact ([`amount::Amount`]), every figure knows where it came from ([`origin::Origin`]), and what differs between
//! jurisdictions and years is data ([`edition`]).
//!
//! What people do with it is a function each, over inputs in memory and an [`Order`]: [`convert`], [`check`](fn@check), [`inspect`],
//! [`fill`](fn@fill), [`compare`]. What is wrong with data is among the findings of the answer; an error means that nothing could be
//! done. [`store`] does the same with files and folders, safely; the room `cli` is the program, and is left out where the
//! feature of that name is off.
//!
//! ```
//! use gongkai::{Input, Order, convert};
//!
//! let export = include_bytes!("../samples/pingxiang-2024/支出预算明细.csv");
//! let made = convert(vec![Input::new("支出预算明细.csv", export.to_vec())], &Order::default())?;
//! assert_eq!(made.departments.len(), 1);
//! assert!(made.departments[0].files.iter().any(|(name, _)| name == "2024年部门预算公开表.xlsx"));
//! for finding in &made.findings {
//!     println!("{} {}", finding.code.id, finding.code.title.en);
//! }
//! # Ok::<(), gongkai::Stop>(())
//! ```

pub mod amount;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod disclosure;
pub mod document;
pub mod edition;
pub mod export;
pub mod fill;
pub mod finding;
pub mod import;
mod mix;
pub mod model;
pub mod narrative;
pub mod origin;
pub mod patch;
pub mod reading;
pub mod service;
pub mod store;
pub mod tables;

use crate::finding::Checked;
use crate::service::blank::{Blank, chosen};
use crate::service::check::{Standard, Verdict};
use crate::service::compare::DiffReport;
use crate::service::department::Tasks;
use crate::service::understand::{Understood, understand};

pub use crate::fill::Filled;
pub use crate::service::convert::{Converted, Made, convert};
pub use crate::service::order::{By, Format, Order};
pub use crate::service::prior::Prior;
pub use crate::service::source::Source as Input;
pub use crate::service::status::ExitStatus;
pub use crate::service::stop::Stop;

/// Checks exports and published workbooks, and texts (.docx) where [`Order::documents`] says so: everything that [`convert`]
/// would find, and what the rules say.
///
/// # Errors
/// Where a template is broken.
///
/// ```
/// use gongkai::{Input, Order, check};
///
/// let export = include_bytes!("../samples/pingxiang-2024/支出预算明细.csv");
/// let verdict = check(vec![Input::new("支出预算明细.csv", export.to_vec())], &Order::default())?;
/// let (held, broken, _not_run) = verdict.examined[0].report.counts();
/// assert!(held > 0 && broken == 0);
/// # Ok::<(), gongkai::Stop>(())
/// ```
pub fn check(inputs: Vec<Input>, order: &Order) -> Result<Verdict, Stop> {
    let understood = understand(inputs, order)?;
    let status = understood.status();
    let (standard, prior) = (Standard::default(), Prior::default());
    Ok(service::check::check((understood, status), &standard, (&prior, Vec::new()), order)?)
}

/// Says what files are and how they are understood: format, header, columns, unit, rows used and set aside.
///
/// # Errors
/// Where a template is broken.
///
/// ```
/// use gongkai::{Input, Order, inspect};
///
/// let export = include_bytes!("../samples/pingxiang-2024/支出预算明细.csv");
/// let understood = inspect(vec![Input::new("支出预算明细.csv", export.to_vec())], &Order::default())?;
/// let table = &understood.readings[0].tables[0];
/// assert_eq!(table.rows_read, table.rows_used + table.aside.len());
/// # Ok::<(), gongkai::Stop>(())
/// ```
pub fn inspect(inputs: Vec<Input>, order: &Order) -> Result<Understood, Stop> {
    Ok(understand(inputs, order)?)
}

/// Fills a blank workbook with a department's figures, and changes nothing else of it; `department` is its code or name, where
/// the exports hold several.
///
/// # Errors
/// Where a template is broken, the blank cannot be filled, or there is no one department.
pub fn fill(
    blank: Input,
    inputs: Vec<Input>,
    department: Option<&str>,
    order: &Order,
) -> Result<Checked<Filled>, Stop> {
    let blank = Blank::open(&blank.name, blank.bytes)?;
    let mut understood = understand(inputs, order)?;
    let mut findings = understood.findings.clone();
    let Tasks { tasks, refusals } = Tasks::of(&mut understood, order)?;
    findings.extend(refusals);
    let task = chosen(tasks, department)?;
    let edition = std::sync::Arc::clone(&task.edition);
    let department = task.make(order);
    findings.extend(department.own.iter().cloned());
    let plan = blank.plan(None, &edition)?.collect(&mut findings);
    let value = blank.fill(&plan, (&department, &edition), false)?.collect(&mut findings);
    finding::sort(&mut findings);
    Ok(Checked { value, findings })
}

/// Says what changed between two sides, each exports or published workbooks.
///
/// # Errors
/// Where a template is broken, or a department of a side has no edition.
///
/// ```
/// use gongkai::{Input, Order, compare};
///
/// let side = || vec![Input::new("支出.csv", include_bytes!("../samples/pingxiang-2024/支出预算明细.csv").to_vec())];
/// assert!(compare(side(), side(), &Order::default())?.same);
/// # Ok::<(), gongkai::Stop>(())
/// ```
pub fn compare(old: Vec<Input>, new: Vec<Input>, order: &Order) -> Result<DiffReport, Stop> {
    let side = |inputs| -> Result<_, Stop> {
        let (all, refusals) = service::compare::side(&mut understand(inputs, order)?, order)?;
        refusals.into_iter().next().map_or(Ok(all), |refusal| Err(Stop::from(refusal)))
    };
    Ok(service::compare::compare(&side(old)?, &side(new)?))
}
