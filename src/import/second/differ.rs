//! Where two readings of a workbook differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::RoundingStrategy;

use super::known::{KNOWN, Pair, same};
use super::reader::{Seen, SeenCell, SeenCells, Sheets};
use crate::finding::codes::import_second::READ_OTHERWISE;
use crate::finding::codes::{import_container, import_shape};
use crate::finding::{Code, Finding, Place, Severity};
use crate::import::container::{Notes, Source};
use crate::import::grid::{GridCell, Sheet, Value};
use crate::origin::{CellRef, Origin, Spot};

/// Cells of a file that are told one by one.
const MOST: usize = 20;

/// Notes the cells on which ours and theirs disagree, sheet by sheet of the same name.
pub(super) fn note(source: Source<'_>, (ours, theirs): (&[Sheet], &Sheets), notes: &mut Notes) {
    let mut found = Vec::new();
    for sheet in ours {
        let Some(name) = &sheet.name else { continue };
        // Sheets of one name cannot be told apart.
        let twice = ours.iter().filter(|other| other.name.as_ref() == Some(name)).count() > 1;
        let mut of_name = theirs.iter().filter(|(other, _)| other == &**name);
        match of_name.next() {
            _ if twice => notes.evidence.push(format!("工作表“{name}”没有读第二遍：有同名的工作表")),
            Some((_, Ok(cells))) => match broken_rows(sheet, &notes.findings) {
                Some(told) => in_sheet((source, name), sheet, (cells, &told), &mut found),
                None => notes.evidence.push(format!("工作表“{name}”没有读第二遍：第一遍已经发现它不完整")),
            },
            Some((_, Err(why))) => notes.evidence.push(format!("工作表“{name}”没有读第二遍：{why}")),
            None => notes.evidence.push(format!("工作表“{name}”没有读第二遍：另一个读取程序没有读到")),
        }
    }
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    if more > 0 {
        notes.evidence.push(format!("两种读法不一样的单元格还有 {more} 个，没有逐个列出"));
    }
    notes.findings.append(&mut found);
}

/// What the first reading found wrong: with the sheet as a whole (`None`), or with these rows of it. What follows from that is
/// no news.
fn broken_rows(sheet: &Sheet, findings: &[Finding]) -> Option<BTreeSet<u32>> {
    let mut rows = BTreeSet::new();
    let of_containers = |code: &Code| {
        let mut known = import_container::CODES.iter().chain(import_shape::CODES);
        known.any(|known| known.id == code.id)
    };
    let serious = findings.iter().filter(|finding| finding.severity == Severity::Mandatory);
    let serious = serious.filter(|finding| of_containers(finding.code));
    for place in serious.flat_map(|finding| &finding.places) {
        let Place::Input(origin) = place else { continue };
        match &origin.spot {
            Spot::Cell(name, at) if Some(name) == sheet.name.as_ref() => drop(rows.insert(at.indices().0)),
            Spot::Sheet(name) if Some(name) != sheet.name.as_ref() => {}
            Spot::Cell(..) => {}
            _ => return None,
        }
    }
    Some(rows)
}

fn in_sheet(
    (source, name): (Source<'_>, &Arc<str>),
    sheet: &Sheet,
    (theirs, told): (&SeenCells, &BTreeSet<u32>),
    found: &mut Vec<Finding>,
) {
    let rows = sheet.rows.iter();
    let mut pairs: BTreeMap<(u32, u32), Pair<'_>> = rows
        .flat_map(|row| row.cells.iter().map(|(col, cell)| ((row.index, *col), cell)))
        .map(|(at, ours)| (at, Pair { ours: Some(ours), theirs: None }))
        .collect();
    for (at, cell) in theirs {
        pairs.entry(*at).or_insert(Pair { ours: None, theirs: None }).theirs = Some(cell);
    }
    for ((row, col), pair) in pairs {
        let scaled = sheet.marks.scaled.get(&(row, col)).is_some_and(|power| agree_as_shown(pair, *power));
        if told.contains(&row) || scaled || agree(pair) || KNOWN.iter().any(|known| known.is(pair)) {
            continue;
        }
        let place = Origin::cell(source.file, name, CellRef::zero_based(row, col));
        let [ours, theirs] = [pair.ours.map(our_words), pair.theirs.map(their_words)].map(Option::unwrap_or_default);
        let mut finding = Finding::new(&READ_OTHERWISE).at(place).with("ours", ours).with("theirs", theirs);
        if !money(pair) {
            finding.severity = Severity::Advisory;
        }
        found.push(finding);
    }
}

/// Whether the readings are the same.
fn agree(pair: Pair<'_>) -> bool {
    let (Some(ours), Some(theirs)) = (pair.ours, pair.theirs) else { return false };
    match (ours.value, &theirs.value) {
        (Value::Text, Seen::Text(text)) => *ours.text == **text,
        (Value::Number(one), Seen::Number(Some(other))) => same(one, *other),
        (Value::Date, Seen::Date(_)) => true,
        (Value::Bool, Seen::Bool(flag)) => ours.text.eq_ignore_ascii_case(if *flag { "TRUE" } else { "FALSE" }),
        (Value::Error, Seen::Error(_)) => true,
        _ => false,
    }
}

/// Whether ours is what the number format shows of theirs: divided by a power of ten, to as many decimals.
fn agree_as_shown(pair: Pair<'_>, power: i32) -> bool {
    let (Some(Value::Number(ours)), Some(Seen::Number(Some(theirs)))) =
        (pair.ours.map(|cell| cell.value), pair.theirs.map(|cell| &cell.value))
    else {
        return false;
    };
    let mut shown = *theirs;
    let scale = u32::try_from(power).ok().and_then(|power| shown.scale().checked_add(power));
    scale.is_some_and(|scale| shown.set_scale(scale).is_ok())
        && same(ours, shown.round_dp_with_strategy(ours.scale(), RoundingStrategy::MidpointAwayFromZero))
}

/// Whether one of them reads a number, which may be an amount.
fn money(pair: Pair<'_>) -> bool {
    pair.ours.is_some_and(|cell| matches!(cell.value, Value::Number(_)))
        || pair.theirs.is_some_and(|cell| matches!(cell.value, Seen::Number(_)))
}

fn our_words(cell: &GridCell) -> String {
    match cell.value {
        Value::Number(number) => number.normalize().to_string(),
        _ => cell.text.to_string(),
    }
}

fn their_words(cell: &SeenCell) -> String {
    match &cell.value {
        Seen::Nothing => String::new(),
        Seen::Text(text) | Seen::Error(text) => text.clone(),
        Seen::Number(number) => number.map_or_else(String::new, |number| number.normalize().to_string()),
        Seen::Date(number) => format!("日期 {}", number.map_or_else(String::new, |number| number.to_string())),
        Seen::Bool(flag) => flag.to_string().to_uppercase(),
    }
}
