//! Texts of disclosures (.docx) among what is checked: which tables each is held against.

use std::path::Path;
use std::sync::Arc;

use crate::check::document::{self, Against};
use crate::cli::audit::{self, Examined};
use crate::cli::console::Console;
use crate::cli::pipeline::Settings;
use crate::cli::prior::Prior;
use crate::cli::stop::Stop;
use crate::disclosure::Disclosure;
use crate::document::Text;
use crate::edition::{Edition, Narrative, TemplateError, list};
use crate::finding::codes::narrative::{NO_TABLES, WHOSE_TEXT};
use crate::finding::{self, Finding};
use crate::model::{Budget, Coded};
use crate::origin::Origin;
use crate::tables;

/// What `--against` names.
#[derive(Debug, Default)]
pub struct Standard {
    /// The budget, where it is a budget.json: published workbooks are compared with it figure by figure.
    pub budget: Option<Budget>,
    /// The tables, for texts.
    pub tables: Vec<Disclosure>,
    /// What was found while reading it.
    pub findings: Vec<Finding>,
}

/// Reads what `--against` names: a budget.json, a published workbook, or exports.
///
/// # Errors
/// Where it cannot be read, is none of these, or a template is broken.
pub fn standard(path: Option<&Path>, settings: &Settings, console: &mut Console<'_>) -> Result<Standard, Stop> {
    let Some(path) = path else { return Ok(Standard::default()) };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let budget = audit::budget(path)?;
        let tables = filled(&budget, settings)?;
        return Ok(Standard { budget: Some(budget), tables: tables.into_iter().collect(), findings: Vec::new() });
    }
    let (given, findings) = Prior::read(&[path.to_owned()], settings, console)?;
    let mut tables = given.published;
    for budget in &given.budgets {
        tables.extend(filled(budget, settings)?);
    }
    Ok(Standard { budget: None, tables, findings })
}

/// A budget in the forms of the edition asked for, else of its year.
fn filled(budget: &Budget, settings: &Settings) -> Result<Option<Disclosure>, TemplateError> {
    let heads = list(&settings.templates)?;
    let of_year = || heads.iter().find(|head| head.fiscal_year == budget.fiscal_year).map(|head| head.id.clone());
    let Some(id) = settings.edition.clone().or_else(of_year) else { return Ok(None) };
    let edition = Edition::load(&settings.templates, &id)?;
    let rounding = settings.rounding.unwrap_or(edition.head.rounding.mode);
    Ok(Some(tables::fill_rounded(budget, &edition, rounding).value))
}

/// Holds every text against the tables of its department; `known` are all that this run has or was given.
///
/// # Errors
/// Where an edition is broken.
pub fn examine(
    texts: &[Text],
    known: &[Disclosure],
    prior: &Prior,
    settings: &Settings,
) -> Result<Vec<Examined>, TemplateError> {
    texts.iter().filter_map(|text| one(text, known, prior, settings).transpose()).collect()
}

fn one(
    text: &Text,
    known: &[Disclosure],
    prior: &Prior,
    settings: &Settings,
) -> Result<Option<Examined>, TemplateError> {
    let mut own = Vec::new();
    let target = target(text, known);
    if target.is_none() {
        let code = if known.is_empty() { &NO_TABLES } else { &WHOSE_TEXT };
        own.push(Finding::new(code).at(Origin::file(&text.file)).with("file", &*text.file));
    }
    let Some(edition) = edition(target, settings)? else { return Ok(None) };
    let Some(Narrative { head, .. }) = &edition.narrative else { return Ok(None) };
    let last = target.and_then(|this| prior.of(this, &edition));
    let against = Against {
        head,
        owner: target.and_then(|this| this.owner.name.as_deref()),
        year: target.map_or(edition.fiscal_year(), |this| this.fiscal_year),
        this: target,
        last: last.as_ref(),
    };
    let report = document::document(text, &against);
    own.extend(report.findings.iter().cloned());
    finding::sort(&mut own);
    Ok(Some(Examined {
        behind: Vec::new(),
        file: Some(Arc::clone(&text.file)),
        inputs: Vec::new(),
        owner: target.map_or_else(|| Coded::named("", &text.file), |this| this.owner.clone()),
        fiscal_year: against.year,
        edition: edition.head.id.clone(),
        basis: None,
        tables: Vec::new(),
        report,
        own,
    }))
}

/// The tables of the department that the text is about: the only ones there are, else those whose department it names most
/// prominently, which is first.
fn target<'a>(text: &Text, known: &'a [Disclosure]) -> Option<&'a Disclosure> {
    if let [only] = known {
        return Some(only);
    }
    let first = |disclosure: &Disclosure| {
        let name = disclosure.owner.name.as_deref().filter(|name| !name.is_empty())?;
        text.paragraphs.iter().position(|paragraph| paragraph.text.contains(name))
    };
    known.iter().filter_map(|known| Some((first(known)?, known))).min_by_key(|(at, _)| *at).map(|(_, known)| known)
}

/// The edition of the tables; without any, the one asked for or the only one with a text.
fn edition(target: Option<&Disclosure>, settings: &Settings) -> Result<Option<Edition>, TemplateError> {
    let id = target.map(|this| this.edition.clone()).or_else(|| settings.edition.clone());
    if let Some(id) = id {
        return Edition::load(&settings.templates, &id).map(Some);
    }
    let mut found = None;
    for head in list(&settings.templates)? {
        let edition = Edition::load(&settings.templates, &head.id)?;
        if edition.narrative.is_some()
            && found.as_ref().is_none_or(|known: &Edition| known.fiscal_year() < head.fiscal_year)
        {
            found = Some(edition);
        }
    }
    Ok(found)
}
