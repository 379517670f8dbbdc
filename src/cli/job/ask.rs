//! `gongkai run --check`: whether a job could be done, without doing it.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::cli::job::expand;
use crate::cli::job::file::JobFile;
use crate::cli::job::lock::Lock;
use crate::cli::job::order::Order;
use crate::cli::job::others::Others;
use crate::cli::job::{RECORDS, report};
use crate::finding::Finding;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_words};
use crate::store::conversion::Plan;
use crate::store::inputs;

/// Says what a job would read and write.
///
/// # Errors
/// Where a setting is wrong or a template is broken.
pub fn check(job: &JobFile, order: &Order, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let plan = Plan::new(order.request.clone(), console.today)?;
    let files = match inputs::list(&expand::paths(job), Some(&plan.out)).and_then(readable) {
        Ok(files) => files,
        Err(findings) => {
            console.findings(&findings)?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let others = match Others::of(&order.request).and_then(|others| readable(others.files())) {
        Ok(others) => others,
        Err(findings) => {
            console.findings(&findings)?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let out = plan.out.display();
    let count = files.len();
    console.data(console.pick(&format!("输入：{count} 个文件\n"), &format!("inputs: {count} files\n")))?;
    for (name, _) in &files {
        console.data(&format!("  {name}\n"))?;
    }
    if !others.is_empty() {
        let names: String = others.iter().map(|(name, _)| format!("  {name}\n")).collect();
        console.data(console.pick(&format!("也用到：\n{names}"), &format!("also used:\n{names}")))?;
    }
    console.data(console.pick(&format!("输出：{out}\n"), &format!("output: {out}\n")))?;
    for word in &order.settings {
        console.data(console.pick(&format!("设置：{word}\n"), &format!("setting: {word}\n")))?;
    }
    // The nearest folder that is there tells whether the output can be made.
    let there = plan.out.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    if let Err(error) = tempfile::Builder::new().prefix(".gongkai-").suffix(".tmp").tempfile_in(there) {
        let (zh, en) = io_words(&error);
        let shown = there.display();
        console.warn(&format!("“{shown}”不能写：{zh}。"), &format!("cannot write to {shown}: {en}"))?;
        return Ok(ExitStatus::NotRun);
    }
    if Lock::is_held(&plan.out.join(RECORDS)) {
        report::busy(&plan.out, console)?;
        return Ok(ExitStatus::Busy);
    }
    console.say("任务文件没有问题。", "the job file is right")?;
    Ok(ExitStatus::Done)
}

/// The files, where all of them can be opened.
fn readable(files: Vec<(String, PathBuf)>) -> Result<Vec<(String, PathBuf)>, Vec<Finding>> {
    let failed = |path: &PathBuf| File::open(path).err().map(|error| inputs::unreadable(path, &error));
    let findings: Vec<Finding> = files.iter().filter_map(|(_, path)| failed(path)).collect();
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}
