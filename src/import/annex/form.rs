//! Goals as the performance system gives them: a form a project, labels with their values above a table of indicators.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::Options;
use super::super::grid::{GridRow, Sheet};
use super::cells::Cells;
use super::goals::{add_goals, blank, make};
use super::{Annexed, Loose, list};
use crate::finding::codes::import_annex as codes;
use crate::import::cell::label::{comparable, half_width, is_blank, is_empty, trimmed};
use crate::import::columns::settled::years;
use crate::import::header::above::Context;
use crate::import::header::find::{Header, HeaderColumn, begins_like_a_code};
use crate::import::header::merged::Merged;
use crate::import::header::table::Table;
use crate::import::knowledge::field_names::HeaderWord;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::lines::causes::Gather;
use crate::import::lines::table_work::Work;
use crate::import::rows::wording::is_footer;
use crate::model::{Project, ProjectFigure};

/// The words by which the header of the indicators is known.
const TELLING: [&str; 3] = ["一级指标", "三级指标", "指标值"];

/// Whether a sheet holds such forms: the header of indicators, with a project named above it and not in it.
pub(in crate::import) fn is_form(sheet: &Sheet, knowledge: &Knowledge) -> bool {
    !forms(sheet, knowledge).is_empty()
}

/// Where a form stands: its first row, the header of its indicators, the row after its last one.
struct Place {
    start: usize,
    header: usize,
    end: usize,
}

/// The forms of a sheet from top to bottom.
fn forms(sheet: &Sheet, knowledge: &Knowledge) -> Vec<Place> {
    let labels: Vec<Labels> = sheet.rows.iter().map(|row| Labels::of(row, knowledge)).collect();
    let starts: Vec<usize> = (0..labels.len()).filter(|&at| labels[at].names_project()).collect();
    let mut places: Vec<Place> = Vec::new();
    for (nth, &start) in starts.iter().enumerate() {
        let limit = starts.get(nth + 1).copied().unwrap_or(sheet.rows.len());
        // Title and unit line belong to the form below them.
        let floor = places.last().map_or(0, |place| place.header + 1);
        let begin = (floor..start).rev().take_while(|&at| is_head_line(&sheet.rows[at])).last().unwrap_or(start);
        if let Some(header) = (start..limit).find(|&at| labels[at].is_header()) {
            if let Some(before) = places.last_mut() {
                before.end = begin;
            }
            places.push(Place { start: begin, header, end: sheet.rows.len() });
        }
    }
    places
}

/// Which of the telling labels a row holds.
#[derive(Clone, Copy, Default)]
struct Labels {
    telling: [bool; TELLING.len()],
    project: bool,
}

impl Labels {
    fn of(row: &GridRow, knowledge: &Knowledge) -> Labels {
        let mut labels = Labels::default();
        for (_, cell) in row.cells.iter().filter(|(_, cell)| may_name(&cell.text, knowledge)) {
            match knowledge.annexes.field(ExportKind::Goals, &words(&cell.text)) {
                Some("项目名称" | "项目编码") => labels.project = true,
                Some(field) => TELLING.iter().zip(&mut labels.telling).for_each(|(word, has)| *has |= *word == field),
                None => {}
            }
        }
        labels
    }

    fn is_header(self) -> bool {
        self.telling.iter().all(|has| *has)
    }

    fn names_project(self) -> bool {
        self.project && !self.is_header()
    }
}

/// Whether a text may be a label. Asked of every cell of every sheet: the first character of nearly all shows that they
/// are none.
fn may_name(text: &str, knowledge: &Knowledge) -> bool {
    let first = text.chars().map(half_width).find(|c| !is_blank(*c) && *c != '*');
    first.is_some_and(|c| match c {
        '0'..='9' => !begins_like_a_code(text),
        // A unit in brackets is no part of the words.
        '(' | '[' => true,
        _ => knowledge.annexes.begins(ExportKind::Goals, c),
    })
}

/// A title or a line that states the unit: at most three cells, one of which says so.
fn is_head_line(row: &GridRow) -> bool {
    let filled: Vec<String> = row.cells.iter().map(|(_, c)| comparable(&c.text)).filter(|t| !t.is_empty()).collect();
    filled.len() <= 3
        && filled.iter().any(|text| text.ends_with('表') || text.contains("单位:") || text.contains("年度:"))
}

/// A label in comparable form, without a colon at its end.
fn words(text: &str) -> String {
    HeaderWord::read(text).words.trim_end_matches(':').to_owned()
}

/// The forms of a sheet as tables with what was made of them.
pub(in crate::import) fn form_tables<'a>(
    (sheet, merged): (&'a Sheet, &Merged),
    profile: &Profile,
    knowledge: &Knowledge,
    options: &Options<'_>,
) -> Vec<Work<'a>> {
    // What stands above the first form holds for those below it that do not say it themselves.
    let mut outer: Option<Context> = None;
    let mut work = |place: &Place| {
        let header = &sheet.rows[place.header];
        let column = |(col, cell): &(u32, super::super::grid::GridCell)| HeaderColumn {
            col: *col,
            shown: vec![trimmed(&cell.text).into()],
            path: vec![HeaderWord::read(&cell.text)],
        };
        let filled = header.cells.iter().filter(|(_, cell)| !is_empty(&cell.text));
        let header = Header { rows: place.header..place.header + 1, columns: filled.map(column).collect() };
        let says = |at: &usize| sheet.rows[*at].cells.iter().any(|(_, cell)| !is_empty(&cell.text));
        let body = (place.start..place.header).chain(place.header + 1..place.end).filter(says).collect();
        let mut context = Context::read(sheet, place.start..place.header);
        if let Some(outer) = &outer {
            let entity = context.entity.take();
            context = context.within(outer);
            context.entity = entity;
        }
        outer.get_or_insert_with(|| context.clone());
        let mut work =
            Work::begin(sheet, Table { header, context, body, aside: BTreeMap::new() }, Some(profile.clone()));
        read(&mut work, merged, place, (profile, knowledge, options));
        work
    };
    forms(sheet, knowledge).iter().map(&mut work).collect()
}

fn read(
    work: &mut Work<'_>,
    merged: &Merged,
    place: &Place,
    (profile, knowledge, options): (&Profile, &Knowledge, &Options<'_>),
) {
    let Some(unit) = list::unit(work, ("预算数", None), (profile, options)) else {
        work.refused = Some("金额单位没有确定".to_owned());
        return;
    };
    let cells = Cells { sheet: work.sheet, merged, unit, own_units: BTreeMap::new() };
    let origin = cells.place(place.start, 0);
    let mut reader = Reader {
        cells,
        gather: &mut work.gather,
        knowledge,
        project: blank("", "", origin),
        months: Vec::new(),
        section: None,
        annexed: Annexed::default(),
    };
    reader.front(place.start..place.header);
    reader.indicators(&work.table.header, place.header + 1..place.end);
    let Reader { project, mut annexed, .. } = reader;
    let year = match years(&work.table.context).as_slice() {
        [year] => Some(*year),
        _ => options.fiscal_year,
    };
    let entity = work.table.context.entity.as_ref().map(|(entity, _)| entity.clone());
    annexed.department = work.table.context.department.as_ref().map(|(department, _)| department.clone());
    annexed.projects.push(Loose { record: project, entity, year, rows: annexed.used.clone() });
    work.annexed = Some(annexed);
}

struct Reader<'a> {
    cells: Cells<'a>,
    gather: &'a mut Gather,
    knowledge: &'a Knowledge,
    project: Project,
    /// The columns of the months, where the row of their names was met.
    months: Vec<(u32, String)>,
    /// The label that goes on in the rows below: 绩效目标, 预算规模及资金用途.
    section: Option<String>,
    annexed: Annexed,
}

impl Reader<'_> {
    /// The rows above the header of the indicators.
    fn front(&mut self, rows: Range<usize>) {
        for at in rows {
            let row = &self.cells.sheet.rows[at];
            let filled: Vec<(u32, String)> = row
                .cells
                .iter()
                .map(|(col, _)| (*col, self.cells.words(at, *col)))
                .filter(|(_, t)| !t.is_empty())
                .collect();
            if filled.is_empty() {
                continue;
            }
            if self.project.name.is_empty() && self.project.code.is_empty() && is_head_line(row) {
                self.annexed.aside.insert(at, "标题行".to_owned());
                continue;
            }
            self.front_row(at, &filled);
            self.annexed.used.push(at);
        }
    }

    fn front_row(&mut self, at: usize, filled: &[(u32, String)]) {
        let mut label: Option<String> = None;
        for (col, text) in filled {
            if let Some(field) = self.knowledge.annexes.field(ExportKind::Goals, &words(text)).map(str::to_owned) {
                if field.ends_with("月底") {
                    self.months.retain(|(_, known)| *known != field);
                    self.months.push((*col, field.clone()));
                }
                if matches!(field.as_str(), "绩效目标" | "段落") {
                    self.section = Some(field.clone());
                }
                label = Some(field);
                continue;
            }
            // 项目编码：130… in one cell.
            let plain = text.replace('：', ":");
            let both = plain.split_once(':').and_then(|(before, after)| {
                let field = self.knowledge.annexes.field(ExportKind::Goals, &words(before))?;
                Some((field.to_owned(), after.trim().to_owned()))
            });
            match both {
                Some((field, value)) if !value.is_empty() => self.value(at, *col, (&field, &value)),
                _ => {
                    let field = self.field_of(*col, label.take());
                    self.value(at, *col, (&field, text));
                }
            }
        }
    }

    /// The field of a value: the label before it in its row; below the months, the month above it; else the section's.
    fn field_of(&self, col: u32, label: Option<String>) -> String {
        if let Some(label) = label.filter(|label| label != "段落") {
            return label;
        }
        if self.section.as_deref() == Some("绩效目标") {
            return "绩效目标".to_owned();
        }
        if !self.months.is_empty() {
            // A month's words may be merged over several columns: the nearest on the left is meant.
            let left = self.months.iter().filter(|(month, _)| *month <= col).max_by_key(|(month, _)| *month);
            return left.map(|(_, field)| field.clone()).unwrap_or_default();
        }
        if self.section.is_some() { "资金用途".to_owned() } else { String::new() }
    }

    fn value(&mut self, at: usize, col: u32, (field, text): (&str, &str)) {
        match field {
            "项目编码" => {
                self.project.code = comparable(text).into();
                self.project.origin = self.cells.place(at, col);
            }
            "项目名称" => {
                self.project.name = text.into();
                if self.project.code.is_empty() {
                    self.project.origin = self.cells.place(at, col);
                }
            }
            "资金用途" => self.project.purpose = Some(text.into()),
            "绩效目标" => add_goals(&mut self.project, text),
            _ => {
                let figure = self.cells.money(at, col, self.gather);
                match ProjectFigure::ALL.into_iter().find(|which| which.word() == field) {
                    Some(which) => {
                        let slot = self.project.figure_mut(which);
                        *slot = figure.or(slot.take());
                    }
                    None => {
                        self.gather.note(&codes::NOT_UNDERSTOOD, text, self.cells.place(at, col));
                    }
                }
            }
        }
    }

    /// The rows below the header, an indicator each.
    fn indicators(&mut self, header: &Header, rows: Range<usize>) {
        let mut columns: BTreeMap<&str, u32> = BTreeMap::new();
        for column in &header.columns {
            let words = column.path.last().map(|word| word.words.as_str()).unwrap_or_default();
            if let Some(field) = self.knowledge.annexes.field(ExportKind::Goals, words) {
                columns.entry(field).or_insert(column.col);
                self.annexed.fields.insert(column.col, field.to_owned());
            }
        }
        let repeated = |at: usize, cells: &Cells<'_>| {
            columns.get("三级指标").is_some_and(|col| words(&cells.words(at, *col)) == "三级指标")
        };
        for at in rows {
            if self.cells.sheet.rows[at].cells.iter().all(|(_, cell)| is_empty(&cell.text)) {
                continue;
            }
            let first = self.cells.sheet.rows[at].cells.iter().find(|(_, cell)| !is_empty(&cell.text));
            if first.is_some_and(|(_, cell)| is_footer(&cell.text)) {
                self.annexed.aside.insert(at, "页脚".to_owned());
                continue;
            }
            if repeated(at, &self.cells) {
                self.annexed.aside.insert(at, "重复的表头".to_owned());
                continue;
            }
            self.cells.note_unreadable(at, columns.values().copied(), self.gather);
            let order = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"];
            let words =
                order.map(|field| columns.get(field).map(|col| self.cells.covered_words(at, *col)).unwrap_or_default());
            let above: Option<(Arc<str>, Arc<str>)> =
                self.project.indicators.last().map(|i| (Arc::clone(&i.level1), Arc::clone(&i.level2)));
            let origin = self.cells.place(at, columns.get("三级指标").copied().unwrap_or(0));
            let value = columns.get("指标值").map(|col| self.cells.covered_place(at, *col));
            match make(words, above, (origin, value)) {
                Some(indicator) => {
                    self.project.indicators.push(indicator);
                    self.annexed.used.push(at);
                }
                None => {
                    self.annexed.aside.insert(at, "没有指标".to_owned());
                }
            }
        }
    }
}
