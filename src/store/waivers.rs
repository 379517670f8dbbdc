//! `--waive FILE`: the waivers, read once, and what is to be said of them at the end.

use std::path::Path;

use crate::check::Waivers;
use crate::edition::TemplateError;
use crate::service::date::Date;
use crate::service::stop::Stop;
use crate::store::{file, toml_words};

/// The waivers of a file; whether they are still in force is decided by today's date.
///
/// # Errors
/// Where the file cannot be read or understood, with the line; or where nobody knows what day it is.
pub fn load(path: Option<&Path>, today: Option<Date>) -> Result<Option<Waivers>, Stop> {
    let Some(path) = path else { return Ok(None) };
    let shown = path.display().to_string();
    let Some(today) = today else {
        return Err(Stop::usage(
            "不知道今天的日期，无法判断豁免是否过期：请检查环境变量 SOURCE_DATE_EPOCH",
            "today's date is not known, so no waiver can be judged: look at SOURCE_DATE_EPOCH",
        ));
    };
    let text = String::from_utf8(file::read(path)?).map_err(|_| {
        let problem = "不是 UTF-8 文本，请用 UTF-8 编码另存".to_owned();
        broken(&TemplateError { file: shown.clone(), line: None, problem })
    })?;
    // Editors on Windows put a mark before the text that TOML does not know.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let waivers = Waivers::parse(&shown, text, &today.to_string()).map_err(|error| broken(&error))?;
    Ok(Some(waivers))
}

/// The user's own list is no template of the program's: it is called by its name.
fn broken(error: &TemplateError) -> Stop {
    let TemplateError { file, line, problem: en_problem } = error;
    let serde = ["missing field", "unknown field", "unknown variant", "invalid type", "invalid value"];
    let foreign = en_problem.is_ascii() || serde.iter().any(|words| en_problem.starts_with(words));
    let problem = if foreign { toml_words::chinese(en_problem) } else { en_problem.clone() };
    let zh = line.map(|line| format!(" 第 {line} 行")).unwrap_or_default();
    let en = line.map(|line| format!(", line {line}")).unwrap_or_default();
    Stop::usage(
        format!("豁免清单 {file}{zh} 有误：{problem}（写法见 docs/waivers.md）"),
        format!("the waivers in {file}{en} cannot be used: {en_problem}"),
    )
}
