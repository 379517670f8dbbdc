//! The disclosure (公开表): the filled forms, complete enough to be written, checked or compared without the edition that
//! they were made from.
//!
//! Rows and columns count from 0 within a table's body; [`layout`] says which cell of the sheet that is.

mod cell;
mod formula;
mod found;
pub mod layout;
mod look;
mod preface;
mod record;
mod rounding;
mod source;
mod table;

pub use cell::Cell;
pub use formula::{At, Formula, Operand, Sign};
pub use found::{Around, Found};
pub use look::{Font, Look, Orientation};
pub use preface::{Contents, Cover, CoverLine, Preface};
pub use record::RecordFigure;
pub use rounding::{Adjustment, Rounding};
pub use source::{AssetFigure, PurchaseFigure, Source, Stated};
pub use table::{Block, Column, Figures, HeaderCell, Role, Row, Span, Table};

use crate::model::{Coded, DisclosureKind};

/// The filled forms of one department (or unit) in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Id of the edition: `hebei-2024`.
    pub edition: String,
    /// Whether it is of the budget or of the final accounts.
    pub kind: DisclosureKind,
    /// 预算年度
    pub fiscal_year: u16,
    /// The department, or the unit with `--by unit`.
    pub owner: Coded,
    /// Title of the package, for the document's properties.
    pub title: String,
    /// What stands before the tables of the workbook.
    pub preface: Preface,
    /// The tables, in the edition's order.
    pub tables: Vec<Table>,
    /// Figures moved so that printed sums close, in order of table, row and column; empty where figures are exact.
    pub adjustments: Vec<Adjustment>,
}

impl Disclosure {
    /// The table with this role (`balance`, `revenue` …), where the edition has one.
    pub fn table(&self, role: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.role == role)
    }

    /// The cell at `at`; `None` outside the tables.
    pub fn cell(&self, at: At) -> Option<&Cell> {
        self.tables.get(at.table)?.rows.get(at.row)?.cells.get(at.col)
    }
}
