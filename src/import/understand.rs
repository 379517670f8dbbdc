//! From grids to lines: the whole way, table by table.

use std::sync::Arc;

use super::annex;
use super::grid::Sheet;
use super::large::Others;
use super::open::Opened;
use crate::edition::TemplateError;
use crate::finding::codes::{import as codes, import_lines as line_codes};
use crate::finding::{Checked, Finding, Place, Severity};
use crate::import::cell::label::is_empty;
use crate::import::cell::pool::Pool;
use crate::import::evidence;
use crate::import::header::above::Context;
use crate::import::header::find::Vocabulary;
use crate::import::header::merged::Merged;
use crate::import::header::side_by_side::{self, Part};
use crate::import::header::table;
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::plausible::Plausible;
use crate::import::knowledge::profile::ExportKind;
use crate::import::lines::account;
use crate::import::lines::all_tables;
use crate::import::lines::causes::Gather;
use crate::import::lines::dimensions::Entities;
use crate::import::lines::made::{self, Made};
use crate::import::lines::one_code::{self, FullCodes};
use crate::import::lines::table_work::{Work, prepare};
use crate::import::options::Options;
use crate::model::Batch;
use crate::reading::FileReading;

/// Everything that a set of files says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The lines.
    pub batch: Batch,
    /// What was understood of each file.
    pub readings: Vec<FileReading>,
}

/// Makes lines of whatever the files hold.
///
/// Every row below a header is either used or set aside with a reason; amounts that cannot be placed are findings.
pub fn understand(files: &[Opened], options: &Options<'_>) -> Checked<Imported> {
    match Importer::new(options.clone()) {
        Ok(importer) => importer.understand(files),
        Err(error) => {
            let readings = files.iter().map(|file| account::file(file, Vec::new())).collect();
            Checked { value: Imported { batch: Batch::default(), readings }, findings: vec![broken(&error)] }
        }
    }
}

/// What the templates say of exports, loaded once for all that is to be read.
#[derive(Clone, Debug)]
pub struct Importer<'a> {
    pub(super) knowledge: Knowledge,
    pub(super) options: Options<'a>,
}

impl<'a> Importer<'a> {
    /// Loads what the templates say.
    ///
    /// # Errors
    /// Where a template is missing or broken.
    pub fn new(options: Options<'a>) -> Result<Importer<'a>, TemplateError> {
        let knowledge = Knowledge::load(options.templates)?;
        let knowledge = match &options.profile {
            Some(profile) => knowledge.with(profile),
            None => knowledge,
        };
        Ok(Importer { knowledge, options })
    }

    /// Makes lines of whatever the files hold, as [`understand`] does.
    pub fn understand(&self, files: &[Opened]) -> Checked<Imported> {
        self.understand_among(files, None, None)
    }

    /// The same for parts of tables, of which `others` knows the rows that are read elsewhere; `see` is shown each table with
    /// its rows judged.
    pub(super) fn understand_among(
        &self,
        files: &[Opened],
        others: Option<&Others>,
        see: Option<&mut dyn FnMut(&Work<'_>)>,
    ) -> Checked<Imported> {
        let vocabulary = self.vocabulary();
        let grids = files.iter().map(|file| file.grid.iter().flat_map(|grid| &grid.sheets));
        let grids: Vec<Vec<Standing<'_>>> =
            grids.map(|sheets| sheets.map(|sheet| Standing::of(sheet, &vocabulary)).collect()).collect();
        let mut pool = Pool::new();
        let tables = |sheets| tables_of(sheets, (&self.knowledge, &vocabulary), &self.options, &mut pool);
        let mut works: Vec<Vec<Found<'_>>> = grids.iter().map(Vec::as_slice).map(tables).collect();
        let entities = known_entities(&works, &pool);
        let mut lines = |found: &mut Found<'_>| match &mut found.work {
            Some(work) => made::make(work, (&self.knowledge, self.options.unit), &entities, others, &mut pool),
            None => Made::default(),
        };
        let made = works.iter_mut().map(|found| found.iter_mut().map(&mut lines).collect()).collect();
        evidence::weigh(&mut works, &self.knowledge, &pool);
        let part = see.is_some() || others.is_some();
        if let Some(see) = see {
            works.iter().flatten().filter_map(|found| found.work.as_ref()).for_each(see);
        }
        let mut findings = Vec::new();
        let imported = finish(files, (works, made), (part, &self.knowledge.plausible), &mut findings);
        Checked { value: imported, findings }
    }

    /// What headers are made of.
    pub(super) fn vocabulary(&self) -> Vocabulary<'_> {
        let knowledge = &self.knowledge;
        Vocabulary { names: &knowledge.names, funds: &knowledge.funds, distinguishing: &knowledge.distinguishing }
    }
}

/// A table of a sheet, or a sheet on which none was found.
pub(super) struct Found<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) work: Option<Work<'a>>,
}

/// A sheet, or the parts of one on which tables stand side by side.
enum Standing<'a> {
    Whole(&'a Sheet),
    Apart(Vec<Part>),
}

impl<'a> Standing<'a> {
    fn of(sheet: &'a Sheet, vocabulary: &Vocabulary<'_>) -> Standing<'a> {
        let parts = side_by_side::apart(sheet, vocabulary);
        if parts.is_empty() { Standing::Whole(sheet) } else { Standing::Apart(parts) }
    }

    fn sheets(&self) -> Vec<(&Sheet, Option<&Context>)> {
        match self {
            Standing::Whole(sheet) => vec![(sheet, None)],
            Standing::Apart(parts) => parts.iter().map(|part| (&part.sheet, Some(&part.above))).collect(),
        }
    }
}

fn tables_of<'a>(
    sheets: &'a [Standing<'_>],
    (knowledge, vocabulary): (&Knowledge, &Vocabulary<'_>),
    options: &Options<'_>,
    pool: &mut Pool,
) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    for (sheet, above) in sheets.iter().flat_map(Standing::sheets) {
        let merged = Merged::of(sheet);
        let goals = knowledge.profiles.iter().find(|profile| profile.kind == ExportKind::Goals);
        if let Some(profile) = goals.filter(|_| annex::is_form(sheet, knowledge)) {
            let works = annex::form_tables((sheet, &merged), profile, knowledge, options);
            all.extend(works.into_iter().map(|work| Found { sheet, work: Some(work) }));
            continue;
        }
        let tables = table::find(sheet, &merged, vocabulary, above);
        if tables.is_empty() {
            all.push(Found { sheet, work: None });
        }
        for table in tables {
            all.push(Found { sheet, work: Some(prepare((sheet, &merged, table), knowledge, options, pool)) });
        }
    }
    all
}

/// The units that any table gives with code and name.
fn known_entities(works: &[Vec<Found<'_>>], pool: &Pool) -> Entities {
    let mut entities =
        Entities::new(FullCodes::of(works.iter().flatten().filter_map(|found| found.work.as_ref()), pool));
    let ready = works.iter().flatten().filter_map(|f| f.work.as_ref()).filter_map(|w| w.ready.as_ref());
    let mut seen = std::collections::BTreeSet::new();
    for id in ready.flat_map(|r| r.records.rows.iter().map(|record| record.of(Dimension::Entity))) {
        if seen.insert(id) {
            entities.add(pool.entry(id));
        }
    }
    entities
}

/// Compares the tables with each other, names the departments and reports what was read.
fn finish(
    files: &[Opened],
    (mut works, mut made): (Vec<Vec<Found<'_>>>, Vec<Vec<Made>>),
    (part, plausible): (bool, &Plausible),
    findings: &mut Vec<Finding>,
) -> Imported {
    evidence::versions::set_aside(&mut works, &mut made);
    evidence::repeats::weigh(&mut works, &made, part);
    let mut imported = Imported::default();
    place_annexes(&mut works, &mut made, &mut imported.batch);
    if !part {
        evidence::purchases::weigh(&mut works, &made, (&imported.batch, plausible));
    }
    for ((file, found), made) in files.iter().zip(works).zip(made) {
        let used = found.iter().any(|f| f.work.as_ref().is_some_and(|w| w.profile.is_some()));
        let mut tables = Vec::new();
        for (found, made) in found.into_iter().zip(made) {
            tables.push(match &found.work {
                Some(work) => account::table(work, &made),
                None => {
                    findings.extend(without_header(found.sheet, used));
                    account::unrecognised(found.sheet)
                }
            });
            imported.batch.lines.extend(made.lines);
            imported.batch.revenue.extend(made.revenue);
            if let Some(work) = found.work {
                let first = findings.len();
                work.gather.finish(findings);
                if used {
                    soften(&mut findings[first..]);
                }
            }
        }
        imported.readings.push(account::file(file, tables));
    }
    let mut gather = Gather::default();
    one_code::restore_projects(&mut imported.batch, &mut gather);
    all_tables::name_departments(&mut imported.batch, &mut gather);
    evidence::of_years::weigh(&imported.batch, findings);
    gather.finish(findings);
    imported
}

/// Finds the departments of what holds no lines, from the lines of all files.
fn place_annexes(works: &mut [Vec<Found<'_>>], made: &mut [Vec<Made>], batch: &mut Batch) {
    if works.iter().flatten().all(|found| found.work.as_ref().is_none_or(|work| work.annexed.is_none())) {
        return;
    }
    let known = annex::place::Known::of(made.iter().flatten().map(|made| (&made.lines[..], &made.revenue[..])));
    for (found, made) in works.iter_mut().flatten().zip(made.iter_mut().flatten()) {
        let Some(work) = &mut found.work else { continue };
        let Some(annexed) = work.annexed.take() else { continue };
        work.fields = annexed.fields.clone();
        let placed = annex::place::place(annexed, &known, batch, &mut work.gather);
        (made.used, made.aside, made.records) = (placed.used, placed.aside, placed.records);
    }
}

/// A table of no known kind is of no consequence where another table of the file is used.
fn soften(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|f| f.code == &codes::UNKNOWN_KIND) {
        finding.severity = Severity::Advisory;
    }
}

/// A sheet without a header: of no consequence where another table of the file is used.
fn without_header(sheet: &Sheet, used: bool) -> Option<Finding> {
    let rows = sheet.rows.iter().filter(|row| row.cells.iter().any(|(_, c)| !is_empty(&c.text))).count();
    if rows == 0 {
        return None;
    }
    let mut finding = Finding::new(&codes::NO_HEADER).at(sheet.whole()).with("rows", rows);
    if used {
        finding.severity = Severity::Advisory;
    }
    Some(finding)
}

fn broken(error: &TemplateError) -> Finding {
    let place = Place::Template { file: Arc::from(error.file.as_str()), line: error.line };
    Finding::new(&line_codes::TEMPLATE_BROKEN).at(place).with("problem", error.problem.clone())
}
