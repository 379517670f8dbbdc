//! Marking cells of a workbook and listing what is wrong with them, so that the marks can be taken out again.
//!
//! A marked cell keeps its own style: its colour is a conditional format whose condition names this program. Its words are a
//! comment whose author is this program
//! and which begins with its name. The list is a sheet whose first cell says that it is ours. By these three the marks
//! of an earlier run are known again, also after another program has saved the file, and are replaced.

mod comments;
mod drawing;
mod fills;
mod list;
mod ordered;
mod parts;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

pub use list::{List, ListCell, NOTICE};

use super::{Package, PatchError, SheetKind};
use crate::origin::CellRef;

/// Author of our comments.
pub(super) const AUTHOR: &str = "gongkai 问题标注";
/// How our comments begin: some programs drop the authors on saving.
pub(super) const SIGNATURE: &str = "〔gongkai〕";
/// Most comments on one sheet; more are only listed.
pub const MOST_COMMENTS: usize = 1_000;

/// How bad it is: the colour of a marked cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Red.
    Wrong,
    /// Yellow.
    Doubtful,
}

/// What is marked in a workbook.
#[derive(Clone, Debug)]
pub struct Marks {
    /// By sheet and cell: the colour and the words of the comment.
    pub cells: BTreeMap<(String, CellRef), (Tone, String)>,
    /// The list on the first sheet.
    pub list: List,
}

/// What of the marks could not be made as wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmarked {
    /// Cells that have a comment of somebody else, which stays; they are coloured and listed.
    pub commented: Vec<(String, CellRef)>,
    /// How many cells beyond [`MOST_COMMENTS`] of their sheet are only coloured and listed.
    pub beyond: usize,
}

impl Package {
    /// Marks cells, and puts the list before all sheets; marks of an earlier run give way.
    ///
    /// # Errors
    /// Where a sheet does not exist or a part that has to change is damaged.
    pub fn annotate(&mut self, marks: &Marks) -> Result<Unmarked, PatchError> {
        self.flush()?;
        self.remove_marks()?;
        // The list goes first, so that what is made anew on every run stands behind it and a second run gives the same bytes.
        self.put_list(&marks.list)?;
        let mut unmarked = Unmarked::default();
        let mut sheets: BTreeMap<usize, Vec<(CellRef, Tone, &str)>> = BTreeMap::new();
        for ((sheet, cell), (tone, words)) in &marks.cells {
            sheets.entry(self.sheet_index(sheet)?).or_default().push((*cell, *tone, words));
        }
        for (index, cells) in sheets {
            self.colour(index, &cells)?;
            self.comment(index, &cells, &mut unmarked)?;
        }
        Ok(unmarked)
    }

    /// Whether an earlier run has marked this workbook.
    ///
    /// # Errors
    /// Where a sheet that may be the list is damaged.
    pub fn is_annotated(&mut self) -> Result<bool, PatchError> {
        Ok(self.own_list()?.is_some())
    }

    fn remove_marks(&mut self) -> Result<(), PatchError> {
        for index in 0..self.sheets.len() {
            if self.sheets[index].kind == SheetKind::Worksheet {
                self.uncolour(index)?;
                self.uncomment(index)?;
            }
        }
        Ok(())
    }

    /// Comments on cells that have none.
    fn comment(
        &mut self,
        index: usize,
        cells: &[(CellRef, Tone, &str)],
        unmarked: &mut Unmarked,
    ) -> Result<(), PatchError> {
        let part = self.places[index].part.clone();
        let taken: BTreeSet<CellRef> = self.commented(&part)?;
        let name = self.sheets[index].name.clone();
        let others = cells.iter().filter(|(cell, ..)| taken.contains(cell));
        unmarked.commented.extend(others.map(|(cell, ..)| (name.clone(), *cell)));
        let free: Vec<(CellRef, &str)> =
            cells.iter().filter(|(cell, ..)| !taken.contains(cell)).map(|(cell, _, words)| (*cell, *words)).collect();
        let shown = &free[..free.len().min(MOST_COMMENTS)];
        unmarked.beyond += free.len() - shown.len();
        if shown.is_empty() {
            return Ok(());
        }
        // First what stays in every later run, so that a second one gives the same bytes.
        self.say_what_vml_is()?;
        self.add_comments(&part, shown)?;
        self.add_boxes(index, shown)
    }
}
