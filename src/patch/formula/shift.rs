//! Where references, areas and rows go when rows are inserted.

use super::super::Area;
use super::super::package::same_name;
use super::super::sheet::ROWS;
use super::reference::{Qualifier, Reference, references};
use crate::origin::CellRef;

/// Rows being inserted into one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) struct Insertion {
    /// Name of the sheet.
    pub(in crate::patch) sheet: String,
    /// The first row that moves, counted from 0.
    pub(in crate::patch) at: u32,
    /// How many rows come in.
    pub(in crate::patch) count: u32,
    /// The row that the new ones are made after, counted from 0; it stands above `at`.
    pub(in crate::patch) pattern: Option<u32>,
    /// Whether areas that end on the row before `at` and hold the pattern row take the new rows in.
    pub(in crate::patch) grow: Grow,
}

/// Whether areas grow over rows inserted after their last row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Grow {
    /// They do not, as in Excel.
    No,
    /// They do: totals keep adding up.
    Yes,
}

/// Where the formula stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::patch) struct Home<'a> {
    /// The sheet that references without one mean; `None` where there is none.
    pub(in crate::patch) sheet: Option<&'a str>,
    /// The row of the cell that holds the formula, counted from 0 before the insertion.
    pub(in crate::patch) row: Option<u32>,
    /// Whether relative rows are distances and stay, as in defined names.
    pub(in crate::patch) distances: bool,
    /// Whether areas may grow at all here.
    pub(in crate::patch) grows: bool,
}

/// What becomes of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Moved<T> {
    /// It stays as it is.
    Same,
    /// It changes.
    To(T),
    /// It leaves the sheet.
    Gone,
}

impl Insertion {
    /// Whether the sheet of this name is the one.
    pub(in crate::patch) fn is_in(&self, sheet: &str) -> bool {
        same_name(&self.sheet, sheet)
    }

    fn concerns(&self, qualifier: &Qualifier<'_>, home: Home<'_>) -> bool {
        match qualifier {
            Qualifier::None => home.sheet.is_some_and(|sheet| self.is_in(sheet)),
            Qualifier::Sheet(name) => self.is_in(name),
            // The same cells of several sheets: they stay where not all of these sheets move.
            Qualifier::Sheets(first, last) => self.is_in(first) && self.is_in(last),
            Qualifier::Elsewhere => false,
        }
    }

    /// The new last row of an area that ends on the row before the new ones.
    fn grown(&self, top: u32, bottom: u32) -> Option<u32> {
        let pattern = self.pattern.filter(|_| self.grow == Grow::Yes)?;
        ((top..=bottom).contains(&pattern) && bottom + 1 == self.at).then_some(bottom + self.count)
    }
}

/// Where a row goes; the last row of the sheet as the end of an area stays the last row.
pub(in crate::patch) fn moved_row(row: u32, insertion: &Insertion) -> u32 {
    if row >= insertion.at { row.saturating_add(insertion.count) } else { row }
}

/// First and last row of an area; `None` where it leaves the sheet.
fn moved_rows(top: u32, bottom: u32, insertion: &Insertion) -> Option<(u32, u32)> {
    let new_top = moved_row(top, insertion);
    let new_bottom = moved_row(bottom, insertion).min(ROWS - 1);
    (new_top < ROWS).then_some((new_top, new_bottom))
}

/// An area of the sheet where the rows come in; with `grow`, it takes the new rows in as sums do.
pub(in crate::patch) fn moved_area(area: Area, insertion: &Insertion, grow: bool) -> Option<Area> {
    let ((top, left), (bottom, right)) = (area.first.indices(), area.last.indices());
    let (new_top, mut new_bottom) = moved_rows(top, bottom, insertion)?;
    if let Some(grown) = insertion.grown(top, bottom).filter(|_| grow) {
        new_bottom = grown;
    }
    Some(Area { first: CellRef::zero_based(new_top, left), last: CellRef::zero_based(new_bottom, right) })
}

/// A list of areas with spaces between (`sqref`). With `spread`, those that hold the pattern row take in the new rows:
/// what holds for the pattern row shall hold for the rows made after it.
pub(in crate::patch) fn moved_areas(list: &str, insertion: &Insertion, spread: bool) -> Moved<String> {
    let mut areas: Vec<String> = Vec::new();
    let mut extra: Vec<String> = Vec::new();
    for text in list.split_ascii_whitespace() {
        let Some(area) = Area::from_a1(text) else {
            // Whole rows or columns, which only some programs write here.
            match moved_formula(text, insertion, Home::sheet(&insertion.sheet)) {
                Some(moved) => areas.extend(Some(moved).filter(|moved| moved != "#REF!")),
                None => areas.push(text.to_owned()),
            }
            continue;
        };
        let Some(mut moved) = moved_area(area, insertion, false) else { continue };
        if spread {
            extra.extend(spread_over(&mut moved, area, insertion).map(|area| area.to_string()));
        }
        areas.push(if moved == area { text.to_owned() } else { moved.to_string() });
    }
    for area in extra {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let joined = areas.join(" ");
    match joined.as_str() {
        "" => Moved::Gone,
        same if list.split_ascii_whitespace().eq(same.split(' ')) => Moved::Same,
        _ => Moved::To(joined),
    }
}

/// Lets `moved`, made from `area`, reach over the new rows; gives an area of its own for them where it does not reach.
fn spread_over(moved: &mut Area, area: Area, insertion: &Insertion) -> Option<Area> {
    let pattern = insertion.pattern?;
    let (top, bottom) = area.rows();
    if !(top..=bottom).contains(&pattern) || bottom >= insertion.at {
        return None;
    }
    let (last_new, right) = (insertion.at + insertion.count - 1, area.last.indices().1);
    if bottom + 1 == insertion.at {
        moved.last = CellRef::zero_based(last_new, right);
        return None;
    }
    let first = CellRef::zero_based(insertion.at, area.first.indices().1);
    Some(Area { first, last: CellRef::zero_based(last_new, right) })
}

impl<'a> Home<'a> {
    /// A formula on a sheet, in no particular cell.
    pub(in crate::patch) fn sheet(sheet: &'a str) -> Home<'a> {
        Home { sheet: Some(sheet), row: None, distances: false, grows: false }
    }

    /// A formula in a row of a sheet.
    pub(in crate::patch) fn cell(sheet: &'a str, row: u32) -> Home<'a> {
        Home { sheet: Some(sheet), row: Some(row), distances: false, grows: true }
    }

    /// A formula that belongs to no sheet: a chart's, a pivot table's source.
    pub(in crate::patch) fn nowhere() -> Home<'a> {
        Home { sheet: None, row: None, distances: false, grows: true }
    }

    /// The formula of a defined name.
    pub(in crate::patch) fn name() -> Home<'a> {
        Home { sheet: None, row: None, distances: true, grows: true }
    }
}

/// The formula after the insertion; `None` where it stays as it is.
pub(in crate::patch) fn moved_formula(formula: &str, insertion: &Insertion, home: Home<'_>) -> Option<String> {
    let mut out = String::with_capacity(formula.len() + 8);
    let mut done = 0;
    for reference in references(formula) {
        if !insertion.concerns(&reference.qualifier, home) {
            continue;
        }
        match moved_reference(&reference, insertion, home) {
            Moved::Same => {}
            Moved::Gone => {
                out.push_str(formula.get(done..reference.span.start)?);
                out.push_str("#REF!");
                done = reference.span.end;
            }
            Moved::To(rows) => {
                for (span, row) in rows {
                    out.push_str(formula.get(done..span.start)?);
                    out.push_str(&(row + 1).to_string());
                    done = span.end;
                }
            }
        }
    }
    if done == 0 {
        return None;
    }
    out.push_str(formula.get(done..)?);
    Some(out)
}

type NewRows = Vec<(std::ops::Range<usize>, u32)>;

fn moved_reference(reference: &Reference<'_>, insertion: &Insertion, home: Home<'_>) -> Moved<NewRows> {
    let rows: Vec<_> = reference.corners().filter_map(|corner| corner.row.as_ref()).collect();
    let (Some(top), Some(bottom)) = (rows.iter().map(|r| r.value).min(), rows.iter().map(|r| r.value).max()) else {
        return Moved::Same;
    };
    // Distances stay, those too that reach around the end of the sheet: XFD1048576 is the cell before and above.
    if home.distances && rows.iter().all(|row| !row.absolute) {
        return Moved::Same;
    }
    let Some((new_top, mut new_bottom)) = moved_rows(top, bottom, insertion) else { return Moved::Gone };
    // A sum across the row in which it stands does not take other rows in.
    let across =
        home.sheet.is_some_and(|s| insertion.is_in(s)) && home.row.is_some_and(|r| (top..=bottom).contains(&r));
    let whole_rows = reference.first.col.is_none();
    if reference.last.is_some() && home.grows && !across && !whole_rows {
        new_bottom = insertion.grown(top, bottom).unwrap_or(new_bottom);
    }
    let mut changed = Vec::new();
    // Corners may be written bottom first; of two in one row the second is the bottom.
    let first_is_bottom = rows.first().is_some_and(|row| row.value > top);
    for (at, row) in rows.iter().enumerate() {
        let is_bottom = rows.len() == 2 && (at == 0) == first_is_bottom;
        let new = if is_bottom { new_bottom } else { new_top };
        if new != row.value && (row.absolute || !home.distances) {
            changed.push((row.span.clone(), new));
        }
    }
    if changed.is_empty() { Moved::Same } else { Moved::To(changed) }
}
