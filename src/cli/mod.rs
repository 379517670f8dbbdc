//! The only room that knows arguments, files, terminal and environment.
//!
//! One file a command; `pipeline` calls the stages. Data goes to standard output, talk to standard error, and how a run
//! ended is an [`ExitStatus`].

mod answer;
mod arguments;
mod check;
mod completions;
mod config;
mod console;
mod convert;
mod diff;
mod doctor;
mod dropped;
mod edition;
mod english;
mod explain;
mod fill;
mod help;
mod inspect;
mod introduction;
mod job;
mod journal;
mod man;
mod narrative;
mod options;
mod profile;
mod sendto;
mod shortcut;
mod told;
mod usage;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::FromArgMatches;
use strsim::levenshtein;

use crate::cli::arguments::{Arguments, Command};
use crate::cli::console::{Console, Loudness};
use crate::cli::journal::Level;
use crate::cli::options::Colour;
use crate::finding::render::Language;
use crate::service::compare::DiffReport;
pub use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::{date, report};
pub use crate::store::jobs::{job_schema, manifest_schema};
use crate::store::setting::Setting;

/// What a run sees of the machine, besides files.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Whether standard output is a terminal.
    pub out_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub err_is_terminal: bool,
    /// Whether `NO_COLOR` is set and not empty, or the terminal is dumb.
    pub no_colour: bool,
    /// What the clock says: seconds since 1970-01-01 UTC. Only whether a waiver has expired depends on it.
    pub clock: Option<u64>,
    /// `SOURCE_DATE_EPOCH`
    pub source_date_epoch: Option<String>,
    /// Whether the console window closes when the program ends.
    pub console_closes: bool,
    /// Opens a document where there is a desktop, and says whether it did.
    pub open: Option<fn(&Path) -> bool>,
    /// The variables of the environment.
    pub variables: BTreeMap<String, OsString>,
}

/// Standard input, output and error.
pub struct Streams<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
}

/// Runs the program; `arguments` begin with its own name.
///
/// Nothing is thrown: whatever goes wrong is said on standard error and is in the status.
pub fn run(arguments: &[OsString], environment: &Environment, streams: Streams<'_>) -> ExitStatus {
    let Streams { stdin, out, err } = streams;
    let language = spoken(arguments);
    let status = say(arguments, environment, Streams { stdin: &mut *stdin, out, err: &mut *err });
    let asked = arguments.iter().any(|argument| argument == "--wait");
    if environment.console_closes || asked {
        hold(language, stdin, err);
    }
    status
}

/// Whether what is said goes to systemd's journal.
fn is_journal(environment: &Environment) -> bool {
    journal::is_connected(environment.variables.get("JOURNAL_STREAM").and_then(|stream| stream.to_str()))
}

/// Seconds by which the clocks of China (北京时间) are ahead of UTC.
const AHEAD_OF_UTC: u64 = 8 * 3_600;

/// Today: the day of `SOURCE_DATE_EPOCH` where it is set, else the clock's in China, where the waivers' dates count.
fn today(environment: &Environment) -> Option<date::Date> {
    match environment.source_date_epoch.as_deref() {
        Some(seconds) => date::from_epoch(seconds),
        None => date::from_epoch(&environment.clock?.saturating_add(AHEAD_OF_UTC).to_string()),
    }
}

/// The JSON Schemas of what programs read: name of the file in `docs/`, and the schema.
pub fn schemas() -> [(&'static str, schemars::Schema); 4] {
    [
        ("report.schema.json", schemars::schema_for!(report::DepartmentReport<'static>)),
        ("check.schema.json", schemars::schema_for!(report::CheckReport<'static>)),
        ("inspect.schema.json", schemars::schema_for!(report::InspectReport<'static>)),
        ("diff.schema.json", schemars::schema_for!(DiffReport)),
    ]
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(status.number())
    }
}

/// Keeps the window open until somebody has read it.
fn hold(language: Language, stdin: &mut dyn Read, err: &mut dyn Write) {
    let text = match language {
        Language::Chinese => "\n按回车键关闭这个窗口。",
        Language::English => "\nPress Enter to close this window. ",
    };
    if err.write_all(text.as_bytes()).and_then(|()| err.flush()).is_ok() {
        // Whatever comes, a key or the end of the input, the window may close.
        let _ = stdin.read(&mut [0]);
    }
}

fn say(arguments: &[OsString], environment: &Environment, streams: Streams<'_>) -> ExitStatus {
    let parsed = match parse(arguments, environment) {
        Ok(parsed) => parsed,
        Err(refused) => return refuse(*refused, (spoken(arguments), is_journal(environment)), streams),
    };
    let global = &parsed.global;
    let colour = |is_terminal: bool| match global.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && !environment.no_colour,
    };
    let loudness = match (global.quiet, global.verbose) {
        (true, _) => Loudness::Quiet,
        (_, true) => Loudness::Verbose,
        _ => Loudness::Normal,
    };
    let mut console = Console {
        out: streams.out,
        err: streams.err,
        language: global.lang.into(),
        loudness,
        out_colour: colour(environment.out_is_terminal),
        err_colour: colour(environment.err_is_terminal),
        journal: is_journal(environment),
        date: environment.source_date_epoch.as_deref().and_then(date::from_epoch),
        today: today(environment),
    };
    match announce(&global.settings, &mut console)
        .and_then(|()| command(&parsed, environment, &mut console, streams.stdin))
    {
        Ok(status) => status,
        Err(stop) => end(stop, &mut console),
    }
}

fn command(
    parsed: &Arguments,
    environment: &Environment,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let global = &parsed.global;
    match &parsed.command {
        None => introduction::run(console),
        Some(Command::Convert(arguments)) if parsed.dropped => {
            dropped::run(arguments, (global, environment), console, stdin)
        }
        Some(Command::Convert(arguments)) => convert::run(arguments, global, console, stdin),
        Some(Command::Check(arguments)) => check::run(arguments, global, console, stdin),
        Some(Command::Diff(arguments)) => diff::run(arguments, global, console, stdin),
        Some(Command::Inspect(arguments)) => inspect::run(arguments, global, console, stdin),
        Some(Command::Fill(arguments)) => fill::run(arguments, global, console, stdin),
        Some(Command::Explain(arguments)) => explain::run(arguments, global, console),
        Some(Command::Narrative(arguments)) => narrative::run(arguments, global, console, stdin),
        Some(Command::Edition(arguments)) => edition::run(arguments, global, console),
        Some(Command::Run(arguments)) => job::run(arguments, global, environment, console),
        Some(Command::Config(arguments)) => config::run(arguments, environment, console),
        Some(Command::Doctor(arguments)) => doctor::run(arguments, global, environment, console),
        Some(Command::Profile(arguments)) => profile::run(arguments, global, console, stdin),
        Some(Command::Completions(arguments)) => completions::run(arguments, help::unbroken(console.language), console),
        Some(Command::Man(arguments)) => man::run(arguments, help::unbroken(console.language), console),
        Some(Command::Sendto(arguments)) => sendto::run(arguments, console),
        // `parse` has put `convert` before files, so this is no file.
        Some(Command::Files(words)) => Err(no_command(words)),
    }
}

/// Why arguments cannot be used.
enum Refused {
    /// clap says so; help and version are among these.
    Clap(clap::Error),
    /// A setting is wrong.
    Stop(Stop),
}

/// The arguments, and the settings of the environment and of files; files without a command are converted.
fn parse(arguments: &[OsString], environment: &Environment) -> Result<Arguments, Box<Refused>> {
    let clap = |error| Box::new(Refused::Clap(error));
    let mut program = help::command(spoken(arguments));
    program.build();
    let mut typed = arguments.to_vec();
    let mut matches = program.clone().try_get_matches_from(&typed).map_err(clap)?;
    let mut parsed = Arguments::from_arg_matches(&matches).map_err(clap)?;
    if let Some(Command::Files(files)) = &parsed.command
        && !files.first().is_some_and(|word| nearest_command(word).is_some() && !Path::new(word).exists())
    {
        typed.insert(arguments.len() - files.len(), "convert".into());
        matches = program.clone().try_get_matches_from(&typed).map_err(clap)?;
        parsed = Arguments::from_arg_matches(&matches).map_err(clap)?;
        parsed.dropped = true;
    }
    let stop = |stop| Box::new(Refused::Stop(stop));
    let used = config::untyped((&program, &matches), environment).map_err(stop)?;
    for setting in &used {
        parsed.global.set(setting).map_err(|wrong| stop(setting.refused(&wrong)))?;
    }
    parsed.global.settings = used;
    Ok(parsed)
}

/// Says which settings were not typed, so that nobody wonders why two machines differ.
fn announce(used: &[Setting], console: &mut Console<'_>) -> Result<(), Stop> {
    for setting in used.iter().filter(|setting| !["lang", "color"].contains(&setting.key.name)) {
        let (name, value) = (setting.key.name, setting.shown());
        let (zh, en) = setting.origin();
        console.say(&format!("设置：{name} = {value}（{zh}）"), &format!("setting: {name} = {value} ({en})"))?;
    }
    Ok(())
}

/// The command that a word was probably meant to be.
fn nearest_command(word: &OsStr) -> Option<String> {
    let word = word.to_str()?;
    let commands = help::command(Language::Chinese);
    let near = commands.get_subcommands().map(|command| (levenshtein(word, command.get_name()), command));
    near.filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c.get_name().to_owned())
}

fn no_command(words: &[OsString]) -> Stop {
    let word = words.first().cloned().unwrap_or_default();
    let near = nearest_command(&word).unwrap_or_default();
    let word = word.to_string_lossy();
    Stop::usage(
        format!("没有“{word}”这个命令，也没有这个文件；是不是“{near}”？"),
        format!("there is no command and no file `{word}`; did you mean `{near}`?"),
    )
}

/// The language that the arguments ask for, before they are known to be right.
fn spoken(arguments: &[OsString]) -> Language {
    let pairs = arguments.iter().zip(arguments.iter().skip(1));
    let apart = pairs.into_iter().any(|(name, value)| name == "--lang" && value == "en");
    if apart || arguments.iter().any(|argument| argument == "--lang=en") {
        Language::English
    } else {
        Language::Chinese
    }
}

/// Help and version go to standard output and are no failure; wrong usage is.
fn refuse(refused: Refused, (language, journal): (Language, bool), streams: Streams<'_>) -> ExitStatus {
    let chinese = language == Language::Chinese;
    let (text, stream, status) = match refused {
        Refused::Clap(error) if !error.use_stderr() => (error.to_string(), streams.out, ExitStatus::Done),
        Refused::Clap(error) => (usage::wrong(&error, language), streams.err, ExitStatus::NotRun),
        Refused::Stop(Stop::Usage { zh, en }) => {
            ((if chinese { zh } else { en }) + "\n", streams.err, ExitStatus::NotRun)
        }
        // Settings are read before anything else, and say nothing else.
        Refused::Stop(stop) => (format!("{stop:?}\n"), streams.err, ExitStatus::NotRun),
    };
    let text = if journal && status == ExitStatus::NotRun { journal::lines(&text, Level::Error) } else { text };
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitStatus::NotRun,
        _ => status,
    }
}

/// Says why a run cannot go on.
fn end(stop: Stop, console: &mut Console<'_>) -> ExitStatus {
    let said = match &stop {
        Stop::Stream(error) if error.kind() == ErrorKind::BrokenPipe => return ExitStatus::Done,
        Stop::Stream(error) => console.fail(&format!("写不出结果：{error}"), &format!("cannot write: {error}")),
        Stop::Template(error) => {
            let text = edition::error_text(error, console.language);
            console.fail(&text, &text)
        }
        Stop::Finding(finding) => console.findings(std::slice::from_ref(finding)),
        Stop::Usage { zh, en } => console.fail(zh, en),
    };
    match said {
        Ok(()) => ExitStatus::NotRun,
        Err(Stop::Stream(error)) if error.kind() == ErrorKind::BrokenPipe => ExitStatus::Done,
        Err(_) => ExitStatus::NotRun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_environments_or_the_one_in_china() {
        let at = |clock, epoch: Option<&str>| {
            let environment =
                Environment { clock, source_date_epoch: epoch.map(str::to_owned), ..Environment::default() };
            today(&environment).map(|date| date.to_string())
        };
        assert_eq!(at(Some(1_704_038_399), None).as_deref(), Some("2023-12-31"));
        assert_eq!(at(Some(1_704_038_400), None).as_deref(), Some("2024-01-01"));
        assert_eq!(at(Some(1_704_038_400), Some("0")).as_deref(), Some("1970-01-01"));
        assert_eq!(at(None, None), None);
    }
}
