//! The clerk's own file back, its faulty cells marked (标注).
//!
//! A workbook is marked in place, so that everything else in it stays as it was; what is no such workbook (a text table, an
//! old format) is written into a plain one first.

mod fresh;
mod words;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use crate::export::Stamp;
use crate::finding::{Finding, Place, Severity};
use crate::import::grid::Sheet;
use crate::import::open::Opened;
use crate::origin::{CellRef, Spot};
use crate::patch::{List, ListCell, Marks, Package, PatchError, Tone, Unmarked};
use crate::service::behind::Behind;
use crate::service::date::Date;
use crate::service::marked::MARKED;
use crate::service::published::Examined;
use crate::service::read_back;
use crate::service::source::Source;
use crate::service::understand;

/// Where a finding stands in a workbook: sheet and cell.
type Standing = (String, Option<CellRef>);

/// A finding that concerns a file.
struct Concern<'a> {
    finding: &'a Finding,
    /// Its place in the workbook that is marked.
    at: Option<Standing>,
    /// The first of the lines behind a figure of a table made of the file, which is not marked: it need not be wrong.
    from: Option<Standing>,
    /// These lines, wherever they stand.
    behind: Option<&'a Behind>,
}

impl<'a> Concern<'a> {
    fn at(finding: &'a Finding, at: Option<Standing>) -> Concern<'a> {
        Concern { finding, at, from: None, behind: None }
    }
}

/// What was found in one file.
struct Share<'a> {
    findings: Vec<Concern<'a>>,
}

impl Share<'_> {
    /// Whether somebody should look at anything: what is only good to know makes no copy.
    fn is_worth_it(&self) -> bool {
        let worth = |finding: &Finding| finding.waived.is_none() && finding.severity != Severity::Info;
        self.findings.iter().any(|concern| worth(concern.finding))
    }
}

/// The marked copies of a file, or of what is in it where it is an archive; for each that cannot be made its name and why.
pub fn copies(
    source: &Source,
    (findings, examined): (&[Finding], &[Examined]),
    date: Date,
) -> Vec<Result<Marked, (Arc<str>, String)>> {
    let one = |opened: Opened| {
        let share = share(&opened, findings, examined);
        mark(source, &opened, &share, date.into()).map_err(|reason| (Arc::clone(&opened.name), reason)).transpose()
    };
    understand::reopened(source).into_iter().filter_map(one).collect()
}

/// Whether an input may have to be marked: something was found in it or in a file inside it, or its name says that it
/// carries marks.
pub fn concerns(name: &Arc<str>, findings: &[Finding], examined: &[Examined]) -> bool {
    let its = |file: &Arc<str>| file.strip_prefix(&**name).is_some_and(|rest| rest.is_empty() || rest.starts_with('!'));
    let at = |finding: &Finding| finding.places.iter().any(|place| matches!(place, Place::Input(at) if its(&at.file)));
    let of = |one: &Examined| !one.own.is_empty() && (one.file.as_ref().is_some_and(its) || one.inputs.iter().any(its));
    name.contains(MARKED) || findings.iter().any(at) || examined.iter().any(of)
}

/// What concerns a file: findings at its cells, and those of tables that were read from it or made of it.
fn share<'a>(opened: &Opened, findings: &'a [Finding], examined: &'a [Examined]) -> Share<'a> {
    let name = &opened.name;
    let sheets = opened.grid.as_ref().map(|grid| grid.sheets.as_slice()).unwrap_or_default();
    let mut all: Vec<Concern<'_>> = Vec::new();
    let of_input = |finding: &Finding| finding.places.iter().find_map(|place| input_spot(place, name, sheets));
    all.extend(findings.iter().filter_map(|finding| Some(Concern::at(finding, Some(of_input(finding)?)))));
    for one in examined {
        let published = one.file.as_ref() == Some(name);
        let made = one.inputs.contains(name);
        for (index, finding) in one.own.iter().enumerate().filter(|_| published || made) {
            let spot = of_input(finding);
            let at = spot.or_else(|| published.then(|| finding.places.iter().find_map(published_spot)).flatten());
            let behind = one.behind.get(index).and_then(Option::as_ref).filter(|_| at.is_none());
            let from = behind.and_then(|behind| input_spot(&behind.first.clone().into(), name, sheets));
            all.push(Concern { from, behind, ..Concern::at(finding, at) });
        }
    }
    Share { findings: all }
}

fn input_spot(place: &Place, file: &Arc<str>, sheets: &[Sheet]) -> Option<(String, Option<CellRef>)> {
    let Place::Input(origin) = place else { return None };
    if origin.file != *file {
        return None;
    }
    match &origin.spot {
        Spot::Cell(sheet, cell) => Some((sheet.to_string(), Some(*cell))),
        Spot::Sheet(sheet) => Some((sheet.to_string(), None)),
        Spot::Field { record, field, .. } => {
            Some((fresh::TEXT_SHEET.to_owned(), Some(CellRef::zero_based(*record, field.unwrap_or(0)))))
        }
        // A text has no cells to mark.
        Spot::Paragraph(_) | Spot::TableCell { .. } => None,
        // Of a file as a whole: its first sheet.
        Spot::File => Some((sheets.first().map(fresh::name)?, None)),
    }
}

fn published_spot(place: &Place) -> Option<(String, Option<CellRef>)> {
    match place {
        Place::Published { sheet, cell, .. } => Some((sheet.to_string(), *cell)),
        _ => None,
    }
}

/// A marked copy.
#[derive(Debug)]
pub struct Marked {
    /// Its content.
    pub bytes: Vec<u8>,
    /// The name that it should have.
    pub name: String,
    /// Whether it takes the place of a file of that name, which is an earlier marked copy.
    pub replaces: bool,
    /// What could not be marked.
    pub unmarked: Unmarked,
    /// Marked cells.
    pub cells: usize,
}

/// The marked copy; `None` where there is nothing to mark and nothing to take out.
///
/// # Errors
/// Why it cannot be made.
fn mark(source: &Source, opened: &Opened, share: &Share<'_>, stamp: Stamp) -> Result<Option<Marked>, String> {
    let own = if opened.name == source.name { Package::open(&source.bytes).ok() } else { None };
    if let Some(mut package) = own {
        if !share.is_worth_it() && !package.is_annotated().unwrap_or(false) {
            return Ok(None);
        }
        // One that is damaged in a part that has to change can still be marked as a plain workbook.
        if let Ok(marked) = marked(package, share, named(source, opened, true)) {
            read_back::untouched(&source.bytes, &marked.bytes)?;
            return Ok(Some(marked));
        }
    }
    let Some(grid) = opened.grid.as_ref().filter(|_| share.is_worth_it()) else { return Ok(None) };
    let plain = fresh::workbook(grid, stamp)?;
    let package = Package::open(&plain).map_err(|error| error.to_string())?;
    let marked = marked(package, share, named(source, opened, false)).map_err(|error| error.to_string())?;
    read_back::untouched(&plain, &marked.bytes)?;
    Ok(Some(marked))
}

fn marked(mut package: Package, share: &Share<'_>, (name, replaces): (String, bool)) -> Result<Marked, PatchError> {
    let known: Vec<String> = package.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let marks = marks(share, &known);
    let unmarked = package.annotate(&marks)?;
    Ok(Marked { bytes: package.save()?, name, replaces, unmarked, cells: marks.cells.len() })
}

/// Cells by how bad they are, and the list; what stands on no sheet of the workbook is only listed.
fn marks(share: &Share<'_>, sheets: &[String]) -> Marks {
    let mut cells: BTreeMap<(String, CellRef), (Tone, String)> = BTreeMap::new();
    let mut rows = Vec::new();
    for Concern { finding, at, from, behind } in &share.findings {
        let known = |spot: &&Standing| sheets.contains(&spot.0);
        let spot = at.as_ref().filter(known);
        let link = spot.or(from.as_ref().filter(known)).map(|(sheet, cell)| ListCell::Link {
            sheet: sheet.clone(),
            cell: cell.unwrap_or(CellRef::zero_based(0, 0)),
        });
        rows.push(words::row(rows.len() + 1, finding, (link, *behind)));
        let tone = match finding.severity {
            _ if finding.waived.is_some() => continue,
            Severity::Mandatory => Tone::Wrong,
            Severity::Advisory => Tone::Doubtful,
            Severity::Info => continue,
        };
        let Some((sheet, Some(cell))) = spot else { continue };
        let said = words::comment(finding);
        cells
            .entry((sheet.clone(), *cell))
            .and_modify(|(worst, text)| {
                *worst = tone.min(*worst);
                text.push_str("\n\n");
                text.push_str(&said);
            })
            .or_insert((tone, said));
    }
    Marks { cells, list: List { name: "问题清单".to_owned(), columns: words::columns(), rows } }
}

/// The name of the copy, and whether it takes the place of the marked file that it was made of.
fn named(source: &Source, opened: &Opened, in_place: bool) -> (String, bool) {
    let inner = opened.name.strip_prefix(&*source.name).and_then(|rest| rest.strip_prefix('!'));
    let path = Path::new(inner.unwrap_or(&source.name));
    let part = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, name) = (part(path.file_stem()), part(path.file_name()));
    if stem.contains(MARKED) && in_place {
        return (name, true);
    }
    let macros = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsm"));
    let wanted = match (in_place, macros) {
        (true, true) => format!("{stem}{MARKED}.xlsm"),
        (true, false) => format!("{stem}{MARKED}.xlsx"),
        // The same name with another ending may lie beside it.
        (false, _) => format!("{name}{MARKED}.xlsx"),
    };
    (wanted, false)
}
