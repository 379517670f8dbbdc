//! Why a run cannot go on.

use std::io;

use crate::edition::TemplateError;
use crate::finding::Finding;

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

/// The system's error in words that a clerk understands, the system's own behind them.
pub fn io_reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "找不到这个文件或文件夹",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足",
        io::ErrorKind::ReadOnlyFilesystem => "所在磁盘是只读的",
        io::ErrorKind::InvalidFilename => "名称太长或含有不允许的字符",
        io::ErrorKind::NotADirectory => "上级不是文件夹",
        io::ErrorKind::IsADirectory => "同名的是文件夹",
        io::ErrorKind::FileTooLarge => "文件太大",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => "正被别的程序使用",
        _ => return format!("系统报告 {error}"),
    };
    format!("{words}（{error}）")
}
