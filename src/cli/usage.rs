//! Wrong usage in Chinese: clap's own sentences are English.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::finding::render::Language;

/// What is wrong with the arguments and what would be right, ending with a line break.
pub fn wrong(error: &Error, language: Language) -> String {
    match language {
        Language::English => error.to_string(),
        Language::Chinese => chinese(error),
    }
}

fn chinese(error: &Error) -> String {
    let said = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”后面缺少值"),
        ErrorKind::InvalidValue => format!("“{arg}”的值“{value}”不对"),
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(|source| format!("：{source}")).unwrap_or_default();
            format!("“{arg}”的值“{value}”不对{reason}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::MissingSubcommand => "缺少子命令".to_owned(),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个子命令", said(ContextKind::InvalidSubcommand)),
        ErrorKind::ArgumentConflict => format!("“{arg}”不能和“{}”一起用", said(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”的值的个数不对")
        }
        ErrorKind::NoEquals => format!("“{arg}”要用等号给值"),
        _ => error.to_string().trim_start_matches("error: ").trim_end().to_owned(),
    };
    text.push_str(&hint(error));
    format!("用法不对：{text}。\n加 --help 查看用法。\n")
}

/// The values that are allowed and the nearest right word.
fn hint(error: &Error) -> String {
    let allowed = error.get(ContextKind::ValidValue).map(words).filter(|words| !words.is_empty());
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| error.get(kind).map(words))
        .filter(|words| !words.is_empty());
    let mut hint = allowed.map(|words| format!("，可以是 {words}")).unwrap_or_default();
    if let Some(nearest) = nearest {
        hint.push_str(&format!("；是不是“{nearest}”"));
    }
    hint
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        _ => String::new(),
    }
}
