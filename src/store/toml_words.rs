//! What is wrong with a TOML file that a person wrote, in their words and with the line.

use std::path::Path;

use serde::de::DeserializeOwned;
use strsim::levenshtein;

use crate::service::stop::{Stop, io_words};

/// Reads a file and understands it.
///
/// # Errors
/// [`Stop::Usage`] that says file, line, what is wrong and what would be right.
pub fn load<T: DeserializeOwned>(path: &Path) -> Result<(String, T), Stop> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        let (zh, en) = io_words(&error);
        Stop::usage(format!("打不开“{shown}”：{zh}。"), format!("cannot read {shown}: {en}"))
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Stop::usage(format!("“{shown}”不是 UTF-8 文本，请用 UTF-8 编码另存。"), format!("{shown} is not UTF-8 text"))
    })?;
    // Editors on Windows put a mark before the text that TOML does not know.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let value = toml::from_str(&text).map_err(|error| wrong(path, &text, &error))?;
    Ok((text, value))
}

/// The line of a byte position, counted from 1.
pub fn line(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

/// Says that something in a line of a file is wrong.
pub fn wrong_in(path: &Path, line: Option<usize>, (zh, en): (&str, &str)) -> Stop {
    let shown = path.display();
    match line {
        Some(line) => Stop::usage(format!("“{shown}”第 {line} 行：{zh}。"), format!("{shown}, line {line}: {en}")),
        None => Stop::usage(format!("“{shown}”：{zh}。"), format!("{shown}: {en}")),
    }
}

fn wrong(path: &Path, text: &str, error: &toml::de::Error) -> Stop {
    let line = error.span().map(|span| line(text, span.start));
    wrong_in(path, line, (&chinese(error.message()), error.message()))
}

/// serde's and TOML's few sentences in Chinese; one that is not known stays as it is.
pub fn chinese(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [name, known @ ..] if message.starts_with("unknown field") => {
            let near = known.iter().min_by_key(|word| levenshtein(name, word));
            let near = near.filter(|word| levenshtein(name, word) <= 2);
            let near = near.map_or("；".to_owned(), |word| format!("，是不是“{word}”？"));
            format!("没有“{name}”这一项{near}可以写的有 {}", known.join("、"))
        }
        [name, known @ ..] if message.starts_with("unknown variant") => {
            format!("不能是“{name}”，可以是 {}", known.join("、"))
        }
        [name] if message.starts_with("missing field") => format!("缺少“{name}”这一项"),
        _ if message.starts_with("duplicate key") => "同一项写了两次".to_owned(),
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => type_error(message),
        _ => format!("不是正确的 TOML（{}）", message.replace('\n', " ")),
    }
}

/// `invalid type: string "x", expected a sequence`
fn type_error(message: &str) -> String {
    let (found, wanted) =
        message.split_once(": ").map_or(message, |(_, rest)| rest).split_once(", expected ").unwrap_or((message, ""));
    let kinds = [
        ("a sequence", "方括号里的列表，如 [\"甲\", \"乙\"]"),
        ("a boolean", "true 或 false"),
        ("a string", "引号里的文字"),
        ("path string", "引号里的路径"),
        ("struct", "一节，如 [settings]"),
        ("a map", "一节"),
        ("u16", "整数"),
        ("u32", "不小于 0 的整数"),
        ("u64", "不小于 0 的整数"),
        ("usize", "不小于 0 的整数"),
    ];
    let wanted = kinds.iter().find(|(word, _)| wanted.contains(word)).map_or(wanted, |(_, zh)| zh);
    let found = [
        ("string", "文字"),
        ("integer", "整数"),
        ("boolean", ""),
        ("floating point", "小数"),
        ("sequence", "列表"),
        ("map", "一节"),
    ]
    .iter()
    .find_map(|(word, zh)| found.strip_prefix(word).map(|rest| format!("{zh}{}", rest.trim_matches([' ', '`']))))
    .unwrap_or_else(|| found.to_owned());
    format!("写的是{found}，应是{wanted}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct File {
        inputs: Vec<String>,
        year: Option<u16>,
    }

    #[test]
    fn mistakes_are_said_in_chinese_with_their_line() {
        for (text, said) in [
            ("inputs = []\nyaer = 1", "第 2 行：没有“yaer”这一项，是不是“year”？可以写的有 inputs、year。"),
            ("\n\ninputs = \"甲\"", "第 3 行：写的是文字\"甲\"，应是方括号里的列表，如 [\"甲\", \"乙\"]。"),
            ("year = 2000", "缺少“inputs”这一项"),
            ("inputs = []\nyear = 70000", "第 2 行：写的是整数70000，应是整数。"),
            ("inputs = []\ninputs = []", "第 2 行：同一项写了两次。"),
            ("inputs = [", "第 1 行：不是正确的 TOML"),
        ] {
            let error = toml::from_str::<File>(text).unwrap_err();
            let Stop::Usage { zh, .. } = wrong(Path::new("任务.toml"), text, &error) else { panic!() };
            assert!(zh.starts_with("“任务.toml”") && zh.contains(said), "{zh}");
        }
    }
}
