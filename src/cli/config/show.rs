//! `gongkai config show`: which settings count, and where each comes from.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::Environment;
use crate::cli::config::{self, KEYS, Layer};
use crate::cli::console::Console;
use crate::cli::job::JobFile;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// 列出现在起作用的设置
    Show(Show),
}

/// Arguments of `config show`.
#[derive(Debug, Args)]
struct Show {
    /// 每项设置来自哪里
    #[arg(long)]
    origin: bool,
    /// 运行这个任务文件时的设置
    #[arg(long, value_name = "任务文件")]
    job: Option<PathBuf>,
    /// 转换这个输入时的设置（看它旁边有没有 gongkai.toml；默认是现在的文件夹）
    #[arg(value_name = "输入")]
    input: Option<PathBuf>,
}

/// Prints the settings.
///
/// # Errors
/// Where a file of settings is broken.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let Action::Show(show) = &arguments.command;
    let layers = match &show.job {
        Some(path) => JobFile::load(path)?.layers(environment)?,
        None => config::layers(environment, Some(show.input.as_deref().unwrap_or(&PathBuf::from("."))))?,
    };
    let text: String = lines(&layers, show.origin, console).concat();
    console.data(&text)?;
    Ok(ExitStatus::Done)
}

fn lines(layers: &[Layer], origin: bool, console: &Console<'_>) -> Vec<String> {
    let effective = config::effective(layers);
    let line = |key: &'static config::Key| {
        let setting = effective.iter().find(|setting| setting.key == key);
        let built_in = || console.pick(key.built_in.zh, key.built_in.en).to_owned();
        let value = setting.map_or_else(built_in, |setting| setting.shown());
        let (zh, en) = setting.map_or(("内置".to_owned(), "built in".to_owned()), |setting| setting.origin());
        let from = if origin { format!("    # {}", console.pick(&zh, &en)) } else { String::new() };
        format!("{} = {value}{from}\n", key.name)
    };
    KEYS.iter().map(line).collect()
}
