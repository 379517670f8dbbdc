//! Codes with the names that tables print beside them.

use super::Subject;
use crate::disclosure::Table;
use crate::edition::{Classification, ClassificationDef};
use crate::finding::Place;

/// The longest number before a name: `（三十一）` without its end.
const LONGEST_NUMBER: usize = 4;

/// A code with its name as one table prints it.
#[derive(Clone, Debug)]
pub(super) struct Label<'a> {
    pub classification: Classification,
    pub code: &'a str,
    /// As printed, without the blanks that indent it.
    pub name: &'a str,
    table: &'a Table,
    /// Row and column of the name.
    at: (usize, usize),
}

impl Label<'_> {
    pub fn place(&self) -> Place {
        self.table.place(self.at.0, self.at.1)
    }
}

/// Every row with a classification code, table by table.
pub(super) fn labels<'a>(subject: &Subject<'a>) -> Vec<Label<'a>> {
    let mut labels = Vec::new();
    for form in &subject.edition.forms {
        let Some((_, table)) = subject.table(&form.role) else { continue };
        for (block, def) in form.blocks.iter().enumerate() {
            let (Some(classification), Some(known)) = (&def.classification, table.blocks.get(block)) else { continue };
            for (row, keys) in table.rows.iter().enumerate() {
                let Some(code) = keys.keys.get(block).and_then(|key| key.as_deref()) else { continue };
                if code.bytes().all(|b| b.is_ascii_digit()) {
                    labels.push(Label {
                        classification: classification.by,
                        code,
                        name: unnumbered(table.label(row, known.label_column).trim(), classification),
                        table,
                        at: (row, known.label_column),
                    });
                }
            }
        }
    }
    labels
}

/// The name without the number that the form puts before it: `一、教育支出`.
fn unnumbered<'a>(name: &'a str, classification: &ClassificationDef) -> &'a str {
    match (&classification.numbering, name.split_once(['、', '.', '）', ')'])) {
        (Some(_), Some((number, rest))) if number.chars().count() <= LONGEST_NUMBER => rest.trim(),
        _ => name,
    }
}

/// A text without blanks and with half-width brackets, so that typing habits do not count as a difference.
pub(super) fn plain(text: &str) -> String {
    let typed = text.chars().filter(|c| !c.is_whitespace());
    typed
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '：' => ':',
            '“' | '”' => '"',
            other => other,
        })
        .collect()
}
