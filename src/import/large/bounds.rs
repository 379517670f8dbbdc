//! What binds rows of a sheet to one another: merged cells and formulas. A department's rows are read without all others, so
//! what binds them must stay among them.

use std::collections::BTreeMap;

use super::super::container::given::KeptRow;
use super::super::container::{Frame, Refusal, reach};
use super::super::grid::Sheet;
use super::kept::own;
use super::{Shares, not_plain, place};
use crate::finding::Words;
use crate::import::header::merged::{Area, Merged};

/// The merged cells over several rows in a column, as the rows pass.
pub(super) struct Covered {
    column: u32,
    areas: Vec<Area>,
    /// How many of them have begun.
    begun: usize,
    /// What the last one of these says.
    says: Option<String>,
}

impl Covered {
    /// Those in `column`, where there are any.
    pub(super) fn of(merged: &Merged, column: u32) -> Option<Covered> {
        let areas = merged.tall_in(column);
        (!areas.is_empty()).then_some(Covered { column, areas, begun: 0, says: None })
    }

    /// Takes notice of the next row.
    pub(super) fn pass(&mut self, row: &KeptRow<'_>) {
        while let Some(area) = self.areas.get(self.begun).filter(|area| area.top <= row.row) {
            self.says = (area.top == row.row).then(|| own(row, area.left)).flatten().map(str::to_owned);
            self.begun += 1;
        }
    }

    pub(super) fn column(&self) -> u32 {
        self.column
    }

    /// What the area says that covers the column in this row, the last one that was passed.
    pub(super) fn text(&self, row: u32) -> Option<&str> {
        let area = self.areas.get(self.begun.checked_sub(1)?)?;
        self.says.as_deref().filter(|_| area.holds(row, self.column))
    }
}

/// Rows that other rows look at by formulas that are to be computed: the first and the last for each.
#[derive(Default)]
pub(super) struct Formulas(BTreeMap<u32, (u32, u32)>);

impl Formulas {
    /// Takes notice of a row's formulas.
    pub(super) fn pass(&mut self, row: &KeptRow<'_>) {
        let reaches = row.cells.iter().filter_map(|cell| reach(cell.formula()?));
        let whole = reaches.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        if let Some(whole) = whole.filter(|whole| *whole != (row.row, row.row)) {
            self.0.insert(row.row, whole);
        }
    }
}

/// The departments of rows, for looking up.
struct Owners<'s>(Vec<Owned<'s>>);

/// Rows from the first to the last, and whose they are.
struct Owned<'s> {
    first: u32,
    last: u32,
    owner: Option<&'s str>,
}

impl<'s> Owners<'s> {
    fn of(shares: &'s Shares) -> Owners<'s> {
        let named = shares.departments.iter().map(|(code, stretches)| (Some(&**code), stretches));
        let all = named.chain([(None, &shares.rest)]);
        let mut owned: Vec<Owned<'_>> = all
            .flat_map(|(owner, stretches)| stretches.iter().map(move |one| (owner, one)))
            .map(|(owner, one)| Owned { first: one.record, last: one.record + one.records - 1, owner })
            .collect();
        owned.sort_unstable_by_key(|owned| owned.first);
        Owners(owned)
    }

    /// The stretches that have any of these rows.
    fn among(&self, (first, last): (u32, u32)) -> impl Iterator<Item = &Owned<'s>> {
        let from = self.0.partition_point(|owned| owned.last < first);
        self.0[from..].iter().take_while(move |owned| owned.first <= last)
    }

    /// Whether all of these rows belong to the department of `row`, or nobody knows of that one.
    fn keeps_together(&self, row: u32, rows: (u32, u32)) -> bool {
        match self.among((row, row)).next() {
            Some(own) => self.among(rows).all(|other| other.owner == own.owner),
            None => true,
        }
    }

    fn is_nobodys(&self, row: u32) -> bool {
        self.among((row, row)).all(|owned| owned.owner.is_none())
    }
}

/// Sees whether merged cells and formulas stay among the rows of a department. Rows that name none need not compute: what they
/// say is held against the sum of all others.
///
/// # Errors
/// The first that does not.
pub(super) fn hold(sheet: &Sheet, frame: &Frame, formulas: &Formulas, shares: &Shares) -> Result<(), Refusal> {
    let owners = Owners::of(shares);
    for (first, last) in &frame.merges {
        let ((top, _), (bottom, _)) = (first.indices(), last.indices());
        if bottom > top && !owners.keeps_together(top, (top, bottom)) {
            return Err(not_plain(place(sheet, top, top), MERGED));
        }
    }
    for (row, rows) in &formulas.0 {
        if !owners.is_nobodys(*row) && !owners.keeps_together(*row, *rows) {
            return Err(not_plain(place(sheet, *row, *row), LOOKS_ELSEWHERE));
        }
    }
    Ok(())
}

const MERGED: Words = Words {
    zh: "从这一行起合并的单元格跨了几个部门的行（请取消合并，每行都填上）",
    en: "merged cells that begin on this row reach over rows of several departments (unmerge and fill them)",
};
const LOOKS_ELSEWHERE: Words = Words {
    zh: "这一行有公式用到别的部门的行，又没有保存结果（请用 Excel 或 WPS 打开后保存一次）",
    en: "formulas on this row look at rows of other departments and have no stored result (open and save it once in Excel)",
};
