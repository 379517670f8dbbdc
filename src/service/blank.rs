//! The bureau's own blank workbook: which of its cells is which, and whose figures go in.

use std::sync::Arc;

use crate::edition::Edition;
use crate::fill::{self, Filled, Plan};
use crate::finding::codes::fill::{NOT_EDITABLE, NOTHING_FOUND};
use crate::finding::{Checked, Finding};
use crate::import::grid::Sheet;
use crate::import::limits::Limits;
use crate::import::open::{Input, open};
use crate::import::published;
use crate::origin::Origin;
use crate::patch::{Package, PatchError};
use crate::service::department::{Department, Task};
use crate::service::editions;
use crate::service::order::Order;
use crate::service::stop::Stop;

/// More columns than the forms of an edition have.
const MOST_COLUMNS: usize = 10_000;

/// The blank as it was read.
#[derive(Debug)]
pub struct Blank {
    name: Arc<str>,
    bytes: Vec<u8>,
    sheets: Vec<Sheet>,
}

impl Blank {
    /// The blank of this name and content.
    ///
    /// # Errors
    /// Why it cannot be filled.
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<Blank, Box<Finding>> {
        let name: Arc<str> = name.into();
        if let Err(error) = Package::open(&bytes) {
            return Err(not_editable(&name, &error));
        }
        let opened = open(&Input { name: Arc::clone(&name), bytes: &bytes }, &Limits::default());
        let grid = opened.value.into_iter().find_map(|file| file.grid);
        let Some(grid) = grid else {
            let unread = || Finding::new(&NOTHING_FOUND).at(Origin::file(&name));
            return Err(Box::new(opened.findings.into_iter().next().unwrap_or_else(unread)));
        };
        Ok(Blank { name, bytes, sheets: grid.sheets })
    }

    /// The edition with most of its forms on the sheets.
    ///
    /// # Errors
    /// Where an edition is broken, none fits or several do.
    pub fn edition(&self, order: &Order) -> Result<Edition, Stop> {
        // Most forms, then most of their columns: editions of one origin share the names of forms.
        let forms = |edition: &Edition| {
            let placed = published::places(&self.sheets, &edition.forms, edition).value;
            let columns = placed.iter().flat_map(|form| &form.table.columns);
            placed.len() * MOST_COLUMNS + columns.filter(|column| column.found_in.is_some()).count()
        };
        editions::with_most(&order.templates, order.edition.as_deref(), (&self.name, &forms))
    }

    /// The plan that was given, where it belongs to the edition; else the one that is recognised.
    ///
    /// # Errors
    /// Where the plan that was given is wrong, or nothing is recognised.
    pub fn plan(&self, given: Option<Plan>, edition: &Edition) -> Result<Checked<Plan>, Stop> {
        let Some(plan) = given else { return self.recognise(edition).map_err(Stop::Finding) };
        plan.check(edition).map_err(|problem| {
            Stop::usage(format!("计划文件有错：{problem}"), format!("the plan is wrong: {problem}"))
        })?;
        Ok(Checked::clean(plan))
    }

    /// The plan that is recognised, or why there is none.
    fn recognise(&self, edition: &Edition) -> Result<Checked<Plan>, Box<Finding>> {
        let failed = |error: PatchError| not_editable(&self.name, &error);
        let mut package = Package::open(&self.bytes).map_err(failed)?;
        let plan = fill::recognise(&self.sheets, edition, &mut package).map_err(failed)?;
        if plan.value.forms.is_empty() {
            let finding = Finding::new(&NOTHING_FOUND).at(Origin::file(&self.name));
            return Err(Box::new(finding.with("edition", &*edition.head.id)));
        }
        Ok(plan)
    }

    /// The blank with a department's figures where the plan says; `force` overwrites what it holds.
    ///
    /// # Errors
    /// Where the file cannot be changed.
    pub fn fill(
        &self,
        plan: &Plan,
        (department, edition): (&Department, &Edition),
        force: bool,
    ) -> Result<Checked<Filled>, Box<Finding>> {
        fill::fill((&self.name, &self.bytes), plan, (&department.disclosure, edition), force)
            .map_err(|error| not_editable(&self.name, &error))
    }
}

fn not_editable(name: &Arc<str>, error: &PatchError) -> Box<Finding> {
    let finding = Finding::new(&NOT_EDITABLE).at(Origin::file(name)).with("path", &**name);
    Box::new(finding.with("reason", error.to_string()))
}

/// The department to fill a blank for: the one named by code or name, else the only one.
///
/// # Errors
/// [`Stop::Usage`] where there is none of the name, or several.
pub fn chosen(mut departments: Vec<Task>, wanted: Option<&str>) -> Result<Task, Stop> {
    let owners: Vec<String> = departments.iter().map(|task| task.budget.department.to_string()).collect();
    if let Some(wanted) = wanted {
        let is_it = |task: &Task| {
            let owner = &task.budget.department;
            [&*owner.code, owner.name.as_deref().unwrap_or_default(), &owner.to_string()].contains(&wanted)
        };
        departments.retain(is_it);
    }
    let named = owners.join("、");
    match (departments.len(), departments.pop()) {
        (1, Some(only)) => Ok(only),
        (0, _) => Err(Stop::usage(
            format!("导出数据里没有部门“{}”。有：{named}", wanted.unwrap_or_default()),
            format!("the exports hold no department `{}`; there are: {named}", wanted.unwrap_or_default()),
        )),
        _ => Err(Stop::usage(
            format!("导出数据里有几个部门，一份空白表只能填一个，用 --department 说明填哪个：{named}"),
            format!("the exports hold several departments; say with --department which one: {named}"),
        )),
    }
}
