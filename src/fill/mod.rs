//! Filling the bureau's own blank workbook (填写空白表).
//!
//! A [`Plan`] says which cell of the blank is which; it is made by recognising the blank, or given by the user. [`fill`]
//! puts the figures of a disclosure where the plan says and leaves everything else of the file as it came.
//!
//! ```text
//! plan       which cell is which, as data and as TOML
//! recognise  a plan from the forms found on the sheets
//! rows       where the rows of a growing table go, and how many have to be inserted
//! front      places above the header of a project's form
//! indicators rows of such a form that the blank has printed
//! lacking    what the blank has no place for
//! number     what a number format shows of a figure
//! cells      writing into cells that may hold something already
//! form       one form
//! read_back  the file as another reader finds it
//! results    what the blank's own formulas give, compared with ours
//! ```

mod cells;
mod form;
mod front;
mod indicators;
mod lacking;
mod number;
mod plan;
mod read_back;
mod recognise;
mod results;
mod rows;

use std::sync::Arc;

use crate::disclosure::{Disclosure, Table};
use crate::edition::Edition;
use crate::finding::codes::fill::SIGNATURE;
use crate::finding::{Checked, Finding};
use crate::origin::Origin;
use crate::patch::{Note, Package, PatchError, Saved};
use cells::Cells;
use form::Way;
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
    (disclosure, edition): (&Disclosure, &Edition),
    force: bool,
) -> Result<Checked<Filled>, PatchError> {
    let package = Package::open(bytes)?;
    let formats = package.number_formats()?;
    let mut cells = Cells::new(package, Arc::clone(name), formats, force);
    let pairs = pairs(plan, disclosure);
    cells.findings.extend(lacking::findings(name, &pairs, (disclosure, edition)));
    // From the bottom of each sheet upwards, so that rows inserted for one form move none of those still to come.
    let mut forms: Vec<(&FormPlan, &Table)> = pairs;
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.lowest_row()));
    let filled = forms.len();
    let owners = disclosure.tables.iter().map(|table| table.caption[0].trim());
    let owner = owners.filter(|owner| !owner.is_empty()).max_by_key(|owner| owner.len()).unwrap_or_default();
    for (form, table) in forms {
        let way = Way { annex: edition.annex(&form.role), owner, year: disclosure.fiscal_year };
        form::fill(&mut cells, form, table, way)?;
    }
    let results = results::renew(&mut cells, disclosure)?;
    for note in cells.package.notes() {
        if note == Note::SignatureDropped {
            cells.findings.push(Finding::new(&SIGNATURE).at(Origin::file(name)));
        }
    }
    let meant = read_back::filled(&mut cells)?;
    let Cells { package, findings, written, inserted, .. } = cells;
    let saved = package.save_listing()?;
    read_back::compare(&meant, &saved.bytes)?;
    let value = Filled { saved, forms: filled, cells: written, rows: inserted, results };
    Ok(Checked { value, findings })
}

/// Which table goes into which form of the blank: the one of its role, and where there is one a project, the one that the
/// plan names, else the next.
fn pairs<'a>(plan: &'a Plan, disclosure: &'a Disclosure) -> Vec<(&'a FormPlan, &'a Table)> {
    let mut open: Vec<&Table> = disclosure.tables.iter().collect();
    let mut pairs = Vec::new();
    for named in [true, false] {
        for form in plan.forms.iter().filter(|form| form.project.is_some() == named) {
            let is_it = |table: &&Table| {
                table.role == form.role && form.project.as_deref().is_none_or(|project| front::is_of(table, project))
            };
            if let Some(at) = open.iter().position(is_it) {
                pairs.push((form, open.remove(at)));
            }
        }
    }
    pairs
}
