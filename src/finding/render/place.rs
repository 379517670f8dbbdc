//! Places and figures in words.

use crate::amount::{Amount, Unit};
use crate::finding::Place;
use crate::finding::render::Language;
use crate::origin::{Origin, Spot, column_letters};

/// Where a finding points, in words.
pub fn place(place: &Place, language: Language) -> String {
    match language {
        Language::Chinese => place.to_string(),
        Language::English => english(place),
    }
}

/// A figure as forms write it: exact, with two decimals at least, without separators: `1166.60`.
pub fn figure(amount: Amount, unit: Unit) -> String {
    let exact = amount.in_unit(unit);
    if exact.scale() < 2 { amount.printed(unit, 2) } else { exact.to_string() }
}

/// The unit in words.
pub fn unit_word(unit: Unit, language: Language) -> &'static str {
    match (language, unit) {
        (Language::Chinese, unit) => unit.word(),
        (Language::English, Unit::Yuan) => "yuan",
        (Language::English, Unit::WanYuan) => "10,000 yuan",
    }
}

fn english(place: &Place) -> String {
    match place {
        Place::Input(origin) => english_origin(origin),
        Place::Published { table, row, column, sheet, cell } => {
            let mut text = format!("table {table}");
            for (word, part) in [("row", row), ("column", column)] {
                if !part.is_empty() {
                    text.push_str(&format!(", {word} {part}"));
                }
            }
            if let Some(cell) = cell {
                text.push_str(&format!(" (sheet {sheet}, {cell})"));
            }
            text
        }
        Place::Template { file, line: Some(line) } => format!("{file} line {line}"),
        Place::Template { file, line: None } => file.to_string(),
    }
}

fn english_origin(origin: &Origin) -> String {
    match &origin.spot {
        Spot::File => origin.file.to_string(),
        Spot::Sheet(sheet) => format!("{}, sheet {sheet}", origin.file),
        Spot::Cell(sheet, cell) => format!("{}, sheet {sheet}, {cell}", origin.file),
        Spot::Paragraph(index) => format!("{} paragraph {}", origin.file, index + 1),
        Spot::TableCell { table, row, column } => {
            format!("{} table {} row {} column {}", origin.file, table + 1, row + 1, column + 1)
        }
        Spot::Field { line, field: None, .. } => format!("{} line {}", origin.file, line + 1),
        Spot::Field { line, field: Some(field), .. } => {
            format!("{} line {} column {} ({})", origin.file, line + 1, field + 1, column_letters(*field))
        }
    }
}
