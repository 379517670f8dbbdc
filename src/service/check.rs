//! Checking: everything that a conversion would find, published workbooks held against the rules and a budget, texts against
//! tables.

use crate::disclosure::Disclosure;
use crate::edition::TemplateError;
use crate::finding::Finding;
use crate::model::Budget;
use crate::service::department::{self, Tasks};
use crate::service::documents;
use crate::service::order::Order;
use crate::service::prior::Prior;
use crate::service::published::{Examined, Published};
use crate::service::source::Known;
use crate::service::status::ExitStatus;
use crate::service::understand::{self, Understood};

/// What is held to be right.
#[derive(Debug, Default)]
pub struct Standard {
    /// The budget, where it is a budget.json: published workbooks are compared with it figure by figure.
    pub budget: Option<Budget>,
    /// The tables, for texts.
    pub tables: Vec<Disclosure>,
    /// What was found while reading it.
    pub findings: Vec<Finding>,
}

impl Standard {
    /// With a budget's tables, or why it has none.
    pub fn add(&mut self, filled: Result<Disclosure, Box<Finding>>) {
        match filled {
            Ok(tables) => self.tables.push(tables),
            Err(finding) => self.findings.push(*finding),
        }
    }
}

/// What a check came to.
#[derive(Debug)]
pub struct Verdict {
    /// How it ends.
    pub status: ExitStatus,
    /// What was found while reading, and about waivers.
    pub findings: Vec<Finding>,
    /// Each disclosure: those made of exports, then published ones, then texts.
    pub examined: Vec<Examined>,
    /// The inputs as they were read.
    pub inputs: Vec<Known>,
}

/// Checks what was understood; `status` is how the run ends as far as reading goes, `prior` are last year's figures with what
/// was found while reading them.
///
/// # Errors
/// Where an edition is broken.
pub fn check(
    (mut understood, status): (Understood, ExitStatus),
    standard: &Standard,
    (prior, of_prior): (&Prior, Vec<Finding>),
    order: &Order,
) -> Result<Verdict, TemplateError> {
    let mut status = status;
    let mut findings = understood.findings.clone();
    findings.extend(standard.findings.iter().cloned());
    let texts = std::mem::take(&mut understood.documents);
    // Where a standard is given, the tables inside a text are held against it, not looked at by themselves.
    let of_text = |published: &Published| texts.iter().any(|text| text.file == published.name);
    understood.published.retain(|published| standard.tables.is_empty() || !of_text(published));
    let Tasks { tasks, refusals } = Tasks::of(&mut understood, order)?;
    let mut nothing = None;
    if !refusals.is_empty() {
        status = status.and(ExitStatus::SomeFailed);
    } else if tasks.is_empty() && understood.published.is_empty() && texts.is_empty() {
        nothing = understand::nothing(understood.inputs.len());
        status = if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun };
    }
    findings.extend(refusals);
    // Tables are held only where a text is to be held against them.
    let mut known = standard.tables.clone();
    if !texts.is_empty() {
        let others = understood.published.iter().filter(|published| !of_text(published));
        known.extend(others.map(|published| published.read.value.clone()));
    }
    let made = department::each(tasks, |task| {
        let department = task.make(order);
        let tables = (!texts.is_empty()).then(|| department.disclosure.clone());
        (Examined::from(department), tables)
    });
    let (mut examined, tables): (Vec<Examined>, Vec<Option<Disclosure>>) = made.into_iter().unzip();
    known.extend(tables.into_iter().flatten());
    let published = understood.published.into_iter().map(|published| published.examine(standard.budget.as_ref()));
    findings.extend(of_prior);
    let texts = documents::examine(&texts, &known, prior, order)?;
    for mut one in published.chain(texts) {
        order.waive(&mut one.own, Some(&one.owner));
        examined.push(one);
    }
    let about = order.about(findings.iter().chain(examined.iter().flat_map(|examined| &examined.own)));
    findings.extend(about);
    status = examined.iter().map(|examined| ExitStatus::of(&examined.own)).fold(status, ExitStatus::and);
    findings.extend(nothing);
    Ok(Verdict { status, findings, examined, inputs: understood.inputs })
}
