//! `gongkai sendto`: puts the program into the menu 发送到 of the Windows Explorer, or takes it out.

use std::io;

use clap::Args;

use crate::cli::console::Console;
use crate::cli::shortcut::shortcut;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::menu;

/// The menu's entry.
const ENTRY: &str = "公开表（gongkai）.lnk";

/// Arguments of `sendto`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 从“发送到”菜单里去掉
    #[arg(long)]
    remove: bool,
}

/// Writes or removes the shortcut in the user's own menu; no administrator is needed.
///
/// # Errors
/// Where this is not Windows, the program does not lie on a drive, or the shortcut cannot be written.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let Some(folder) = menu::folder() else {
        return Err(Stop::usage(
            "“发送到”菜单只有 Windows 有。Linux 桌面请用 packaging/linux 里的 .desktop 文件。",
            "only Windows has the menu `Send to`; on a Linux desktop use the .desktop file in packaging/linux",
        ));
    };
    let link = folder.join(ENTRY);
    let failed = |error| not_written(&link.display().to_string(), &error);
    if arguments.remove {
        menu::remove(&link).map_err(failed)?;
        console.say("“发送到”菜单里已没有公开表。", "it is not in the menu `Send to` any more")?;
        return Ok(ExitStatus::Done);
    }
    let program = menu::program().map_err(failed)?;
    let Some(bytes) = shortcut(&program) else {
        return Err(Stop::usage(
            format!("程序在“{program}”，不在本机的盘上。请先把它复制到本机（如 D:\\gongkai），再运行一次。"),
            format!("the program is at `{program}`, not on a drive of this machine; copy it to one and run this again"),
        ));
    };
    menu::put(&link, &bytes).map_err(failed)?;
    console.say(
        "已放进“发送到”菜单：选中导出的文件，按右键，“发送到”→“公开表（gongkai）”。程序换了位置要再运行一次。",
        "added to the menu `Send to`; run this again when the program has moved",
    )?;
    Ok(ExitStatus::Done)
}

fn not_written(path: &str, error: &io::Error) -> Stop {
    Stop::usage(
        format!("“发送到”菜单没有改成：“{path}”写不进去（{error}）。不影响直接把文件拖到程序图标上。"),
        format!("the menu `Send to` is unchanged: {path} cannot be written: {error}"),
    )
}
