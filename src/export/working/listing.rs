//! A sheet of the working paper as plain data: columns with titles, rows of fields.

use std::ops::Range;
use std::sync::Arc;

use super::texts::TextId;
use crate::amount::{Amount, Unit};
use crate::origin::CellRef;

/// Which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Id {
    /// 说明
    About,
    /// 追溯
    Trail,
    /// 合计公式
    Totals,
    /// 尾差调整
    Moved,
    /// 支出明细
    Lines,
    /// 收入明细
    Revenue,
    /// 附表明细
    Records,
    /// 问题清单
    Problems,
    /// 读取情况
    Tables,
    /// 列的对应
    Columns,
    /// 未采用的行
    Aside,
}

impl Id {
    /// The sheet's name.
    pub fn name(self) -> &'static str {
        match self {
            Id::About => "说明",
            Id::Trail => "追溯",
            Id::Totals => "合计公式",
            Id::Moved => "尾差调整",
            Id::Lines => "支出明细",
            Id::Revenue => "收入明细",
            Id::Records => "附表明细",
            Id::Problems => "问题清单",
            Id::Tables => "读取情况",
            Id::Columns => "列的对应",
            Id::Aside => "未采用的行",
        }
    }
}

/// One sheet, or several where it has more rows than one holds.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    /// Which.
    pub id: Id,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows, each with at most as many fields as there are columns.
    pub rows: Vec<Vec<Field>>,
    /// What it says where it has no rows.
    pub if_empty: &'static str,
}

/// A column: title and width in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column(pub &'static str, pub u16);

/// Rows of a listing, counted from 0: runs of neighbours, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The listing.
    pub id: Id,
    /// The runs, at least one.
    pub runs: Arc<[Range<usize>]>,
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Nothing.
    Blank,
    /// Words, codes, formulas as text.
    Text(TextId),
    /// A number of things.
    Count(usize),
    /// Money, exact, as a number of the unit.
    Money(Amount, Unit),
    /// The sum of a column's 元 over rows of the same listing, and its value.
    Sum {
        /// The column, counted from 0.
        column: u16,
        /// The rows, counted from 0.
        rows: Range<u32>,
        /// 元
        value: Amount,
    },
    /// The sum of the 元 of rows of another listing, and its value.
    SumOf(Rows, Amount),
    /// What a cell of this row in 元 has more than another in `unit`.
    Excess {
        /// Column of the figure in 元.
        yuan: u16,
        /// Column of the figure in `unit`.
        figure: u16,
        /// Its unit.
        unit: Unit,
        /// The difference in 元.
        value: Amount,
    },
    /// A link to a cell of the published workbook.
    Published {
        /// The sheet.
        sheet: TextId,
        /// The cell, which is also the text.
        cell: CellRef,
    },
    /// A link to the published workbook as a whole.
    PublishedFile,
    /// A link to a row of another listing, counted from 0.
    Row(Id, usize),
    /// The numbers of several rows of another listing, as words.
    Rows(Rows),
    /// A link to the beginning of another listing, whose name is the text.
    Listing(Id),
}

impl Field {
    /// Whether it leads somewhere.
    pub fn is_link(&self) -> bool {
        matches!(self, Field::Published { .. } | Field::PublishedFile | Field::Row(..) | Field::Listing(_))
    }
}

/// How the rows of a listing lie on sheets: row 1 of each is the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paging {
    /// Rows below the header that a sheet takes.
    pub rows_a_sheet: usize,
}

impl Paging {
    /// The sheet (counted from 0) and the sheet's row (counted from 0) of a listing's row.
    pub fn place(self, row: usize) -> (usize, u32) {
        let inside = row % self.rows_a_sheet + 1;
        (row / self.rows_a_sheet, u32::try_from(inside).unwrap_or(u32::MAX))
    }

    /// Sheets that so many rows take, at least one.
    pub fn sheets(self, rows: usize) -> usize {
        rows.div_ceil(self.rows_a_sheet).max(1)
    }

    /// The name of the `sheet`th sheet (counted from 0) of a listing.
    pub fn name(self, id: Id, sheet: usize) -> String {
        if sheet == 0 { id.name().to_owned() } else { format!("{}（{}）", id.name(), sheet + 1) }
    }

    /// A range of rows as one range a sheet: sheet, first and last row of it, counted from 0.
    pub fn ranges(self, rows: Range<usize>) -> Vec<(usize, u32, u32)> {
        let mut found = Vec::new();
        let mut from = rows.start;
        while from < rows.end {
            let (sheet, first) = self.place(from);
            let to = rows.end.min((sheet + 1) * self.rows_a_sheet);
            found.push((sheet, first, self.place(to - 1).1));
            from = to;
        }
        found
    }
}
