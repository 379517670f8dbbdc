//! The working paper (底稿): what is not published. It leads from every published figure back to the lines, files and cells
//! that it comes from, and keeps what was found, read and set aside.
//!
//! | sheet | file |
//! | --- | --- |
//! | 说明 | `about.rs` |
//! | 追溯: a row for each published figure and line | `trail.rs` |
//! | 合计公式: a row for each computed figure | `totals.rs` |
//! | 尾差调整, where figures were moved | `moved.rs` |
//! | 支出明细, 收入明细: each line once | `lines.rs` |
//! | 附表明细, where there are projects, purchases or assets: each of their figures once | `records.rs` |
//! | 问题清单 | `problems.rs` |
//! | 读取情况, 列的对应, 未采用的行 | `readings.rs` |
//!
//! Each is a [`listing::Listing`] of plain fields; `writer.rs` alone knows the workbook.

mod about;
mod lines;
mod listing;
mod moved;
mod problems;
mod readings;
mod records;
mod strings;
mod texts;
mod totals;
mod trail;
mod writer;

use self::listing::Listing;
use self::texts::Texts;
use super::sheets::with_safe_names;
use super::{ExportError, Stamp};
use crate::disclosure::Disclosure;
use crate::finding::Finding;
use crate::model::Budget;
use crate::reading::FileReading;

/// What a working paper is made of.
#[derive(Clone, Copy, Debug)]
pub struct WorkingPaper<'a> {
    /// The published figures.
    pub disclosure: &'a Disclosure,
    /// The budget whose lines the figures' sources name.
    pub budget: &'a Budget,
    /// What was found on the way, in the order in which it is to be shown.
    pub findings: &'a [Finding],
    /// What was understood of each input file.
    pub readings: &'a [FileReading],
    /// Name of the published workbook's file, which lies in the same folder: links lead to it.
    pub published_name: &'a str,
}

/// The working paper, as the bytes of an .xlsx file.
///
/// Lists longer than a sheet go on in a second one (`追溯（2）`); text longer than a cell is cut with a note that says how
/// long it was; links beyond what Excel allows on one sheet are plain text. The first sheet says so where it happened.
///
/// # Errors
///
/// [`ExportError::Date`] where `stamp` is no date; [`ExportError::Refused`] where the writer refuses something.
pub fn working_paper(paper: &WorkingPaper<'_>, stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let disclosure = with_safe_names(paper.disclosure);
    let paper = WorkingPaper { disclosure: &disclosure, ..*paper };
    let texts = Texts::default();
    let listings = listings(&paper, stamp, &texts);
    writer::write(&paper, (&listings, &texts), stamp)
}

/// The sheets in their order.
fn listings(paper: &WorkingPaper<'_>, stamp: Stamp, texts: &Texts) -> Vec<Listing> {
    let uses = trail::uses(paper.disclosure);
    let records = records::Records::of(paper.budget);
    let mut all = vec![
        trail::listing(paper, &records, texts),
        totals::listing(paper.disclosure, texts),
        lines::expenditure(paper.budget, &uses, texts),
        lines::revenue(paper.budget, &uses, texts),
        problems::listing(paper.findings, texts),
        readings::tables(paper.readings, texts),
        readings::columns(paper.readings, texts),
        readings::aside(paper.readings, texts),
    ];
    // Right after the lines.
    all.splice(4..4, records.listing(paper.budget, &uses, texts));
    // Right after the figures that it is about: 追溯 and 合计公式.
    all.splice(2..2, moved::listing(paper.disclosure, texts));
    let about = about::listing(paper, stamp, (&all, &uses), texts);
    all.insert(0, about);
    all
}
