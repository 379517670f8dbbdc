//! The tables of a document, held cell by cell against those of the disclosure.
//!
//! | part | file |
//! | --- | --- |
//! | what a table prints, row by row | `wanted.rs` |
//! | what stands in the document under which title | `shown.rs` |
//! | which row of one is which of the other | `align.rs` |
//! | codes | `codes.rs` |

mod align;
mod codes;
mod shown;
mod wanted;

pub use codes::CODES;

use self::align::{Step, align};
use self::codes::{CELL, MISSING, NOTE, ROW, SHAPE, TITLE};
use self::shown::{Part, ShownRow, parts};
use self::wanted::{Wanted, Wants, has_content, wanted};
use super::tokens::plain;
use super::{Against, Report};
use crate::amount::Amount;
use crate::disclosure::{Disclosure, Table};
use crate::document::Text;
use crate::finding::{Finding, Place, Words};
use crate::origin::{Origin, Spot};

/// Holds the document's tables against the disclosure's.
pub(super) fn look(text: &Text, against: &Against<'_>, report: &mut Report) {
    let what = "情况说明中的表格与公开表相同";
    let Some(this) = against.this else {
        report.not_run(&CELL, None, what, "没有给出公开表或 budget.json（--against）");
        return;
    };
    let parts = parts(text);
    if parts.is_empty() {
        report.not_run(&CELL, None, what, "文档里没有表格");
        return;
    }
    let matched = matched(this, &parts);
    let mut findings = Vec::new();
    let mut cells = 0;
    for (table, found) in this.tables.iter().zip(&matched) {
        match found {
            Some(part) => {
                let held = Held { text, table, part: &parts[*part] };
                cells += held.look(&mut findings);
            }
            None if must_stand(against, table) => {
                findings.push(Finding::new(&MISSING).at(Origin::file(&text.file)).with("table", table.title.as_str()));
            }
            None => {}
        }
    }
    let count = matched.iter().flatten().count();
    report.note(&CELL, None, &format!("情况说明中的 {count} 张表、{cells} 个单元格与公开表相同"), findings);
}

/// Whether a complete document holds this table.
fn must_stand(against: &Against<'_>, table: &Table) -> bool {
    let listed = |roles: &[String]| roles.contains(&table.role);
    listed(&against.head.tables) || (listed(&against.head.tables_with_content) && has_content(table))
}

/// Which part of the document each table is: by its title, else the one that most of its rows stand in.
fn matched(this: &Disclosure, parts: &[Part]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = vec![true; parts.len()];
    let mut found: Vec<Option<usize>> = Vec::new();
    for table in &this.tables {
        let title = plain(&table.title);
        let at = (0..parts.len()).find(|&at| free[at] && parts[at].title == title);
        at.into_iter().for_each(|at| free[at] = false);
        found.push(at);
    }
    for (table, found) in this.tables.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let rows = wanted(table);
        let alike = |part: &Part| rows.iter().filter(|row| part.rows.iter().any(|shown| row.is(shown))).count();
        let best = (0..parts.len()).filter(|&at| free[at]).map(|at| (alike(&parts[at]), at));
        let best = best.max_by_key(|(count, at)| (*count, usize::MAX - at));
        if let Some((_, at)) = best.filter(|(count, _)| *count > 2 && count * 2 >= rows.len()) {
            free[at] = false;
            *found = Some(at);
        }
    }
    found
}

/// A table with what stands for it in the document.
struct Held<'a> {
    text: &'a Text,
    table: &'a Table,
    part: &'a Part,
}

impl Held<'_> {
    /// Adds what differs; gives how many cells were compared.
    fn look(&self, findings: &mut Vec<Finding>) -> usize {
        let columns = self.table.columns.len();
        self.title(findings);
        self.notes(findings);
        if let Some(shown) = self.part.rows.iter().find(|row| row.cells.len() != columns) {
            let finding = self.finding(&SHAPE, shown, 0).with("table", self.table.title.as_str());
            findings.push(finding.with("found", shown.cells.len()).with("wanted", columns));
            return 0;
        }
        let wanted = wanted(self.table);
        let mut cells = 0;
        for step in align(&wanted, &self.part.rows) {
            match step {
                Step::Both(want, shown) => {
                    cells += columns;
                    self.row(&wanted[want], &self.part.rows[shown], findings);
                }
                Step::Lacking(want) => {
                    let problem = Words { zh: "少了一行", en: "a row is missing" };
                    let row = &wanted[want];
                    let finding = Finding::new(&ROW).at(Origin::file(&self.text.file));
                    findings.push(self.about(finding, problem, row.words()).at(self.place(row, 0)));
                }
                Step::Added(shown) => {
                    let problem = Words { zh: "多了一行", en: "there is a row too many" };
                    let row = &self.part.rows[shown];
                    findings.push(self.about(self.finding(&ROW, row, 0), problem, row.words()));
                }
            }
        }
        cells
    }

    fn title(&self, findings: &mut Vec<Finding>) {
        let paragraph = self.part.paragraph.and_then(|at| self.text.paragraphs.get(at));
        if let Some(paragraph) = paragraph.filter(|paragraph| plain(&paragraph.text) != plain(&self.table.title)) {
            let finding = Finding::new(&TITLE).at(paragraph.origin.clone()).with("found", paragraph.text.trim());
            findings.push(finding.with("wanted", self.table.title.as_str()).at(self.table.whole()));
        }
    }

    /// Every note of the table stands between it and the next one.
    fn notes(&self, findings: &mut Vec<Finding>) {
        let below = self.text.paragraphs.get(self.part.paragraph.unwrap_or(0)..self.part.end).unwrap_or_default();
        for note in &self.table.notes {
            let wanted = plain(note);
            if !below.iter().any(|paragraph| !paragraph.in_table && plain(&paragraph.text) == wanted) {
                let finding = Finding::new(&NOTE).at(Origin::file(&self.text.file)).with("note", note.as_str());
                findings.push(finding.with("table", self.table.title.as_str()).at(self.table.whole()));
            }
        }
    }

    fn row(&self, want: &Wanted, shown: &ShownRow, findings: &mut Vec<Finding>) {
        if want.is_line() {
            if !want.is(shown) {
                findings.push(self.cell(want, shown, 0, (&want.joined(), &shown.joined())));
            }
            return;
        }
        for (col, (wanted, found)) in want.cells.iter().zip(&shown.cells).enumerate() {
            if !want.same(col, wanted, found) {
                findings.push(self.cell(want, shown, col, (wanted, found)));
            }
        }
    }

    fn cell(&self, want: &Wanted, shown: &ShownRow, col: usize, (wanted, found): (&str, &str)) -> Finding {
        let named =
            |words: &str| if words.trim().is_empty() { "（空）".to_owned() } else { words.trim().to_owned() };
        let column = self.table.columns.get(col).map(crate::disclosure::Column::words).unwrap_or_default();
        let finding = self.finding(&CELL, shown, col).with("table", self.table.title.as_str());
        let finding = finding.with("row", want.label(self.table)).with("column", column);
        let finding = finding.with("wanted", named(wanted)).with("found", named(found)).at(self.place(want, col));
        let amount = |words: &str| {
            let number = wanted::number(words).filter(|_| want.is_figure(self.table, col))?;
            Amount::of(number, self.table.unit)
        };
        match (amount(wanted), amount(found)) {
            (Some(wanted), Some(found)) => finding.comparing(wanted, found, self.table.unit),
            _ => finding,
        }
    }

    fn about(&self, finding: Finding, problem: Words, row: String) -> Finding {
        finding.with("table", self.table.title.as_str()).with("problem", problem).with("row", row)
    }

    /// A finding at a cell of the document.
    fn finding(&self, code: &'static crate::finding::Code, shown: &ShownRow, col: usize) -> Finding {
        let column = u32::try_from(col).unwrap_or(0);
        let spot = Spot::TableCell { table: shown.table, row: shown.row, column };
        Finding::new(code).at(Origin { file: self.text.file.clone(), spot })
    }

    /// The place in the published tables.
    fn place(&self, want: &Wanted, col: usize) -> Place {
        match want.wants {
            Wants::Row(row) => self.table.place(row, col),
            Wants::Line | Wants::Head => self.table.whole(),
        }
    }
}
