//! `gongkai profile`: how known exports are laid out, and a first version for one that is not.

use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::console::Console;
use crate::cli::options::{Forms, Global, Reading};
use crate::edition::Templates;
use crate::finding::Detail;
use crate::finding::render::{columns, pad};
use crate::import::{draft_profile, profiles};
use crate::reading::TableReading;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_reason};
use crate::store::intake;
use crate::store::outputs::{self, Failed};
use crate::store::request;
use crate::store::templates;

/// Arguments of `profile`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) action: Action,
}

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// 看导出文件写一份导出配置的初稿，没认出的标明，由您填写
    New {
        /// 同一种导出的文件
        #[arg(required = true, value_name = "文件")]
        inputs: Vec<PathBuf>,
        /// 写到这个文件（默认写到标准输出）；已有的文件不会覆盖
        #[arg(short, long, value_name = "文件.toml")]
        output: Option<PathBuf>,
    },
    /// 列出全部导出配置
    List,
    /// 查看一份导出配置的内容，可以作为自己的配置的底本
    Show {
        /// 名称，见 gongkai profile list
        #[arg(value_name = "名称")]
        id: String,
    },
    /// 检查导出配置写得对不对，有错的指出文件和行
    Check {
        /// 内置的名称，或自己写的 .toml 文件
        #[arg(required = true, value_name = "名称|文件")]
        profiles: Vec<OsString>,
    },
}

/// Writes, lists, shows or checks.
///
/// # Errors
/// Where a template is broken, a profile does not exist, or no one table can be drafted from.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    match &arguments.action {
        Action::New { inputs, output } => new(inputs, output.as_deref(), global, (console, stdin)),
        Action::List => {
            let listed = listed(&templates::load(global.templates.as_deref())?)?;
            console.data(&listed)?;
            Ok(ExitStatus::Done)
        }
        Action::Show { id } => {
            let templates = templates::load(global.templates.as_deref())?;
            let text =
                templates.get(&format!("profiles/{id}.toml")).ok_or_else(|| request::no_profile(id, &templates))?;
            console.data(text)?;
            Ok(ExitStatus::Done)
        }
        Action::Check { profiles } => check(profiles, &templates::load(global.templates.as_deref())?, console),
    }
}

fn listed(templates: &Templates) -> Result<String, Stop> {
    let all = profiles(templates)?;
    let widest = all.iter().map(|profile| columns(&profile.id)).max().unwrap_or(0);
    let kinds = all.iter().map(|profile| columns(profile.kind.name())).max().unwrap_or(0);
    let line =
        |p: &crate::import::Profile| format!("{}  {}  {}\n", pad(&p.id, widest), pad(p.kind.name(), kinds), p.name);
    Ok(all.iter().map(line).collect())
}

/// Every profile is loaded; a broken one is said, and the others are still looked at.
fn check(wanted: &[OsString], templates: &Templates, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let mut status = ExitStatus::Done;
    for wanted in wanted {
        match request::profile(wanted, templates) {
            Ok(profile) => {
                let (id, name, kind) = (&profile.id, &profile.name, profile.kind.name());
                console.say(&format!("{id}（{name}，{kind}）：没有错误"), &format!("{id} ({name}): no error"))?;
            }
            Err(Stop::Template(error)) => {
                let text = super::edition::error_text(&error, console.language);
                console.data(&format!("{text}\n"))?;
                status = ExitStatus::Blocked;
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(status)
}

fn new(
    inputs: &[PathBuf],
    output: Option<&Path>,
    global: &Global,
    (console, stdin): (&mut Console<'_>, &mut dyn Read),
) -> Result<ExitStatus, Stop> {
    let order = global.request(inputs, &Reading::default(), &Forms::default())?.order(console.today)?;
    let intake = intake::read(inputs, None, &order, (stdin, console))?;
    let readings = &intake.understood.readings;
    let tables: Vec<&TableReading> = readings.iter().flat_map(|file| &file.tables).collect();
    let Some(table) = only_layout(&tables)? else {
        console.findings(&intake.understood.findings)?;
        if intake.status == ExitStatus::Unreadable {
            return Ok(intake.status);
        }
        return Err(Stop::usage(
            "没有找到像表头的行，写不出导出配置。请给财政系统导出的、带有列名的明细表。",
            "no row looks like a header, so there is nothing to write a profile from",
        ));
    };
    let id = output.and_then(Path::file_stem).map_or_else(|| "my-export".into(), |stem| stem.to_string_lossy());
    let text = draft_profile(table, &id);
    match output {
        Some(path) => {
            outputs::create(path, text.as_bytes()).map_err(|failed| not_written(path, &failed))?;
            told(path, console)?;
        }
        None => console.data(&text)?,
    }
    Ok(if intake.status == ExitStatus::Unreadable { intake.status } else { ExitStatus::Done })
}

fn told(path: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let path = path.display();
    console.say(
        &format!(
            "写好了“{path}”。请用记事本打开，按里面的说明填写；\n写完用 gongkai profile check {path} 检查，再用 --profile {path} 读文件。"
        ),
        &format!(
            "wrote {path}; finish it as its comments say,\nthen run gongkai profile check {path}, and read files with --profile {path}"
        ),
    )
}

/// The table to draft from: all that have a header must have the same one, since a profile describes one export.
fn only_layout<'a>(tables: &[&'a TableReading]) -> Result<Option<&'a TableReading>, Stop> {
    let headers = |table: &TableReading| table.columns.iter().map(|c| c.header.clone()).collect::<Vec<_>>();
    let mut different: Vec<&TableReading> = Vec::new();
    for table in tables.iter().filter(|table| !table.columns.is_empty()) {
        if different.iter().all(|known| headers(known) != headers(table)) {
            different.push(table);
        }
    }
    // A title page or a note beside the export is no table of its own where another one was recognised.
    let recognised: Vec<&TableReading> =
        different.iter().filter(|table| table.header_rows.is_some()).copied().collect();
    let candidates = if recognised.is_empty() { different } else { recognised };
    match candidates.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        several => {
            let places: Vec<String> = several.iter().map(|table| table.origin.to_string()).collect();
            Err(Stop::usage(
                format!("这些表的表头不一样，一份配置只说明一种导出，请分开写：\n{}", places.join("\n")),
                format!(
                    "these tables have different headers; a profile describes one export each:\n{}",
                    places.join("\n")
                ),
            ))
        }
    }
}

/// A finished profile is somebody's work and is not overwritten.
fn not_written(path: &Path, failed: &Failed) -> Stop {
    let shown = path.display();
    if failed.error.kind() == ErrorKind::AlreadyExists {
        return Stop::usage(
            format!("“{shown}”已经有了，不覆盖；请换一个文件名，或先把它改名。"),
            format!("{shown} exists and is not overwritten; choose another name"),
        );
    }
    let reason = io_reason(&failed.error);
    let english = match &reason {
        Detail::Words(words) => words.en.to_owned(),
        other => other.to_string(),
    };
    Stop::usage(format!("“{shown}”没有写成：{reason}"), format!("{shown} was not written: {english}"))
}
