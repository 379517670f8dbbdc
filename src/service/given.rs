//! Finished tables among the inputs of a conversion: without lines the forms are made from them, beside lines they are held
//! against what the lines give.

use std::sync::Arc;

use crate::disclosure::Disclosure;
use crate::finding::Finding;
use crate::model::Budget;
use crate::origin::Origin;
use crate::service::background::{Background, InputJson};
use crate::service::department::{GivenTables, Task, Tasks};
use crate::service::judge::differences;
use crate::service::published::{Published, given_for_conversion};
use crate::service::understand::{PDF, Understood};

/// Makes tasks of the finished tables where there is no line at all; otherwise gives where they differ from the lines' tables.
pub fn take(tasks: &mut Tasks, understood: &mut Understood) -> Vec<Finding> {
    let published = std::mem::take(&mut understood.published);
    let printed = |published: &Published| {
        let readings = understood.readings.iter().filter(|reading| reading.file == published.name);
        readings.into_iter().any(|reading| reading.format_id == PDF)
    };
    // What is printed is rounded, and no source for tables.
    let (printed, finished): (Vec<Published>, Vec<Published>) = published.into_iter().partition(printed);
    let mut findings: Vec<Finding> = printed.iter().map(given_for_conversion).collect();
    if tasks.tasks.is_empty() && tasks.refusals.is_empty() {
        tasks.tasks = finished.into_iter().filter_map(|published| task(published, understood)).collect();
        return findings;
    }
    for published in &finished {
        findings.push(given_for_conversion(published));
        let own = |task: &&Task| same(&published.read.value, &task.budget);
        let task = tasks.tasks.iter().find(own);
        findings
            .extend(task.into_iter().flat_map(|task| differences(&published.read.value, &task.budget, &task.edition)));
    }
    findings
}

/// Whether tables are of a department and year.
fn same(tables: &Disclosure, budget: &Budget) -> bool {
    let (own, other) = (&tables.owner, &budget.department);
    let code = own.code == other.code && !own.code.is_empty();
    tables.fiscal_year == budget.fiscal_year
        && tables.kind == budget.kind
        && (code || own.name.is_some() && own.name == other.name)
}

/// The task of finished tables; none for such as fit no edition, which a conversion does not take.
fn task(published: Published, understood: &Understood) -> Option<Task> {
    let Published { name, basis, read, .. } = published;
    let edition = basis.edition?;
    let budget = Budget::empty(read.value.owner.clone(), read.value.fiscal_year, read.value.kind);
    let background = Background {
        findings: understood.findings.clone(),
        readings: understood.readings.iter().filter(|reading| reading.file == name).cloned().collect(),
        inputs: inputs(&name, understood),
    };
    let given = Some(GivenTables { file: Origin::file(&name), read });
    Some(Task { budget, edition: Arc::new(edition), background: Arc::new(background), given })
}

fn inputs(name: &Arc<str>, understood: &Understood) -> Vec<InputJson> {
    let own = understood.inputs.iter().filter(|input| input.name == *name);
    own.map(|input| InputJson { file: input.name.to_string(), sha256: input.sha256.clone() }).collect()
}
