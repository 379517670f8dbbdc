//! From budgets to folders of finished files, each department alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::Finding;
use crate::finding::codes::run::{KEPT_EDITED, KEPT_OPEN, NOT_WRITTEN};
use crate::service::department::{self, Department, Task};
use crate::service::names::Taken;
use crate::service::package;
use crate::service::report::{DepartmentReport, Written};
use crate::service::status::ExitStatus;
use crate::service::stop::io_reason;
use crate::service::text::Texts;
use crate::store::outputs::{self, How, Placed};
use crate::store::plan::Plan;

/// Who watches over a delivery, from all threads: says what need not be made, and hears what was.
pub trait Overseer: Sync {
    /// What is to be done about the department whose outputs go to `folder`.
    fn begin(&self, folder: &Path, task: &Task) -> Verdict;

    /// A department is done; `made_from` is that of the verdict.
    fn finished(&self, done: &Done, made_from: Option<String>);

    /// Whether nothing at all is made where a part of the inputs cannot be understood: old outputs are better than new ones
    /// of half the figures.
    fn wants_all_inputs(&self) -> bool;
}

/// What is to be done about a department.
#[derive(Debug)]
pub enum Verdict {
    /// It is made, of what has this hash.
    Make(Option<String>),
    /// It has been made from the same before and is still whole.
    Current,
    /// It is not begun: somebody asked for the end.
    Stop,
}

/// Nobody: everything is made.
pub struct Alone;

impl Overseer for Alone {
    fn begin(&self, _: &Path, _: &Task) -> Verdict {
        Verdict::Make(None)
    }

    fn finished(&self, _: &Done, _: Option<String>) {}

    fn wants_all_inputs(&self) -> bool {
        false
    }
}

/// What is needed to write departments.
pub struct Delivery<'a> {
    /// What is made of what.
    pub plan: &'a Plan,
    /// Who watches.
    pub overseer: &'a dyn Overseer,
    /// What texts are made with, where they are asked for.
    pub texts: Option<Texts<'a>>,
}

/// What is left of a department when its files are written.
#[derive(Debug)]
pub struct Done {
    /// Code and name.
    pub owner: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What was found in its tables and by the rules.
    pub own: Vec<Finding>,
    /// Whether anything of it must not be published.
    pub blocks: bool,
    /// What happened to its files.
    pub delivered: Delivered,
}

/// What happened to a department's files.
#[derive(Debug)]
pub enum Delivered {
    /// They stand in their places.
    Made(Vec<Placed>),
    /// They stood there already.
    Unchanged,
    /// Why there are none, or older ones.
    Failed(Box<Finding>),
    /// It was not begun.
    Stopped,
}

impl Delivery<'_> {
    /// Makes and writes all departments, a few at a time.
    pub fn all(&self, tasks: Vec<Task>) -> Vec<Done> {
        self.some(tasks, &mut Taken::default())
    }

    /// Makes and writes departments after others whose names are `taken`.
    pub fn some(&self, tasks: Vec<Task>, taken: &mut Taken) -> Vec<Done> {
        // Names are given out in order before any department is made, so that no thread decides who gets which.
        let named = |task: Task| (taken.claim(&task.budget.department.to_string()), task);
        let named: Vec<(String, Task)> = tasks.into_iter().map(named).collect();
        department::each(named, |(name, task)| self.one(&name, task))
    }

    /// One department from its budget to its folder.
    fn one(&self, name: &str, task: Task) -> Done {
        let folder = outputs::folder(&self.plan.out, name, task.budget.fiscal_year);
        let owner = task.budget.department.to_string();
        let made_from = match self.overseer.begin(&folder, &task) {
            Verdict::Make(made_from) => made_from,
            verdict => {
                let (delivered, blocks) = match verdict {
                    Verdict::Current => (Delivered::Unchanged, !outputs::is_publishable(&folder)),
                    _ => (Delivered::Stopped, false),
                };
                let done = Done { owner, folder, own: Vec::new(), blocks, delivered };
                self.overseer.finished(&done, None);
                return done;
            }
        };
        let edition = Arc::clone(&task.edition);
        let mut department = task.make(&self.plan.order);
        if let Some(texts) = &self.texts {
            texts.write(&mut department, &edition);
        }
        let delivered = match self.write(&folder, &department) {
            Ok(placed) => Delivered::Made(placed),
            Err(finding) => Delivered::Failed(finding),
        };
        let blocks = department.background.findings.iter().chain(&department.own).any(Finding::blocks);
        let done = Done { owner, folder, own: department.own, blocks, delivered };
        self.overseer.finished(&done, made_from);
        done
    }

    /// All of a department's files, then its record.
    fn write(&self, folder: &Path, department: &Department) -> Result<Vec<Placed>, Box<Finding>> {
        let (order, force) = (&self.plan.order, self.plan.request.force);
        let disclosure = &department.disclosure;
        let date = order.dated(disclosure.fiscal_year);
        let request = package::Request {
            formats: &order.formats,
            working_paper: order.working_paper,
            by: order.by,
            date,
            placed_name: &|name, bytes| outputs::name_for(folder, name, bytes, force),
        };
        let package = package::make(department, &request)?;
        let record = |placed: &[Placed], earlier| {
            let written = placed.iter().map(|p| Written { file: p.name.clone(), sha256: p.sha256.clone() }).collect();
            package::json(&DepartmentReport::new(department, date.to_string(), [written, earlier]))
        };
        outputs::deliver(folder, &package, force, record)
            .map_err(|failed| Box::new(not_written(&disclosure.owner.to_string(), &failed.path, &failed.error)))
    }
}

impl Done {
    /// Whether its files are not there as they should be.
    pub fn has_failed(&self) -> bool {
        matches!(self.delivered, Delivered::Failed(_) | Delivered::Stopped)
    }

    /// Whether it was not looked at in this run, so that nothing is known of its findings.
    pub fn was_left(&self) -> bool {
        matches!(self.delivered, Delivered::Unchanged | Delivered::Stopped)
    }

    /// How the run ends on account of it.
    pub fn status(&self) -> ExitStatus {
        match self.delivered {
            Delivered::Unchanged if self.blocks => ExitStatus::Blocked,
            _ => ExitStatus::of(&self.own),
        }
    }

    /// All files that this run put where they belong, the record last.
    pub fn paths(&self) -> Vec<PathBuf> {
        let Delivered::Made(placed) = &self.delivered else { return Vec::new() };
        let names = placed.iter().map(|file| file.name.as_str()).chain([outputs::RECORD]);
        // Names hold `/` between folders on every system; a path is shown as the system writes it.
        names.map(|name| name.split('/').fold(self.folder.clone(), |path, part| path.join(part))).collect()
    }

    /// What was kept, or why nothing could be written.
    pub fn about_files(&self) -> Vec<Finding> {
        let is_beside = |file: &&Placed| matches!(file.how, How::Beside | How::Held);
        match &self.delivered {
            Delivered::Made(placed) => placed.iter().filter(is_beside).map(|file| kept(&self.folder, file)).collect(),
            Delivered::Failed(finding) => vec![(**finding).clone()],
            Delivered::Unchanged | Delivered::Stopped => Vec::new(),
        }
    }
}

/// The finding that the outputs of a department, or of all where it is empty, could not be written.
pub fn not_written(owner: &str, path: &Path, error: &std::io::Error) -> Finding {
    let owner = if owner.is_empty() { "全部部门" } else { owner };
    Finding::new(&NOT_WRITTEN)
        .with("owner", owner)
        .with("path", path.display().to_string())
        .with("reason", io_reason(error))
}

fn kept(folder: &Path, file: &Placed) -> Finding {
    Finding::new(if file.how == How::Held { &KEPT_OPEN } else { &KEPT_EDITED })
        .with("path", folder.join(&file.wanted).display().to_string())
        .with("other", file.name.clone())
}
