//! From the bytes of the inputs to budgets; [`super::department`] goes on from there.

use std::sync::Arc;

use crate::amount::Unit;
use crate::check::{self, Waivers};
use crate::cli::annotate;
use crate::cli::arguments::By;
use crate::cli::audit::Published;
use crate::cli::inputs::{Known, Source};
use crate::cli::recognise::Recogniser;
use crate::disclosure::Rounding;
use crate::document::Text;
use crate::edition::{TemplateError, Templates};
use crate::finding::codes::run::NOTHING_TO_CONVERT;
use crate::finding::{self, Code, Finding};
use crate::import::limits::Limits;
use crate::import::open::{Input, Opened, open};
use crate::import::{Importer, Knowledge, Options, Profile, document};
use crate::model::{Batch, Budget, Coded, split};
use crate::reading::FileReading;

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
    /// What is done about printed figures that do not add up, where the run says it.
    pub rounding: Option<Rounding>,
    /// Findings that somebody answers for.
    pub waivers: Option<Waivers>,
    /// Whether Word documents among the inputs are texts to be checked.
    pub documents: bool,
    /// Whether disclosures of others are expected: tables that fit no edition are taken as they are.
    pub audit: bool,
}

impl Settings {
    /// How exports are understood.
    pub fn importing(&self) -> Options<'_> {
        Options { templates: &self.templates, profile: self.profile.clone(), unit: self.unit, fiscal_year: self.year }
    }

    /// One budget for each of those for whom forms are filled.
    pub fn budgets(&self, batch: Batch) -> Vec<Budget> {
        let budgets = split(batch);
        match self.by {
            By::Department => budgets,
            By::Unit => budgets.into_iter().flat_map(Budget::by_unit).collect(),
        }
    }

    /// Marks the findings that a waiver covers and puts all in order.
    pub fn waive(&self, findings: &mut [Finding], owner: Option<&Coded>) {
        if let Some(waivers) = &self.waivers {
            waivers.mark(findings, owner);
        }
        finding::sort(findings);
    }

    /// What is to be said of the waivers themselves after all `findings` were marked.
    pub fn about<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Finding> {
        self.waivers.as_ref().map(|waivers| waivers.about(findings)).unwrap_or_default()
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
    /// Texts of disclosures among the inputs, where they were asked for.
    pub documents: Vec<Text>,
    /// Files in walked folders that are no tables at all, and so were not meant.
    pub passed_over: Vec<Opened>,
    /// The inputs that were opened, in order, without their content.
    pub inputs: Vec<Known>,
}

/// The largest input worth reading, in bytes.
pub fn largest_input() -> u64 {
    Limits::default().file_bytes
}

/// The longest text that is held as a whole, in bytes.
pub fn longest_text() -> u64 {
    Limits::default().text_bytes
}

/// Every code that a finding can have, in order of room and id.
pub fn codes() -> Vec<&'static Code> {
    finding::codes::all().into_iter().chain(check::codes()).collect()
}

/// What is wrong with what the templates say of exports.
pub fn broken_profiles(templates: &Templates) -> Vec<TemplateError> {
    Knowledge::load(templates).err().into_iter().collect()
}

/// Opens the inputs and makes budgets of what they hold; the bytes of each are dropped once it is open.
///
/// # Errors
/// Where a profile among the templates is broken.
pub fn understand(sources: Vec<Source>, settings: &Settings) -> Result<Understood, TemplateError> {
    // A broken template stops the run, as everywhere; it is no problem of the data.
    let importer = Importer::new(settings.importing())?;
    let mut findings = Vec::new();
    let mut files = Vec::new();
    let mut passed_over = Vec::new();
    let mut inputs = Vec::new();
    let mut documents = Vec::new();
    for source in sources {
        inputs.push(source.known());
        let input = Input { name: Arc::clone(&source.name), bytes: &source.bytes };
        if settings.documents
            && let Some(text) = document::read(&input, &Limits::default()).unwrap_or_default()
        {
            documents.push(text);
            continue;
        }
        let mut opened = open(&input, &Limits::default());
        opened.value.iter_mut().for_each(annotate::forget_list);
        if !source.named && is_no_table(&opened.value) {
            passed_over.extend(opened.value);
        } else {
            files.extend(opened.collect(&mut findings));
        }
    }
    let (published, files, mut published_readings) = split_published(files, settings)?;
    let imported = importer.understand(&files).collect(&mut findings);
    drop(files);
    let budgets = settings.budgets(imported.batch);
    settings.waive(&mut findings, None);
    published_readings.extend(imported.readings);
    Ok(Understood { readings: published_readings, findings, budgets, published, documents, passed_over, inputs })
}

/// What an input holds, opened once more: its cells are not kept after they were understood.
pub fn reopened(source: &Source) -> Vec<Opened> {
    let mut opened = open(&Input { name: Arc::clone(&source.name), bytes: &source.bytes }, &Limits::default()).value;
    opened.iter_mut().for_each(annotate::forget_list);
    opened
}

/// Published workbooks apart from the exports, and what was understood of the former.
type Split = (Vec<Published>, Vec<Opened>, Vec<FileReading>);

fn split_published(files: Vec<Opened>, settings: &Settings) -> Result<Split, TemplateError> {
    let mut recogniser = Recogniser::new(&settings.templates, settings.edition.as_deref(), settings.audit);
    let (recognised, exports) = recogniser.split(files)?;
    let (mut published, mut readings) = (Vec::new(), Vec::new());
    for (found, files) in recognised {
        readings.extend(found.readings(&files));
        published.push(found);
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
