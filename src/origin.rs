//! Where a value stands in what was given to the program (出处).
//!
//! Positions are 0-based inside and 1-based wherever a person or another program reads them; only the constructors and
//! readers named for a base convert.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A cell of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    row: u32,
    col: u32,
}

impl CellRef {
    /// From row and column counted from 0.
    pub fn zero_based(row: u32, col: u32) -> CellRef {
        CellRef { row, col }
    }

    /// Row and column counted from 0.
    pub fn indices(self) -> (u32, u32) {
        (self.row, self.col)
    }

    /// From A1 notation without `$`; `None` where the text is not that.
    ///
    /// ```
    /// use gongkai::origin::CellRef;
    /// assert_eq!(CellRef::from_a1("AB3"), Some(CellRef::zero_based(2, 27)));
    /// assert_eq!(CellRef::from_a1("3A"), None);
    /// ```
    pub fn from_a1(text: &str) -> Option<CellRef> {
        let bytes = text.as_bytes();
        let (letters, digits) = bytes.split_at(bytes.iter().position(u8::is_ascii_digit)?);
        if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
            return None;
        }
        let (mut row, mut col) = (0_u32, 0_u32);
        for letter in letters {
            if !letter.is_ascii_alphabetic() {
                return None;
            }
            col = col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        }
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            row = row * 10 + u32::from(digit - b'0');
        }
        Some(CellRef { row: row.checked_sub(1)?, col: col - 1 })
    }
}

/// The letters of a column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        // A remainder of 26 always fits a byte.
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

impl CellRef {
    /// Appends it in A1 notation: formulas have tens of thousands.
    pub(crate) fn push_to(self, text: &mut String) {
        match u8::try_from(self.col) {
            Ok(col @ 0..26) => text.push(char::from(b'A' + col)),
            _ => text.push_str(&column_letters(self.col)),
        }
        let mut digits = [0; 10];
        let (mut at, mut rest) = (digits.len(), self.row + 1);
        while rest > 0 {
            at -= 1;
            // A remainder of 10 always fits a byte.
            digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        text.extend(digits[at..].iter().map(|&digit| char::from(digit)));
    }
}

impl std::fmt::Display for CellRef {
    /// A1 notation.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::with_capacity(8);
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

/// The spot inside a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// A sheet as a whole.
    Sheet(Arc<str>),
    /// A cell of a sheet.
    Cell(Arc<str>, CellRef),
    /// A field of a text table. All three are 0-based: the record counts every record with the header's, the line is
    /// where the record begins, and no field means the record as a whole.
    Field {
        /// Which record.
        record: u32,
        /// On which line of the text the record begins.
        line: u32,
        /// Which field of the record.
        field: Option<u32>,
    },
    /// A paragraph of a document's running text, counted from 0; what stands in a table has the number of the one after it.
    Paragraph(u32),
    /// A cell of a document's table; all three are counted from 0, the columns with those that merged cells cover.
    TableCell {
        /// Which table of the document.
        table: u32,
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
    },
}

/// Where a value stands (出处): file and spot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Written", into = "Written")]
pub struct Origin {
    /// The file as the user named it (with `!` and the inner name for a file inside an archive).
    pub file: Arc<str>,
    /// The spot inside it.
    pub spot: Spot,
}

impl Origin {
    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Origin {
        Origin { file: Arc::clone(file), spot: Spot::File }
    }

    /// A sheet as a whole.
    pub fn sheet(file: &Arc<str>, sheet: &Arc<str>) -> Origin {
        Origin { file: Arc::clone(file), spot: Spot::Sheet(Arc::clone(sheet)) }
    }

    /// A cell of a sheet.
    pub fn cell(file: &Arc<str>, sheet: &Arc<str>, cell: CellRef) -> Origin {
        Origin { file: Arc::clone(file), spot: Spot::Cell(Arc::clone(sheet), cell) }
    }

    /// The sheet that it stands on, or the file of a text table.
    pub fn table(&self) -> Origin {
        match &self.spot {
            Spot::Sheet(sheet) | Spot::Cell(sheet, _) => Origin::sheet(&self.file, sheet),
            _ => Origin::file(&self.file),
        }
    }

    /// The same file and record or row, in another column counted from 0.
    pub fn in_column(&self, col: u32) -> Origin {
        let spot = match &self.spot {
            Spot::Cell(sheet, cell) => Spot::Cell(Arc::clone(sheet), CellRef { row: cell.row, col }),
            Spot::Field { record, line, .. } => Spot::Field { record: *record, line: *line, field: Some(col) },
            other => other.clone(),
        };
        Origin { file: Arc::clone(&self.file), spot }
    }
}

impl std::fmt::Display for Origin {
    /// As the Chinese messages print it: `收入.xlsx › 收入预算 › C7`, `支出.csv 第 12 行第 5 列`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.spot {
            Spot::File => write!(f, "{}", self.file),
            Spot::Sheet(sheet) => write!(f, "{} › {sheet}", self.file),
            Spot::Cell(sheet, cell) => write!(f, "{} › {sheet} › {cell}", self.file),
            Spot::Field { line, field: None, .. } => write!(f, "{} 第 {} 行", self.file, line + 1),
            Spot::Paragraph(index) => write!(f, "{} 正文第 {} 段", self.file, index + 1),
            Spot::TableCell { table, row, column } => {
                write!(f, "{} 第 {} 个表格第 {} 行第 {} 列", self.file, table + 1, row + 1, column + 1)
            }
            Spot::Field { line, field: Some(field), .. } => {
                write!(f, "{} 第 {} 行第 {} 列（{}）", self.file, line + 1, field + 1, column_letters(*field))
            }
        }
    }
}

/// The form of an origin in JSON; all numbers are 1-based.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    file: Arc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

impl From<Origin> for Written {
    fn from(origin: Origin) -> Written {
        let (file, none) = (origin.file, None);
        let mut written = Written {
            file,
            sheet: None,
            cell: None,
            record: none,
            line: none,
            field: none,
            paragraph: none,
            table: none,
            row: none,
            column: none,
        };
        match origin.spot {
            Spot::File => {}
            Spot::Sheet(sheet) => written.sheet = Some(sheet),
            Spot::Cell(sheet, cell) => {
                written.sheet = Some(sheet);
                written.cell = Some(cell.to_string());
            }
            Spot::Paragraph(index) => written.paragraph = Some(index + 1),
            Spot::TableCell { table, row, column } => {
                written.table = Some(table + 1);
                written.row = Some(row + 1);
                written.column = Some(column + 1);
            }
            Spot::Field { record, line, field } => {
                written.record = Some(record + 1);
                written.line = Some(line + 1);
                written.field = field.map(|f| f + 1);
            }
        }
        written
    }
}

impl TryFrom<Written> for Origin {
    type Error = String;

    fn try_from(written: Written) -> Result<Origin, String> {
        let index = |n: u32| n.checked_sub(1).ok_or_else(|| "record, line and field count from 1".to_owned());
        let spot = match (written.sheet, written.cell, written.record) {
            (Some(sheet), Some(a1), None) => {
                let cell = CellRef::from_a1(&a1).ok_or_else(|| format!("`{a1}` is not a cell"))?;
                Spot::Cell(sheet, cell)
            }
            (Some(sheet), None, None) => Spot::Sheet(sheet),
            (None, None, Some(record)) => Spot::Field {
                record: index(record)?,
                line: index(written.line.unwrap_or(record))?,
                field: written.field.map(index).transpose()?,
            },
            (None, None, None) => match (written.paragraph, written.table, written.row, written.column) {
                (Some(number), None, None, None) => Spot::Paragraph(index(number)?),
                (None, Some(table), Some(row), Some(column)) => {
                    Spot::TableCell { table: index(table)?, row: index(row)?, column: index(column)? }
                }
                (None, None, None, None) => Spot::File,
                _ => return Err("an origin names a paragraph, or table, row and column, or neither".to_owned()),
            },
            _ => return Err("an origin names a sheet and a cell, or a record, or neither".to_owned()),
        };
        Ok(Origin { file: written.file, spot })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_agree() {
        for (col, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (16_383, "XFD")] {
            assert_eq!(column_letters(col), letters);
            assert_eq!(CellRef::from_a1(&format!("{letters}9")), Some(CellRef::zero_based(8, col)));
        }
    }

    #[test]
    fn json_round_trips_and_counts_from_one() {
        let file: Arc<str> = "支出.csv".into();
        let field = Origin { file: Arc::clone(&file), spot: Spot::Field { record: 3, line: 4, field: Some(0) } };
        let cell = Origin::cell(&file, &"表1".into(), CellRef::zero_based(6, 2));
        let paragraph = Origin { file: Arc::clone(&file), spot: Spot::Paragraph(4) };
        let spot = Spot::TableCell { table: 2, row: 3, column: 0 };
        let inside = Origin { file: Arc::clone(&file), spot };
        for origin in [Origin::file(&file), Origin::sheet(&file, &"表1".into()), cell, field.clone(), paragraph, inside]
        {
            let json = serde_json::to_string(&origin).unwrap();
            assert_eq!(serde_json::from_str::<Origin>(&json).unwrap(), origin, "{json}");
        }
        let json = serde_json::to_string(&field).unwrap();
        assert_eq!(json, r#"{"file":"支出.csv","record":4,"line":5,"field":1}"#);
    }
}
