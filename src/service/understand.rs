//! From the bytes of the inputs to budgets; [`super::department`] goes on from there.

use std::sync::Arc;

use crate::check;
use crate::document::Text;
use crate::edition::{TemplateError, Templates};
use crate::finding::codes::run::NOTHING_TO_CONVERT;
use crate::finding::{self, Code, Finding};
use crate::import::limits::Limits;
use crate::import::open::{Foreign, Input, Opened, not_a_table, open};
use crate::import::published::word;
use crate::import::{Importer, Knowledge, document};
use crate::model::Budget;
use crate::reading::FileReading;
use crate::service::marked::forget_list;
use crate::service::order::Order;
use crate::service::published::Published;
use crate::service::recognise::Recogniser;
use crate::service::source::{Known, Source};
use crate::service::status::ExitStatus;

/// The short name of the format of a printed disclosure.
pub const PDF: &str = "pdf";

/// What the inputs say.
#[derive(Debug, Default)]
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

impl Understood {
    /// How a run ends as far as reading goes.
    pub fn status(&self) -> ExitStatus {
        match self.readings.iter().any(|reading| reading.unreadable) {
            true => ExitStatus::Unreadable,
            false => ExitStatus::of(&self.findings),
        }
    }

    /// Of a budget that is known already.
    pub fn of(budget: Budget) -> Understood {
        Understood { budgets: vec![budget], ..Understood::default() }
    }
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
pub fn understand(sources: Vec<Source>, order: &Order) -> Result<Understood, TemplateError> {
    // A broken template stops the run, as everywhere; it is no problem of the data.
    let importer = Importer::new(order.importing())?;
    let mut findings = Vec::new();
    let mut files = Vec::new();
    let mut passed_over = Vec::new();
    let mut inputs = Vec::new();
    let mut documents: Vec<Text> = Vec::new();
    for source in sources {
        inputs.push(source.known());
        let input = Input { name: Arc::clone(&source.name), bytes: &source.bytes };
        if order.documents
            && let Some(text) = document::read(&input, &Limits::default()).unwrap_or_default()
        {
            documents.push(text);
            continue;
        }
        let mut opened = open(&input, &order.limits());
        opened.value.iter_mut().for_each(forget_list);
        if !source.named && is_no_table(&opened.value, order) {
            passed_over.extend(opened.value);
        } else {
            files.extend(opened.collect(&mut findings));
        }
    }
    let (mut published, mut files, mut published_readings) = split_published(files, (&importer, order))?;
    findings.extend(files.iter_mut().filter_map(refused));
    let imported = importer.understand(&files).collect(&mut findings);
    drop(files);
    let budgets = order.budgets(imported.batch);
    order.waive(&mut findings, None);
    // Tables inside a text are what is published where nothing else is.
    if published.is_empty() && budgets.is_empty() {
        published = split_published(documents.iter().map(tables_of).collect(), (&importer, order))?.0;
    }
    published_readings.extend(imported.readings);
    Ok(Understood { readings: published_readings, findings, budgets, published, documents, passed_over, inputs })
}

/// The tables inside a text, as a file of their own.
fn tables_of(text: &Text) -> Opened {
    Opened {
        name: Arc::clone(&text.file),
        format: "Word 文档（.docx）".to_owned(),
        format_id: "docx",
        evidence: Vec::new(),
        grid: Some(word::grid(text)),
    }
}

/// What an input holds, opened once more and read once: its cells are not kept after they were understood.
pub fn reopened(source: &Source) -> Vec<Opened> {
    let limits = Limits { read_twice: 0, ..Limits::default() };
    let mut opened = open(&Input { name: Arc::clone(&source.name), bytes: &source.bytes }, &limits).value;
    opened.iter_mut().for_each(forget_list);
    opened
}

/// Published workbooks apart from the exports, and what was understood of the former.
type Split = (Vec<Published>, Vec<Opened>, Vec<FileReading>);

fn split_published(files: Vec<Opened>, (importer, order): (&Importer<'_>, &Order)) -> Result<Split, TemplateError> {
    // A table of the system that its sheet's name gives away has the title that the published one has, too.
    let (of_system, files) = files.into_iter().partition(|file| importer.names_a_table_of_the_system(file));
    let mut recogniser = Recogniser::new(&order.templates, order.edition.as_deref(), order.audit);
    let (recognised, mut exports): (_, Vec<Opened>) = recogniser.split(files)?;
    exports.extend::<Vec<Opened>>(of_system);
    let (mut published, mut readings) = (Vec::new(), Vec::new());
    for (found, files) in recognised {
        readings.extend(found.readings(&files));
        published.push(found);
    }
    Ok((published, exports, readings))
}

/// What a walk may pass over: documents and pictures that lie in the same folder as the exports. A PDF is one unless
/// disclosures are audited.
fn is_no_table(opened: &[Opened], order: &Order) -> bool {
    const OTHER: &[&str] = &["pdf", "image", "word", "slides", "opendocument", "program"];
    let passes = |file: &Opened| match file.format_id {
        PDF => !order.documents,
        other => file.grid.is_none() && OTHER.contains(&other),
    };
    !opened.is_empty() && opened.iter().all(passes)
}

/// Takes the cells of a PDF that is no disclosure: nobody exports lines as PDF, and printed figures are no exact ones.
fn refused(file: &mut Opened) -> Option<Finding> {
    let given = file.format_id == PDF && file.grid.take().is_some();
    given.then(|| not_a_table(&file.name, Foreign::Pdf))
}

/// The finding that nothing could be made of what was read; where nothing was, other findings have said so.
pub fn nothing(files: usize) -> Option<Finding> {
    (files > 0).then(|| Finding::new(&NOTHING_TO_CONVERT).with("files", files))
}
