//! Which of the inputs are published disclosures, by which edition each is to be judged, if any.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::disclosure::{Disclosure, Found};
use crate::edition::{Edition, TemplateError, Templates, Vocabulary, list};
use crate::finding::Checked;
use crate::import::cell::label::comparable;
use crate::import::grid::Sheet;
use crate::import::open::Opened;
use crate::import::published::{self, general};
use crate::service::fit::Fit;
use crate::service::published::{Basis, Published};

/// The fewest forms of an edition that make a workbook a published disclosure; an export may by chance look like one.
const FEWEST_FORMS: usize = 2;
/// The longest sheet on which forms are looked for; published tables have a few hundred rows.
const LONGEST_SHEET: usize = 5_000;

/// Recognises published disclosures; the editions are loaded once, when the first file asks for them.
#[derive(Debug)]
pub struct Recogniser<'a> {
    templates: &'a Templates,
    wanted: Option<&'a str>,
    /// Whether tables of no edition are taken, too: in an audit, not where exports are expected.
    audit: bool,
    known: Option<(Vec<Edition>, Arc<Vocabulary>)>,
}

/// What some sheets are.
type Recognised = Option<(Basis, Checked<Disclosure>, Option<Found>)>;

/// Disclosures, each with its files, and the files that hold none.
pub type Sorted = (Vec<(Published, Vec<Opened>)>, Vec<Opened>);

impl<'a> Recogniser<'a> {
    /// By the edition asked for, else by all of them.
    pub fn new(templates: &'a Templates, wanted: Option<&'a str>, audit: bool) -> Recogniser<'a> {
        Recogniser { templates, wanted, audit, known: None }
    }

    /// The disclosures among files, and the files that are none. Files of one folder that hold a table each are one
    /// disclosure.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn split(&mut self, files: Vec<Opened>) -> Result<Sorted, TemplateError> {
        let (mut published, mut others) = (Vec::new(), Vec::new());
        for file in files {
            match self.alone(&file)? {
                Some(found) => published.push((found, vec![file])),
                None => others.push(file),
            }
        }
        if !self.audit {
            return Ok((published, others));
        }
        let mut folders: BTreeMap<String, Vec<Opened>> = BTreeMap::new();
        let mut rest = Vec::new();
        for file in others {
            if self.holds_table(&file)? {
                folders.entry(folder(&file.name)).or_default().push(file);
            } else {
                rest.push(file);
            }
        }
        for (name, files) in folders {
            match self.pooled(&name, &files)? {
                Some(found) => published.push((found, files)),
                None => rest.extend(files),
            }
        }
        Ok((published, rest))
    }

    /// The disclosure that a file is by itself.
    fn alone(&mut self, file: &Opened) -> Result<Option<Published>, TemplateError> {
        let Some(sheets) = sheets(file) else { return Ok(None) };
        let asked = self.wanted.is_some();
        let (editions, vocabulary) = self.known()?;
        let vocabulary = Arc::clone(vocabulary);
        let recognised = recognise(&sheets, (editions, &vocabulary), (FEWEST_FORMS, asked));
        let audit = self.audit;
        let taken = recognised.filter(|(basis, _, found)| {
            let general = || found.as_ref().map_or(0, Found::main_roles) >= vocabulary.words.limits.forms;
            basis.edition.is_some() || audit && general() && !is_export(&sheets, &vocabulary)
        });
        Ok(taken.map(|taken| made(Arc::clone(&file.name), taken, vocabulary)))
    }

    /// Whether a file that is no disclosure by itself holds one of the tables of one.
    fn holds_table(&mut self, file: &Opened) -> Result<bool, TemplateError> {
        let Some(sheets) = sheets(file) else { return Ok(false) };
        let (_, vocabulary) = self.known()?;
        let found = general::read(&sheets, vocabulary);
        Ok(found.is_some() && !is_export(&sheets, vocabulary) && !is_export_alone(&sheets, vocabulary))
    }

    fn pooled(&mut self, folder: &str, files: &[Opened]) -> Result<Option<Published>, TemplateError> {
        let all: Vec<Sheet> = match files {
            [only] => sheets(only).unwrap_or_default(),
            several => several.iter().flat_map(|file| named(file, sheets(file).unwrap_or_default())).collect(),
        };
        let asked = self.wanted.is_some();
        let (editions, vocabulary) = self.known()?;
        let vocabulary = Arc::clone(vocabulary);
        let name = match files {
            [only] => Arc::clone(&only.name),
            _ => Arc::from(if folder.is_empty() { "." } else { folder }),
        };
        let taken = recognise(&all, (editions, &vocabulary), (1, asked));
        let main = |found: &Option<Found>| found.as_ref().is_some_and(|found| found.main_roles() > 0);
        let taken = taken.filter(|(basis, _, found)| basis.edition.is_some() || main(found));
        Ok(taken.map(|taken| made(name, taken, vocabulary)))
    }

    fn known(&mut self) -> Result<&(Vec<Edition>, Arc<Vocabulary>), TemplateError> {
        if self.known.is_none() {
            let heads = list(self.templates)?;
            let wanted = heads.iter().filter(|head| self.wanted.is_none_or(|id| id == head.id));
            let loaded = wanted.map(|head| Edition::load(self.templates, &head.id)).collect::<Result<_, _>>()?;
            self.known = Some((loaded, Arc::new(Vocabulary::load(self.templates)?)));
        }
        // It was just loaded where it was not there.
        self.known.as_ref().ok_or_else(|| TemplateError { file: String::new(), line: None, problem: String::new() })
    }
}

fn sheets(file: &Opened) -> Option<Vec<Sheet>> {
    let grid = file.grid.as_ref()?;
    let short = grid.sheets.iter().all(|sheet| sheet.rows.len() <= LONGEST_SHEET);
    short.then(|| grid.sheets.clone())
}

/// Sheets of one of several files, named with it: they stand beside those of the others.
fn named(file: &Opened, sheets: Vec<Sheet>) -> Vec<Sheet> {
    let short = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_owned();
    let named = |sheet: Sheet| {
        let name = sheet.name.as_ref().map_or_else(|| short.clone(), |name| format!("{short} › {name}"));
        Sheet { name: Some(name.into()), ..sheet }
    };
    sheets.into_iter().map(named).collect()
}

/// The folder of a file, as it was named.
fn folder(name: &str) -> String {
    name.rfind(['/', '\\', '!']).map_or_else(String::new, |at| name[..at].to_owned())
}

/// Whether headers or titles hold words that only exports of a finance system have.
fn is_export(sheets: &[Sheet], vocabulary: &Vocabulary) -> bool {
    let words = &vocabulary.words.header.export;
    let says = |text: &str| text.chars().count() < 40 && words.iter().any(|word| text.contains(word.as_str()));
    let names = || sheets.iter().filter_map(|sheet| sheet.name.as_deref());
    top(sheets).any(|text| says(&text)) || names().any(|name| says(&comparable(name)))
}

/// Whether a file of one table has a column that no published one has: beside others, a list of projects may have it.
fn is_export_alone(sheets: &[Sheet], vocabulary: &Vocabulary) -> bool {
    let words = &vocabulary.words.header.export_alone;
    let is_column = |sheet: &Sheet, at: usize, col: u32| {
        let below = sheet.rows.iter().skip(at + 2).take(8).flat_map(|row| &row.cells);
        below.filter(|(other, _)| *other == col).any(|(_, cell)| cell.text.chars().any(|c| c.is_alphabetic()))
    };
    sheets.iter().any(|sheet| {
        let cells =
            sheet.rows.iter().take(HEAD).enumerate().flat_map(|(at, row)| row.cells.iter().map(move |cell| (at, cell)));
        let mut named = cells.filter(|(_, (_, cell))| words.contains(&comparable(&cell.text)));
        // A word over figures heads a group of columns; the column of an export holds words.
        named.any(|(at, (col, _))| is_column(sheet, at, *col))
    })
}

/// Rows in which titles and headers stand.
const HEAD: usize = 12;

/// What stands where titles and headers are.
fn top(sheets: &[Sheet]) -> impl Iterator<Item = String> {
    let rows = sheets.iter().flat_map(|sheet| sheet.rows.iter().take(HEAD));
    rows.flat_map(|row| row.cells.iter().map(|(_, cell)| comparable(&cell.text)))
}

fn made(
    name: Arc<str>,
    (basis, read, found): (Basis, Checked<Disclosure>, Option<Found>),
    vocabulary: Arc<Vocabulary>,
) -> Published {
    Published { name, basis, read, found, vocabulary }
}

/// What sheets are: the tables of the edition that fits best, where one fits well enough, else whatever tables they hold.
fn recognise(
    sheets: &[Sheet],
    (editions, vocabulary): (&[Edition], &Vocabulary),
    (fewest, asked): (usize, bool),
) -> Recognised {
    let general = general::read(sheets, vocabulary);
    let found = general.as_ref().map(|checked| &checked.value);
    let mut best: Option<(&Edition, Checked<Disclosure>, Fit)> = None;
    for edition in editions {
        let Some(read) = published::read(sheets, (edition, vocabulary)) else { continue };
        let fit = Fit::of(edition, &read, found);
        if best.as_ref().is_none_or(|(_, _, other)| fit.rank() > other.rank()) {
            best = Some((edition, read, fit));
        }
    }
    let fits = |fit: &Fit| {
        let whole = asked || fit.percent >= vocabulary.words.limits.fit;
        fit.forms >= fewest && whole && (asked || fit.forms * 2 >= fit.of || fewest == 1)
    };
    match best {
        Some((edition, read, fit)) if fits(&fit) => {
            let basis = Basis { edition: Some(edition.clone()), fit: Some(fit) };
            Some((basis, read, general.map(|checked| checked.value)))
        }
        best => {
            let Checked { value, findings } = general?;
            let read = Checked { value: value.disclosure.clone(), findings };
            Some((Basis { edition: None, fit: best.map(|(_, _, fit)| fit) }, read, Some(value)))
        }
    }
}
