//! The sentence of a finding.

use crate::finding::{Detail, Finding, Words};

/// The language of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Words {
    /// The text in `language`.
    pub fn of(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A few words on what kind of finding it is.
pub fn title(finding: &Finding, language: Language) -> String {
    fill(finding.code.title, finding, language)
}

/// What happened, without places and figures.
pub fn message(finding: &Finding, language: Language) -> String {
    fill(finding.code.message, finding, language)
}

/// What to do.
pub fn remedy(finding: &Finding, language: Language) -> String {
    fill(finding.code.remedy, finding, language)
}

/// Replaces each `{name}` of the template once, so that a detail that itself contains braces is not read again.
fn fill(template: Words, finding: &Finding, language: Language) -> String {
    let template = template.of(language);
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        text.push_str(&rest[..open]);
        let name = &rest[open + 1..close];
        match finding.details.iter().find(|(detail, _)| *detail == name) {
            Some((_, Detail::Words(words))) => text.push_str(words.of(language)),
            Some((_, detail)) => text.push_str(&detail.to_string()),
            None => text.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}
