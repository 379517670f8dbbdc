//! Exports in, the files of each department out.

use crate::edition::TemplateError;
use crate::finding::{Detail, Finding, Words};
use crate::model::Coded;
use crate::service::date::Date;
use crate::service::department::{self, Department, Task, Tasks};
use crate::service::given;
use crate::service::names::Taken;
use crate::service::order::Order;
use crate::service::package;
use crate::service::prior::Prior;
use crate::service::report::{DepartmentReport, Written};
use crate::service::source::{Known, Source};
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::text::Texts;
use crate::service::understand::{self, Understood};

/// What a conversion sets out to do.
#[derive(Debug)]
pub struct Begun {
    /// The departments to be made.
    pub tasks: Vec<Task>,
    /// Why others are not begun.
    pub refusals: Vec<Finding>,
    /// What was found while reading.
    pub findings: Vec<Finding>,
    /// That nothing can be made of the inputs; why is among the findings.
    pub nothing: Option<Finding>,
    /// The inputs as they were read.
    pub inputs: Vec<Known>,
    /// How it ends so far.
    pub status: ExitStatus,
}

impl Begun {
    /// Of what was understood; `status` is how the run ends as far as reading goes.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn of(mut understood: Understood, status: ExitStatus, order: &Order) -> Result<Begun, TemplateError> {
        let mut findings = understood.findings.clone();
        let mut tasks = Tasks::of(&mut understood, order)?;
        findings.extend(given::take(&mut tasks, &mut understood));
        let Tasks { tasks, refusals } = tasks;
        let mut begun = Begun { tasks, refusals, findings, nothing: None, inputs: understood.inputs, status };
        if begun.tasks.is_empty() && begun.refusals.is_empty() {
            begun.findings.extend(order.about(&begun.findings));
            begun.nothing = understand::nothing(begun.inputs.len());
            begun.status = if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun };
        }
        Ok(begun)
    }
}

/// What a conversion made.
#[derive(Debug)]
pub struct Converted {
    /// How it ended.
    pub status: ExitStatus,
    /// What was found while reading, and why departments were not made.
    pub findings: Vec<Finding>,
    /// The departments, in order of code and year.
    pub departments: Vec<Made>,
}

/// A department's files.
#[derive(Debug)]
pub struct Made {
    /// Whose they are.
    pub owner: Coded,
    /// 预算年度
    pub fiscal_year: u16,
    /// A name for their folder, safe on every system.
    pub folder: String,
    /// Names, with `/` between folders, and contents: what is published, the working paper, `budget.json`, `report.json`.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was found in its tables and by the rules, worst first.
    pub findings: Vec<Finding>,
}

/// Converts exports that are held in memory.
///
/// # Errors
/// Where a template is broken; what is wrong with the data is among the findings.
pub fn convert(inputs: Vec<Source>, order: &Order) -> Result<Converted, Stop> {
    let understood = understand::understand(inputs, order)?;
    let status = understood.status();
    let mut begun = Begun::of(understood, status, order)?;
    let texts = match order.wants_text() {
        true => Some(Texts::new(&begun.tasks, order, (Vec::new(), Prior::default()), no_office)?),
        false => None,
    };
    let mut taken = Taken::default();
    let named = begun.tasks.into_iter().map(|task| (taken.claim(&task.budget.department.to_string()), task));
    let made = department::each(named.collect(), |(folder, task)| {
        let edition = std::sync::Arc::clone(&task.edition);
        let mut department = task.make(order);
        if let Some((texts, _)) = &texts {
            texts.write(&mut department, &edition);
        }
        files(folder, department, order)
    });
    begun.findings.extend(begun.refusals);
    let mut converted = Converted { status: begun.status, findings: begun.findings, departments: Vec::new() };
    for one in made {
        match one {
            Ok(made) => {
                converted.status = converted.status.and(ExitStatus::of(&made.findings));
                converted.departments.push(made);
            }
            Err(finding) => {
                converted.status = converted.status.and(ExitStatus::SomeFailed);
                converted.findings.push(*finding);
            }
        }
    }
    converted.findings.extend(begun.nothing);
    Ok(converted)
}

/// All of a department's files, its record last.
fn files(folder: String, department: Department, order: &Order) -> Result<Made, Box<Finding>> {
    let date = order.dated(department.disclosure.fiscal_year);
    let request = package::Request {
        formats: &order.formats,
        working_paper: order.working_paper,
        by: order.by,
        date,
        placed_name: &|name, _| name.to_owned(),
    };
    let mut files = package::make(&department, &request)?.files;
    let written = files.iter().map(|(file, bytes)| Written::of(file, bytes)).collect();
    let record = DepartmentReport::new(&department, date.to_string(), [written, Vec::new()]);
    files.push((package::RECORD.to_owned(), package::json(&record)));
    let Department { disclosure, own, .. } = department;
    Ok(Made { owner: disclosure.owner, fiscal_year: disclosure.fiscal_year, folder, files, findings: own })
}

/// There is no office program where there is no disk.
fn no_office(_: &[u8], _: Date) -> Result<Vec<u8>, Detail> {
    Err(Words { zh: "这里没有办公软件可用", en: "there is no office program here" }.into())
}
