//! How well an edition fits somebody's tables (契合度), and what did not fit.

use crate::disclosure::{Disclosure, Found, Role};
use crate::edition::Edition;
use crate::finding::codes::import_published::{NO_COLUMN, UNKNOWN_ROW};
use crate::finding::{Checked, Detail, Finding};

/// How well an edition fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Id of the edition.
    pub edition: String,
    /// In percent of the tables that are there: title, columns and rows recognised.
    pub percent: usize,
    /// How many of its forms were found.
    pub forms: usize,
    /// How many it has.
    pub of: usize,
    /// Whether it is of the same year.
    pub same_year: bool,
    /// What did not fit, form by form, in Chinese.
    pub misfits: Vec<String>,
}

impl Fit {
    /// Of an edition against what was read by it; `found` are the tables that are known without any edition.
    pub fn of(edition: &Edition, read: &Checked<Disclosure>, found: Option<&Found>) -> Fit {
        let mut misfits = Vec::new();
        let (mut points, mut forms) = (0, 0);
        for form in &edition.forms {
            let Some(table) = read.value.table(&form.role) else {
                let other = found.and_then(|found| found.disclosure.table(&form.role));
                misfits.extend(other.map(|other| format!("《{}》的表头不同于表样的《{}》", other.name, form.name)));
                continue;
            };
            forms += 1;
            let told = |code: &str| count(&read.findings, code, &form.name);
            let columns = table.columns.iter().filter(|column| column.role != Role::Sequence).count();
            let (columns, missing) = (columns.max(1), told(NO_COLUMN.id));
            let unknown = told(UNKNOWN_ROW.id);
            let rows = table.rows.len() + unknown;
            let share = |part: usize, of: usize| 100 * part / of.max(1);
            let fits = share(columns.saturating_sub(missing), columns)
                * share(table.rows.len().max(usize::from(rows == 0)), rows.max(1))
                / 100;
            points += fits;
            if missing > 0 {
                misfits.push(format!("《{}》缺 {missing} 栏", form.name));
            }
            if unknown > 0 {
                misfits.push(format!("《{}》有 {unknown} 行不是表样的行", form.name));
            }
        }
        let there = found.map_or(0, Found::main_roles).max(forms).max(1);
        Fit {
            edition: edition.head.id.clone(),
            percent: points / there,
            forms,
            of: edition.forms.len(),
            same_year: edition.serves(read.value.fiscal_year),
            misfits,
        }
    }

    /// What makes one fit better than another.
    pub fn rank(&self) -> (usize, bool, usize) {
        (self.percent, self.same_year, self.forms)
    }
}

/// How many findings of a code name a table.
fn count(findings: &[Finding], code: &str, table: &str) -> usize {
    let names = |finding: &&Finding| {
        finding
            .details
            .iter()
            .any(|(name, detail)| *name == "table" && matches!(detail, Detail::Text(text) if text == table))
    };
    findings.iter().filter(|finding| finding.code.id == code).filter(names).count()
}
