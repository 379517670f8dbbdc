//! Why a run cannot go on.

use std::io;

use crate::edition::TemplateError;
use crate::finding::render::{Language, message};
use crate::finding::{Detail, Finding, Words};

/// Why a run cannot go on; problems of the data are findings instead.
#[derive(Debug)]
pub enum Stop {
    /// Standard output or error cannot be written; a reader that has seen enough is no failure.
    Stream(io::Error),
    /// A template is broken.
    Template(TemplateError),
    /// Something that has a code, such as an output folder that cannot be made.
    Finding(Box<Finding>),
    /// Wrong usage, in both languages.
    Usage {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
}

impl Stop {
    /// Wrong usage.
    pub fn usage(zh: impl Into<String>, en: impl Into<String>) -> Stop {
        Stop::Usage { zh: zh.into(), en: en.into() }
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stop::Stream(error) => error.fmt(f),
            Stop::Template(error) => error.fmt(f),
            Stop::Finding(finding) => f.write_str(&message(finding, Language::Chinese)),
            Stop::Usage { zh, .. } => f.write_str(zh),
        }
    }
}

impl std::error::Error for Stop {}

impl From<TemplateError> for Stop {
    fn from(error: TemplateError) -> Stop {
        Stop::Template(error)
    }
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Stop {
        Stop::Finding(Box::new(finding))
    }
}

impl From<Box<Finding>> for Stop {
    fn from(finding: Box<Finding>) -> Stop {
        Stop::Finding(finding)
    }
}

/// The system's error in words that a clerk understands; the system's own where it is a rare one.
pub fn io_reason(error: &io::Error) -> Detail {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("找不到这个文件或文件夹", "not found"),
        io::ErrorKind::PermissionDenied => ("没有权限", "no permission"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ("磁盘空间不足", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => ("所在磁盘是只读的", "the disk is read-only"),
        io::ErrorKind::InvalidFilename => ("名称太长或含有不允许的字符", "the name is too long or not allowed"),
        io::ErrorKind::NotADirectory => ("上级不是文件夹", "what should be a folder is none"),
        io::ErrorKind::IsADirectory => ("同名的是文件夹", "a folder has this name"),
        io::ErrorKind::AlreadyExists => ("已有同名文件", "a file has this name"),
        io::ErrorKind::FileTooLarge => ("文件太大", "the file is too large"),
        io::ErrorKind::ResourceBusy => ("正被别的程序使用", "another program uses it"),
        _ => return Detail::Text(error.to_string()),
    };
    Detail::Words(Words { zh, en })
}

/// The same in both languages.
pub fn io_words(error: &io::Error) -> (String, String) {
    match io_reason(error) {
        Detail::Words(words) => (words.zh.to_owned(), words.en.to_owned()),
        _ => (error.to_string(), error.to_string()),
    }
}
