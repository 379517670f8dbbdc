//! What is asked for where files are only named: read, it becomes an [`Order`].

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::amount::Unit;
use crate::disclosure::Rounding;
use crate::edition::{TemplateError, Templates};
use crate::import::Profile;
use crate::service::date::Date;
use crate::service::editions;
use crate::service::order::{By, Format, Order};
use crate::service::stop::Stop;
use crate::store::file;
use crate::store::templates;
use crate::store::waivers;

/// Name of the folder for the outputs where none is given.
const DEFAULT_FOLDER: &str = "公开";

/// What is asked for, its files by their names.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` is standard input.
    pub inputs: Vec<PathBuf>,
    /// Folder for the outputs.
    pub output: Option<PathBuf>,
    /// Whether outputs that somebody edited are overwritten.
    pub force: bool,
    /// A folder that overrides the built-in templates.
    pub templates: Option<PathBuf>,
    /// The profile: its name, or a file.
    pub profile: Option<OsString>,
    /// The unit for files that state none.
    pub unit: Option<Unit>,
    /// The year for files that state none.
    pub year: Option<u16>,
    /// Whether workbooks are read by this program alone.
    pub read_once: bool,
    /// The edition.
    pub edition: Option<String>,
    /// Whom forms are filled for.
    pub by: By,
    /// What is done about printed figures that do not add up, where the run says it.
    pub rounding: Option<Rounding>,
    /// The list of waivers.
    pub waive: Option<PathBuf>,
    /// Answers for the text; those beside the inputs where none are named.
    pub narrative: Option<PathBuf>,
    /// Last year's figures.
    pub prior: Vec<PathBuf>,
    /// Forms of what is published.
    pub formats: Vec<Format>,
    /// Whether no working paper is made.
    pub no_working_paper: bool,
    /// Date of creation in the outputs' properties.
    pub date: Option<Date>,
}

impl Request {
    /// The order, its templates, profile and waivers read; `today` decides which waivers are still in force.
    ///
    /// # Errors
    /// Where a template, the profile, the edition or the list of waivers does not exist or is broken.
    pub fn order(&self, today: Option<Date>) -> Result<Order, Stop> {
        let templates = templates::load(self.templates.as_deref())?;
        if let Some(id) = &self.edition {
            editions::named(&templates, id)?;
        }
        let profile = self.profile.as_deref().map(|wanted| profile(wanted, &templates)).transpose()?;
        Ok(Order {
            profile,
            unit: self.unit,
            year: self.year,
            read_once: self.read_once,
            edition: self.edition.clone(),
            by: self.by,
            rounding: self.rounding,
            waivers: waivers::load(self.waive.as_deref(), today)?,
            documents: false,
            audit: false,
            formats: self.formats.clone(),
            working_paper: !self.no_working_paper,
            date: self.date,
            templates,
        })
    }

    /// Where outputs go: the folder that was named, else one beside the first input, or inside it where it is a folder.
    pub fn out(&self) -> PathBuf {
        if let Some(output) = &self.output {
            return output.clone();
        }
        match self.inputs.first() {
            Some(first) if first.as_os_str() != "-" && first.is_dir() => first.join(DEFAULT_FOLDER),
            Some(first) if first.as_os_str() != "-" => first.parent().unwrap_or(Path::new("")).join(DEFAULT_FOLDER),
            _ => PathBuf::from(DEFAULT_FOLDER),
        }
    }
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
    let text = String::from_utf8(file::read(path)?).map_err(|_| TemplateError {
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
