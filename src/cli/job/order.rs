//! What a job asks for, as `convert` would be asked for it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::FromArgMatches;

use crate::check::Waivers;
use crate::cli::Environment;
use crate::cli::arguments::{Arguments, Command, Global};
use crate::cli::config;
use crate::cli::convert;
use crate::cli::help;
use crate::cli::job::expand;
use crate::cli::job::file::JobFile;
use crate::cli::job::others::Known;
use crate::cli::usage;
use crate::finding::render::Language;
use crate::service::date;
use crate::service::hash::hash;
use crate::service::order;
use crate::service::stop::Stop;
use crate::store::request::Request;

/// The command line of a job.
#[derive(Debug)]
pub struct Order {
    /// As typed value.
    pub request: Request,
    /// The settings among it, as they would be typed.
    pub settings: Vec<String>,
}

impl Order {
    /// The order of a job: what was typed first, then the environment, the job, and the files of settings.
    ///
    /// # Errors
    /// Where a setting is wrong, with the place where it stands.
    pub fn of(job: &JobFile, typed: &Global, environment: &Environment) -> Result<Order, Stop> {
        let layers = job.layers(environment)?;
        let mut settings: Vec<OsString> = Vec::new();
        if let Some(folder) = &typed.templates {
            settings.push(OsString::from("--templates"));
            settings.push(folder.clone().into_os_string());
        }
        for setting in config::effective(&layers) {
            if setting.key.name == "templates" && typed.templates.is_some() {
                continue;
            }
            let words = setting.arguments();
            understood(&words, &[], Path::new("x")).map_err(|error| {
                let (zh, en) = setting.origin();
                let [zh_text, en_text] = [Language::Chinese, Language::English].map(|l| usage::wrong(&error, l));
                Stop::usage(format!("{zh_text}这个值来自{zh}。"), format!("{en_text}the value is from {en}"))
            })?;
            settings.extend(words);
        }
        let (arguments, global) = understood(&settings, &expand::paths(job), &job.output())
            .map_err(|error| Stop::usage(usage::wrong(&error, Language::Chinese), error.to_string()))?;
        let date = environment.source_date_epoch.as_deref().and_then(date::from_epoch);
        let request = arguments.request(&global, date)?;
        let settings = settings.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        Ok(Order { request, settings })
    }

    /// Hash of everything that all departments depend on besides inputs: the program, the settings, templates, the files that
    /// settings name, and which waivers have expired.
    pub fn fingerprint(&self, order: &order::Order, others: &Known) -> String {
        let mut text = String::from(env!("CARGO_PKG_VERSION"));
        let mut add = |part: &str| {
            text.push('\0');
            text.push_str(part);
        };
        let speaks = |word: &&String| ["--lang=", "--color="].iter().any(|option| word.starts_with(option));
        self.settings.iter().filter(|word| !speaks(word)).for_each(|word| add(word));
        for (path, content) in order.templates.under("") {
            add(path);
            add(content);
        }
        others.shared.iter().for_each(|file| add(&file.sha256));
        let expired = order.waivers.iter().flat_map(Waivers::expired);
        expired.for_each(|line| add(&line.to_string()));
        hash(text.as_bytes())
    }
}

fn understood(
    settings: &[OsString],
    inputs: &[PathBuf],
    output: &Path,
) -> Result<(convert::Arguments, Global), clap::Error> {
    let mut line: Vec<OsString> = vec!["gongkai".into(), "convert".into()];
    line.extend(settings.iter().cloned());
    line.push("--output".into());
    line.push(output.into());
    line.push("--".into());
    line.extend(inputs.iter().map(|path| path.clone().into_os_string()));
    if inputs.is_empty() {
        line.push("x".into());
    }
    let matches = help::command(Language::Chinese).try_get_matches_from(line)?;
    let parsed = Arguments::from_arg_matches(&matches)?;
    match parsed.command {
        Some(Command::Convert(arguments)) => Ok((arguments, parsed.global)),
        _ => Err(clap::Error::new(clap::error::ErrorKind::InvalidSubcommand)),
    }
}
