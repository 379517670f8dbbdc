//! What a sheet holds, until it is written.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::strings::Strings;
use super::style::StyleId;

/// Rows that a sheet has.
const ROWS: u32 = 1_048_576;
/// Columns that a sheet has.
const COLUMNS: u32 = 16_384;

/// A rectangle of the sheet, counted from 0, the ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct Area {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: u32,
}

impl Area {
    fn meets(self, other: Area) -> bool {
        self.row <= other.last_row
            && other.row <= self.last_row
            && self.col <= other.last_col
            && other.col <= self.last_col
    }
}

/// What Excel would mark with a green triangle although nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::export) enum Ignored {
    /// A number as text.
    NumberAsText,
    /// A sum that leaves out its neighbours.
    OmitsCells,
    /// A formula unlike those around it.
    Differs,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Target<'a> {
    /// A place in this workbook: `'支出明细'!A2`.
    Inside(&'a str),
    /// A file beside this one, and a place in it.
    File(&'a str, Option<&'a str>),
}

/// A link of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub row: u32,
    pub col: u32,
    /// The position in the sheet's files, where it leads to one.
    pub file: Option<usize>,
    /// The place in the sheet's list of places.
    pub place: Option<Range<usize>>,
}

/// A text of a sheet, by its number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct Word(pub(super) u32);

/// How a sheet prints, and what stays on the screen.
#[derive(Clone, Debug)]
pub(in crate::export) struct Page {
    /// Whether the page lies.
    pub landscape: bool,
    /// Whether the table stands in the middle between left and right.
    pub centred: bool,
    /// Margins in inches: left, right, top, bottom, header, footer.
    pub margins: [Decimal; 6],
    /// Header of the page in Excel's codes; none where empty.
    pub header: &'static str,
    /// Footer, likewise.
    pub footer: &'static str,
    /// Rows from the first on that are not repeated, though those below them are.
    pub once: u32,
    /// Rows down to which, from the first or from those of [`Page::once`] on, every page repeats.
    pub repeated: u32,
    /// Rows from the first on that stay on the screen.
    pub frozen: u32,
    /// Scale in per cent; `None` to make it one page wide.
    pub percent: Option<u32>,
    /// Rows that begin a page, counted from 0.
    pub breaks: Vec<u32>,
    /// Last row and column that print.
    pub last: (u32, u32),
    /// Whether the table has a filter.
    pub filter: bool,
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub col: u32,
    pub style: StyleId,
    pub content: Content,
}

/// What a cell holds; texts and formulas stand among the sheet's texts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    Blank,
    Text(Word),
    Number(Decimal),
    Formula(Word, Decimal),
}

/// One row, its cells in order of column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub index: u32,
    pub points: Option<u32>,
    pub cells: Vec<Cell>,
}

/// A sheet on its way.
#[derive(Clone, Debug)]
pub(in crate::export) struct Sheet {
    name: String,
    texts: Strings,
    rows: Vec<Row>,
    /// By column, in characters.
    pub(super) widths: Vec<u32>,
    pub(super) merges: Vec<Area>,
    /// Links in order of writing.
    pub(super) links: Vec<Link>,
    /// The distinct files that links lead to, in order of first use.
    files: Vec<String>,
    /// The places that links lead to, one after the other.
    places: String,
    pub(super) ignored: BTreeMap<Ignored, Vec<Area>>,
    pub(super) page: Option<Page>,
}

impl Sheet {
    /// An empty sheet of a name that Excel accepts.
    pub fn new(name: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            texts: Strings::default(),
            rows: Vec::new(),
            widths: Vec::new(),
            merges: Vec::new(),
            links: Vec::new(),
            files: Vec::new(),
            places: String::new(),
            ignored: BTreeMap::new(),
            page: None,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sets the widths of the columns from A on, in characters.
    pub fn widths(&mut self, widths: impl IntoIterator<Item = u32>) {
        self.widths = widths.into_iter().collect();
    }

    /// A cell with nothing but its look. What was written to a cell before is replaced, here and below.
    pub fn blank(&mut self, at: (u32, u32), style: StyleId) {
        self.put(at, style, Content::Blank);
    }

    /// Text, whatever it begins with.
    pub fn text(&mut self, at: (u32, u32), text: &str, style: StyleId) {
        let word = self.word(text);
        self.say(at, word, style);
    }

    /// The number of a text in this sheet, for text that stands in many cells.
    pub fn word(&mut self, text: &str) -> Word {
        Word(self.texts.id(text))
    }

    /// Text by its number in this sheet.
    pub fn say(&mut self, at: (u32, u32), word: Word, style: StyleId) {
        self.put(at, style, Content::Text(word));
    }

    /// A number, exactly as it is.
    pub fn number(&mut self, at: (u32, u32), number: Decimal, style: StyleId) {
        self.put(at, style, Content::Number(number));
    }

    /// A formula, without `=`, with its result.
    pub fn formula(&mut self, at: (u32, u32), (formula, result): (&str, Decimal), style: StyleId) {
        let formula = self.word(formula);
        self.put(at, style, Content::Formula(formula, result));
    }

    /// Text that leads somewhere.
    pub fn link(&mut self, at: (u32, u32), (text, target): (&str, Target<'_>), style: StyleId) {
        self.text(at, text, style);
        let (file, place) = match target {
            Target::Inside(place) => (None, Some(place)),
            Target::File(file, place) => (Some(self.file(file)), place),
        };
        let place = place.map(|place| {
            let start = self.places.len();
            self.places.push_str(place);
            start..self.places.len()
        });
        self.links.push(Link { row: at.0, col: at.1, file, place });
    }

    fn file(&mut self, name: &str) -> usize {
        self.files.iter().position(|known| known == name).unwrap_or_else(|| {
            self.files.push(name.to_owned());
            self.files.len() - 1
        })
    }

    /// Text over an area, which is merged where it is more than one cell.
    pub fn area(&mut self, area: Area, text: &str, style: StyleId) {
        let one = area.row == area.last_row && area.col == area.last_col;
        if !one {
            self.merges.push(area);
            for row in area.row..=area.last_row.min(ROWS) {
                for col in area.col..=area.last_col.min(COLUMNS) {
                    self.blank((row, col), style);
                }
            }
        }
        self.text((area.row, area.col), text, style);
    }

    /// Sets the height of a row in points.
    pub fn height(&mut self, row: u32, points: u32) {
        self.row(row).points = Some(points);
    }

    /// Keeps Excel from marking an area.
    pub fn ignore(&mut self, ignored: Ignored, area: Area) {
        self.ignored.entry(ignored).or_default().push(area);
    }

    /// Sets up the page.
    pub fn page(&mut self, page: Page) {
        self.page = Some(page);
    }

    /// Why no sheet can be like this.
    pub(super) fn contradiction(&self) -> Option<String> {
        for (index, area) in self.merges.iter().enumerate() {
            if let Some(other) = self.merges.get(..index).and_then(|before| before.iter().find(|o| o.meets(*area))) {
                let [one, two] = [super::sheet_xml::reference(*other), super::sheet_xml::reference(*area)];
                return Some(format!("合并的单元格 {one} 与 {two} 重叠"));
            }
        }
        let outside = |row: &&Row| row.index >= ROWS || row.cells.last().is_some_and(|cell| cell.col >= COLUMNS);
        self.rows.iter().find(outside).map(|row| format!("第 {} 行有单元格在工作表之外", u64::from(row.index) + 1))
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Its texts, those of formulas among them.
    pub(super) fn texts(&self) -> &Strings {
        &self.texts
    }

    /// The place that a link leads to.
    pub(super) fn place(&self, link: &Link) -> Option<&str> {
        self.places.get(link.place.clone()?)
    }

    /// The distinct files that links lead to, in order of first use.
    pub(super) fn files(&self) -> &[String] {
        &self.files
    }

    fn put(&mut self, (row, col): (u32, u32), style: StyleId, content: Content) {
        let cells = &mut self.row(row).cells;
        let cell = Cell { col, style, content };
        match cells.last() {
            Some(last) if last.col >= col => match cells.binary_search_by_key(&col, |cell| cell.col) {
                Ok(at) => cells[at] = cell,
                Err(at) => cells.insert(at, cell),
            },
            _ => cells.push(cell),
        }
    }

    /// A row, made where it is new; nearly always the last one.
    fn row(&mut self, index: u32) -> &mut Row {
        let at = match self.rows.last() {
            Some(last) if last.index == index => self.rows.len() - 1,
            Some(last) if last.index > index => match self.rows.binary_search_by_key(&index, |row| row.index) {
                Ok(at) => at,
                Err(at) => self.insert_row(at, index),
            },
            _ => self.insert_row(self.rows.len(), index),
        };
        &mut self.rows[at]
    }

    fn insert_row(&mut self, at: usize, index: u32) -> usize {
        self.rows.insert(at, Row { index, points: None, cells: Vec::with_capacity(self.widths.len()) });
        at
    }
}
