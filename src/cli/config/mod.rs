//! Settings from the environment and from files, below what is typed.
//!
//! What counts is the first of: the command line, the environment (`GONGKAI_EDITION` …), the job file, `gongkai.toml` beside
//! the input, the user's `gongkai.toml`, what is built in. A setting becomes the option that would have been typed, so there
//! is one way to understand it.

mod settings;
mod show;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::cli::Environment;
use crate::cli::job::JobFile;
use crate::service::stop::Stop;
use crate::store::toml_words;
pub use settings::{BETWEEN_PATHS, KEYS, Key, Settings};
pub use show::{Arguments, run};

/// Name of the file of settings.
pub const FILE: &str = "gongkai.toml";

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A variable of the environment.
    Variable(String),
    /// A line of a file, counted from 1.
    File(PathBuf, usize),
}

/// One setting that is not typed.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which.
    pub key: &'static Key,
    /// Its value, as it stands there.
    pub value: OsString,
    /// Where it stands.
    pub from: From,
}

/// Settings of one place.
#[derive(Clone, Debug, Default)]
pub struct Layer(Vec<Setting>);

impl Setting {
    /// The arguments that it stands for.
    pub fn arguments(&self) -> Vec<OsString> {
        let folder = match &self.from {
            From::File(path, _) => path.parent().unwrap_or(Path::new("")),
            From::Variable(_) => Path::new(""),
        };
        self.key.arguments(&self.value, folder)
    }

    /// Its value, for people.
    pub fn shown(&self) -> String {
        self.value.to_string_lossy().replace(BETWEEN_PATHS, "、")
    }

    /// Where it stands, for people.
    pub fn origin(&self) -> (String, String) {
        match &self.from {
            From::Variable(name) => (format!("环境变量 {name}"), format!("environment variable {name}")),
            From::File(path, line) => {
                (format!("{} 第 {line} 行", path.display()), format!("{}, line {line}", path.display()))
            }
        }
    }
}

impl Layer {
    /// The variables of the environment.
    ///
    /// # Errors
    /// [`Stop::Usage`] for a variable of ours that is no setting.
    pub fn environment(environment: &Environment) -> Result<Layer, Stop> {
        let mut settings = Vec::new();
        for (name, value) in environment.variables.iter().filter(|(name, _)| is_ours(name)) {
            let key = KEYS.iter().find(|key| key.variable() == *name).ok_or_else(|| {
                let known = KEYS.iter().map(Key::variable).collect::<Vec<_>>().join("、");
                Stop::usage(
                    format!("没有“{name}”这个设置，可以用的环境变量有 {known}"),
                    format!("there is no setting `{name}`"),
                )
            })?;
            settings.push(Setting { key, value: key.value_of_variable(value), from: From::Variable(name.clone()) });
        }
        Ok(Layer(settings))
    }

    /// The settings of a file; none where it is not there.
    ///
    /// # Errors
    /// [`Stop::Usage`] with file and line where it cannot be understood.
    pub fn file(path: &Path) -> Result<Layer, Stop> {
        if !path.is_file() {
            return Ok(Layer::default());
        }
        let (text, settings): (String, Settings) = toml_words::load(path)?;
        let lines: BTreeMap<String, toml::Spanned<toml::Value>> = toml::from_str(&text).unwrap_or_default();
        Ok(Layer::of(&settings, path, &|name| lines.get(name).map_or(1, |at| toml_words::line(&text, at.span().start))))
    }

    /// Settings that were read from a file; `line` tells where each stands.
    pub fn of(settings: &Settings, path: &Path, line: &dyn Fn(&str) -> usize) -> Layer {
        let of = |(key, value): (&'static Key, String)| Setting {
            key,
            value: value.into(),
            from: From::File(path.to_owned(), line(key.name)),
        };
        Layer(settings.values().into_iter().map(of).collect())
    }
}

/// Whether a variable is meant as a setting; what a run tells its notification program is none.
fn is_ours(name: &str) -> bool {
    name.starts_with("GONGKAI_") && !["GONGKAI_RUN", "GONGKAI_EXIT", "GONGKAI_MANIFEST"].contains(&name)
}

/// The layers that every command has, for this first input: environment, beside the input, the user's.
///
/// # Errors
/// See [`Layer`].
pub fn layers(environment: &Environment, input: Option<&Path>) -> Result<Vec<Layer>, Stop> {
    let mut layers = vec![Layer::environment(environment)?];
    layers.extend(input.and_then(beside).map(|path| Layer::file(&path)).transpose()?);
    layers.extend(users(environment).map(|path| Layer::file(&path)).transpose()?);
    Ok(layers)
}

/// Of each setting the first, in the order of [`KEYS`].
pub fn effective(layers: &[Layer]) -> Vec<&Setting> {
    let all = || layers.iter().flat_map(|layer| &layer.0);
    KEYS.iter().filter_map(|key| all().find(|setting| setting.key == key)).collect()
}

/// `gongkai.toml` in the folder that is the input, or that the input is in.
fn beside(input: &Path) -> Option<PathBuf> {
    let folder = match input {
        input if input.as_os_str() == "-" => return None,
        input if input.is_dir() => input,
        input => input.parent()?,
    };
    Some(folder.join(FILE))
}

/// The user's file.
pub fn users(environment: &Environment) -> Option<PathBuf> {
    let variable = |name: &str| environment.variables.get(name).map(PathBuf::from);
    let folder =
        variable("APPDATA").or_else(|| variable("XDG_CONFIG_HOME")).or_else(|| Some(variable("HOME")?.join(".config")));
    Some(folder?.join("gongkai").join(FILE))
}

/// The arguments with those options added that the settings name and nobody typed, and the settings that did so.
///
/// # Errors
/// See [`layers`].
pub fn extend(
    arguments: &[OsString],
    (program, matches): (&clap::Command, &ArgMatches),
    environment: &Environment,
) -> Result<(Vec<OsString>, Vec<Setting>), Stop> {
    let untouched = || Ok((arguments.to_vec(), Vec::new()));
    let Some((name, matches)) = matches.subcommand() else { return untouched() };
    let (Some(command), Some(at)) = (program.find_subcommand(name), position(arguments, name)) else {
        return untouched();
    };
    if name == "config" {
        return untouched();
    }
    let input = matches.try_get_many::<PathBuf>("inputs").ok().flatten().and_then(|mut inputs| inputs.next());
    let job = matches.try_get_one::<PathBuf>("job").ok().flatten().filter(|_| name == "run");
    let layers = match job {
        Some(job) => JobFile::load(job)?.layers(environment)?,
        None => layers(environment, input.map(PathBuf::as_path))?,
    };
    // What a job makes is put together by `run` itself; only how it speaks must be known before.
    let is_wanted = |key: &Key| job.is_none() || ["lang", "color"].contains(&key.name);
    let typed = |key: &Key| {
        let arg = command.get_arguments().find(|arg| arg.get_long() == Some(key.option));
        arg.is_some_and(|arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine))
    };
    let used: Vec<Setting> = effective(&layers)
        .into_iter()
        .filter(|setting| {
            is_wanted(setting.key)
                && setting.key.is_for(command)
                && !typed(setting.key)
                && !setting.arguments().is_empty()
        })
        .cloned()
        .collect();
    let mut extended = arguments.to_vec();
    let added: Vec<OsString> = used.iter().flat_map(Setting::arguments).collect();
    extended.splice(at + 1..=at, added);
    Ok((extended, used))
}

/// Where the command stands among the arguments.
fn position(arguments: &[OsString], command: &str) -> Option<usize> {
    let mut value_follows = false;
    for (index, argument) in arguments.iter().enumerate().skip(1) {
        let text = argument.to_string_lossy();
        if std::mem::take(&mut value_follows) {
            continue;
        }
        if text.starts_with('-') {
            value_follows = ["--lang", "--templates", "--color"].contains(&&*text);
        } else {
            return (argument == OsStr::new(command)).then_some(index);
        }
    }
    None
}
