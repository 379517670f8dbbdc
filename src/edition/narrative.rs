//! The text of an edition (情况说明): which figures it names, what it asks, and its sections, as files in `narrative/`.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use crate::amount::Amount;
use crate::disclosure::Disclosure;
use crate::finding::Place;

use super::inherit::Chain;
use super::{Annex, FontDef, Form, Reference, TemplateError};

/// The text of the disclosure that an edition asks for.
#[derive(Clone, Debug)]
pub struct Narrative {
    /// What `narrative.toml` states.
    pub head: NarrativeHead,
    /// The texts of the sections in their order: path below `templates/` and content.
    pub texts: Vec<(String, String)>,
}

/// `narrative/narrative.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NarrativeHead {
    /// Name of the file without its ending; `{year}`, `{owner_code}` and `{owner_name}` are filled in.
    pub file: String,
    /// Title; the same names are filled in.
    pub title: String,
    /// Fonts and page.
    pub look: NarrativeLook,
    /// Sections in order.
    #[serde(rename = "section")]
    pub sections: Vec<SectionDef>,
    /// The figures that the text names.
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorDef>,
    /// What no export holds and is asked of the department.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Roles of the tables that a complete document holds, empty ones among them.
    #[serde(default)]
    pub tables: Vec<String>,
    /// Roles of those that it holds where they say anything.
    #[serde(default)]
    pub tables_with_content: Vec<String>,
    /// Words around the name of the department, `{owner}` standing for it: a checked text must name it there.
    #[serde(default)]
    pub owner_places: Vec<String>,
}

/// Fonts and page of the text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NarrativeLook {
    /// Titles.
    pub title: FontDef,
    /// Three levels of headings.
    pub headings: [FontDef; 3],
    /// Text.
    pub body: FontDef,
    /// Page numbers.
    pub page_number: FontDef,
    /// Font of digits and Latin letters.
    pub latin: String,
    /// Height of a line in twentieths of a point.
    pub line_twips: u16,
    /// Margins in millimetres: left, right, top, bottom.
    pub margins_mm: [u16; 4],
}

/// A section of the text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionDef {
    /// File name of its text.
    pub file: Spanned<String>,
    /// Words that a heading of a complete document has; none where the section has no heading of its own.
    pub heading: Option<String>,
}

/// A figure that the text names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDef {
    /// Key, unique within the edition.
    pub key: String,
    /// What texts call it, the usual name first.
    pub names: Vec<String>,
    /// The cells that it is the sum of: `role[row].column`.
    pub figure: Vec<Spanned<String>>,
    /// Whether the text says how it changed against last year.
    #[serde(default)]
    pub change: bool,
    /// Keys of the indicators whose changes add up to its own.
    #[serde(default)]
    pub parts: Vec<Spanned<String>>,
    /// Whether a change needs a reason.
    #[serde(default)]
    pub reason: bool,
    /// Whether the amount in the text is a part of the cells and may be less, never more.
    #[serde(default)]
    pub at_most: bool,
    /// Keys of indicators that must be named, with an amount, wherever this one is.
    #[serde(default)]
    pub with: Vec<Spanned<String>>,
}

/// Something that no export holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Key, unique within the edition.
    pub key: String,
    /// The question.
    pub ask: String,
    /// How to answer it.
    #[serde(default)]
    pub hint: String,
    /// Whether it may stay without an answer.
    #[serde(default)]
    pub optional: bool,
}

impl IndicatorDef {
    /// Its usual name.
    pub fn name(&self) -> &str {
        self.names.first().map_or(self.key.as_str(), String::as_str)
    }

    /// What it comes to in a disclosure, in 元, exactly. A row that a table does not have is nothing; `None` where the table
    /// itself is missing.
    pub fn amount(&self, disclosure: &Disclosure) -> Option<Amount> {
        let mut sum = Amount::ZERO;
        for reference in self.references() {
            let table = disclosure.table(&reference.form)?;
            let col = table.column(&reference.column)?;
            let amount = table.row(&reference.row).and_then(|row| table.rows.get(row)?.cells.get(col)?.amount());
            sum += reference.sign.of(amount.unwrap_or_default());
        }
        Some(sum)
    }

    /// The first of its cells, for findings.
    pub fn place(&self, disclosure: &Disclosure) -> Option<Place> {
        let reference = self.references().next()?;
        let table = disclosure.table(&reference.form)?;
        Some(table.place(table.row(&reference.row)?, table.column(&reference.column)?))
    }

    /// The cells that it is the sum of; they were checked on loading.
    pub fn references(&self) -> impl Iterator<Item = Reference> + '_ {
        self.figure.iter().filter_map(|text| Reference::parse(text.get_ref()).ok())
    }
}

impl NarrativeHead {
    /// The indicator with this key.
    pub fn indicator(&self, key: &str) -> Option<&IndicatorDef> {
        self.indicators.iter().find(|indicator| indicator.key == key)
    }

    /// The question with this key.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

/// Reads the text of an edition; `None` where it has none.
pub(super) fn load(
    chain: &Chain<'_>,
    check_reference: impl Fn(&str) -> Result<(), String>,
) -> Result<Option<Narrative>, TemplateError> {
    let Some(source) = chain.file("narrative/narrative.toml")? else { return Ok(None) };
    let head: NarrativeHead = source.read()?;
    let mut keys = BTreeSet::new();
    for key in head.indicators.iter().map(|i| &i.key).chain(head.questions.iter().map(|q| &q.key)) {
        if !keys.insert(key.as_str()) {
            return Err(source.whole(format!("key “{key}”写了两次，应各不相同")));
        }
    }
    for indicator in &head.indicators {
        for figure in &indicator.figure {
            check_reference(figure.get_ref()).map_err(|problem| source.error(figure, problem))?;
        }
        for other in indicator.parts.iter().chain(&indicator.with) {
            if head.indicator(other.get_ref()).is_none() {
                return Err(source.error(other, format!("没有“{}”这个 indicator", other.get_ref())));
            }
        }
    }
    let mut texts = Vec::new();
    for section in &head.sections {
        let missing = || source.error(&section.file, "narrative 文件夹里没有这个文件");
        let (path, content) = chain.nearest(&format!("narrative/{}", section.file.get_ref())).ok_or_else(missing)?;
        texts.push((path, content.to_owned()));
    }
    Ok(Some(Narrative { head, texts }))
}

/// A reference must name a form and a column that exist, as those of articulations do; here also one of those beside them.
pub(super) fn reference_check<'a>(forms: &'a [Form], annexes: &'a [Annex]) -> impl Fn(&str) -> Result<(), String> + 'a {
    |text| {
        let reference = Reference::parse(text)?;
        match annexes.iter().find(|annex| annex.role == reference.form) {
            Some(annex) => annex.check_reference(&reference),
            None => super::load::check_reference(text, forms),
        }
    }
}
