//! Editing a workbook package in place (原样修改工作簿).
//!
//! A bureau hands down a workbook and wants exactly that file back. [`Package`] changes the cells it is told to change
//! and what inserted rows move; every other part of the file leaves byte for byte as it came, and a changed part
//! differs only in the elements that had to change. Nothing here knows what the cells mean.
//!
//! ```text
//! container   the zip archive: raw copies of parts nobody touched
//! text, xml   a part's characters, and where its tags and attributes stand in them
//! splice      edits at byte ranges, applied at once
//! formula     references inside formulas
//! sheet       cells
//! results     what formulas give after an edit
//! styles      number formats
//! rows        inserting rows, and all that moves with them
//! marks       colours, comments and a list of findings, which can be taken out again
//! ```

mod container;
mod error;
mod formula;
mod marks;
mod package;
mod relations;
mod results;
mod rows;
mod sheet;
mod splice;
mod styles;
mod text;
mod verify;
mod workbook;
mod xml;

pub use container::Limits;
pub use error::{Area, Note, PatchError};
pub use marks::{List, ListCell, MOST_COMMENTS, Marks, NOTICE, Tone, Unmarked};
pub use package::{Package, Saved};
pub use results::{FormulaAt, Readers, Refreshed};
pub use rows::{PatternFormulas, RowInsertion, Totals};
pub use sheet::{CellContent, Held, Value};
pub use workbook::{SheetInfo, SheetKind, Shown};
