//! One setting: where it stands and what it means.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::amount::Unit;
use crate::disclosure::Rounding;
use crate::service::date;
use crate::service::order::{By, Choice};
use crate::service::stop::Stop;
use crate::store::request::Request;
use crate::store::settings::{Key, Kind};

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
    /// Its value, as it stands there; several where the setting is a list.
    pub value: Vec<OsString>,
    /// Where it stands.
    pub from: From,
}

impl Setting {
    /// Its value as text.
    pub fn text(&self) -> String {
        self.words().join(",")
    }

    /// The words of its value.
    pub fn words(&self) -> Vec<String> {
        self.value.iter().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    /// The paths that its value means, which count from the folder of the file that states it.
    pub fn paths(&self) -> Vec<PathBuf> {
        let folder = match &self.from {
            From::File(path, _) => path.parent().unwrap_or(Path::new("")),
            From::Variable(_) => Path::new(""),
        };
        let path = |value: &OsString| {
            let path = folder.join(value);
            if self.key.kind == Kind::NameOrPath && !path.is_file() { PathBuf::from(value) } else { path }
        };
        self.value.iter().map(path).collect()
    }

    /// Its value, for people.
    pub fn shown(&self) -> String {
        self.words().join(if self.key.kind == Kind::Paths { "、" } else { "," })
    }

    /// The options that say the same; none where it is what is built in.
    pub fn options(&self) -> Vec<String> {
        let option = self.key.option;
        match self.key.kind {
            Kind::Unless if self.text() == "false" => vec![format!("--{option}")],
            Kind::Unless => Vec::new(),
            Kind::Path | Kind::NameOrPath | Kind::Paths => {
                self.paths().iter().map(|path| format!("--{option}={}", path.display())).collect()
            }
            Kind::Word | Kind::Words => vec![format!("--{option}={}", self.text())],
        }
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

    /// What is said of a value that cannot be used.
    pub fn refused(&self, (zh, en): &Wrong) -> Stop {
        let (typed, value) = (self.key.typed(), self.text());
        let (zh_from, en_from) = self.origin();
        Stop::usage(
            format!("用法不对：“{typed}”的值“{value}”不对{zh}。\n加 --help 查看用法。\n这个值来自{zh_from}。"),
            format!(
                "error: invalid value '{value}' for '{typed}'{en}\n\nFor more information, try '--help'.\nthe value is from {en_from}"
            ),
        )
    }

    /// Puts it into a request.
    ///
    /// # Errors
    /// [`Stop::Usage`] where its value cannot be used, with the place where it stands.
    pub fn put(&self, request: &mut Request) -> Result<(), Stop> {
        request.set(self).map_err(|wrong| self.refused(&wrong))
    }
}

/// Why a value cannot be used, in Chinese and English, as it goes on after the value.
pub type Wrong = (String, String);

impl Request {
    /// Takes over a setting; what only concerns how the program speaks is left to who speaks.
    ///
    /// # Errors
    /// Why its value cannot be used.
    pub fn set(&mut self, setting: &Setting) -> Result<(), Wrong> {
        let text = setting.text();
        let path = || setting.paths().into_iter().next();
        match setting.key.name {
            "edition" => self.edition = Some(text),
            "profile" => self.profile = path().map(PathBuf::into_os_string),
            "by" => self.by = chosen::<By>(&text)?,
            "unit" => self.unit = Some(unit(&text)?),
            "year" => self.year = Some(year(&text)?),
            "formats" => self.formats = setting.words().iter().map(|word| chosen(word)).collect::<Result<_, _>>()?,
            "working_paper" => self.no_working_paper = text == "false",
            "waive" => self.waive = path(),
            "narrative" => self.narrative = path(),
            "prior" => self.prior = setting.paths(),
            "date" => self.date = Some(date::parse(&text).map_err(wrong_date)?),
            "templates" => self.templates = path(),
            "rounding" => self.rounding = Some(chosen::<Rounding>(&text)?),
            _ => {}
        }
        Ok(())
    }
}

fn chosen<T: Choice>(word: &str) -> Result<T, Wrong> {
    T::of(word).ok_or_else(|| one_of(T::WORDS.iter().map(|(word, _)| *word)))
}

/// The value is none of these.
pub fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> Wrong {
    let words: Vec<&str> = words.collect();
    (format!("，可以是 {}", words.join("、")), format!("; possible values: {}", words.join(", ")))
}

/// A unit of money as people write it.
///
/// # Errors
/// What would be one.
pub fn unit(text: &str) -> Result<Unit, Wrong> {
    match text {
        "元" | "yuan" => Ok(Unit::Yuan),
        "万元" | "wanyuan" => Ok(Unit::WanYuan),
        _ => Err(("：只能是 元 或 万元（yuan, wanyuan）".to_owned(), ": it is 元 or 万元 (yuan, wanyuan)".to_owned())),
    }
}

/// A fiscal year.
///
/// # Errors
/// What would be one.
pub fn year(text: &str) -> Result<u16, Wrong> {
    let year = text.parse().ok().filter(|year| (1990..=2100).contains(year));
    year.ok_or_else(|| ("：应是四位年份，如 2024".to_owned(), ": a year of four digits".to_owned()))
}

fn wrong_date(stop: Stop) -> Wrong {
    match stop {
        Stop::Usage { zh, en } => (format!("：{zh}"), format!(": {en}")),
        other => (format!("：{other:?}"), format!(": {other:?}")),
    }
}
