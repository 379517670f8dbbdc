//! A plan from the forms found on the sheets of a blank.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{FormPlan, Growth, Plan};
use super::{front, indicators, number};
use crate::disclosure::{Role, Table};
use crate::edition::{Annex, Edition, Form, Records};
use crate::finding::codes::fill::{OTHER_ROWS, OTHER_SHEET, TWICE};
use crate::finding::codes::import_published::NO_UNIT;
use crate::finding::{Checked, Finding};
use crate::import::cell::label::comparable;
use crate::import::grid::Sheet;
use crate::import::published::{Placed, places};
use crate::origin::{CellRef, Origin, column_letters};
use crate::patch::{CellContent, Package, PatchError};

/// Most empty rows of a growing table that are looked at.
const MOST_EMPTY: u32 = 2_000;
/// Words before the colon behind which a blank leaves a place for the department.
const OWNER_WORDS: [&str; 12] = [
    "编制部门",
    "编报部门",
    "填报部门",
    "部门",
    "部门名称",
    "部门(单位)名称",
    "部门(单位)",
    "编制单位",
    "填报单位",
    "预算单位",
    "单位名称",
    "预算部门",
];
/// How lines for signatures and remarks begin, which are no rows of a table.
const SIGNING: [&str; 9] = ["填表", "制表", "审核", "复核", "单位负责人", "负责人", "经办", "联系", "备注"];
/// Words before the colon behind which a blank leaves a place for the year.
const YEAR_WORDS: [&str; 3] = ["预算年度", "年度", "年份"];

/// Makes the plan of a blank: which of its cells are which of the edition's.
///
/// # Errors
/// Where the blank cannot be edited in place.
pub fn recognise(sheets: &[Sheet], edition: &Edition, package: &mut Package) -> Result<Checked<Plan>, PatchError> {
    let formats = package.number_formats()?;
    let forms = edition.blank_forms();
    let placed = places(sheets, &forms, edition);
    let stated = placed.findings.into_iter().filter(|finding| finding.code.id == NO_UNIT.id);
    let mut findings: Vec<Finding> = stated.collect();
    let mut plan = Plan { edition: edition.head.id.clone(), forms: Vec::new() };
    let mut used = BTreeSet::new();
    for form in &placed.value {
        let Some(def) = forms.iter().find(|def| def.role == form.table.role) else { continue };
        let annex = edition.annex(&def.role);
        let own = annex.map(|annex| front::recognise(annex, (&form.table.sheet, &form.captions), package));
        let fields = own.transpose()?.unwrap_or_default();
        // A form of the same name that has no place for a project is another one: that of the whole department.
        if annex.is_some_and(|annex| !annex.fronts.is_empty()) && fields.is_empty() {
            continue;
        }
        used.insert(form.table.sheet.to_string());
        let each_project = annex.is_some_and(|annex| annex.records == Records::Indicators);
        if let Some(first) = plan.form(&form.table.role).filter(|_| !each_project) {
            let finding = Finding::new(&TWICE).at(form.table.whole()).with("table", &*form.table.name);
            findings.push(finding.with("sheet", first.sheet.as_str()).with("other", &*form.table.sheet));
            continue;
        }
        let mut reading = Reading { placed: form, def, annex, package, formats: &formats, printed: BTreeMap::new() };
        if each_project {
            reading.printed = indicators::printed(form, reading.package)?;
        }
        if reading.printed.is_empty() {
            findings.extend(others(form));
        }
        plan.forms.push(FormPlan { fields, ..reading.plan(&mut findings)? });
    }
    let unknown = sheets.iter().filter(|sheet| !sheet.hidden && !sheet.rows.is_empty());
    for sheet in unknown {
        let name = sheet.name.clone().unwrap_or_else(|| sheet.file.clone());
        if !used.contains(&*name) {
            findings.push(Finding::new(&OTHER_SHEET).at(Origin::sheet(&sheet.file, &name)).with("sheet", &*name));
        }
    }
    let order = |role: &str| forms.iter().position(|form| form.role == role);
    plan.forms.sort_by_key(|form| order(&form.role));
    Ok(Checked { value: plan, findings })
}

/// Rows of the blank that are none of the form's, which stay as they are.
fn others(form: &Placed) -> Option<Finding> {
    let signing = |words: &str| SIGNING.iter().any(|word| comparable(words).starts_with(word));
    let rows = form.other_rows.iter().filter(|(_, words)| words.chars().any(char::is_alphabetic) && !signing(words));
    let rows: Vec<&(u32, String)> = rows.collect();
    let row = rows.first()?.0;
    let words: Vec<&str> = rows.iter().map(|(_, words)| words.as_str()).collect();
    let shown = words.iter().take(6).copied().collect::<Vec<_>>().join("、");
    let more = if words.len() > 6 { "…" } else { "" };
    let finding = Finding::new(&OTHER_ROWS).at(form.table.whole()).with("table", &*form.table.name);
    let finding = finding.with("count", words.len()).with("rows", format!("{shown}{more}"));
    Some(finding.with("row", usize::try_from(row + 1).unwrap_or(0)))
}

struct Reading<'a> {
    placed: &'a Placed,
    def: &'a Form,
    /// What it is beside the tables of figures, where it is such a form.
    annex: Option<&'a Annex>,
    package: &'a mut Package,
    formats: &'a [String],
    /// Rows of indicators that are printed, counted from 1.
    printed: BTreeMap<String, u32>,
}

impl Reading<'_> {
    fn plan(mut self, findings: &mut Vec<Finding>) -> Result<FormPlan, PatchError> {
        let table = &self.placed.table;
        let found = table.columns.iter().filter_map(|column| Some((column, column.found_in?)));
        let columns: BTreeMap<String, String> =
            found.map(|(column, col)| (column.key.clone(), column_letters(col))).collect();
        let mut rows = known_rows(table);
        let mut grow = BTreeMap::new();
        let records = self.annex.is_some_and(|annex| annex.rows.is_empty());
        for def in &self.def.blocks {
            if !self.printed.is_empty() {
                rows.entry(def.key.clone()).or_default().append(&mut self.printed);
            }
            if (records || def.classification.is_some())
                && let Some(growth) = self.growth(rows.get(&def.key))?
            {
                grow.insert(def.key.clone(), growth);
            }
        }
        let note = self.note(&grow);
        let mut unit = table.unit;
        if !self.placed.unit_stated
            && let Some(stated) = self.unit_of_formats(&rows, &grow)?
        {
            unit = stated;
            findings.retain(|finding| {
                finding.code.id != NO_UNIT.id || !finding.details.iter().any(|(_, d)| d.to_string() == *table.name)
            });
        }
        let caption = |words: &[&str]| {
            let prompt = |text: &str| {
                comparable(text).strip_suffix(':').is_some_and(|word| words.contains(&word.trim_start_matches('(')))
            };
            self.placed.captions.iter().find(|(_, text)| prompt(text)).map(|(cell, _)| cell.to_string())
        };
        let (owner, year) = (caption(&OWNER_WORDS), caption(&YEAR_WORDS));
        let (role, sheet) = (table.role.clone(), table.sheet.to_string());
        let (project, fields) = (None, BTreeMap::new());
        Ok(FormPlan { role, project, sheet, unit, owner, year, note, fields, columns, rows, grow })
    }

    /// The rows below the header that hold nothing and are made like the first of them.
    fn growth(&mut self, known: Option<&BTreeMap<String, u32>>) -> Result<Option<Growth>, PatchError> {
        let taken: BTreeSet<u32> = known.into_iter().flatten().map(|(_, row)| row - 1).collect();
        let mut first = self.placed.body_row;
        while taken.contains(&first) {
            first += 1;
        }
        let limit = self.placed.next_title.unwrap_or(u32::MAX).min(first.saturating_add(MOST_EMPTY));
        if first >= limit || !self.is_empty(first)? {
            // All rows are printed: new ones are made like the last of them.
            let last = taken.last().copied();
            return Ok(last.map(|last| Growth { pattern: last + 1, empty: 0 }));
        }
        let like = self.look(first)?;
        let last = self.package.extent(&self.placed.table.sheet)?.map_or(first, |area| area.rows().1);
        let mut empty = 1;
        while first + empty < limit.min(last.saturating_add(1))
            && !taken.contains(&(first + empty))
            && self.is_empty(first + empty)?
            && self.look(first + empty)? == like
        {
            empty += 1;
        }
        Ok(Some(Growth { pattern: first + 1, empty }))
    }

    fn columns(&self) -> impl Iterator<Item = u32> {
        self.placed.table.columns.iter().filter_map(|column| column.found_in)
    }

    fn read(&mut self, row: u32, col: u32) -> Result<CellContent, PatchError> {
        self.package.read_cell(&self.placed.table.sheet, CellRef::zero_based(row, col))
    }

    /// Whether a row holds nothing but formulas and numbering in the form's columns.
    fn is_empty(&mut self, row: u32) -> Result<bool, PatchError> {
        let sequence = self.placed.table.columns.iter().find(|column| column.role == Role::Sequence);
        let sequence = sequence.and_then(|column| column.found_in);
        let columns: Vec<u32> = self.columns().collect();
        for col in columns {
            let content = self.read(row, col)?;
            let nothing = content.formula.is_some() || super::cells::is_placeholder(&content.held);
            let covered = content.covered && content.merge.is_some_and(|merge| merge.rows().0 < row);
            if covered || !(nothing || Some(col) == sequence) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn look(&mut self, row: u32) -> Result<Vec<u32>, PatchError> {
        let columns: Vec<u32> = self.columns().collect();
        columns.into_iter().map(|col| Ok(self.read(row, col)?.style)).collect()
    }

    /// The cell for the note of an empty table: under the names, in the first empty row.
    fn note(&self, grow: &BTreeMap<String, Growth>) -> Option<String> {
        let growth = grow.values().find(|growth| growth.empty > 0)?;
        let label = self.placed.table.columns.iter().find(|column| column.role == Role::Label)?.found_in?;
        Some(CellRef::zero_based(growth.pattern - 1, label).to_string())
    }

    /// The unit that the number formats of the figures write, where all agree.
    fn unit_of_formats(
        &mut self,
        rows: &BTreeMap<String, BTreeMap<String, u32>>,
        grow: &BTreeMap<String, Growth>,
    ) -> Result<Option<crate::amount::Unit>, PatchError> {
        let fixed = rows.values().flat_map(BTreeMap::values).copied();
        let rows: BTreeSet<u32> = fixed.chain(grow.values().map(|growth| growth.pattern)).collect();
        let figures = self.placed.table.columns.iter().filter(|column| column.role == Role::Value);
        let figures: Vec<u32> = figures.filter_map(|column| column.found_in).collect();
        let mut units = BTreeSet::new();
        for row in rows {
            for col in &figures {
                let style = self.read(row - 1, *col)?.style;
                let format = usize::try_from(style).ok().and_then(|style| self.formats.get(style));
                units.insert(format.and_then(|format| number::read(format).unit));
            }
        }
        let mut units = units.into_iter();
        Ok(match (units.next(), units.next()) {
            (Some(only), None) => only,
            _ => None,
        })
    }
}

/// Rows that were recognised, by block and key, counted from 1; the first where one stands twice.
fn known_rows(table: &Table) -> BTreeMap<String, BTreeMap<String, u32>> {
    let mut rows: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for row in &table.rows {
        let Some(at) = row.found_in else { continue };
        for (block, key) in table.blocks.iter().zip(&row.keys) {
            if let Some(key) = key {
                rows.entry(block.key.clone()).or_default().entry(key.clone()).or_insert(at + 1);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patch::Held;

    #[test]
    fn prompts_are_words_in_comparable_form() {
        for word in OWNER_WORDS.iter().chain(&YEAR_WORDS) {
            assert_eq!(comparable(word), *word);
        }
        assert!(!OWNER_WORDS.contains(&"单位") && !OWNER_WORDS.contains(&"金额单位"), "that is the unit of amounts");
    }

    #[test]
    fn nothing_is_no_figure() {
        for held in [Held::Nothing, Held::Number("0".to_owned()), Held::Text(" ".to_owned())] {
            assert!(crate::fill::cells::is_placeholder(&held), "{held:?}");
        }
    }
}
