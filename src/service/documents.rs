//! Texts of disclosures (.docx) among what is checked: which tables each is held against.

use std::sync::Arc;

use crate::check::Report;
use crate::check::document::{self, Against};
use crate::disclosure::Disclosure;
use crate::document::Text;
use crate::edition::{Edition, Narrative, TemplateError};
use crate::finding::codes::narrative::{NO_TABLES, WHOSE_TEXT};
use crate::finding::{self, Finding};
use crate::model::{Budget, Coded};
use crate::origin::Origin;
use crate::service::editions::{self, Best, Editions};
use crate::service::order::Order;
use crate::service::prior::Prior;
use crate::service::published::Examined;
use crate::tables;

/// A budget in the forms of its edition, or why it has none.
///
/// # Errors
/// Where the edition is broken.
pub fn filled(budget: &Budget, order: &Order) -> Result<Result<Disclosure, Box<Finding>>, TemplateError> {
    let fitting = Editions::of(&order.templates, order.edition.as_deref(), budget)?;
    Ok(fitting.map(|edition| {
        let rounding = order.rounding.unwrap_or(edition.head.rounding.mode);
        tables::fill_rounded(budget, &edition, rounding).value
    }))
}

/// Holds every text against the tables of its department; `known` are all that this run has or was given.
///
/// # Errors
/// Where an edition is broken.
pub fn examine(
    texts: &[Text],
    known: &[Disclosure],
    prior: &Prior,
    order: &Order,
) -> Result<Vec<Examined>, TemplateError> {
    texts.iter().filter_map(|text| one(text, known, prior, order).transpose()).collect()
}

fn one(text: &Text, known: &[Disclosure], prior: &Prior, order: &Order) -> Result<Option<Examined>, TemplateError> {
    let mut own = Vec::new();
    let target = target(text, known);
    if target.is_none() {
        let code = if known.is_empty() { &NO_TABLES } else { &WHOSE_TEXT };
        own.push(Finding::new(code).at(Origin::file(&text.file)).with("file", &*text.file));
    }
    let edition = match edition(text, target, order)? {
        None => return Ok(None),
        Some(Ok(edition)) => edition,
        Some(Err(several)) => {
            own.push(*several);
            return Ok(Some(Examined::text(text, (target, 0, ""), Report::default(), own)));
        }
    };
    let Some(Narrative { head, .. }) = &edition.narrative else { return Ok(None) };
    // Of tables that fit no edition only owner and year are known; the text's own words are looked at all the same.
    let own_forms = |this: &&Disclosure| this.edition == edition.head.id;
    let this = target.filter(own_forms);
    let last = this.and_then(|this| prior.of(this, &edition));
    let year = target.map(|this| this.fiscal_year).filter(|year| *year > 0);
    let against = Against {
        head,
        owner: target.and_then(|this| this.owner.name.as_deref()),
        year: year.or_else(|| document::year(text)).unwrap_or(edition.fiscal_year()),
        this,
        last: last.as_ref(),
        binding: this.is_some() || order.edition.is_some(),
    };
    let report = document::document(text, &against);
    own.extend(report.findings.iter().cloned());
    finding::sort(&mut own);
    Ok(Some(Examined::text(text, (target, against.year, &edition.head.id), report, own)))
}

impl Examined {
    /// A text, whose tables are those of `target`.
    fn text(
        text: &Text,
        (target, fiscal_year, edition): (Option<&Disclosure>, u16, &str),
        report: Report,
        own: Vec<Finding>,
    ) -> Examined {
        Examined {
            behind: Vec::new(),
            file: Some(Arc::clone(&text.file)),
            inputs: Vec::new(),
            owner: target.map_or_else(|| Coded::named("", &text.file), |this| this.owner.clone()),
            fiscal_year,
            edition: edition.to_owned(),
            basis: None,
            tables: Vec::new(),
            report,
            own,
        }
    }
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

/// The edition of the tables; without any, the one asked for or the one with a text.
fn edition(text: &Text, target: Option<&Disclosure>, order: &Order) -> Result<Best, TemplateError> {
    let id = target.map(|this| this.edition.clone()).filter(|id| !id.is_empty()).or_else(|| order.edition.clone());
    match id {
        Some(id) => Edition::load(&order.templates, &id).map(|edition| Some(Ok(edition))),
        None => editions::with_text(&order.templates, &text.file),
    }
}
