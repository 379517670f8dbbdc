//! PDF: what is printed, as tables. A sheet for each table, with the lines of words above and below it.
//!
//! The crate pdfni reads the file: objects, fonts with their Chinese encodings, and where each character and each ruled line
//! stands. Here is only what finds cells. Figures are as printed; what lies behind them is not in such a file.

mod aligned;
mod figure;
mod heading;
mod join;
mod lattice;
mod lay;
mod page;
mod rules;
mod unruled;
mod words;

use pdfni::{Error, ExtractQuery, ReaderSettings};

use super::package::megabytes;
use super::sheet::{SheetBuilder, Used, too_large};
use super::{Notes, Refusal, Source, stored};
use crate::finding::codes::import_container::{DAMAGED, NOTHING_INSIDE, PASSWORD};
use crate::finding::codes::import_pdf::{PDF_NO_TEXT, PDF_READ, PDF_UNRULED};
use crate::finding::codes::import_shape::FILE_CUT;
use crate::finding::{Finding, Words};
use crate::import::grid::Sheet;
use crate::origin::{CellRef, Origin};

use join::Whole;
use page::Page;

/// Bytes of a PDF: disclosures have some, scans have many and no text.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of one stream of it, unpacked: a page, a font.
const MOST_UNPACKED: usize = 32 * 1024 * 1024;
/// Characters on one page, and how many pages are looked at for that.
const MOST_GLYPHS: usize = 100_000;
const LOOKED_AT: usize = 8;
/// Entries of the tables of letters of one font.
const MOST_LETTERS: usize = 200_000;
/// Pages.
const MOST_PAGES: u32 = 1_000;
/// How a PDF ends, and among how many of its last bytes that is looked for: some programs write more behind it.
const END: &[u8] = b"%%EOF";
const TAIL: usize = 4096;
/// Pages without text are named one by one up to this many.
const PAGES_SHOWN: usize = 12;

/// Reads the tables that are printed.
///
/// # Errors
/// Damaged, locked or too large, or there is no text or no table.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let pages = pages(source)?;
    if pages.is_empty() {
        let damaged = Finding::new(&DAMAGED).at(source.whole()).with("format", "PDF 文件");
        return Err(Box::new(damaged.with("cause", "没有一页读得出来，文件可能不完整")));
    }
    if !source.bytes[source.bytes.len().saturating_sub(TAIL)..].windows(END.len()).any(|bytes| bytes == END) {
        notes.findings.push(Finding::new(&FILE_CUT).at(source.whole()).with("why", "PDF 没有结尾标记（%%EOF）"));
    }
    let empty: Vec<u32> = pages.iter().filter(|page| !page.has_text()).map(|page| page.number).collect();
    let laid: Vec<_> = pages.iter().map(lay::tables).collect();
    let with_tables = laid.iter().filter(|tables| !tables.is_empty()).count();
    let tables = join::whole(laid);
    notes.evidence.push(format!(
        "共 {} 页，{with_tables} 页上有表格，读成 {} 张；数字是印出来的样子",
        pages.len(),
        tables.len()
    ));
    if tables.is_empty() {
        return Err(nothing(source, &empty, pages.len()));
    }
    if !empty.is_empty() {
        let listed: Vec<String> = empty.iter().take(PAGES_SHOWN).map(u32::to_string).collect();
        let more = if empty.len() > PAGES_SHOWN { "等" } else { "" };
        let which = format!("{}{more}", listed.join("、"));
        notes.findings.push(Finding::new(&PDF_NO_TEXT).at(source.whole()).with("pages", which));
    }
    notes.findings.push(Finding::new(&PDF_READ).at(source.whole()).with("tables", tables.len()));
    let mut used = Used::default();
    tables.iter().map(|table| sheet(source, table, &mut used, notes)).collect()
}

/// The pages as the PDF reader gives them.
fn pages(source: Source<'_>) -> Result<Vec<Page>, Refusal> {
    if u64::try_from(source.bytes.len()).is_ok_and(|size| size > MOST_BYTES) {
        return Err(too_large(source, Words { zh: "PDF 的大小", en: "the size of the PDF" }, megabytes(MOST_BYTES)));
    }
    let settings = ReaderSettings { max_decoded_bytes: MOST_UNPACKED, max_cmap_entries: MOST_LETTERS };
    bounded(source, &settings)?;
    let parts = pdfni::read_pages_with(source.bytes, None, &settings).map_err(|error| refusal(source, &error))?;
    Ok(parts.into_iter().zip(1..).map(|(part, number)| Page::of(part, number)).collect())
}

/// Looks how much there is before all of it is held: a few bytes can be shown on every page. The first pages speak for all,
/// since a damaged file takes long to open and is opened twice as it is.
fn bounded(source: Source<'_>, settings: &ReaderSettings) -> Result<(), Refusal> {
    let wanted = format!("1-{LOOKED_AT},{}", MOST_PAGES + 1).parse().map_err(|error| refusal(source, &error))?;
    let query = ExtractQuery { pages: Some(wanted), region: None };
    let some = pdfni::extract_text_from_bytes_with_query(source.bytes, None, settings, &query)
        .map_err(|error| refusal(source, &error))?;
    let (first, more) = some.pages.split_at(some.pages.len().min(LOOKED_AT));
    if !more.is_empty() {
        return Err(too_large(source, Words { zh: "PDF 的页数", en: "the number of pages" }, MOST_PAGES));
    }
    if first.iter().any(|page| page.chars.len() > MOST_GLYPHS) {
        return Err(too_large(source, Words { zh: "PDF 一页的字数", en: "the characters of a page" }, MOST_GLYPHS));
    }
    Ok(())
}

/// Why a file cannot be opened.
fn refusal(source: Source<'_>, error: &Error) -> Refusal {
    let finding = match error {
        Error::BadPassword | Error::SecurityRestricted => {
            Finding::new(&PASSWORD).with("how", Words { zh: "PDF 打开密码", en: "password of the PDF" })
        }
        other => Finding::new(&DAMAGED).with("format", "PDF 文件").with("cause", format!("PDF 的结构残缺（{other}）")),
    };
    Box::new(finding.at(source.whole()))
}

/// Why a file that was opened holds no table.
fn nothing(source: Source<'_>, empty: &[u32], pages: usize) -> Refusal {
    let what = match empty.len() == pages {
        true => Words {
            zh: "这份每一页都没有文字（是扫描或拍照的图片）的 PDF ",
            en: "this PDF, a scan without text on any page,",
        },
        false => Words { zh: "这份只有文字的 PDF ", en: "this PDF of running text" },
    };
    Box::new(Finding::new(&NOTHING_INSIDE).at(source.whole()).with("what", what))
}

/// A table as a sheet: the lines above it, its rows, the lines below it.
fn sheet(source: Source<'_>, table: &Whole, used: &mut Used, notes: &mut Notes) -> Result<Sheet, Refusal> {
    let mut builder = SheetBuilder::new(source, name(table), false);
    if !table.ruled {
        let place = Origin::sheet(source.file, builder.name());
        notes.findings.push(Finding::new(&PDF_UNRULED).at(place));
    }
    let mut row = 0_u32;
    for words in &table.above {
        put_words(&mut builder, used, (row, words))?;
        row += 1;
    }
    let first = row;
    for cell in &table.cells {
        let at = |row: usize, col: usize| CellRef::zero_based(first.saturating_add(index(row)), index(col));
        let field = cell.field;
        let begin = at(field.row, field.col);
        builder.merge(used, (begin, at(field.row + field.rows - 1, field.col + field.cols - 1)))?;
        if cell.unknown {
            builder.put_broken(used, begin.indices(), "字体里没有写明这些字是什么字")?;
        } else if !cell.text.is_empty() {
            builder.put(used, begin.indices(), stored::text(cell.text.as_str()))?;
        }
    }
    row = first.saturating_add(index(table.rows));
    for words in &table.below {
        put_words(&mut builder, used, (row, words))?;
        row += 1;
    }
    Ok(builder.finish(notes))
}

fn put_words(builder: &mut SheetBuilder<'_>, used: &mut Used, (row, words): (u32, &lay::Words)) -> Result<(), Refusal> {
    for (col, text) in &words.pieces {
        builder.put(used, (row, index(*col)), stored::text(text.as_str()))?;
    }
    Ok(())
}

/// `第9页`, `第10-11页`, and which table where it is not the first of its page.
fn name(table: &Whole) -> String {
    let (first, last) = table.pages;
    let pages = if first == last { format!("第{first}页") } else { format!("第{first}-{last}页") };
    if table.nth == 0 { pages } else { format!("{pages}表{}", table.nth + 1) }
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / 4)
}
