//! What the lines around a table say: year, owner, unit.

use std::ops::Range;

use super::super::page::{Page, PageRow};
use crate::amount::Unit;
use crate::edition::{TitleWords, Vocabulary};
use crate::import::cell::unit::{self, Stated};
use crate::origin::CellRef;

/// The longest name of an owner, in characters.
const LONGEST: usize = 60;

/// The year that the first of these rows states: four digits from 2000 on, before 年.
pub(super) fn year(page: &Page<'_>, rows: Range<usize>) -> Option<(u16, CellRef)> {
    let cells = cells(page, rows);
    cells.into_iter().find_map(|(row, col, text)| {
        let at = CellRef::zero_based(row.row.index, col);
        year_in(text).map(|year| (year, at))
    })
}

/// The first year in a text: `2025年`, `预算年度:2025`.
pub(super) fn year_in(text: &str) -> Option<u16> {
    let dated = text.contains('年');
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| dated && digits.len() == 4)
        .find_map(|digits| digits.parse().ok().filter(|year| (2000..2100).contains(year)))
}

/// Whom these rows name: `编制部门：…`, or a code with a name.
pub(super) fn owner(page: &Page<'_>, rows: Range<usize>, words: &TitleWords) -> Option<(String, CellRef)> {
    let found = cells(page, rows.clone()).into_iter().find_map(|(row, col, text)| {
        let (before, after) = text.split_once(':')?;
        let named = words.owner.iter().any(|word| before.ends_with(word.as_str()));
        let name = named.then(|| bare_name(after)).filter(|name| is_name(name))?;
        Some((name, CellRef::zero_based(row.row.index, col)))
    });
    found.or_else(|| {
        cells(page, rows).into_iter().find_map(|(row, col, text)| {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let name = bare_name(text);
            let coded = digits >= 3 && !text[digits..].starts_with('年') && is_name(&name);
            coded.then(|| (name, CellRef::zero_based(row.row.index, col)))
        })
    })
}

fn is_name(name: &str) -> bool {
    let long = name.chars().count();
    long > 2 && long <= LONGEST && unit::from_word(name).is_none() && !name.contains(':')
}

/// A name without the code before it and what stands behind it in the same line.
fn bare_name(text: &str) -> String {
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '[' | ']' | '(' | ')'));
    let end = ["单位:", "金额单位", "预算年度", "填报"].iter().filter_map(|word| name.find(word)).min();
    name[..end.unwrap_or(name.len())].trim_end_matches(['(', '[']).to_owned()
}

/// The unit that these rows state, the header's words last.
pub(super) fn unit(page: &Page<'_>, rows: Range<usize>, _vocabulary: &Vocabulary) -> Option<Unit> {
    let in_line = |text: &str| match unit::in_line(text).or_else(|| unit::split_header(text).1) {
        Some(Stated::Known(unit)) => Some(unit),
        _ => None,
    };
    cells(page, rows).into_iter().find_map(|(_, _, text)| in_line(text))
}

fn cells<'p>(page: &'p Page<'_>, rows: Range<usize>) -> Vec<(&'p PageRow<'p>, u32, &'p str)> {
    let rows = page.rows.get(rows).unwrap_or_default();
    rows.iter().flat_map(|row| row.own.iter().map(move |(col, text)| (row, *col, text.as_str()))).collect()
}
