//! What can keep a package from being opened or edited, and what the user must know of an edit that succeeded.

use crate::origin::CellRef;

/// Why a package could not be opened or an edit could not be made. The package is then as it was before the call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatchError {
    /// The bytes are no zip archive, or an archive without a workbook.
    #[error("不是 .xlsx 工作簿：{problem}")]
    NotAWorkbook {
        /// What was found instead.
        problem: String,
    },
    /// A compound file: `.xls`, `.et`.
    #[error("这是旧格式（.xls 或 .et）的工作簿，不能就地填写；请用 Excel 或 WPS 打开，另存为 .xlsx 再试")]
    OldFormat,
    /// Protected by a password: the package itself is encrypted.
    #[error("工作簿设有打开密码；请在 Excel 或 WPS 中取消密码，另存后再试")]
    Encrypted,
    /// The binary sibling of the format.
    #[error("这是二进制工作簿（.xlsb），不能就地填写；请用 Excel 打开，另存为 .xlsx 再试")]
    Binary,
    /// What was written does not hold what it should, as another reader finds.
    #[error("写好的工作簿读回来不对，没有写出：{place} {problem}；请把空白表和这句话交给程序的维护者")]
    ReadBack {
        /// The cell; empty for the file as a whole.
        place: String,
        /// What it should hold, and what was read.
        problem: String,
    },
    /// A part does not hold what it should.
    #[error("工作簿已损坏：{part}：{problem}")]
    Damaged {
        /// The part inside the package.
        part: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A part is written in an encoding other than UTF-8 or UTF-16.
    #[error("工作簿中的 {part} 用了 {encoding} 编码，只支持 UTF-8 和 UTF-16；请用 Excel 或 WPS 打开，另存后再试")]
    Encoding {
        /// The part inside the package.
        part: String,
        /// What it says it is, or what it is not.
        encoding: String,
    },
    /// Something is larger than the limits allow.
    #[error("{part} 太大：{size} 字节，超过上限 {limit} 字节")]
    TooLarge {
        /// The part, or the package.
        part: String,
        /// The size it has, declares or would get, in bytes.
        size: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// No sheet has this name.
    #[error("没有名为“{sheet}”的工作表")]
    NoSheet {
        /// The name asked for.
        sheet: String,
    },
    /// The sheet holds no cells: a chart or a dialog.
    #[error("“{sheet}”不是普通工作表，没有单元格")]
    NotAWorksheet {
        /// Its name.
        sheet: String,
    },
    /// A row or column beyond the 1,048,576 rows and 16,384 columns of a sheet.
    #[error("“{sheet}”的 {place} 超出了工作表的范围")]
    OutsideSheet {
        /// The sheet.
        sheet: String,
        /// The cell or row.
        place: String,
    },
    /// The cell is hidden below a merged area: a value there is stored and never shown.
    #[error("“{sheet}”的 {cell} 被合并单元格 {merge} 盖住，写入的内容不会显示；应写在左上角的单元格")]
    Covered {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
        /// The merged area.
        merge: Area,
    },
    /// The cell belongs to an array formula or a data table, which can only be changed as a whole.
    #[error("“{sheet}”的 {cell} 属于数组公式或模拟运算表 {area}，不能单独改动")]
    InArray {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
        /// The area of the array.
        area: Area,
    },
    /// The cell is a header of a table object; its text must be the column's name.
    #[error("“{sheet}”的 {cell} 是表格“{table}”的标题，改动后 Excel 会报文件损坏")]
    TableHeader {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
        /// The table object's name.
        table: String,
    },
    /// The text given for a number is none.
    #[error("“{text}”不是数字")]
    NotANumber {
        /// The text.
        text: String,
    },
    /// A text longer than the 32,767 characters that a cell holds.
    #[error("文字太长（{length} 字），单元格最多放 32767 字")]
    TextTooLong {
        /// Its length in UTF-16 units, as Excel counts.
        length: usize,
    },
    /// A cached result was given for a cell without a formula.
    #[error("“{sheet}”的 {cell} 没有公式")]
    NoFormula {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
    },
    /// New rows would go through an array formula, a data table or a pivot table.
    #[error("不能在“{sheet}”第 {row} 行后插入行：会切开{what} {area}")]
    Splits {
        /// The sheet.
        sheet: String,
        /// The row after which rows were to be inserted, counted from 1.
        row: u32,
        /// What would be cut: 数组公式, 模拟运算表, 数据透视表.
        what: &'static str,
        /// Where it stands.
        area: Area,
    },
    /// Rows with content would be pushed off the end of the sheet.
    #[error("不能在“{sheet}”插入 {count} 行：第 {row} 行已有内容，会被挤出工作表")]
    FallsOff {
        /// The sheet.
        sheet: String,
        /// How many rows were to be inserted.
        count: u32,
        /// The last row in use, counted from 1.
        row: u32,
    },
    /// The pattern row stands below the place of insertion.
    #[error("样板行（第 {pattern} 行）必须在插入位置（第 {after} 行）之前或就是该行")]
    PatternBelow {
        /// The pattern row, counted from 1.
        pattern: u32,
        /// The row after which rows were to be inserted, counted from 1.
        after: u32,
    },
    /// What an edit made of a part is no XML that programs open; a fault of the program, not of the file.
    #[error("程序内部错误：改动后的 {part} 不能再打开（{problem}）；没有写出文件，原文件没有改动")]
    Malformed {
        /// The part.
        part: String,
        /// What is wrong in it.
        problem: String,
    },
    /// Two edits of this engine meet in one place; a fault of the program, not of the file.
    #[error("程序内部错误：{part} 的两处改动重叠")]
    Overlap {
        /// The part.
        part: String,
    },
}

/// What the user should know of an edit that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Note {
    /// The package was signed; the signature no longer holds and was taken out.
    SignatureDropped,
    /// The order of calculation was taken out; Excel makes it anew without a question.
    CalcChainDropped,
    /// The workbook keeps a log of changes (shared workbook); it does not know of the rows inserted.
    RevisionLogStale,
    /// A cell of a shared formula refers to a master that is not there; it was left as it was.
    OrphanSharedFormula {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
    },
}

/// A rectangle of cells by its first and last cell, both inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

impl Area {
    /// Whether the cell lies inside.
    pub fn contains(&self, cell: CellRef) -> bool {
        let (row, col) = cell.indices();
        let ((top, left), (bottom, right)) = (self.first.indices(), self.last.indices());
        (top..=bottom).contains(&row) && (left..=right).contains(&col)
    }

    /// Whether the two have a cell in common.
    pub fn meets(&self, other: &Area) -> bool {
        let ((top, left), (bottom, right)) = (self.first.indices(), self.last.indices());
        let ((other_top, other_left), (other_bottom, other_right)) = (other.first.indices(), other.last.indices());
        top <= other_bottom && other_top <= bottom && left <= other_right && other_left <= right
    }

    /// First and last row, counted from 0.
    pub fn rows(&self) -> (u32, u32) {
        (self.first.indices().0, self.last.indices().0)
    }

    /// From A1 notation, `B2` or `B2:D9`, with or without `$`, the corners in any order.
    ///
    /// ```
    /// use gongkai::patch::Area;
    /// assert_eq!(Area::from_a1("$B$2:D9").map(|a| a.to_string()), Some("B2:D9".to_owned()));
    /// assert_eq!(Area::from_a1("B:D"), None);
    /// ```
    pub fn from_a1(text: &str) -> Option<Area> {
        let corner = |text: &str| CellRef::from_a1(&text.replace('$', ""));
        let (first, last) = match text.split_once(':') {
            Some((first, last)) => (corner(first)?, corner(last)?),
            None => (corner(text)?, corner(text)?),
        };
        let ((row_a, col_a), (row_b, col_b)) = (first.indices(), last.indices());
        Some(Area {
            first: CellRef::zero_based(row_a.min(row_b), col_a.min(col_b)),
            last: CellRef::zero_based(row_a.max(row_b), col_a.max(col_b)),
        })
    }
}

impl std::fmt::Display for Area {
    /// A1 notation; one cell is written as one cell.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}
