//! The text of the disclosure (情况说明) beside the tables: what it is made with, and its forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::{Edition, Narrative};
use crate::export;
use crate::finding::codes::narrative::{
    ANSWERS_OF_ANOTHER_YEAR, ANSWERS_OF_NOBODY, MANY_ANSWERS, NO_ANSWERS, NO_PDF, NO_TEXT, PRIOR_LACKS,
};
use crate::finding::codes::run::NOT_MADE;
use crate::finding::{Detail, Finding};
use crate::model::Coded;
use crate::narrative::{Answers, Composer, Given};
use crate::origin::Origin;
use crate::service::date::Date;
use crate::service::department::{Department, Task};
use crate::service::names;
use crate::service::order::{By, Format, Order};
use crate::service::prior::Prior;
use crate::service::stop::Stop;

/// A file of answers before it is known what is asked.
pub struct AnswerFile {
    name: Arc<str>,
    text: String,
    /// Code of the department that it says it is for.
    pub department: Option<String>,
}

impl AnswerFile {
    /// The file of this name and text.
    pub fn new(name: &str, text: &str) -> AnswerFile {
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let department = toml::from_str::<toml::Table>(&text).ok().and_then(|table| match table.get("department")? {
            toml::Value::String(code) => Some(code.trim().to_owned()).filter(|code| !code.is_empty()),
            toml::Value::Integer(code) => Some(code.to_string()),
            _ => None,
        });
        AnswerFile { name: name.into(), text, department }
    }
}

/// The office program: makes a PDF of a Word document, or says why not.
pub type Office = fn(&[u8], Date) -> Result<Vec<u8>, Detail>;

/// What the texts of all departments are made with.
pub struct Texts<'a> {
    files: Vec<AnswerFile>,
    /// Whether there is one department only, which answers without a code are for.
    only: bool,
    prior: Prior,
    /// By id of the edition.
    composers: BTreeMap<String, Composer>,
    order: &'a Order,
    office: Office,
}

impl<'a> Texts<'a> {
    /// Of what people wrote and last year's figures; answers that are for no department are among the findings.
    ///
    /// # Errors
    /// Where a template is broken.
    pub fn new(
        tasks: &[Task],
        order: &'a Order,
        (files, prior): (Vec<AnswerFile>, Prior),
        office: Office,
    ) -> Result<(Texts<'a>, Vec<Finding>), Stop> {
        let mut composers = BTreeMap::new();
        for edition in tasks.iter().map(|task| &task.edition) {
            let id = &edition.head.id;
            if let Some(narrative) = edition.narrative.as_ref().filter(|_| !composers.contains_key(id)) {
                composers.insert(id.clone(), Composer::new(narrative)?);
            }
        }
        let only = tasks.len() == 1;
        let texts = Texts { files, only, prior, composers, order, office };
        let taken = |file: &AnswerFile| tasks.iter().any(|task| texts.fits(file, &task.budget.department));
        let unused = texts.files.iter().filter(|file| !taken(file));
        let findings = unused.map(|file| {
            let department = file.department.as_deref().unwrap_or("（没有写）");
            let finding = Finding::new(&ANSWERS_OF_NOBODY).at(Origin::file(&file.name));
            finding.with("file", &*file.name).with("department", department)
        });
        let findings = findings.collect();
        Ok((texts, findings))
    }

    /// Whether a file answers for a department.
    fn fits(&self, file: &AnswerFile, owner: &Coded) -> bool {
        match &file.department {
            Some(code) => *code == *owner.code,
            None => self.only,
        }
    }

    /// Makes the text of a department; what is wrong with it is among its own findings.
    pub fn write(&self, department: &mut Department, edition: &Edition) {
        let composer = self.composers.get(&edition.head.id);
        let Some((narrative, composer)) = edition.narrative.as_ref().zip(composer) else {
            department.own.push(Finding::new(&NO_TEXT).with("edition", edition.head.id.as_str()));
            return;
        };
        let answers = self.answers(department, narrative);
        let last = self.prior.of(&department.disclosure, edition);
        let owner = department.disclosure.owner.clone();
        if last.is_none() && !self.prior.is_empty() {
            department.own.push(Finding::new(&PRIOR_LACKS).with("owner", owner.to_string()));
        }
        let given = Given {
            budget: Some(&department.budget),
            last: last.as_ref(),
            answers: answers.as_ref(),
            of_unit: self.order.by == By::Unit,
        };
        match composer.compose(&department.disclosure, edition, given) {
            Ok(Some(checked)) => {
                let document = checked.collect(&mut department.own);
                self.written(department, &document);
            }
            Ok(None) => {}
            Err(error) => department
                .own
                .push(Finding::new(&NOT_MADE).with("owner", owner.to_string()).with("reason", error.to_string())),
        }
        self.order.waive(&mut department.own, Some(&owner));
    }

    /// The forms asked for; what cannot be made is a finding of the department.
    fn written(&self, department: &mut Department, document: &crate::document::Document) {
        let name = names::safe(&document.file);
        let date = self.order.dated(department.disclosure.fiscal_year);
        let word = match export::docx(document, &department.disclosure, date.into()) {
            Ok(bytes) => bytes,
            Err(error) => {
                let owner = department.disclosure.owner.to_string();
                department.own.push(Finding::new(&NOT_MADE).with("owner", owner).with("reason", error.to_string()));
                return;
            }
        };
        if self.order.formats.contains(&Format::Pdf) {
            match (self.office)(&word, date) {
                Ok(bytes) => department.companions.push((format!("{name}.pdf"), bytes)),
                Err(reason) => {
                    let finding = Finding::new(&NO_PDF).with("file", format!("{name}.docx"));
                    department.own.push(finding.with("reason", reason));
                }
            }
        }
        department.companions.insert(0, (format!("{name}.docx"), word));
    }

    /// The answers of a department: its own, else those without a code where it is the only one.
    fn answers(&self, department: &mut Department, narrative: &Narrative) -> Option<Answers> {
        let disclosure = &department.disclosure;
        let owner = &disclosure.owner;
        let fitting: Vec<&AnswerFile> = self.files.iter().filter(|file| self.fits(file, owner)).collect();
        let Some(&file) = fitting.first() else {
            department.own.push(Finding::new(&NO_ANSWERS).with("owner", owner.to_string()));
            return None;
        };
        if fitting.len() > 1 {
            let files: Vec<&str> = fitting.iter().map(|file| &*file.name).collect();
            let finding = Finding::new(&MANY_ANSWERS).with("owner", owner.to_string());
            department.own.push(finding.with("files", files.join("、")));
        }
        let answers = Answers::read(&file.name, &file.text, &narrative.head).collect(&mut department.own);
        if let Some(stated) = answers.year.filter(|year| *year != disclosure.fiscal_year) {
            let finding = Finding::new(&ANSWERS_OF_ANOTHER_YEAR).at(Origin::file(&file.name));
            department.own.push(
                finding
                    .with("file", &*file.name)
                    .with("stated", stated.to_string())
                    .with("owner", owner.to_string())
                    .with("year", disclosure.fiscal_year.to_string()),
            );
        }
        Some(answers)
    }
}
