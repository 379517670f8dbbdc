//! Merged areas of a sheet, found by row without walking all of them.

use crate::import::grid::Sheet;

/// A merged area; all counted from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) struct Area {
    pub(in crate::import) top: u32,
    pub(in crate::import) bottom: u32,
    pub(in crate::import) left: u32,
    pub(in crate::import) right: u32,
}

impl Area {
    /// Whether a cell lies in it.
    pub(in crate::import) fn holds(&self, row: u32, col: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&col)
    }
}

/// The merged areas of a sheet in order of their first row.
pub(in crate::import) struct Merged {
    areas: Vec<Area>,
}

impl Merged {
    /// Those of `sheet`.
    pub(in crate::import) fn of(sheet: &Sheet) -> Merged {
        let mut areas: Vec<Area> = sheet
            .merges
            .iter()
            .map(|(first, last)| {
                let ((top, left), (bottom, right)) = (first.indices(), last.indices());
                Area { top, bottom, left, right }
            })
            .collect();
        areas.sort_unstable();
        Merged { areas }
    }

    /// Whether there are none.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// The areas that begin in these rows.
    pub(in crate::import) fn beginning(&self, first: u32, last: u32) -> &[Area] {
        let start = self.areas.partition_point(|area| area.top < first);
        let end = self.areas.partition_point(|area| area.top <= last);
        &self.areas[start..end.max(start)]
    }

    /// The areas of more than one row that cover a cell of `col`, in order of their first row.
    pub(in crate::import) fn tall_in(&self, col: u32) -> Vec<Area> {
        self.areas.iter().filter(|a| a.bottom > a.top && (a.left..=a.right).contains(&col)).copied().collect()
    }
}
