//! Whose each row of a large table is: where the rows of each department stand.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::super::container::Refusal;
use super::super::grid::Sheet;
use super::super::understand::Importer;
use super::beginning::Beginning;
use super::key::{Fields, Whose};
use super::{Shares, Stretch, not_plain, place};
use crate::finding::{Finding, Words};
use crate::import::header::find::find_all;
use crate::import::header::merged::Merged;
use crate::origin::Origin;

/// Why a file was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// What is wrong with it.
    Findings(Vec<Finding>),
    /// It could not be read.
    Io(io::Error),
    /// Its rows could not be kept in the temporary file.
    NotKept(io::Error),
}

impl From<io::Error> for NotTaken {
    fn from(error: io::Error) -> NotTaken {
        NotTaken::Io(error)
    }
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> NotTaken {
        NotTaken::Findings(vec![*refusal])
    }
}

/// A table on its way through.
pub(super) struct Scan<'a> {
    /// The sheet or text, without its rows.
    sheet: Sheet,
    beginning: Beginning,
    importer: &'a Importer<'a>,
    codes: BTreeMap<Arc<str>, usize>,
    groups: Vec<Vec<Stretch>>,
    rest: Vec<Stretch>,
    /// The fields by which the last department was told, and its number.
    last: Option<(Vec<Vec<u8>>, usize)>,
}

impl<'a> Scan<'a> {
    /// Below the header of `beginning`, on a sheet or in a text whose rows are not asked.
    pub(super) fn new(sheet: Sheet, beginning: Beginning, importer: &'a Importer<'a>) -> Scan<'a> {
        let (codes, last) = (BTreeMap::new(), None);
        Scan { sheet, beginning, importer, codes, groups: Vec::new(), rest: Vec::new(), last }
    }

    /// Takes the next row below the header.
    ///
    /// # Errors
    /// It begins another table.
    pub(super) fn row(&mut self, fields: &impl Fields, one: Stretch) -> Result<(), Refusal> {
        let same = |known: &[Vec<u8>]| self.beginning.keys.stored(fields).eq(known);
        if let Some((_, number)) = self.last.as_ref().filter(|(known, _)| same(known)) {
            append(&mut self.groups[*number], one);
            return Ok(());
        }
        if fields.is_blank() {
            return Ok(());
        }
        match (self.beginning.keys.whose(fields), &self.last) {
            (Whose::Department(code), _) => {
                if !code.starts_with(|c: char| c.is_ascii_digit()) {
                    self.no_other_table(fields)?;
                }
                let number = self.group(code);
                append(&mut self.groups[number], one);
                self.last = Some((self.beginning.keys.stored(fields).map(<[u8]>::to_vec).collect(), number));
            }
            (Whose::Above, Some((_, number))) => append(&mut self.groups[*number], one),
            _ => {
                self.no_other_table(fields)?;
                append(&mut self.rest, one);
            }
        }
        Ok(())
    }

    /// Where a row stands.
    pub(super) fn place(&self, one: &Stretch) -> Origin {
        one.place(&self.sheet)
    }

    /// The number of a department.
    fn group(&mut self, code: Arc<str>) -> usize {
        let fresh = self.groups.len();
        let number = *self.codes.entry(code).or_insert(fresh);
        if number == fresh {
            self.groups.push(Vec::new());
        }
        number
    }

    /// A header that is not the table's own begins another one, whose rows must not be read by the first one's columns.
    fn no_other_table(&mut self, fields: &impl Fields) -> Result<(), Refusal> {
        let row = fields.row();
        if self.beginning.repeated.repeated_by(&row) {
            return Ok(());
        }
        let at = (row.index, row.line);
        self.sheet.rows = vec![row];
        if find_all(&self.sheet, &Merged::of(&self.sheet), &self.importer.vocabulary()).is_empty() {
            return Ok(());
        }
        Err(not_plain(place(&self.sheet, at.0, at.1), ANOTHER_HEADER))
    }

    /// Where the rows of each department stand.
    ///
    /// # Errors
    /// Too many rows name none.
    pub(super) fn finish(self) -> Result<Shares, Refusal> {
        if let Some(first) = self.rest.first().filter(|_| rows(&self.rest) > MOST_REST) {
            return Err(not_plain(self.place(first), MOST_NAME_NONE));
        }
        let Scan { codes, mut groups, rest, .. } = self;
        let mut taken = |number: usize| groups.get_mut(number).map(std::mem::take).unwrap_or_default();
        Ok(Shares { departments: codes.into_iter().map(|(code, number)| (code, taken(number))).collect(), rest })
    }
}

/// More rows that name no department are no sums and footers.
const MOST_REST: usize = 10_000;

fn rows(stretches: &[Stretch]) -> usize {
    stretches.iter().map(|stretch| stretch.records as usize).sum()
}

const MOST_NAME_NONE: Words = Words {
    zh: "从这一行起有一万行以上没有写部门编码或单位编码",
    en: "ten thousand rows and more, this the first, give no code of a department or unit",
};
const ANOTHER_HEADER: Words =
    Words { zh: "这一行又有一个不同的表头", en: "another header, with other columns, stands on this row" };

/// Adds a row to stretches, to the last one where it follows directly.
pub(super) fn append(stretches: &mut Vec<Stretch>, one: Stretch) {
    match stretches.last_mut() {
        Some(last) if last.at + last.length == one.at && last.record + last.records == one.record => {
            last.length += one.length;
            last.records += 1;
            last.lines += one.lines;
        }
        _ => stretches.push(one),
    }
}
