//! What a run says to people: little, since the manifest and each department's report hold the rest.

use std::path::Path;

use crate::cli::console::Console;
use crate::service::stop::Stop;
use crate::store::jobs::{Department, DepartmentState, Manifest, Ran, State, Witness};

/// How many departments are named in a sentence.
const NAMED: usize = 5;

/// Another run holds the lock.
///
/// # Errors
/// Where it cannot be said.
pub fn busy(out: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let out = out.display();
    console.warn(
        &format!("另一次运行正在往“{out}”里写，这次没有运行。"),
        &format!("another run is writing to {out}; this one did nothing"),
    )
}

impl Witness for Console<'_> {
    fn ended(&mut self, ran: &Ran) -> Result<(), Stop> {
        let run = match ran {
            Ran::Busy(out) => return busy(out, self),
            Ran::Ended(run) => run,
        };
        ended(&run.manifest, &run.path, &run.out, self)?;
        match &run.not_told {
            Some((zh, en)) => self.warn(&format!("{zh}。"), en),
            None => Ok(()),
        }
    }

    fn watching(&mut self, folders: usize) -> Result<(), Stop> {
        self.say(
            &format!("正在监视 {folders} 个文件夹，有变化就再运行；按 Ctrl-C 结束。"),
            &format!("watching {folders} folders; press Ctrl-C to end"),
        )
    }
}

/// How a run ended; the place of its manifest goes to standard output.
fn ended(manifest: &Manifest, path: &Path, out: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let named = |wanted: &dyn Fn(&&Department) -> bool| -> (usize, String) {
        let names: Vec<&str> =
            manifest.departments.iter().filter(wanted).map(|department| &*department.owner).collect();
        let more = if names.len() > NAMED { "……" } else { "" };
        (names.len(), format!("{}{more}", names.iter().take(NAMED).copied().collect::<Vec<_>>().join("、")))
    };
    let (made, _) = named(&|department| department.state == DepartmentState::Made);
    let (same, _) = named(&|department| department.state == DepartmentState::Unchanged);
    let (failed, failures) = named(&|department| department.state == DepartmentState::Failed);
    let (blocked, blocks) = named(&|department| department.publishable == Some(false));
    if manifest.state == State::Unchanged {
        console.say(
            &format!("输入和设置都没有变化，{same} 个部门的结果都在“{}”，没有重做。", out.display()),
            &format!("nothing has changed; the results of {same} departments are in {}", out.display()),
        )?;
    } else if !manifest.departments.is_empty() {
        console.say(
            &format!("新做 {made} 个部门，{same} 个没有变化；结果在“{}”。", out.display()),
            &format!("{made} departments made, {same} unchanged; the results are in {}", out.display()),
        )?;
    }
    if manifest.state == State::Interrupted {
        console.warn(
            "中途收到停止的要求，做完手上的部门就停了；再运行一次会接着做。",
            "stopped by a signal; run again to go on",
        )?;
    }
    if failed > 0 {
        console.fail(
            &format!("{failed} 个部门没有做成，下次运行再做：{failures}。"),
            &format!("{failed} departments failed and are tried again by the next run: {failures}"),
        )?;
    }
    if blocked > 0 {
        console.warn(
            &format!("强制问题解决之前不要公开（{blocked} 个部门）：{blocks}。"),
            &format!("not to be published before mandatory findings are resolved ({blocked}): {blocks}"),
        )?;
    }
    if !manifest.gone.is_empty() {
        let names = manifest.gone.join("、");
        console.warn(
            &format!("上次有、这次的输入里没有的部门，原来的结果没有动：{names}。"),
            &format!("in the last run but not in these inputs; what is there stays: {names}"),
        )?;
    }
    console.data(&format!("{}\n", path.display()))
}
