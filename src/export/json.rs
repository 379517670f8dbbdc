//! The disclosure as JSON, for programs.

use serde::Serialize;

use super::ExportError;
use super::sheets::with_safe_names;
use crate::amount::Unit;
use crate::disclosure::{Cell, Column, Disclosure, Role, Row, Source, Table};
use crate::model::Coded;

/// The version of the form; it grows when a reader of the old form would misread the new one.
const SCHEMA_VERSION: u32 = 1;

/// The disclosure as JSON, indented, ending with a line feed.
///
/// Amounts are exact 元 as decimal strings; `printed` is what the table shows in its unit, nothing for zero; formulas are
/// A1 with `=`, and cells and sheets are named as in the published workbook. `lines` and `revenue` list the lines that a
/// figure is the sum of, as indices counted from 0 into the arrays of `budget.json`; `figures` names those of projects,
/// purchases and assets as JSON pointers into it.
///
/// # Errors
///
/// [`ExportError::Text`] where the serialiser fails, which a disclosure in memory gives no reason for.
pub fn json(disclosure: &Disclosure) -> Result<Vec<u8>, ExportError> {
    let disclosure = &*with_safe_names(disclosure);
    let written = Written {
        schema_version: SCHEMA_VERSION,
        edition: &disclosure.edition,
        fiscal_year: disclosure.fiscal_year,
        owner: &disclosure.owner,
        title: &disclosure.title,
        tables: (0..).zip(&disclosure.tables).map(|(home, table)| table_form(disclosure, home, table)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&written).map_err(|error| ExportError::Text(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Written<'a> {
    schema_version: u32,
    edition: &'a str,
    fiscal_year: u16,
    owner: &'a Coded,
    title: &'a str,
    tables: Vec<TableForm<'a>>,
}

#[derive(Serialize)]
struct TableForm<'a> {
    role: &'a str,
    name: &'a str,
    title: &'a str,
    sheet: &'a str,
    caption: &'a [String; 3],
    unit: Unit,
    decimals: u32,
    columns: Vec<ColumnForm<'a>>,
    rows: Vec<RowForm<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct ColumnForm<'a> {
    key: &'a str,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    headers: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'a str>,
}

#[derive(Serialize)]
struct RowForm<'a> {
    /// By block, as `columns[].block` names them.
    keys: &'a [Option<String>],
    levels: &'a [u8],
    cells: Vec<CellForm<'a>>,
}

#[derive(Serialize)]
struct CellForm<'a> {
    cell: String,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Content<'a> {
    Blank,
    Text {
        text: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        figures: Vec<String>,
    },
    Amount {
        yuan: String,
        printed: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        lines: Vec<usize>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        revenue: Vec<usize>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        figures: Vec<String>,
    },
    Formula {
        yuan: String,
        printed: String,
        formula: String,
    },
}

fn table_form<'a>(disclosure: &'a Disclosure, home: usize, table: &'a Table) -> TableForm<'a> {
    let rows = table.rows.iter().enumerate().map(|(at, row)| row_form(disclosure, (home, table), (at, row)));
    TableForm {
        role: &table.role,
        name: &table.name,
        title: &table.title,
        sheet: &table.sheet,
        caption: &table.caption,
        unit: table.unit,
        decimals: table.decimals,
        columns: table.columns.iter().map(|column| column_form(table, column)).collect(),
        rows: rows.collect(),
        notes: &table.notes,
    }
}

fn column_form<'a>(table: &'a Table, column: &'a Column) -> ColumnForm<'a> {
    ColumnForm {
        key: &column.key,
        role: match column.role {
            Role::Sequence => "sequence",
            Role::Code => "code",
            Role::Label => "label",
            Role::Value => "value",
            Role::Text => "text",
            Role::Quantity => "quantity",
        },
        number: column.number,
        headers: &column.headers,
        block: column.block.and_then(|index| table.blocks.get(index)).map(|block| &*block.key),
    }
}

fn row_form<'a>(
    disclosure: &'a Disclosure,
    (home, table): (usize, &'a Table),
    (at, row): (usize, &'a Row),
) -> RowForm<'a> {
    let cells = row.cells.iter().enumerate().map(|(col, cell)| CellForm {
        cell: table.sheet_cell(at, col).to_string(),
        content: content(disclosure, (home, table), ((at, col), cell)),
    });
    RowForm { keys: &row.keys, levels: &row.levels, cells: cells.collect() }
}

fn content<'a>(
    disclosure: &'a Disclosure,
    (home, table): (usize, &'a Table),
    (at, cell): ((usize, usize), &'a Cell),
) -> Content<'a> {
    let printed = cell.printed(table, at.1);
    match cell {
        Cell::Blank => Content::Blank,
        Cell::Text(text) => {
            let counted = table.counted.get(&at).into_iter().flatten();
            Content::Text { text, figures: counted.map(|source| source.pointer()).collect() }
        }
        Cell::Amount { value, sources } => {
            let (mut lines, mut revenue, mut figures) = (Vec::new(), Vec::new(), Vec::new());
            for source in sources {
                match *source {
                    Source::Line(index) => lines.push(index),
                    Source::Revenue(index) => revenue.push(index),
                    figure => figures.push(figure.pointer()),
                }
            }
            Content::Amount { yuan: value.to_string(), printed, lines, revenue, figures }
        }
        Cell::Formula { formula, value } => {
            Content::Formula { yuan: value.to_string(), printed, formula: format!("={}", formula.a1(disclosure, home)) }
        }
    }
}
