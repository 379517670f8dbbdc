//! From what was typed to the bytes of the inputs: files, folders, standard input.
//!
//! Folders are walked in the order of names. What an office program, a system or this program left there is skipped, and said
//! with `--verbose`; a file that was named is always taken. What cannot be read is a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::finding::codes::run::{EMPTY_FOLDER, UNREADABLE};
use crate::finding::{Finding, Place, Words};
use crate::origin::Origin;
use crate::service::marked::MARKED;
use crate::service::source::Source;
use crate::service::stop::io_reason;

/// Name of standard input among the files.
const STDIN: &str = "标准输入";
/// How deep folders are walked.
const MAX_DEPTH: usize = 32;

/// Something that was not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path.
    pub path: PathBuf,
    /// Why.
    pub why: Words,
}

/// All inputs.
#[derive(Debug, Default)]
pub struct Gathered {
    /// What was read, in order.
    pub sources: Vec<Source>,
    /// What could not be read.
    pub findings: Vec<Finding>,
    /// What was not meant to be read.
    pub skipped: Vec<Skipped>,
}

/// A file to read.
struct Candidate {
    path: PathBuf,
    /// The name that is shown if no other has it.
    short: String,
    named: bool,
}

/// Reads the inputs; `output` is the folder that outputs go to, which is not walked, and `limit` the largest file in bytes
/// that is worth holding (one byte more is read, so that the reader sees that it is too large).
pub fn gather(inputs: &[PathBuf], output: Option<&Path>, limit: u64, stdin: &mut dyn Read) -> Gathered {
    Walk::over(inputs, output).gather(limit, stdin)
}

/// The names and paths of the files that [`gather`] would read, in its order.
///
/// # Errors
/// What cannot be read.
pub fn list(inputs: &[PathBuf], output: Option<&Path>) -> Result<Vec<(String, PathBuf)>, Vec<Finding>> {
    Walk::over(inputs, output).files()
}

/// Why a file or folder of this name is not walked, where it is not.
pub fn why_skipped(name: &str) -> Option<Words> {
    let lower = name.to_lowercase();
    if is_answers(name) {
        return Some(Words { zh: "情况说明的答案，不是导出数据", en: "answers for the text, no export" });
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if name.starts_with("~$") || name.starts_with(".~") {
        Some(Words {
            zh: "办公软件打开文件时的临时文件", en: "left by an office program that has the file open"
        })
    } else if name.starts_with('.')
        || name.starts_with('$')
        || ["__macosx", "system volume information"].contains(&&*lower)
    {
        Some(Words { zh: "隐藏文件或系统文件夹", en: "hidden, or a folder of the system" })
    } else if ["thumbs.db", "desktop.ini", "ehthumbs.db", "gongkai.toml"].contains(&&*lower) {
        Some(Words { zh: "系统文件或本程序的设置", en: "a file of the system, or settings of this program" })
    } else if name.starts_with('~')
        || ends(&[".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".bak", "~"])
    {
        Some(Words {
            zh: "临时文件、备份或没有下载完的文件", en: "temporary, a backup or not downloaded to the end"
        })
    } else if name.contains(MARKED) {
        Some(Words { zh: "标注过的副本，数据与原文件相同", en: "an annotated copy of another file" })
    } else if name.starts_with("检查报告") && ends(&[".html"]) {
        Some(Words { zh: "本程序的检查报告", en: "a report of this program" })
    } else {
        None
    }
}

/// Whether a file of this name holds a department's answers for the text of the disclosure.
pub fn is_answers(name: &str) -> bool {
    name.ends_with("说明.toml")
}

fn read(source: &mut dyn Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The finding that an input cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Finding {
    let shown = path.display().to_string();
    let place = Place::Input(Origin::file(&shown.as_str().into()));
    Finding::new(&UNREADABLE).at(place).with("path", shown).with("reason", io_reason(error))
}

/// The short name of each, or all of its path where others have the same.
fn shown_names(candidates: &[Candidate]) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in candidates {
        *count.entry(&candidate.short).or_default() += 1;
    }
    let whole = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let shown = |candidate: &Candidate| match count.get(&*candidate.short) {
        Some(1) => candidate.short.clone(),
        _ => whole(&candidate.path),
    };
    candidates.iter().map(shown).collect()
}

/// What a walk has found.
#[derive(Default)]
pub struct Walk {
    output: Option<PathBuf>,
    seen: BTreeSet<PathBuf>,
    /// Files that may be inputs, also those given before.
    reached: usize,
    candidates: Vec<Candidate>,
    findings: Vec<Finding>,
    skipped: Vec<Skipped>,
}

impl Walk {
    /// Walks over the inputs without reading them; `output` is the folder that outputs go to, which is not walked.
    pub fn over(inputs: &[PathBuf], output: Option<&Path>) -> Walk {
        let mut walk = Walk { output: output.and_then(|path| path.canonicalize().ok()), ..Walk::default() };
        for input in inputs {
            walk.input(input);
        }
        walk
    }

    /// The names that are shown and the paths of the files, in order.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn files(&self) -> Result<Vec<(String, PathBuf)>, Vec<Finding>> {
        if !self.findings.is_empty() {
            return Err(self.findings.clone());
        }
        let paths = self.candidates.iter().map(|candidate| candidate.path.clone());
        Ok(shown_names(&self.candidates).into_iter().zip(paths).collect())
    }

    /// Reads the files; see [`gather`].
    pub fn gather(self, limit: u64, stdin: &mut dyn Read) -> Gathered {
        let names = shown_names(&self.candidates);
        let mut gathered = Gathered { sources: Vec::new(), findings: self.findings, skipped: self.skipped };
        for (candidate, name) in self.candidates.iter().zip(names) {
            let bytes = if candidate.path.as_os_str() == "-" {
                read(stdin, limit)
            } else {
                File::open(&candidate.path).and_then(|mut file| read(&mut file, limit))
            };
            match bytes {
                Ok(bytes) => gathered.sources.push(Source {
                    name: name.into(),
                    path: (candidate.path.as_os_str() != "-").then(|| candidate.path.clone()),
                    bytes,
                    named: candidate.named,
                }),
                Err(error) => gathered.findings.push(unreadable(&candidate.path, &error)),
            }
        }
        gathered
    }

    fn input(&mut self, input: &Path) {
        if input.as_os_str() == "-" {
            if self.seen.insert(input.to_owned()) {
                self.candidates.push(Candidate { path: input.to_owned(), short: STDIN.to_owned(), named: true });
            }
            return;
        }
        if !input.is_dir() {
            let short = input.file_name().map_or_else(|| input.to_string_lossy(), |name| name.to_string_lossy());
            let short = short.into_owned();
            match why_skipped(&short).filter(|_| is_answers(&short)) {
                Some(why) => self.skip(input, why),
                None => self.file(input, short, true),
            }
            return;
        }
        let (reached, skipped, failures) = (self.reached, self.skipped.len(), self.findings.len());
        self.seen.insert(input.canonicalize().unwrap_or_else(|_| input.to_owned()));
        self.folder(input, "", MAX_DEPTH);
        if self.reached == reached && self.findings.len() == failures {
            let shown = input.display().to_string();
            self.findings.push(
                Finding::new(&EMPTY_FOLDER)
                    .at(Place::Input(Origin::file(&shown.as_str().into())))
                    .with("path", shown)
                    .with("skipped", self.skipped.len() - skipped),
            );
        }
    }

    /// A file once, whatever path leads to it.
    fn file(&mut self, path: &Path, short: String, named: bool) {
        self.reached += 1;
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(real) {
            self.candidates.push(Candidate { path: path.to_owned(), short, named });
        } else {
            self.skip(path, Words { zh: "同一个文件给了两次，只读一次", en: "given twice, read once" });
        }
    }

    fn folder(&mut self, folder: &Path, below: &str, depth: usize) {
        let entries = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>()
        });
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.findings.push(unreadable(folder, &error)),
        };
        entries.sort();
        for path in entries {
            self.entry(&path, below, depth);
        }
    }

    fn entry(&mut self, path: &Path, below: &str, depth: usize) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(why) = why_skipped(&name) {
            return self.skip(path, why);
        }
        if path.is_dir() {
            return self.inner_folder(path, &format!("{below}{name}/"), depth);
        }
        match fs::metadata(path) {
            Ok(about) if !about.is_file() => {
                self.skip(path, Words { zh: "不是普通文件", en: "no ordinary file" });
            }
            // A link that leads nowhere is found when it is opened, and said.
            _ => self.file(path, format!("{below}{name}"), false),
        }
    }

    fn inner_folder(&mut self, path: &Path, below: &str, depth: usize) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.output.as_deref() == Some(&real) || is_output(path) {
            self.skip(path, Words { zh: "本程序的输出", en: "outputs of this program" });
        } else if depth == 0 || !self.seen.insert(real) {
            self.skip(path, Words { zh: "文件夹套得太深，或已经读过", en: "too deep, or walked already" });
        } else {
            self.folder(path, below, depth - 1);
        }
    }

    fn skip(&mut self, path: &Path, why: Words) {
        self.skipped.push(Skipped { path: path.to_owned(), why });
    }
}

/// Whether a folder is one that a run made for a department.
fn is_output(folder: &Path) -> bool {
    ["budget.json", "report.json"].iter().all(|name| folder.join(name).is_file())
}

#[cfg(test)]
mod tests;
