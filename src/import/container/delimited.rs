//! CSV, TSV and “Unicode 文本”: records of fields with their record, line and field.

use std::sync::Arc;

use super::encoding::{Decoded, decode, decode_by};
use super::recent::Recent;
use super::sheet::{CELLS, too_large};
use super::{Notes, Refusal, Source, stored};
use encoding_rs::Encoding;

use crate::finding::Finding;
use crate::finding::codes::import_container::{
    BAD_BYTES, CUT_CHARACTER, ENCODING_DOUBTFUL, NUL_BYTES, OPEN_QUOTE, SUSPECT_QUOTE,
};
use crate::import::grid::{GridCell, GridRow, Marks, Sheet};
use crate::origin::{Origin, Spot};

mod places;
mod separator;

pub(in crate::import) use places::Places;

/// Findings about broken characters are given one by one up to this many; one more counts the rest.
const BROKEN_SHOWN: usize = 20;

/// Reads a text of unknown encoding and separator.
///
/// # Errors
/// More cells than the limits allow.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let mut decoded = decode(source.bytes);
    notes.evidence.push(std::mem::take(&mut decoded.evidence));
    note_encoding(source, &mut decoded, notes);
    let separator = separator::detect(&decoded.text);
    notes.evidence.push(separator.evidence.clone());
    let mut sheets = records(source, (&decoded, separator.byte), Places::default(), notes)?;
    for sheet in &mut sheets {
        sheet.marks.unended = !decoded.text.ends_with(['\n', '\r']);
    }
    Ok(sheets)
}

/// How a text is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct How {
    /// What its bytes mean.
    pub encoding: &'static Encoding,
    /// What separates its fields, an ASCII character.
    pub separator: u8,
}

/// How a text is to be read as its beginning shows; `None` where its bytes do not stand for themselves, as in UTF-16.
pub(in crate::import) fn how(beginning: &[u8]) -> Option<How> {
    let decoded = decode(beginning);
    let encoding =
        Encoding::for_label(decoded.encoding.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())?;
    Some(How { encoding, separator: separator::detect(&decoded.text).byte })
}

/// Reads parts of a text of which it is known how; `places` says where its records stand in the whole.
///
/// # Errors
/// More cells than the limits allow.
pub(in crate::import) fn read_by(
    source: Source<'_>,
    how: How,
    places: Places,
    notes: &mut Notes,
) -> Result<Vec<Sheet>, Refusal> {
    let mut decoded = decode_by(how.encoding, source.bytes);
    note_encoding(source, &mut decoded, notes);
    records(source, (&decoded, how.separator), places, notes)
}

fn records(
    source: Source<'_>,
    (decoded, separator): (&Decoded, u8),
    places: Places,
    notes: &mut Notes,
) -> Result<Vec<Sheet>, Refusal> {
    let mut rows = Rows::new(source, &decoded.text, places);
    rows.read(separator, notes)?;
    let rows = rows.rows;
    note_broken(source, decoded, &rows, notes);
    Ok(vec![Sheet {
        file: Arc::clone(source.file),
        name: None,
        hidden: false,
        rows,
        merges: Vec::new(),
        marks: Marks::default(),
    }])
}

fn note_encoding(source: Source<'_>, decoded: &mut Decoded, notes: &mut Notes) {
    if let Some(why) = decoded.doubt {
        let finding = Finding::new(&ENCODING_DOUBTFUL).at(source.whole());
        notes.findings.push(finding.with("encoding", decoded.encoding).with("why", why));
    }
    super::note_mixed(source, &decoded.changes, notes);
    // DOS programs end a text with this mark.
    decoded.text.truncate(decoded.text.trim_end_matches('\u{1A}').len());
    let nuls = decoded.text.matches('\0').count();
    if nuls > 0 {
        decoded.text.retain(|c| c != '\0');
        notes.findings.push(Finding::new(&NUL_BYTES).at(source.whole()).with("count", nuls));
    }
}

/// Names every field that holds a broken character, by record, line and field.
fn note_broken(source: Source<'_>, decoded: &Decoded, rows: &[GridRow], notes: &mut Notes) {
    if !decoded.text.contains("\u{FFFD}") {
        return;
    }
    let broken = |cell: &GridCell| cell.text.matches(char::REPLACEMENT_CHARACTER).count();
    let mut fields: Vec<_> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(move |(col, cell)| (row, *col, cell, broken(cell))))
        .filter(|(.., count)| *count > 0)
        .collect();
    if decoded.cut
        && let Some((row, col, cell, _)) = fields.pop()
    {
        let finding = Finding::new(&CUT_CHARACTER).at(place(source, row, Some(col)));
        notes.findings.push(finding.with("text", &*cell.text));
    }
    for (row, col, cell, count) in fields.iter().take(BROKEN_SHOWN) {
        let finding =
            Finding::new(&BAD_BYTES).at(place(source, row, Some(*col))).with("record", (row.index + 1).to_string());
        let finding = finding.with("count", *count).with("encoding", decoded.encoding).with("text", &*cell.text);
        notes.findings.push(finding);
    }
    if let Some((row, ..)) = fields.get(BROKEN_SHOWN) {
        let rest = fields.len() - BROKEN_SHOWN;
        let finding = Finding::new(&BAD_BYTES).at(place(source, row, None)).with("record", (row.index + 1).to_string());
        let count: usize = fields.iter().skip(BROKEN_SHOWN).map(|(.., count)| count).sum();
        notes.findings.push(
            finding.with("count", count).with("encoding", decoded.encoding).with("text", format!("……（×{rest}）")),
        );
    }
}

fn place(source: Source<'_>, row: &GridRow, field: Option<u32>) -> Origin {
    Origin { file: Arc::clone(source.file), spot: Spot::Field { record: row.index, line: row.line, field } }
}

/// The records of a text so far.
struct Rows<'a> {
    source: Source<'a>,
    text: &'a str,
    /// Where each line begins, whatever ends the lines.
    lines: Vec<usize>,
    rows: Vec<GridRow>,
    records: u32,
    cells: usize,
    recent: Recent,
    places: Places,
}

impl<'a> Rows<'a> {
    fn new(source: Source<'a>, text: &'a str, places: Places) -> Rows<'a> {
        let (lines, recent) = (line_starts(text), Recent::new());
        Rows { source, text, lines, rows: Vec::new(), records: 0, cells: 0, recent, places }
    }

    fn read(&mut self, separator: u8, notes: &mut Notes) -> Result<(), Refusal> {
        let Some(open) = self.read_from(0, separator, true)? else {
            self.note_joined(separator, notes);
            return Ok(());
        };
        // The record that began at `open` swallowed the rest of the text: read that part line by line instead.
        let (record, line) = self.places.in_whole(self.records, self.line_of(open));
        let spot = Spot::Field { record, line, field: None };
        let place = Origin { file: Arc::clone(self.source.file), spot };
        notes.findings.push(Finding::new(&OPEN_QUOTE).at(place));
        self.note_joined(separator, notes);
        self.read_from(open, separator, false)?;
        Ok(())
    }

    /// Reads records from a byte of the text; gives the byte where an unclosed quotation mark's record begins.
    fn read_from(&mut self, from: usize, separator: u8, quoting: bool) -> Result<Option<usize>, Refusal> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .quoting(quoting)
            .from_reader(&self.text.as_bytes()[from..]);
        let mut record = csv::ByteRecord::new();
        // Reading from memory with flexible lengths has nothing to fail on.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let at = record.position().map_or(0, csv::Position::byte);
            let start = self.content_start(from + usize::try_from(at).unwrap_or(0));
            let last = usize::try_from(reader.position().byte()).is_ok_and(|read| from + read >= self.text.len());
            if quoting && last && self.text[start..].matches('"').count() % 2 == 1 {
                return Ok(Some(start));
            }
            self.add(start, &record)?;
        }
        Ok(None)
    }

    fn add(&mut self, start: usize, record: &csv::ByteRecord) -> Result<(), Refusal> {
        let mut cells = Vec::with_capacity(record.len());
        for (col, field) in (0_u32..).zip(record) {
            let text = String::from_utf8_lossy(field);
            let text = unwrapped(&text);
            if !text.is_empty() {
                cells.push((col, stored::text(self.recent.copy(text))));
            }
        }
        self.cells += cells.len();
        if self.cells > self.source.limits.cells {
            return Err(too_large(self.source, CELLS, self.source.limits.cells));
        }
        let (index, line) = self.places.in_whole(self.records, self.line_of(start));
        self.records = self.records.saturating_add(1);
        if !cells.is_empty() {
            let fields = u32::try_from(record.len()).unwrap_or(u32::MAX);
            self.rows.push(GridRow { index, line, hidden: false, fields, cells });
        }
        Ok(())
    }

    /// A record's position may lie before the line ends that were skipped to reach it.
    fn content_start(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
    }

    fn line_of(&self, at: usize) -> u32 {
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// Fields over several lines that hold separators look like rows joined by a stray quotation mark.
    fn note_joined(&self, separator: u8, notes: &mut Notes) {
        if !self.text.contains('"') {
            return;
        }
        let separator = char::from(separator);
        for row in &self.rows {
            for (col, cell) in &row.cells {
                let lines = cell.text.lines().count();
                if lines > 1 && cell.text.lines().filter(|line| line.contains(separator)).count() > 1 {
                    let finding = Finding::new(&SUSPECT_QUOTE).at(place(self.source, row, Some(*col)));
                    notes.findings.push(finding.with("lines", lines));
                }
            }
        }
    }
}

/// Where lines begin; CR LF, LF and CR alone all end a line.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain((0..bytes.len()).filter(|at| ends(*at)).map(|at| at + 1)).collect()
}

/// The field without what systems wrap around it so that Excel keeps a code as text: `="2010301"`, a trailing tab.
pub(in crate::import) fn unwrapped(field: &str) -> &str {
    let bare = field.trim_end_matches('\t');
    bare.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).filter(|rest| !rest.contains('"')).unwrap_or(bare)
}

#[cfg(test)]
mod tests;
