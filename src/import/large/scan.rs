//! The first pass through a large text: where the rows of each department stand.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::super::grid::{GridCell, GridRow, Sheet, Value};
use super::super::header::find_all;
use super::super::merged::Merged;
use super::super::open::Input;
use super::super::rows::HeaderRows;
use super::super::understand::Importer;
use super::beginning::Beginning;
use super::key::Whose;
use super::{Large, Stretch};
use crate::finding::codes::import_container::{LARGE_NOT_PLAIN, OPEN_QUOTE};
use crate::finding::{Finding, Words};
use crate::origin::{Origin, Spot};

/// So much of the beginning must hold the header and some rows, in bytes.
const BEGINNING: usize = 256 * 1024;
/// A longer record is no row but the rest of a text behind a quotation mark that nothing closes, in bytes.
const LONGEST_RECORD: u64 = 1024 * 1024;

/// Why a text was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// What is wrong with it.
    Findings(Vec<Finding>),
    /// It could not be read.
    Io(io::Error),
}

impl From<io::Error> for NotTaken {
    fn from(error: io::Error) -> NotTaken {
        NotTaken::Io(error)
    }
}

impl Large {
    /// Goes through a text once.
    ///
    /// # Errors
    /// It cannot be read, or its rows cannot be told apart by department.
    pub fn scan(name: &Arc<str>, mut text: impl Read, importer: &Importer<'_>) -> Result<Large, NotTaken> {
        let mut start = Vec::new();
        text.by_ref().take(BEGINNING as u64).read_to_end(&mut start)?;
        let whole = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |last| last + 1);
        let input = Input { name: Arc::clone(name), bytes: &start[..whole] };
        let beginning = Beginning::read(&input, importer).map_err(NotTaken::Findings)?;
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(beginning.how.separator)
            .buffer_capacity(1 << 20)
            .from_reader(start.as_slice().chain(text));
        let mut scan = Scan::new(name, beginning, importer);
        scan.all(reader)?;
        scan.finish(&start)
    }
}

struct Scan<'a> {
    name: &'a Arc<str>,
    beginning: Beginning,
    importer: &'a Importer<'a>,
    repeated: HeaderRows,
    codes: BTreeMap<Arc<str>, usize>,
    groups: Vec<Vec<Stretch>>,
    rest: Vec<Stretch>,
    /// The cells by which the last department was told, and its number.
    last: Option<(Vec<Vec<u8>>, usize)>,
    /// The byte at which the header ends.
    header_end: Option<u64>,
}

impl<'a> Scan<'a> {
    fn new(name: &'a Arc<str>, beginning: Beginning, importer: &'a Importer<'a>) -> Scan<'a> {
        let rows = beginning.opened.grid.iter().flat_map(|grid| &grid.sheets).map(|sheet| &sheet.rows);
        let header = rows.flat_map(|rows| rows.get(beginning.header.header.rows.clone())).next().unwrap_or_default();
        Scan {
            name,
            repeated: HeaderRows::of(header),
            beginning,
            importer,
            codes: BTreeMap::new(),
            groups: Vec::new(),
            rest: Vec::new(),
            last: None,
            header_end: None,
        }
    }

    fn all(&mut self, mut reader: Reader<impl Read>) -> Result<(), NotTaken> {
        let mut record = ByteRecord::new();
        let mut number = 0_u32;
        loop {
            let before = (reader.position().byte(), reader.position().line());
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
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
            number = number.checked_add(1).ok_or_else(|| self.not_plain(&one, TOO_MANY))?;
            if one.length > LONGEST_RECORD {
                return Err(NotTaken::Findings(vec![Finding::new(&OPEN_QUOTE).at(self.place(&one))]));
            }
            if one.record >= self.beginning.header_records {
                self.header_end.get_or_insert(one.at);
                self.record(&record, one)?;
            }
        }
    }

    fn record(&mut self, record: &ByteRecord, one: Stretch) -> Result<(), NotTaken> {
        let same = |known: &[Vec<u8>]| self.beginning.keys.bytes(record).eq(known);
        if let Some((_, number)) = self.last.as_ref().filter(|(known, _)| same(known)) {
            append(&mut self.groups[*number], one);
            return Ok(());
        }
        if record.iter().all(|field| field.iter().all(u8::is_ascii_whitespace)) {
            return Ok(());
        }
        match (self.beginning.keys.whose(record), &self.last) {
            (Whose::Department(code), _) => {
                if !code.starts_with(|c: char| c.is_ascii_digit()) {
                    self.no_other_table(record, &one)?;
                }
                let fresh = self.groups.len();
                let number = *self.codes.entry(code).or_insert(fresh);
                if number == fresh {
                    self.groups.push(Vec::new());
                }
                append(&mut self.groups[number], one);
                self.last = Some((self.beginning.keys.bytes(record).map(<[u8]>::to_vec).collect(), number));
            }
            (Whose::Above, Some((_, number))) => append(&mut self.groups[*number], one),
            _ => {
                self.no_other_table(record, &one)?;
                append(&mut self.rest, one);
            }
        }
        Ok(())
    }

    /// A header that is not the table's own begins another one, whose rows must not be read by the first one's columns.
    fn no_other_table(&self, record: &ByteRecord, one: &Stretch) -> Result<(), NotTaken> {
        let cell = |(col, field): (u32, &[u8])| {
            let text = self.beginning.keys.text(field);
            (!text.is_empty()).then(|| (col, GridCell { text: text.into(), value: Value::Text }))
        };
        let cells: Vec<(u32, GridCell)> = (0..).zip(record.iter()).filter_map(cell).collect();
        let row = GridRow { index: one.record, line: one.line, hidden: false, cells };
        if self.repeated.repeated_by(&row) {
            return Ok(());
        }
        let (file, merges) = (Arc::clone(self.name), Vec::new());
        let sheet = Sheet { file, name: None, hidden: false, rows: vec![row], merges };
        if find_all(&sheet, &Merged::of(&sheet), &self.importer.vocabulary()).is_empty() {
            return Ok(());
        }
        Err(self.not_plain(one, ANOTHER_HEADER))
    }

    fn place(&self, one: &Stretch) -> Origin {
        let spot = Spot::Field { record: one.record, line: one.line, field: None };
        Origin { file: Arc::clone(self.name), spot }
    }

    fn not_plain(&self, one: &Stretch, why: Words) -> NotTaken {
        NotTaken::Findings(vec![Finding::new(&LARGE_NOT_PLAIN).at(self.place(one)).with("why", why)])
    }

    fn finish(self, start: &[u8]) -> Result<Large, NotTaken> {
        let end = self.header_end.and_then(|end| usize::try_from(end).ok());
        let header = end.and_then(|end| start.get(self.beginning.mark..end)).map(<[u8]>::to_vec);
        let Some(header) = header else {
            let whole = Finding::new(&LARGE_NOT_PLAIN).at(Origin::file(self.name)).with("why", LONG_HEADER);
            return Err(NotTaken::Findings(vec![whole]));
        };
        if let Some(first) = self.rest.first().filter(|_| rows(&self.rest) > MOST_REST) {
            return Err(self.not_plain(first, MOST_NAME_NONE));
        }
        let Scan { beginning, codes, mut groups, rest, .. } = self;
        let mut taken = |number: usize| groups.get_mut(number).map(std::mem::take).unwrap_or_default();
        Ok(Large {
            name: Arc::clone(self.name),
            format: beginning.opened.format,
            format_id: beginning.opened.format_id,
            evidence: beginning.opened.evidence,
            how: beginning.how,
            header,
            header_records: beginning.header_records,
            departments: codes.into_iter().map(|(code, number)| (code, taken(number))).collect(),
            rest,
        })
    }
}

/// More rows that name no department are no sums and footers.
const MOST_REST: usize = 10_000;

fn rows(stretches: &[Stretch]) -> usize {
    stretches.iter().map(|stretch| stretch.records as usize).sum()
}

const MOST_NAME_NONE: Words = Words {
    zh: "从这一行起有一万行以上没有写部门编码或单位编码",
    en: "ten thousand rows and more, this the first, give no code of a department or unit",
};
const TOO_MANY: Words = Words { zh: "行数超过 40 亿", en: "it has more than four billion rows" };
const ANOTHER_HEADER: Words =
    Words { zh: "这一行又有一个不同的表头", en: "another header, with other columns, stands on this row" };
const LONG_HEADER: Words = Words { zh: "表头不在文件开头", en: "its header does not stand at its beginning" };

/// Adds a record to stretches, to the last one where it follows directly.
fn append(stretches: &mut Vec<Stretch>, one: Stretch) {
    match stretches.last_mut() {
        Some(last) if last.at + last.length == one.at && last.record + last.records == one.record => {
            last.length += one.length;
            last.records += 1;
            last.lines += one.lines;
        }
        _ => stretches.push(one),
    }
}
