//! The template files: built into the program, overridden file by file.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The template files by their path below `templates/`, with `/` between folders.
#[derive(Clone, Debug)]
pub struct Templates {
    files: BTreeMap<String, String>,
    overridden: Vec<String>,
}

impl Templates {
    /// Those built into the program.
    pub fn built_in() -> Templates {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        Templates { files, overridden: Vec::new() }
    }

    /// The same with some files replaced or added, as `--templates DIR` gives them.
    #[must_use]
    pub fn overridden_by(mut self, files: BTreeMap<String, String>) -> Templates {
        self.overridden.extend(files.keys().cloned());
        self.files.extend(files);
        self
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The files below a folder, in order of path: `under("profiles/")`.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Paths that do not come from the program itself.
    pub fn overridden(&self) -> &[String] {
        &self.overridden
    }
}

fn collect(dir: &Dir<'_>, into: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            into.insert(path.replace('\\', "/"), text.to_owned());
        }
    }
    for inner in dir.dirs() {
        collect(inner, into);
    }
}

/// A template that cannot be used: where, what is wrong, what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("模板 {file}{} 有误：{problem}", line.map(|l| format!(" 第 {l} 行")).unwrap_or_default())]
pub struct TemplateError {
    /// Path below `templates/`.
    pub file: String,
    /// Line, counted from 1, where known.
    pub line: Option<usize>,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl TemplateError {
    /// An error at a byte position of the file's text.
    pub fn at(file: &str, text: &str, byte: usize, problem: impl Into<String>) -> TemplateError {
        let line = text.get(..byte).map(|before| before.matches('\n').count() + 1);
        TemplateError { file: file.to_owned(), line, problem: problem.into() }
    }

    /// From the TOML reader's error.
    pub fn from_toml(file: &str, text: &str, error: &toml::de::Error) -> TemplateError {
        let problem = match error.message() {
            "duplicate key" => {
                "这个名称前面已经写过，一份文件里只能写一次；几项属于它时合并成一行：名称 = [\"一\", \"二\"]"
            }
            other => other,
        };
        match error.span() {
            Some(span) => TemplateError::at(file, text, span.start, problem),
            None => TemplateError { file: file.to_owned(), line: None, problem: problem.to_owned() },
        }
    }
}
