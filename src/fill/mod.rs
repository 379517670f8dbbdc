//! Filling the bureau's own blank workbook (填写空白表).
//!
//! A [`Plan`] says which cell of the blank is which; it is made by recognising the blank, or given by the user. [`fill`]
//! puts the figures of a disclosure where the plan says and leaves everything else of the file as it came.
//!
//! ```text
//! plan       which cell is which, as data and as TOML
//! recognise  a plan from the forms found on the sheets
//! rows       where the rows of a growing table go, and how many have to be inserted
//! number     what a number format shows of a figure
//! cells      writing into cells that may hold something already
//! form       one form
//! results    what the blank's own formulas give, compared with ours
//! ```

mod cells;
mod form;
mod number;
mod plan;
mod recognise;
mod results;
mod rows;

use std::sync::Arc;

use crate::disclosure::{Disclosure, Table};
use crate::finding::codes::fill::{NO_FORM, SIGNATURE};
use crate::finding::{Checked, Finding};
use crate::origin::Origin;
use crate::patch::{Note, Package, PatchError, Saved};
use cells::Cells;
pub use plan::{FormPlan, Growth, Plan};
pub use recognise::recognise;

/// A filled workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The file, and what of it was changed.
    pub saved: Saved,
    /// How many forms were filled.
    pub forms: usize,
    /// How many cells were written.
    pub cells: usize,
    /// How many rows were inserted.
    pub rows: u32,
    /// How many results of the blank's formulas are known exactly.
    pub results: usize,
}

/// Fills a blank. `name` is the file as the user named it; with `force` cells that hold something are overwritten.
///
/// # Errors
/// Where the file cannot be edited in place: an old format, damaged, protected by a password.
pub fn fill(
    (name, bytes): (&Arc<str>, &[u8]),
    plan: &Plan,
    disclosure: &Disclosure,
    force: bool,
) -> Result<Checked<Filled>, PatchError> {
    let package = Package::open(bytes)?;
    let formats = package.number_formats()?;
    let mut cells = Cells::new(package, Arc::clone(name), formats, force);
    for table in &disclosure.tables {
        if plan.form(&table.role).is_none() {
            cells.findings.extend(lacking(name, table));
        }
    }
    // From the bottom of each sheet upwards, so that rows inserted for one form move none of those still to come.
    let mut forms: Vec<&FormPlan> = plan.forms.iter().collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.lowest_row()));
    let mut filled = 0;
    for form in forms {
        let Some(table) = disclosure.table(&form.role) else { continue };
        form::fill(&mut cells, form, table, disclosure.fiscal_year)?;
        filled += 1;
    }
    let results = results::renew(&mut cells, disclosure)?;
    for note in cells.package.notes() {
        if note == Note::SignatureDropped {
            cells.findings.push(Finding::new(&SIGNATURE).at(Origin::file(name)));
        }
    }
    let Cells { package, findings, written, inserted, .. } = cells;
    let saved = package.save_listing()?;
    let value = Filled { saved, forms: filled, cells: written, rows: inserted, results };
    Ok(Checked { value, findings })
}

/// What is lost where the blank has no place for a form: nothing, where the form is published empty.
fn lacking(name: &Arc<str>, table: &Table) -> Option<Finding> {
    let figures = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.amount());
    let figures = figures.filter(|amount| !amount.is_zero()).count();
    let finding = Finding::new(&NO_FORM).at(Origin::file(name)).with("table", &*table.name).with("figures", figures);
    (figures > 0).then_some(finding)
}
