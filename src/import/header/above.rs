//! What the lines above a table say: unit, fiscal year, department.

use std::ops::Range;
use std::sync::Arc;

use crate::import::cell::codes::{Shape, split};
use crate::import::cell::label::{comparable, half_width, is_blank, is_empty, trimmed};
use crate::import::cell::unit::{self, Stated};
use crate::import::cell::year;
use crate::import::grid::{GridRow, Sheet, Value};
use crate::model::Coded;
use crate::origin::Origin;

/// What the lines above a table say.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Context {
    /// Every unit that is stated, with its place.
    pub(in crate::import) units: Vec<(Stated, Origin)>,
    /// Every fiscal year that is named, with its place.
    pub(in crate::import) years: Vec<(u16, Origin)>,
    /// The department of a line 编制部门：434-平乡县人民政府办公室.
    pub(in crate::import) department: Option<(Coded, Origin)>,
    /// The unit of a line 编制单位：434001-….
    pub(in crate::import) entity: Option<(Coded, Origin)>,
}

impl Context {
    /// Reads the rows at these positions of the sheet.
    pub(in crate::import) fn read(sheet: &Sheet, rows: Range<usize>) -> Context {
        let mut context = Context::default();
        for row in &sheet.rows[rows] {
            for (at, (col, cell)) in row.cells.iter().enumerate() {
                let next = row.cells[at + 1..].iter().find(|(_, c)| !is_empty(&c.text)).map(|(_, c)| &*c.text);
                context.cell(&cell.text, next, &sheet.place(row, *col));
            }
        }
        context
    }

    /// The same, with what `outer` says of the things that are not said here.
    pub(in crate::import) fn within(mut self, outer: &Context) -> Context {
        if self.units.is_empty() {
            self.units.clone_from(&outer.units);
        }
        if self.years.is_empty() {
            self.years.clone_from(&outer.years);
        }
        self.department = self.department.or_else(|| outer.department.clone());
        self.entity = self.entity.or_else(|| outer.entity.clone());
        self
    }

    /// Notes one cell; `next` is the text of the cell on its right, for a label that stands alone.
    fn cell(&mut self, text: &str, next: Option<&str>, place: &Origin) {
        let label_alone = comparable(text).ends_with(':');
        let text = match next {
            Some(next) if label_alone => format!("{text}{next}"),
            _ => text.to_owned(),
        };
        if let Some(unit) = unit::in_line(&text) {
            self.units.push((unit, place.clone()));
        }
        self.years.extend(year::in_line(&text).into_iter().map(|y| (y, place.clone())));
        let labelled =
            |labels: &[&str]| labels.iter().find_map(|label| labelled(&text, label)).map(|c| (c, place.clone()));
        if self.department.is_none() {
            self.department = labelled(&["编制部门", "填报部门", "部门名称", "预算部门", "主管部门", "部门"]);
        }
        if self.entity.is_none() {
            self.entity =
                labelled(&["编制单位", "填报单位", "预算单位", "单位名称"]).filter(|(c, _)| !c.code.is_empty());
        }
    }
}

/// The code and name behind a label and a colon, up to the next label or a wide blank.
fn labelled(text: &str, label: &str) -> Option<Coded> {
    let plain: String = text.chars().map(half_width).collect();
    let behind = trimmed(trimmed(&plain).strip_prefix(label)?).strip_prefix(':')?;
    let behind = behind.trim_start_matches(is_blank);
    let wide = ["  ", "\t", "\u{3000}", "单位:", "金额单位", "年度:", "预算年度"];
    let end = wide.iter().filter_map(|stop| behind.find(stop)).min().unwrap_or(behind.len());
    let value = trimmed(&behind[..end]);
    // The name as written: brackets keep their width.
    let start = text.char_indices().nth(plain[..plain.len() - behind.len()].chars().count()).map(|(at, _)| at)?;
    let written: String = text[start..].chars().take(value.chars().count()).collect();
    let parts = split(&written, Shape::Digits);
    match (parts.code, parts.name) {
        (Some(code), name) => Some(Coded { code: code.into(), name: name.map(Arc::from) }),
        (None, Some(name)) => Some(Coded { code: "".into(), name: Some(name.into()) }),
        (None, None) => None,
    }
}

/// Whether a row may be a title or a line above a table rather than data.
pub(in crate::import) fn is_preamble(row: &GridRow) -> bool {
    let filled: Vec<&str> = row.cells.iter().map(|(_, c)| &*c.text).filter(|t| !is_empty(t)).collect();
    let words = row.cells.iter().all(|(_, c)| matches!(c.value, Value::Text));
    let footer = filled
        .iter()
        .any(|text| crate::import::rows::wording::is_footer(text) || crate::import::cell::label::is_sum(text));
    let labels = filled.iter().all(|text| comparable(text).contains(':') || is_title(text));
    words
        && !footer
        && !filled.is_empty()
        && filled.len() <= 4
        && (labels || filled.len() == 1 && !begins_with_digits(filled[0]))
}

fn is_title(text: &str) -> bool {
    let words = comparable(text);
    words.ends_with('表') || words.ends_with("(续)") || words.contains("续表") || !year::in_line(&words).is_empty()
}

fn begins_with_digits(text: &str) -> bool {
    let words = comparable(text);
    words.chars().take(3).all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_above_the_table_names_the_department() {
        for text in [
            "编制部门：434-平乡县人民政府办公室  单位：元",
            "编制部门:434-平乡县人民政府办公室单位：元",
            "编制部门：434 平乡县人民政府办公室",
        ] {
            let department = labelled(text, "编制部门").unwrap();
            assert_eq!(
                (&*department.code, department.name.as_deref()),
                ("434", Some("平乡县人民政府办公室")),
                "{text}"
            );
        }
        let bracket = labelled("编制单位：434001-办公室（本级）", "编制单位").unwrap();
        assert_eq!(bracket.name.as_deref(), Some("办公室（本级）"));
        assert_eq!(labelled("部门预算", "部门"), None);
    }
}
