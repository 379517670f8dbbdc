//! Tables with a row a functional code.

use super::grid::{Paths, Standing, is_code};
use super::knowledge::{Summed, TableDef};
use super::parsed::{Parsed, ParsedRow, TOTAL};
use super::recognise::Reader;
use crate::import::cell::label::comparable;
use crate::import::grid::GridRow;
use crate::import::knowledge::known::Knowledge;
use crate::model::Coded;

/// What a column holds.
enum Column {
    Value(String),
    /// An economic code with its name.
    Economic(String, String),
}

/// Where code and name of a row stand.
struct Labels {
    /// 编码 in one cell, or 类, 款, 项 in a cell each.
    codes: Vec<u32>,
    name: Option<u32>,
}

pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    (def, knowledge): (&TableDef, &Knowledge),
    (standing, paths): (&Standing, &Paths),
    parsed: &mut Parsed,
) {
    let labels = labels(paths);
    let mut columns = Vec::new();
    for (col, path) in paths.iter().filter(|(col, _)| !labels.has(**col)) {
        match column((def, &knowledge.summed), path) {
            Some(Column::Value(key)) => {
                // The first of two columns that are called the same is meant; the second says something else.
                if !parsed.columns.contains_key(&key) {
                    parsed.columns.insert(key.clone(), path.join("·"));
                    columns.push((*col, key));
                }
            }
            Some(Column::Economic(code, name)) => {
                parsed.economic.insert(code.clone(), name);
                columns.push((*col, code));
            }
            None => reader.unknown_column(*col, path, standing),
        }
    }
    for at in standing.body.clone() {
        let row = &reader.sheet().rows[at];
        let Some((key, coded)) = key_of(row, &labels) else {
            reader.aside(at, "不是科目的行");
            continue;
        };
        if parsed.rows.iter().any(|known| known.key == key) {
            reader.repeated(at, &key);
            continue;
        }
        for (col, column) in &columns {
            if let Some(figure) = reader.figure(at, *col) {
                parsed.figures.insert((key.clone(), column.clone()), figure);
            }
        }
        parsed.rows.push(ParsedRow { key, coded, at });
    }
}

fn column((def, summed): (&TableDef, &Summed), path: &[String]) -> Option<Column> {
    if let Some(known) = def.columns.iter().find(|known| known.is(path)) {
        return Some(Column::Value(known.key.clone()));
    }
    let [.., group, name] = path else { return None };
    let class = summed.economic("", group).filter(|_| def.matrix)?;
    if name == "小计" || name == "合计" {
        return Some(Column::Economic(class.to_owned(), group.clone()));
    }
    let code = summed.economic(class, name)?;
    Some(Column::Economic(code.to_owned(), name.clone()))
}

fn labels(paths: &Paths) -> Labels {
    let last = |path: &Vec<String>| path.last().cloned().unwrap_or_default();
    let is_code = |path: &Vec<String>| {
        let word = last(path);
        matches!(word.as_str(), "类" | "款" | "项") || word.contains("编码") || word.contains("代码")
    };
    let codes: Vec<u32> = paths.iter().filter(|(_, path)| is_code(path)).map(|(col, _)| *col).collect();
    let name = paths.iter().find(|(_, path)| last(path).ends_with("名称")).map(|(col, _)| *col);
    // Where the header names neither, a code stands first and its name behind it.
    let codes = if codes.is_empty() { (0..name.unwrap_or(1)).collect() } else { codes };
    Labels { codes, name }
}

impl Labels {
    fn has(&self, col: u32) -> bool {
        self.codes.contains(&col) || self.name == Some(col)
    }
}

/// The key of a row and its code with its name; `None` where it is neither a code's nor the total.
fn key_of(row: &GridRow, labels: &Labels) -> Option<(String, Option<Coded>)> {
    let text = |col: &u32| row.cell(*col).map(|cell| comparable(&cell.text)).unwrap_or_default();
    let name = labels.name.and_then(|col| row.cell(col)).map(|cell| cell.text.trim().to_owned());
    let parts: Vec<String> = labels.codes.iter().map(text).filter(|part| !part.is_empty()).collect();
    let words = name.as_deref().map(comparable).unwrap_or_default();
    if words == "合计" || parts.iter().any(|part| part == "合计") {
        return Some((TOTAL.to_owned(), None));
    }
    let code = match parts.as_slice() {
        [whole] => whole.clone(),
        [first, rest @ ..] => {
            let two = |part: &String| if part.len() == 1 { format!("0{part}") } else { part.clone() };
            std::iter::once(first.clone()).chain(rest.iter().map(two)).collect()
        }
        [] => return None,
    };
    let name = name.filter(|name| !name.is_empty());
    is_code(&code).then(|| (code.clone(), Some(Coded { code: code.into(), name: name.map(Into::into) })))
}
