//! What `convert`, `check` and `inspect` have in common: settings from arguments, and inputs read.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::arguments::{Forms, Global, Reading};
use crate::cli::console::Console;
use crate::cli::inputs::Walk;
use crate::cli::pipeline::{self, Settings, Understood};
use crate::cli::status::ExitStatus;
use crate::cli::stop::{Stop, io_reason};
use crate::cli::{edition, templates};
use crate::disclosure::Rounding;
use crate::edition::{TemplateError, Templates};
use crate::finding::codes::run::UNREADABLE;
use crate::finding::{self, Finding};
use crate::import::Profile;

/// Inputs as read and understood.
#[derive(Debug)]
pub struct Intake {
    /// What they say; what could not be read at all is among its findings, since every department may lack it.
    pub understood: Understood,
    /// How the run ends as far as reading goes.
    pub status: ExitStatus,
}

/// [`ExitStatus::Blocked`] where a finding is 强制.
pub fn blocked(findings: &[Finding]) -> ExitStatus {
    if findings.iter().any(Finding::blocks) { ExitStatus::Blocked } else { ExitStatus::Done }
}

/// What the arguments ask for.
///
/// # Errors
/// Where a template, the profile or the edition does not exist or is broken.
pub fn settings(global: &Global, reading: &Reading, forms: &Forms) -> Result<Settings, Stop> {
    let templates = templates::load(global.templates.as_deref())?;
    if let Some(id) = &forms.edition {
        edition::load(&templates, id)?;
    }
    let profile = reading.profile.as_deref().map(|wanted| profile(wanted, &templates)).transpose()?;
    let edition = forms.edition.clone();
    Ok(Settings {
        templates,
        profile,
        unit: reading.unit,
        year: reading.year,
        edition,
        by: forms.by,
        rounding: forms.rounding.map(Rounding::from),
        waivers: None,
        documents: false,
        audit: false,
    })
}

/// A profile by its name among the templates, or from a file.
///
/// # Errors
/// Where there is none of that name, or it is broken.
pub fn profile(wanted: &OsStr, templates: &Templates) -> Result<Profile, Stop> {
    let path = Path::new(wanted);
    let name = wanted.to_string_lossy();
    if let Some(text) = templates.get(&format!("profiles/{name}.toml")) {
        return Ok(Profile::parse(&format!("profiles/{name}.toml"), text)?);
    }
    let is_path = path.components().count() > 1 || path.extension().is_some() || path.exists();
    if !is_path {
        return Err(no_profile(&name, templates));
    }
    let bytes = fs::read(path)
        .map_err(|error| Finding::new(&UNREADABLE).with("path", name.to_string()).with("reason", io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| TemplateError {
        file: name.to_string(),
        line: None,
        problem: "不是 UTF-8 文本，请用 UTF-8 编码另存".to_owned(),
    })?;
    Ok(Profile::parse(&name, &text)?)
}

/// There is no profile of a name; with those that there are.
pub fn no_profile(name: &str, templates: &Templates) -> Stop {
    let known: Vec<&str> = templates
        .under("profiles/")
        .filter_map(|(path, _)| path.strip_prefix("profiles/")?.strip_suffix(".toml"))
        .collect();
    Stop::usage(
        format!("没有导出配置“{name}”，也没有这个文件。内置的有：{}", known.join("、")),
        format!("there is no profile `{name}`, built in or as a file; built in are: {}", known.join(", ")),
    )
}

/// Reads and understands the inputs; says with `--verbose` what was skipped.
///
/// # Errors
/// Where a template is broken or nothing can be said.
pub fn read(
    inputs: &[PathBuf],
    output: Option<&Path>,
    settings: &Settings,
    talk: (&mut dyn Read, &mut Console<'_>),
) -> Result<Intake, Stop> {
    read_walked(Walk::over(inputs, output), settings, talk)
}

/// Reads and understands inputs that were walked over already, as [`read`] does.
///
/// # Errors
/// As there.
pub fn read_walked(
    walk: Walk,
    settings: &Settings,
    (stdin, console): (&mut dyn Read, &mut Console<'_>),
) -> Result<Intake, Stop> {
    let gathered = walk.gather(pipeline::largest_input(), stdin);
    for skipped in &gathered.skipped {
        let path = skipped.path.display();
        console.note(&format!("跳过 {path}：{}", skipped.why.zh), &format!("skipped {path}: {}", skipped.why.en))?;
    }
    let mut understood = pipeline::understand(gathered.sources, settings)?;
    for file in &understood.passed_over {
        console.say(
            &format!("跳过 {}：{}，不是表格", file.name, file.format),
            &format!("skipped {}: no table ({})", file.name, file.format_id),
        )?;
    }
    let unreadable = !gathered.findings.is_empty() || understood.readings.iter().any(|reading| reading.unreadable);
    understood.findings.extend(gathered.findings);
    finding::sort(&mut understood.findings);
    let status = if unreadable { ExitStatus::Unreadable } else { blocked(&understood.findings) };
    Ok(Intake { understood, status })
}
