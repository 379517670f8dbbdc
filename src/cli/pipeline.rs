//! The stages in their order: bytes of inputs → budgets → disclosures with their checks.
//!
//! This file alone calls the rooms that compute; the commands above it deal with arguments, files and words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::amount::Unit;
use crate::check::{self, Report, Waivers};
use crate::cli::arguments::By;
use crate::cli::audit::{Published, Recogniser};
use crate::cli::inputs::Source;
use crate::disclosure::Disclosure;
use crate::edition::{Edition, TemplateError, Templates, list};
use crate::export;
use crate::finding::codes::run::{MANY_EDITIONS, NO_EDITION, NOTHING_TO_CONVERT};
use crate::finding::{self, Code, Finding, Place};
use crate::import::limits::Limits;
use crate::import::open::{Input, Opened, open};
use crate::import::{self, Knowledge, Options, Profile};
use crate::model::{Budget, Coded, split};
use crate::reading::FileReading;
use crate::tables;

/// How inputs are understood and which forms are filled.
#[derive(Debug)]
pub struct Settings {
    /// Editions and profiles.
    pub templates: Templates,
    /// The profile that was asked for.
    pub profile: Option<Profile>,
    /// The unit for files that state none.
    pub unit: Option<Unit>,
    /// The year for files that state none.
    pub year: Option<u16>,
    /// The edition that was asked for.
    pub edition: Option<String>,
    /// Whom forms are filled for.
    pub by: By,
    /// Findings that somebody answers for.
    pub waivers: Option<Waivers>,
}

impl Settings {
    /// Marks the findings that a waiver covers and puts all in order.
    pub fn waive(&self, findings: &mut [Finding], owner: Option<&Coded>) {
        if let Some(waivers) = &self.waivers {
            waivers.mark(findings, owner);
        }
        finding::sort(findings);
    }
}

/// What the inputs say.
#[derive(Debug)]
pub struct Understood {
    /// What was understood of each file.
    pub readings: Vec<FileReading>,
    /// What was found while reading, worst first.
    pub findings: Vec<Finding>,
    /// One a department (or unit) and year.
    pub budgets: Vec<Budget>,
    /// Published workbooks among the inputs.
    pub published: Vec<Published>,
    /// Files in walked folders that are no tables at all, and so were not meant.
    pub passed_over: Vec<Opened>,
}

/// A department's disclosure with everything that was found on the way.
#[derive(Debug)]
pub struct Department {
    /// The budget that it is made of.
    pub budget: Budget,
    /// The filled forms.
    pub disclosure: Disclosure,
    /// What the rules said.
    pub report: Report,
    /// What was found while reading its files.
    pub inherited: Vec<Finding>,
    /// What was found in its tables and by the rules.
    pub own: Vec<Finding>,
    /// What was understood of its files.
    pub readings: Vec<FileReading>,
}

impl Department {
    /// All findings, worst first.
    pub fn findings(&self) -> Vec<Finding> {
        let mut all = [self.inherited.as_slice(), self.own.as_slice()].concat();
        finding::sort(&mut all);
        all
    }
}

/// The largest input worth reading, in bytes.
pub fn largest_input() -> u64 {
    Limits::default().file_bytes
}

/// Every code that a finding can have, in order of room and id.
pub fn codes() -> Vec<&'static Code> {
    finding::codes::all().into_iter().chain(check::codes()).collect()
}

/// What is wrong with what the templates say of exports.
pub fn broken_profiles(templates: &Templates) -> Vec<TemplateError> {
    Knowledge::load(templates).err().into_iter().collect()
}

/// Opens the inputs and makes budgets of what they hold.
///
/// # Errors
/// Where a profile among the templates is broken.
pub fn understand(sources: &[Source], settings: &Settings) -> Result<Understood, TemplateError> {
    // A broken template stops the run, as everywhere; it is no problem of the data.
    Knowledge::load(&settings.templates)?;
    let mut findings = Vec::new();
    let mut files = Vec::new();
    let mut passed_over = Vec::new();
    for source in sources {
        let opened = open(&Input { name: Arc::clone(&source.name), bytes: &source.bytes }, &Limits::default());
        if !source.named && is_no_table(&opened.value) {
            passed_over.extend(opened.value);
        } else {
            files.extend(opened.collect(&mut findings));
        }
    }
    let (published, files, mut published_readings) = split_published(files, settings)?;
    let options = Options {
        templates: &settings.templates,
        profile: settings.profile.clone(),
        unit: settings.unit,
        fiscal_year: settings.year,
    };
    let imported = import::understand(&files, &options).collect(&mut findings);
    let mut budgets = split(imported.batch);
    if settings.by == By::Unit {
        budgets = budgets.into_iter().flat_map(Budget::by_unit).collect();
    }
    settings.waive(&mut findings, None);
    published_readings.extend(imported.readings);
    Ok(Understood { readings: published_readings, findings, budgets, published, passed_over })
}

/// Published workbooks apart from the exports, and what was understood of the former.
type Split = (Vec<Published>, Vec<Opened>, Vec<FileReading>);

fn split_published(files: Vec<Opened>, settings: &Settings) -> Result<Split, TemplateError> {
    let (mut published, mut exports, mut readings) = (Vec::new(), Vec::new(), Vec::new());
    let mut recogniser = Recogniser::new(&settings.templates, settings.edition.as_deref());
    for file in files {
        match recogniser.recognise(&file)? {
            Some(found) => {
                readings.push(found.reading(&file));
                published.push(found);
            }
            None => exports.push(file),
        }
    }
    Ok((published, exports, readings))
}

/// What a walk may pass over: documents and pictures that lie in the same folder as the exports.
fn is_no_table(opened: &[Opened]) -> bool {
    const OTHER: &[&str] = &["pdf", "image", "word", "slides", "opendocument", "program"];
    !opened.is_empty() && opened.iter().all(|file| file.grid.is_none() && OTHER.contains(&file.format_id))
}

/// The finding that nothing could be made of what was read; where nothing was, other findings have said so.
pub fn nothing(files: usize) -> Option<Finding> {
    (files > 0).then(|| Finding::new(&NOTHING_TO_CONVERT).with("files", files))
}

/// Fills the forms for one budget and runs the rules.
///
/// # Errors
/// The finding that says why there is no edition for it, or the template that is broken.
pub fn department(
    budget: Budget,
    files: &Files,
    understood: &Understood,
    editions: &mut Editions<'_>,
) -> Result<Result<Department, Box<Finding>>, TemplateError> {
    let edition = match editions.fitting(&budget)? {
        Ok(edition) => edition,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut own = Vec::new();
    let disclosure = tables::fill(&budget, edition).collect(&mut own);
    let report = check::run(&disclosure, Some(&budget), edition);
    own.extend(report.findings.iter().cloned());
    own.extend(export::findings(&disclosure));
    finding::sort(&mut own);
    let inherited = understood.findings.iter().filter(|finding| files.concern(finding)).cloned().collect();
    let readings = understood.readings.iter().filter(|reading| files.include(&reading.file)).cloned().collect();
    Ok(Ok(Department { budget, disclosure, report, inherited, own, readings }))
}

/// Which of the inputs a department has to do with: those that its lines stand in, and those that no department's do.
#[derive(Debug)]
pub struct Files {
    its: BTreeSet<Arc<str>>,
    others: BTreeSet<Arc<str>>,
}

/// The files of each budget, in the same order.
pub fn files_by_budget(understood: &Understood) -> Vec<Files> {
    let all: BTreeSet<Arc<str>> = understood.budgets.iter().flat_map(files_of).collect();
    let of = |budget| {
        let its = files_of(budget);
        Files { others: all.difference(&its).cloned().collect(), its }
    };
    understood.budgets.iter().map(of).collect()
}

impl Files {
    fn include(&self, file: &Arc<str>) -> bool {
        self.its.contains(file) || !self.others.contains(file)
    }

    fn concern(&self, finding: &Finding) -> bool {
        let mut files = finding.places.iter().filter_map(|place| match place {
            Place::Input(origin) => Some(&origin.file),
            _ => None,
        });
        finding.places.is_empty() || files.any(|file| self.include(file))
    }
}

fn files_of(budget: &Budget) -> BTreeSet<Arc<str>> {
    let lines = budget.lines.iter().map(|line| &line.origin.file);
    lines.chain(budget.revenue.iter().map(|revenue| &revenue.origin.file)).cloned().collect()
}

/// The editions, loaded when the first department needs them.
#[derive(Debug)]
pub struct Editions<'a> {
    templates: &'a Templates,
    wanted: Option<&'a str>,
    loaded: BTreeMap<String, Edition>,
}

impl<'a> Editions<'a> {
    /// Those among the templates; `wanted` is the one that was asked for.
    pub fn new(templates: &'a Templates, wanted: Option<&'a str>) -> Editions<'a> {
        Editions { templates, wanted, loaded: BTreeMap::new() }
    }

    /// The edition for a budget: the one asked for, else the only one of its year.
    fn fitting(&mut self, budget: &Budget) -> Result<Result<&Edition, Box<Finding>>, TemplateError> {
        let id = match self.wanted {
            Some(id) => id.to_owned(),
            None => match self.of_year(budget)? {
                Ok(id) => id,
                Err(refusal) => return Ok(Err(refusal)),
            },
        };
        if !self.loaded.contains_key(&id) {
            self.loaded.insert(id.clone(), Edition::load(self.templates, &id)?);
        }
        // It was put there above where it was not there before.
        Ok(self.loaded.get(&id).ok_or_else(|| Box::new(Finding::new(&NO_EDITION))))
    }

    fn of_year(&self, budget: &Budget) -> Result<Result<String, Box<Finding>>, TemplateError> {
        let heads = list(self.templates)?;
        let fitting: Vec<&str> =
            heads.iter().filter(|head| head.fiscal_year == budget.fiscal_year).map(|head| &*head.id).collect();
        let (code, known) = match fitting[..] {
            [only] => return Ok(Ok(only.to_owned())),
            [] => (&NO_EDITION, heads.iter().map(|head| &*head.id).collect::<Vec<_>>()),
            _ => (&MANY_EDITIONS, fitting.clone()),
        };
        Ok(Err(Box::new(
            Finding::new(code)
                .with("owner", budget.department.to_string())
                .with("year", usize::from(budget.fiscal_year))
                .with("known", known.join("、")),
        )))
    }
}
