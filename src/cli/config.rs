//! `gongkai config show`: which settings count, and where each comes from.

use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Subcommand};

use crate::cli::Environment;
use crate::cli::console::Console;
use crate::cli::options::Global;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::jobs::JobFile;
use crate::store::layers::{self, Layer};
use crate::store::request::Request;
use crate::store::setting::Setting;
use crate::store::settings::{KEYS, Key};

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
        Some(path) => JobFile::load(path)?.layers(&environment.variables)?,
        None => layers::layers(&environment.variables, Some(show.input.as_deref().unwrap_or(&PathBuf::from("."))))?,
    };
    let text: String = lines(&layers, show.origin, console).concat();
    console.data(&text)?;
    Ok(ExitStatus::Done)
}

fn lines(layers: &[Layer], origin: bool, console: &Console<'_>) -> Vec<String> {
    let effective = layers::effective(layers);
    let line = |key: &'static Key| {
        let setting = effective.iter().find(|setting| setting.key == key);
        let built_in = || console.pick(key.built_in.zh, key.built_in.en).to_owned();
        let value = setting.map_or_else(built_in, |setting| setting.shown());
        let (zh, en) = setting.map_or(("内置".to_owned(), "built in".to_owned()), |setting| setting.origin());
        let from = if origin { format!("    # {}", console.pick(&zh, &en)) } else { String::new() };
        format!("{} = {value}{from}\n", key.name)
    };
    KEYS.iter().map(line).collect()
}

/// The settings that count for a command because nobody typed them, their values known to be right.
///
/// # Errors
/// Where a file of settings is broken, or a value cannot be used, with its place.
pub fn untyped(
    (program, matches): (&clap::Command, &ArgMatches),
    environment: &Environment,
) -> Result<Vec<Setting>, Stop> {
    let Some((name, matches)) = matches.subcommand() else { return Ok(Vec::new()) };
    let Some(command) = program.find_subcommand(name).filter(|_| name != "config") else { return Ok(Vec::new()) };
    let input = matches.try_get_many::<PathBuf>("inputs").ok().flatten().and_then(|mut inputs| inputs.next());
    let job = matches.try_get_one::<PathBuf>("job").ok().flatten().filter(|_| name == "run");
    let layers = match job {
        Some(job) => JobFile::load(job)?.layers(&environment.variables)?,
        None => layers::layers(&environment.variables, input.map(PathBuf::as_path))?,
    };
    // What a job makes is ordered by the job itself; only how it speaks must be known before.
    let is_wanted = |key: &Key| job.is_none() || ["lang", "color"].contains(&key.name);
    let typed = |key: &Key| {
        let arg = command.get_arguments().find(|arg| arg.get_long() == Some(key.option));
        arg.is_some_and(|arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine))
    };
    let used: Vec<Setting> = layers::effective(&layers)
        .into_iter()
        .filter(|setting| is_wanted(setting.key) && is_for(setting.key, command) && !typed(setting.key))
        .filter(|setting| !setting.options().is_empty())
        .cloned()
        .collect();
    let (mut request, mut global) = (Request::default(), Global::default());
    for setting in &used {
        setting.put(&mut request)?;
        global.set(setting).map_err(|wrong| setting.refused(&wrong))?;
    }
    Ok(used)
}

/// Whether a setting is one of a command's.
fn is_for(key: &Key, command: &clap::Command) -> bool {
    let has = command.get_arguments().any(|arg| arg.get_long() == Some(key.option));
    has && (key.commands.is_empty() || key.commands.contains(&command.get_name()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments as Line;

    #[test]
    fn every_setting_is_an_option_and_is_named_as_the_help_names_it() {
        let mut program = Line::command();
        program.build();
        let convert = program.find_subcommand("convert").unwrap();
        for key in KEYS {
            assert!(is_for(key, convert), "{}", key.name);
            let option = convert.get_arguments().find(|arg| arg.get_long() == Some(key.option)).unwrap();
            let stands = option.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
            assert_eq!(if key.stands_for.is_empty() { "" } else { stands }, key.stands_for, "{}", key.name);
        }
    }
}
