//! The text of the disclosure (情况说明) beside the tables: what it is made with, and its forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::cli::arguments::By;
use crate::cli::console::Console;
use crate::cli::convert::{self, Format};
use crate::cli::date::{self, Date};
use crate::cli::department::{Department, Task};
use crate::cli::inputs::is_answers;
use crate::cli::pipeline::Settings;
use crate::cli::prior::Prior;
use crate::cli::stop::{Stop, io_reason};
use crate::cli::{names, pdf};
use crate::edition::{Edition, Narrative};
use crate::export;
use crate::finding::codes::narrative::{
    ANSWERS_OF_ANOTHER_YEAR, ANSWERS_OF_NOBODY, MANY_ANSWERS, NO_ANSWERS, NO_PDF, NO_TEXT, PRIOR_LACKS,
};
use crate::finding::codes::run::{NOT_MADE, UNREADABLE};
use crate::finding::{self, Finding};
use crate::model::Coded;
use crate::narrative::{Answers, Composer, Given};
use crate::origin::Origin;

/// How deep folders are searched for answers.
const MAX_DEPTH: usize = 8;

/// What the text is made with.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// 情况说明里由人写的内容（默认：输入旁边名称以“说明.toml”结尾的文件；用 gongkai narrative new 生成）
    #[arg(long, value_name = "说明.toml")]
    pub(super) narrative: Option<PathBuf>,
    /// 上年数据，用来写增减情况：上年的 budget.json、导出文件（夹）或公开表；可以写几次
    #[arg(long, value_name = "文件")]
    pub(super) prior: Vec<PathBuf>,
}

/// A file of answers before it is known what is asked.
pub struct AnswerFile {
    name: Arc<str>,
    text: String,
    /// Code of the department that it says it is for.
    pub department: Option<String>,
}

/// What the texts of all departments are made with.
pub struct Texts<'a> {
    files: Vec<AnswerFile>,
    /// Whether there is one department only, which answers without a code are for.
    only: bool,
    prior: Prior,
    /// By id of the edition.
    composers: BTreeMap<String, Composer>,
    formats: &'a [Format],
    settings: &'a Settings,
    date: Option<Date>,
}

impl<'a> Texts<'a> {
    /// Reads answers and last year's figures; what concerns no department is among the findings.
    ///
    /// # Errors
    /// Where a template is broken, or the answers that were named cannot be read.
    pub fn new(
        arguments: &'a convert::Arguments,
        tasks: &[Task],
        (settings, date): (&'a Settings, Option<Date>),
        console: &mut Console<'_>,
    ) -> Result<(Texts<'a>, Vec<Finding>), Stop> {
        let mut composers = BTreeMap::new();
        for edition in tasks.iter().map(|task| &task.edition) {
            let id = &edition.head.id;
            if let Some(narrative) = edition.narrative.as_ref().filter(|_| !composers.contains_key(id)) {
                composers.insert(id.clone(), Composer::new(narrative)?);
            }
        }
        let (prior, mut findings) = Prior::read(&arguments.text.prior, settings, console)?;
        let files = answer_paths(&arguments.text, &arguments.inputs);
        let files = files.iter().map(|path| read_answers(path)).collect::<Result<Vec<AnswerFile>, Stop>>()?;
        let only = tasks.len() == 1;
        let texts = Texts { files, only, prior, composers, formats: &arguments.format, settings, date };
        let taken = |file: &AnswerFile| tasks.iter().any(|task| texts.fits(file, &task.budget.department));
        let unused = texts.files.iter().filter(|file| !taken(file));
        findings.extend(unused.map(|file| {
            let department = file.department.as_deref().unwrap_or("（没有写）");
            let finding = Finding::new(&ANSWERS_OF_NOBODY).at(Origin::file(&file.name));
            finding.with("file", &*file.name).with("department", department)
        }));
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
            of_unit: self.settings.by == By::Unit,
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
        self.settings.waive(&mut department.own, Some(&owner));
    }

    /// The forms asked for; what cannot be made is a finding of the department.
    fn written(&self, department: &mut Department, document: &crate::document::Document) {
        let name = names::safe(&document.file);
        let date = self.date.unwrap_or_else(|| date::of_year(department.disclosure.fiscal_year));
        let word = match export::docx(document, &department.disclosure, date.into()) {
            Ok(bytes) => bytes,
            Err(error) => {
                let owner = department.disclosure.owner.to_string();
                department.own.push(Finding::new(&NOT_MADE).with("owner", owner).with("reason", error.to_string()));
                return;
            }
        };
        if self.formats.contains(&Format::Pdf) {
            match pdf::from_word(&word, date) {
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

/// The files of answers: the one that was named, else those beside the inputs.
pub fn answer_paths(options: &Options, inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    match &options.narrative {
        Some(path) => found.push(path.clone()),
        None => {
            for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
                if input.is_dir() {
                    search(input, MAX_DEPTH, &mut found);
                } else {
                    search(
                        input.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")),
                        0,
                        &mut found,
                    );
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    found
}

/// Files of answers in a folder and, `depth` levels down, in those below it.
fn search(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && depth > 0 && !name.starts_with('.') {
            search(&path, depth - 1, found);
        } else if is_answers(&name) && !name.starts_with(['.', '~']) && path.is_file() {
            found.push(path);
        }
    }
}

/// Reads a file of answers.
///
/// # Errors
/// Where it cannot be read, or is no text.
pub fn read_answers(path: &Path) -> Result<AnswerFile, Stop> {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let unreadable = |reason: finding::Detail| {
        Finding::new(&UNREADABLE).with("path", path.display().to_string()).with("reason", reason)
    };
    let bytes = fs::read(path).map_err(|error| unreadable(io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("不是 UTF-8 文本，请用记事本另存为 UTF-8".into()))?;
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let department = toml::from_str::<toml::Table>(&text).ok().and_then(|table| match table.get("department")? {
        toml::Value::String(code) => Some(code.trim().to_owned()).filter(|code| !code.is_empty()),
        toml::Value::Integer(code) => Some(code.to_string()),
        _ => None,
    });
    Ok(AnswerFile { name: name.as_ref().into(), text, department })
}

/// Whether two owners are the same department: by code, else by name where one has no code.
pub fn same_owner(one: &Coded, other: &Coded) -> bool {
    if one.code.is_empty() || other.code.is_empty() {
        return one.name.is_some() && one.name == other.name;
    }
    one.code == other.code
}
