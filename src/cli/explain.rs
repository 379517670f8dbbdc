//! `gongkai explain`: what a code means.

use clap::Args;
use strsim::levenshtein;

use crate::cli::console::Console;
use crate::cli::options::Global;
use crate::edition::{Edition, list};
use crate::finding::Code;
use crate::finding::render::{Language, WIDTH, wrap};
use crate::service::articulation;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand;
use crate::store::templates;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 问题编号，如 GK-I001，或勾稽关系的编号，如 X-T1-T3；不写则列出全部
    #[arg(value_name = "编号")]
    pub(super) code: Option<String>,
}

/// Prints the page of a code or of an articulation, or the list of all codes.
///
/// # Errors
/// [`Stop::Usage`] for an unknown code, with the nearest ones; where an edition that was to be looked into is broken.
pub fn run(arguments: &Arguments, global: &Global, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let codes = understand::codes();
    let text = match &arguments.code {
        None => codes.iter().map(|code| line(code, console.language)).collect(),
        Some(wanted) => {
            let id = canonical(wanted);
            match codes.iter().find(|code| code.id == id) {
                Some(code) => page(code, console.language),
                None => {
                    let text = articulation::page(wanted, &editions(global)?, console.language);
                    if text.is_empty() {
                        return Err(unknown(wanted, &codes));
                    }
                    text
                }
            }
        }
    };
    console.data(&text)?;
    Ok(ExitStatus::Done)
}

fn editions(global: &Global) -> Result<Vec<Edition>, Stop> {
    let templates = templates::load(global.templates.as_deref())?;
    let heads = list(&templates)?;
    Ok(heads.iter().map(|head| Edition::load(&templates, &head.id)).collect::<Result<_, _>>()?)
}

/// `i1`, `gk-i001` and `GK-I001` are the same code.
fn canonical(wanted: &str) -> String {
    let upper = wanted.trim().to_uppercase();
    let bare = upper.strip_prefix("GK-").unwrap_or(&upper);
    match bare.split_at_checked(1) {
        Some((room, digits)) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("GK-{room}{digits:0>3}")
        }
        _ => format!("GK-{bare}"),
    }
}

fn unknown(wanted: &str, codes: &[&'static Code]) -> Stop {
    let id = canonical(wanted);
    let room = |id: &str| id.chars().nth(3);
    let far = |code: &&Code| (room(code.id) != room(&id), levenshtein(&id, code.id));
    let mut near: Vec<&Code> = codes.to_vec();
    near.sort_by_key(far);
    let near: Vec<&str> = near.into_iter().take(3).map(|code| code.id).collect();
    Stop::usage(
        format!("没有编号“{wanted}”。相近的有：{}。不带编号运行 gongkai explain 列出全部。", near.join("、")),
        format!("there is no code `{wanted}`; near are {}; `gongkai explain` lists all", near.join(", ")),
    )
}

fn line(code: &&'static Code, language: Language) -> String {
    format!("{} {} {}\n", code.id, code.severity.words().of(language), code.title.of(language))
}

/// The whole page, at most 80 columns wide; headings of the manual page lose their `##`.
fn page(code: &Code, language: Language) -> String {
    let mut paragraphs =
        vec![format!("{} [{}] {}", code.id, code.severity.words().of(language), code.title.of(language))];
    let labels = match language {
        Language::Chinese => ["说法：", "怎么办："],
        Language::English => ["Says: ", "To do: "],
    };
    for (label, words) in labels.into_iter().zip([code.message, code.remedy]) {
        if !words.of(language).is_empty() {
            paragraphs.push(format!("{label}{}", without_names(words.of(language))));
        }
    }
    let mut text = String::new();
    for paragraph in paragraphs {
        text.push_str(&wrap(&paragraph, WIDTH).join("\n"));
        text.push_str("\n\n");
    }
    for source in code.manual().lines() {
        let bare = source.trim_start_matches('#');
        let line = if bare.len() < source.len() { format!("【{}】", bare.trim()) } else { source.to_owned() };
        text.push_str(&wrap(&line, WIDTH).join("\n"));
        text.push('\n');
    }
    format!("{}\n", text.trim_end())
}

/// The text with `…` for each `{name}` that a finding fills in.
fn without_names(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| format!("{said}…{}", part.split_once('}').map_or("", |(_, rest)| rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        for typed in ["GK-R001", "gk-r001", "R001", "r1", " R1 "] {
            assert_eq!(canonical(typed), "GK-R001", "{typed}");
        }
    }

    #[test]
    fn names_that_a_finding_fills_in_are_left_open() {
        assert_eq!(without_names("读了 {files} 个文件，{path}"), "读了 … 个文件，…");
    }

    #[test]
    fn every_page_fits_and_is_complete() {
        for code in understand::codes() {
            for language in [Language::Chinese, Language::English] {
                let page = page(code, language);
                for line in page.lines() {
                    assert!(crate::finding::render::columns(line) <= WIDTH, "{line}");
                }
            }
            assert!(!code.title.zh.is_empty() && !code.title.en.is_empty(), "{}", code.id);
        }
    }
}
