//! Published workbooks among the inputs: recognised, checked, compared with the budget.

use std::sync::Arc;

use crate::check::{self, Report};
use crate::disclosure::{Disclosure, Table};
use crate::edition::{Edition, TemplateError, Templates, list};
use crate::finding::codes::run::PUBLISHED_GIVEN;
use crate::finding::{self, Checked, Finding};
use crate::import::open::Opened;
use crate::import::published;
use crate::model::{Budget, Coded};
use crate::origin::Origin;
use crate::reading::{FileReading, TableReading};
use crate::service::behind::Behind;
use crate::service::judge::differences;

/// The fewest forms that make a workbook a published disclosure; an export may by chance look like one.
const FEWEST_FORMS: usize = 2;
/// The longest sheet on which forms are looked for; published tables have a few hundred rows.
const LONGEST_SHEET: usize = 5_000;

/// A published workbook with the edition whose forms it holds.
#[derive(Debug)]
pub struct Published {
    /// The file as the user named it.
    pub name: Arc<str>,
    /// The edition that fits best.
    pub edition: Edition,
    /// Its tables, and what was found while reading them.
    pub read: Checked<Disclosure>,
}

/// What the rules said of a disclosure, whose figures are no longer held: there may be thousands.
#[derive(Debug)]
pub struct Examined {
    /// The published workbook or the text that it was read from; `None` for one that was made of exports.
    pub file: Option<Arc<str>>,
    /// The exports that its tables were made of; none for a published workbook.
    pub inputs: Vec<Arc<str>>,
    /// Whose it is.
    pub owner: Coded,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition.
    pub edition: String,
    /// Names of its tables, in order.
    pub tables: Vec<Arc<str>>,
    /// What each rule said.
    pub report: Report,
    /// What was found in it, worst first.
    pub own: Vec<Finding>,
    /// For each of these the lines behind its figures, where the tables were made of exports; none for others.
    pub behind: Vec<Option<Behind>>,
}

impl Examined {
    /// What is kept of a disclosure that the rules were run on.
    pub fn of(file: Option<Arc<str>>, disclosure: Disclosure, report: Report, own: Vec<Finding>) -> Examined {
        let Disclosure { owner, fiscal_year, edition, tables, .. } = disclosure;
        let tables = tables.into_iter().map(|table| table.name).collect();
        Examined { file, inputs: Vec::new(), owner, fiscal_year, edition, tables, report, own, behind: Vec::new() }
    }
}

/// Recognises published workbooks; the editions are loaded once, when the first file asks for them.
#[derive(Debug)]
pub struct Recogniser<'a> {
    templates: &'a Templates,
    wanted: Option<&'a str>,
    editions: Option<Vec<Edition>>,
}

impl<'a> Recogniser<'a> {
    /// By the edition asked for, else by all of them.
    pub fn new(templates: &'a Templates, wanted: Option<&'a str>) -> Recogniser<'a> {
        Recogniser { templates, wanted, editions: None }
    }

    /// The published disclosure that a file is, if it is one: by the edition with most forms in it.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn recognise(&mut self, opened: &Opened) -> Result<Option<Published>, TemplateError> {
        let Some(grid) = &opened.grid else { return Ok(None) };
        if grid.sheets.iter().any(|sheet| sheet.rows.len() > LONGEST_SHEET) {
            return Ok(None);
        }
        let mut best: Option<(&Edition, Checked<Disclosure>)> = None;
        for edition in self.editions()? {
            let Some(read) = published::read(&grid.sheets, edition) else { continue };
            let enough = forms(edition, &read) >= FEWEST_FORMS;
            if enough && best.as_ref().is_none_or(|(known, other)| fit(edition, &read) > fit(known, other)) {
                best = Some((edition, read));
            }
        }
        let name = Arc::clone(&opened.name);
        Ok(best.map(|(edition, read)| Published { name, edition: edition.clone(), read }))
    }

    fn editions(&mut self) -> Result<&[Edition], TemplateError> {
        if self.editions.is_none() {
            let heads = list(self.templates)?;
            let wanted = heads.iter().filter(|head| self.wanted.is_none_or(|id| id == head.id));
            let loaded = wanted.map(|head| Edition::load(self.templates, &head.id)).collect::<Result<_, _>>()?;
            self.editions = Some(loaded);
        }
        Ok(self.editions.as_deref().unwrap_or_default())
    }
}

/// How many of the edition's forms were found; an export of goals looks like what is published beside them.
fn forms(edition: &Edition, read: &Checked<Disclosure>) -> usize {
    edition.forms.iter().filter(|form| read.value.table(&form.role).is_some()).count()
}

/// How well an edition fits what was read by it: most forms, then most of their columns, then the same year.
fn fit(edition: &Edition, read: &Checked<Disclosure>) -> (usize, usize, bool) {
    let columns = read.value.tables.iter().flat_map(|table| &table.columns);
    let found = columns.filter(|column| column.found_in.is_some()).count();
    (forms(edition, read), found, edition.serves(read.value.fiscal_year))
}

impl Published {
    /// What was understood of the file, for `inspect`.
    pub fn reading(&self, opened: &Opened) -> FileReading {
        FileReading {
            file: Arc::clone(&opened.name),
            format: opened.format.clone(),
            format_id: opened.format_id,
            evidence: opened.evidence.clone(),
            unreadable: false,
            tables: self.read.value.tables.iter().map(|table| self.table(table)).collect(),
        }
    }

    fn table(&self, table: &Table) -> TableReading {
        TableReading {
            origin: Origin::sheet(&self.name, &table.sheet),
            kind: Some(format!("公开表《{}》", table.name)),
            profile: Some(self.edition.head.id.clone()),
            header_rows: None,
            unit: Some((table.unit, "公开表".to_owned())),
            fiscal_year: Some((self.read.value.fiscal_year, "公开表".to_owned())),
            columns: Vec::new(),
            rows_read: table.rows.len(),
            rows_used: table.rows.len(),
            lines_made: 0,
            lines_are: "条明细",
            aside: Vec::new(),
        }
    }

    /// Runs the rules on it, and compares it with the budget where one is given.
    pub fn examine(self, budget: Option<&Budget>) -> Examined {
        let mut own = self.read.findings;
        let disclosure = self.read.value;
        let report = check::run(&disclosure, None, &self.edition);
        own.extend(report.findings.iter().cloned());
        if let Some(budget) = budget {
            own.extend(differences(&disclosure, budget, &self.edition));
        }
        finding::sort(&mut own);
        Examined::of(Some(self.name), disclosure, report, own)
    }
}

/// What a conversion says of a published workbook among its inputs.
pub fn given_for_conversion(published: &Published) -> Finding {
    Finding::new(&PUBLISHED_GIVEN).at(Origin::file(&published.name)).with("path", &*published.name)
}
