//! What the beginning of a large table tells: its header, and the columns that name departments.

use super::super::grid::Sheet;
use super::super::understand::Importer;
use super::key::Keys;
use super::not_plain;
use crate::finding::{Finding, Words};
use crate::import::cell::pool::Pool;
use crate::import::header::merged::Merged;
use crate::import::header::side_by_side;
use crate::import::header::table::{self, Table};
use crate::import::lines::table_work::{Work, prepare};
use crate::import::rows::wording::HeaderRows;

/// So much of a table must hold its header and some rows, in bytes.
pub(super) const LENGTH: usize = 256 * 1024;

/// What the beginning tells.
pub(super) struct Beginning {
    /// The number of the header's last row or record.
    pub(super) header: u32,
    /// By which a repeated header is known.
    pub(super) repeated: HeaderRows,
    /// By what departments are told apart.
    pub(super) keys: Keys,
}

impl Beginning {
    /// Looks for the table in the first rows of a sheet or text.
    ///
    /// # Errors
    /// Why it cannot be read department by department.
    pub(super) fn of(sheet: &Sheet, importer: &Importer<'_>) -> Result<Beginning, Vec<Finding>> {
        let refuse = |why| vec![*not_plain(sheet.whole(), why)];
        let header = importer.only_table(sheet).ok_or_else(|| refuse(NO_SINGLE_TABLE))?;
        let mut work = prepare(
            (sheet, &Merged::of(sheet), header.clone()),
            &importer.knowledge,
            &importer.options,
            &mut Pool::new(),
        );
        let keys = match (&work.profile, &work.layout, &work.ready) {
            (Some(profile), Some(layout), Some(_)) => Keys::of(layout, profile),
            _ => return Err(refused(&mut work).unwrap_or_else(|| refuse(NO_SINGLE_TABLE))),
        };
        let names_one = header.context.department.is_some() || header.context.entity.is_some();
        let keys = keys.filter(|_| !names_one).ok_or_else(|| refuse(NO_DEPARTMENTS))?;
        let rows = sheet.rows.get(header.header.rows).unwrap_or_default();
        let last = rows.last().ok_or_else(|| refuse(NO_SINGLE_TABLE))?;
        Ok(Beginning { header: last.index, repeated: HeaderRows::of(rows), keys })
    }
}

const NO_SINGLE_TABLE: Words = Words {
    zh: "开头没有认出一张（而且只有一张）预算明细表",
    en: "its beginning is not recognised as one table, and one only",
};
const NO_DEPARTMENTS: Words = Words {
    zh: "没有写着部门编码或单位编码的列，不能按部门分开读",
    en: "no column gives codes of departments or units by which its rows can be told apart",
};

/// What was found about a table of which no lines can be made, where anything was.
fn refused(work: &mut Work<'_>) -> Option<Vec<Finding>> {
    let mut findings = Vec::new();
    std::mem::take(&mut work.gather).finish(&mut findings);
    (!findings.is_empty()).then_some(findings)
}

impl Importer<'_> {
    /// The table of a sheet, where there is just one.
    fn only_table(&self, sheet: &Sheet) -> Option<Table> {
        let vocabulary = self.vocabulary();
        let mut tables = table::find(sheet, &Merged::of(sheet), &vocabulary, None);
        (tables.len() == 1 && side_by_side::apart(sheet, &vocabulary).is_empty()).then(|| tables.remove(0))
    }

    /// Whether a sheet holds no table at all.
    pub(super) fn has_no_table(&self, sheet: &Sheet) -> bool {
        table::find(sheet, &Merged::of(sheet), &self.vocabulary(), None).is_empty()
    }
}
