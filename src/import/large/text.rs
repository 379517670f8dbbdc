//! The first pass through a large text.

use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::Encoding;

use super::super::container::{self, How, Refusal};
use super::super::grid::{GridCell, GridRow, Sheet, Value};
use super::super::limits::Limits;
use super::super::open::{Input, Opened, open};
use super::super::understand::Importer;
use super::beginning::{self, Beginning};
use super::key::Fields;
use super::scan::{NotTaken, Scan};
use super::{Form, Large, NO_TABLE, Stretch, Table, not_plain};
use crate::finding::codes::import_container::OPEN_QUOTE;
use crate::finding::{Finding, Words};
use crate::import::cell::label::trimmed;
use crate::origin::Origin;

/// A longer record is no row but the rest of a text behind a quotation mark that nothing closes, in bytes.
const LONGEST_RECORD: u64 = 1024 * 1024;

impl Large {
    /// Goes through a text once.
    ///
    /// # Errors
    /// It cannot be read, or its rows cannot be told apart by department.
    pub fn scan(name: &Arc<str>, mut text: impl Read, importer: &Importer<'_>) -> Result<Large, NotTaken> {
        let mut start = Vec::new();
        text.by_ref().take(beginning::LENGTH as u64).read_to_end(&mut start)?;
        let (mut opened, sheet, how) = recognised(name, &start)?;
        let beginning = Beginning::of(&sheet, importer).map_err(NotTaken::Findings)?;
        let mark = Encoding::for_bom(&start).map_or(0, |(_, mark)| mark);
        let records = beginning.header + 1;
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(how.separator)
            .buffer_capacity(1 << 20)
            .from_reader(start.as_slice().chain(text));
        let bare = Sheet { rows: Vec::new(), ..sheet };
        let mut scan = Scan::new(bare, beginning, importer);
        let end = Passing { encoding: how.encoding, records }.all(reader, &mut scan)?;
        let header = end.and_then(|end| start.get(mark..usize::try_from(end).ok()?));
        let header = header.ok_or_else(|| not_plain(Origin::file(name), LONG_HEADER))?.to_vec();
        let table = Table { form: Form::Text { how, records }, header, shares: scan.finish()? };
        opened.grid = None;
        Ok(Large { like: opened, findings: Vec::new(), tables: vec![table] })
    }
}

/// The beginning of a text as a file of its own, and how the whole is to be read.
fn recognised(name: &Arc<str>, start: &[u8]) -> Result<(Opened, Sheet, How), Refusal> {
    let no_text = || not_plain(Origin::file(name), NO_TABLE);
    let whole = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |last| last + 1);
    let bytes = &start[..whole];
    let mut read = open(&Input { name: Arc::clone(name), bytes }, &Limits::default()).value;
    let mut opened = read.pop().filter(|_| read.is_empty()).ok_or_else(no_text)?;
    let mut sheets = opened.grid.take().map(|grid| grid.sheets).unwrap_or_default();
    let sheet = sheets.pop().filter(|sheet| sheets.is_empty() && sheet.name.is_none()).ok_or_else(no_text)?;
    Ok((opened, sheet, container::how(bytes).ok_or_else(no_text)?))
}

const TOO_MANY: Words = Words { zh: "行数超过 40 亿", en: "it has more than four billion rows" };
const LONG_HEADER: Words = Words { zh: "表头不在文件开头", en: "its header does not stand at its beginning" };

/// What is known of a text while its records pass.
struct Passing {
    encoding: &'static Encoding,
    /// Records up to the end of the header.
    records: u32,
}

impl Passing {
    /// Shows all records below the header to `scan`; gives the byte at which the header ends, where anything follows it.
    fn all(&self, mut reader: Reader<impl Read>, scan: &mut Scan<'_>) -> Result<Option<u64>, NotTaken> {
        let (mut record, mut number, mut header_end) = (ByteRecord::new(), 0_u32, None);
        loop {
            let before = (reader.position().byte(), reader.position().line());
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(header_end),
                Err(error) => return Err(NotTaken::Io(error.into())),
            }
            let after = (reader.position().byte(), reader.position().line());
            let counted = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
            let one = Stretch {
                at: before.0,
                length: after.0 - before.0,
                record: number,
                records: 1,
                line: counted(before.1 - 1),
                lines: counted(after.1 - before.1),
            };
            number = number.checked_add(1).ok_or_else(|| not_plain(scan.place(&one), TOO_MANY))?;
            if one.length > LONGEST_RECORD {
                return Err(Box::new(Finding::new(&OPEN_QUOTE).at(scan.place(&one))).into());
            }
            if one.record >= self.records {
                header_end.get_or_insert(one.at);
                scan.row(&Fielded { record: &record, encoding: self.encoding, at: (one.record, one.line) }, one)?;
            }
        }
    }
}

/// A record of a text.
struct Fielded<'a> {
    record: &'a ByteRecord,
    encoding: &'static Encoding,
    /// Its number and line.
    at: (u32, u32),
}

impl Fielded<'_> {
    fn read(&self, field: &[u8]) -> String {
        let text = self.encoding.decode_without_bom_handling(field).0;
        trimmed(container::unwrapped(&text)).to_owned()
    }
}

impl Fields for Fielded<'_> {
    fn stored(&self, column: u32) -> &[u8] {
        usize::try_from(column).ok().and_then(|column| self.record.get(column)).unwrap_or_default()
    }

    fn text(&self, column: u32) -> String {
        self.read(self.stored(column))
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.iter().all(u8::is_ascii_whitespace))
    }

    fn row(&self) -> GridRow {
        let cell = |(col, field): (u32, &[u8])| {
            let text = self.read(field);
            (!text.is_empty()).then(|| (col, GridCell { text: text.into(), value: Value::Text }))
        };
        let cells = (0..).zip(self.record.iter()).filter_map(cell).collect();
        let fields = u32::try_from(self.record.len()).unwrap_or(u32::MAX);
        GridRow { index: self.at.0, line: self.at.1, hidden: false, fields, cells }
    }
}
