//! A text that somebody edited (情况说明), held against the tables.
//!
//! Only what follows the name of a known indicator is compared, and a change with the word before it; what cannot be
//! assigned for certain is said to be so and not guessed. Tables are compared cell by cell. Each of the edition's indicators names the cells behind it.

mod claims;
mod codes;
mod figures;
mod items;
mod names;
mod sums;
mod tables;
mod tokens;
mod words;

pub use codes::CODES;
pub use items::CODES as ITEM_CODES;
pub use tables::CODES as TABLE_CODES;

use super::Report;
use crate::disclosure::Disclosure;
use crate::document::{Paragraph, Text};
use crate::edition::NarrativeHead;
use crate::finding::{self, Finding};
use claims::{Claim, Said};

/// What a text is held against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// What the edition says of its text.
    pub head: &'a NarrativeHead,
    /// Name of the department, where it is known.
    pub owner: Option<&'a str>,
    /// 预算年度
    pub year: u16,
    /// This year's tables, where they are known.
    pub this: Option<&'a Disclosure>,
    /// Last year's, where they are known.
    pub last: Option<&'a Disclosure>,
    /// Whether the text must have the edition's sections: not where the edition was only taken for its words.
    pub binding: bool,
}

/// The year that a text is about: the one that its first paragraphs name most often, of several the latest.
pub fn year(text: &Text) -> Option<u16> {
    names::year(text)
}

/// Looks at a text.
pub fn document(text: &Text, against: &Against<'_>) -> Report {
    let said = claims::read(text, against.head, against.year);
    let mut report = Report::default();
    figures::look(&said, against, &mut report);
    sums::look(&said, against, &mut report);
    items::look(text, against, &mut report);
    names::look(text, &said, against, &mut report);
    words::look(text, &said, against, &mut report);
    tables::look(text, against, &mut report);
    finding::sort(&mut report.findings);
    report
}

/// Most characters of a sentence that a message repeats.
const LONGEST: usize = 80;

/// A sentence as messages repeat it.
fn excerpt(sentence: &str) -> String {
    let mut text: String = sentence.chars().take(LONGEST).collect();
    if text.len() < sentence.len() {
        text.push('…');
    }
    text
}

/// A finding about a paragraph with the sentence that it is in.
fn about(code: &'static finding::Code, paragraph: &Paragraph, sentence: &str) -> Finding {
    Finding::new(code).at(paragraph.origin.clone()).with("sentence", excerpt(sentence))
}

impl Claim<'_> {
    /// A finding about this claim.
    fn finding(&self, code: &'static finding::Code, head: &NarrativeHead) -> Finding {
        about(code, self.place, &self.sentence).with("indicator", name(head, self.indicator))
    }
}

fn name(head: &NarrativeHead, indicator: usize) -> &str {
    head.indicators.get(indicator).map_or("", |indicator| indicator.name())
}

impl Said<'_> {
    /// The claims about an indicator.
    fn of(&self, indicator: usize) -> impl Iterator<Item = &Claim<'_>> {
        self.claims.iter().filter(move |claim| claim.indicator == indicator)
    }
}
