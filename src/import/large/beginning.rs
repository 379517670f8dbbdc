//! What the beginning of a large text tells: encoding, separator, the header of its table, the columns that name departments.

use super::super::container::{self, How};
use super::super::limits::Limits;
use super::super::merged::Merged;
use super::super::open::{Input, Opened, open};
use super::super::pool::Pool;
use super::super::table::{self, Table};
use super::super::understand::Importer;
use super::super::work::{Work, prepare};
use super::key::Keys;
use crate::finding::codes::import_container::LARGE_NOT_PLAIN;
use crate::finding::{Finding, Words};
use crate::import::grid::Sheet;

/// What the beginning tells.
pub(super) struct Beginning {
    /// The beginning as a file of its own.
    pub(super) opened: Opened,
    /// How the whole text is to be read.
    pub(super) how: How,
    /// Bytes of the mark of the encoding.
    pub(super) mark: usize,
    /// Records up to the end of the header.
    pub(super) header_records: u32,
    /// The words of the header, by which a repeated one is known.
    pub(super) header: Table,
    /// By what departments are told apart.
    pub(super) keys: Keys,
}

impl Beginning {
    /// Reads it from whole records at the beginning of a text.
    ///
    /// # Errors
    /// Why the text cannot be read department by department.
    pub(super) fn read(input: &Input<'_>, importer: &Importer<'_>) -> Result<Beginning, Vec<Finding>> {
        let not_plain = |why: Words| {
            vec![Finding::new(&LARGE_NOT_PLAIN).at(crate::origin::Origin::file(&input.name)).with("why", why)]
        };
        let mut read = open(input, &Limits::default());
        let opened = match (read.value.pop(), read.value.len()) {
            (Some(opened), 0) if opened.grid.as_ref().is_some_and(|grid| is_text(&grid.sheets)) => opened,
            _ => return Err(not_plain(NO_TEXT)),
        };
        let Some(how) = container::how(input.bytes) else { return Err(not_plain(NO_TEXT)) };
        let sheet = &opened.grid.as_ref().map(|grid| &grid.sheets[0]).ok_or_else(|| not_plain(NO_TEXT))?;
        let header = importer.only_table(sheet).ok_or_else(|| not_plain(NO_SINGLE_TABLE))?;
        let mut work = prepare(
            (sheet, &Merged::of(sheet), header.clone()),
            &importer.knowledge,
            &importer.options,
            &mut Pool::new(),
        );
        let keys = match (&work.profile, &work.layout, &work.ready) {
            (Some(profile), Some(layout), Some(_)) => Keys::of(layout, profile, how.encoding),
            _ => return Err(refused(&mut work)),
        };
        let names_one = header.context.department.is_some() || header.context.entity.is_some();
        let keys = keys.filter(|_| !names_one).ok_or_else(|| not_plain(NO_DEPARTMENTS))?;
        let header_records = sheet.rows[header.header.rows.end - 1].index + 1;
        let mark = encoding_rs::Encoding::for_bom(input.bytes).map_or(0, |(_, mark)| mark);
        Ok(Beginning { how, mark, header_records, header, keys, opened })
    }
}

const NO_TEXT: Words = Words { zh: "不是 GBK 或 UTF-8 的文本表格", en: "it is no table as GBK or UTF-8 text" };
const NO_SINGLE_TABLE: Words = Words {
    zh: "开头没有认出一张（而且只有一张）预算明细表",
    en: "its beginning is not recognised as one table, and one only",
};
const NO_DEPARTMENTS: Words = Words {
    zh: "没有写着部门编码或单位编码的列，不能按部门分开读",
    en: "no column gives codes of departments or units by which its rows can be told apart",
};

fn is_text(sheets: &[Sheet]) -> bool {
    matches!(sheets, [only] if only.name.is_none())
}

/// What was found about a table of which no lines can be made.
fn refused(work: &mut Work<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    std::mem::take(&mut work.gather).finish(&mut findings);
    findings
}

impl Importer<'_> {
    /// The table of a sheet, where there is just one.
    fn only_table(&self, sheet: &Sheet) -> Option<Table> {
        let vocabulary = self.vocabulary();
        let mut tables = table::find(sheet, &Merged::of(sheet), &vocabulary, None);
        (tables.len() == 1).then(|| tables.remove(0))
    }
}
