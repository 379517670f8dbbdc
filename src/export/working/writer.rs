//! Listings to sheets: the only file of the working paper that knows the workbook.

use rust_decimal::{Decimal, RoundingStrategy};

use super::WorkingPaper;
use super::lines::AMOUNT;
use super::listing::{Field, Id, Listing, Paging, Rows};
use super::texts::Texts;
use crate::amount::{Amount, Unit};
use crate::disclosure::Font;
use crate::disclosure::layout::quoted_sheet;
use crate::export::book::{Align, Area, Book, Format, Ignored, Number, Page, Sheet, Style, Target};
use crate::export::measure::{available, height};
use crate::export::published::{default_font, properties};
use crate::export::text::storable;
use crate::export::{ExportError, Stamp};
use crate::origin::{CellRef, column_letters};

/// Links that Excel takes on one sheet are 65,530; a few are kept back.
pub(super) const LINKS_A_SHEET: usize = 65_000;
/// A sheet has 1,048,576 rows and the header takes one.
pub(super) const PAGING: Paging = Paging { rows_a_sheet: 1_048_575 };

/// The workbook's bytes.
pub(super) fn write(
    paper: &WorkingPaper<'_>,
    (listings, texts): (&[Listing], &Texts),
    stamp: Stamp,
) -> Result<Vec<u8>, ExportError> {
    let title = format!("{}（底稿，不公开）", paper.disclosure.title);
    let mut book = Book::new(&default_font(&font(paper).name), properties(paper.disclosure, &title, stamp)?);
    let pen = Pen::new(paper, (PAGING, texts));
    for listing in listings {
        for page in 0..PAGING.sheets(listing.rows.len()) {
            let sheet = pen.sheet(&book, listing, page);
            book.add(sheet);
        }
    }
    book.bytes()
}

/// The body font of the published tables, a little smaller: there is much to show.
fn font(paper: &WorkingPaper<'_>) -> Font {
    let name = paper.disclosure.tables.first().map_or("宋体", |table| &table.look.body.name);
    Font { name: name.to_owned(), half_points: 20, bold: false }
}

struct Styles {
    head: Format,
    words: Format,
    count: Format,
    yuan: Format,
    wan_yuan: Format,
    link: Format,
}

impl Styles {
    fn new(font: &Font) -> Styles {
        let base = Style { border: true, ..Style::new(font) };
        let number = |format: &str| Style {
            align: Some(Align::Right),
            number: Number::Custom(format.to_owned()),
            ..base.clone()
        };
        let words = Style { align: Some(Align::Left), wrap: true, ..base.clone() };
        let bold = Font { bold: true, ..font.clone() };
        let head = Style { font: bold, align: Some(Align::Centre), wrap: true, fill: Some("E7EDF5"), ..base.clone() };
        let link = Style { colour: Some("0563C1"), underline: true, ..words.clone() };
        Styles {
            head: head.format(),
            words: words.format(),
            link: link.format(),
            count: number("0").format(),
            yuan: number("#,##0.00######").format(),
            // Two decimals at least, and every one that the exact figure has.
            wan_yuan: number("0.00##########").format(),
        }
    }
}

/// What is needed to write any field.
struct Pen<'a> {
    published: &'a str,
    paging: Paging,
    texts: &'a Texts,
    styles: Styles,
    font: Font,
}

/// By column, once it has text: the height of a row that each of the paper's texts needs, 0 where that was not asked yet.
/// Most texts stand in many rows.
type Heights = Vec<Vec<u32>>;

impl<'a> Pen<'a> {
    fn new(paper: &WorkingPaper<'a>, (paging, texts): (Paging, &'a Texts)) -> Pen<'a> {
        let font = font(paper);
        Pen { published: paper.published_name, paging, texts, styles: Styles::new(&font), font }
    }

    fn sheet(&self, book: &Book, listing: &Listing, page: usize) -> Sheet {
        let mut sheet = book.sheet(&self.paging.name(listing.id, page));
        self.head(&mut sheet, listing);
        let rows = listing.rows.iter().skip(page * self.paging.rows_a_sheet).take(self.paging.rows_a_sheet);
        let mut known: Heights = vec![Vec::new(); listing.columns.len()];
        let mut links = 0;
        let mut last = 0;
        for (row, fields) in (1_u32..).zip(rows) {
            sheet.height(row, self.row_height(listing, fields, &mut known));
            for (col, field) in (0_u32..).zip(fields) {
                links += usize::from(field.is_link());
                self.field(&mut sheet, (row, col), (field, links <= LINKS_A_SHEET), listing);
            }
            let filled = u32::try_from(fields.len()).unwrap_or(u32::MAX);
            for col in filled..last_column(listing) + 1 {
                sheet.blank((row, col), &self.styles.words);
            }
            last = row;
        }
        if listing.rows.is_empty() {
            sheet.text((1, 0), listing.if_empty, book.default_format());
            last = 1;
        }
        finish(&mut sheet, listing, last);
        sheet
    }

    fn head(&self, sheet: &mut Sheet, listing: &Listing) {
        let mut points = 20;
        sheet.widths(listing.columns.iter().map(|column| u32::from(column.1)));
        for (col, column) in (0_u32..).zip(listing.columns) {
            sheet.text((0, col), column.0, &self.styles.head);
            points = points.max(height(column.0, &self.font, available(u32::from(column.1))) + 4);
        }
        sheet.height(0, points);
    }

    /// Writes a field; a link as words alone where `may_link` says that the sheet has too many.
    fn field(&self, sheet: &mut Sheet, at: (u32, u32), (field, may_link): (&Field, bool), listing: &Listing) {
        let styles = &self.styles;
        match field {
            Field::Blank => sheet.blank(at, &styles.words),
            Field::Text(text) => self.texts.see(*text, |text| sheet.text(at, &storable(text), &styles.words)),
            Field::Count(count) => sheet.number(at, Decimal::from(*count), &styles.count),
            Field::Money(value, unit) => {
                let style = if *unit == Unit::Yuan { &styles.yuan } else { &styles.wan_yuan };
                sheet.number(at, value.in_unit(*unit), style);
            }
            Field::Sum { column, rows, value } => {
                let formula = self.sum(listing.id, *column, rows);
                sheet.formula(at, (&formula, value.yuan()), &styles.yuan);
            }
            Field::Rows(rows) => sheet.text(at, &self.numbers(rows), &styles.words),
            Field::SumOf(rows, value) => {
                sheet.formula(at, (&self.sum_of(rows), value.yuan()), &styles.yuan);
            }
            Field::Excess { yuan, figure, unit, value } => {
                let formula = excess((*yuan, *figure), at.0, *unit);
                sheet.formula(at, (&formula, rounded(*value)), &styles.yuan);
            }
            link => match self.place(link).filter(|_| may_link) {
                Some(place) => {
                    let text = self.link_text(link);
                    let target = match link {
                        Field::Published { .. } => Target::File(self.published, Some(&place)),
                        Field::PublishedFile => Target::File(self.published, None),
                        _ => Target::Inside(&place),
                    };
                    sheet.link(at, (&text, target), &styles.link);
                }
                None => sheet.text(at, &self.link_text(link), &styles.words),
            },
        }
    }

    /// `SUM(I2:I5)`; with the sheets' names where the rows lie on several.
    fn sum(&self, id: Id, column: u16, rows: &std::ops::Range<u32>) -> String {
        let letters = column_letters(u32::from(column));
        let ranges = self.paging.ranges(rows.start as usize..rows.end as usize);
        let one = ranges.len() == 1;
        let parts = ranges.into_iter().map(|(sheet, first, last)| {
            let name = if one { String::new() } else { format!("{}!", quoted_sheet(&self.paging.name(id, sheet))) };
            format!("SUM({name}{letters}{}:{letters}{})", first + 1, last + 1)
        });
        parts.collect::<Vec<_>>().join("+")
    }

    /// `SUM('支出明细'!G2:G5,'支出明细'!G9)`
    fn sum_of(&self, rows: &Rows) -> String {
        let letters = column_letters(u32::from(AMOUNT));
        let ranges = rows.runs.iter().flat_map(|run| self.paging.ranges(run.clone()));
        let parts = ranges.map(|(sheet, first, last)| {
            let name = quoted_sheet(&self.paging.name(rows.id, sheet));
            let end = if first == last { String::new() } else { format!(":{letters}{}", last + 1) };
            format!("{name}!{letters}{}{end}", first + 1)
        });
        format!("SUM({})", parts.collect::<Vec<_>>().join(","))
    }

    /// `支出明细 第2–5、9行`
    fn numbers(&self, rows: &Rows) -> String {
        let mut text = String::new();
        let mut named = None;
        for (sheet, first, last) in rows.runs.iter().flat_map(|run| self.paging.ranges(run.clone())) {
            match named.replace(sheet) {
                Some(before) if before == sheet => text.push('、'),
                before => {
                    text.push_str(if before.is_some() { "行；" } else { "" });
                    text.push_str(&format!("{} 第", self.paging.name(rows.id, sheet)));
                }
            }
            let end = if first == last { String::new() } else { format!("–{}", last + 1) };
            text.push_str(&format!("{}{end}", first + 1));
        }
        text + "行"
    }

    /// The place that a link leads to, empty for a file as a whole; `None` where it cannot be one.
    fn place(&self, field: &Field) -> Option<String> {
        Some(match field {
            Field::Published { .. } | Field::PublishedFile if !self.links_to_file() => return None,
            Field::Published { sheet, cell } => format!("{}!{cell}", self.texts.see(*sheet, quoted_sheet)),
            Field::PublishedFile => String::new(),
            Field::Row(id, row) => {
                let (sheet, at) = self.paging.place(*row);
                let name = quoted_sheet(&self.paging.name(*id, sheet));
                format!("{name}!{}", CellRef::zero_based(at, 0))
            }
            Field::Listing(id) => format!("{}!A1", quoted_sheet(id.name())),
            _ => return None,
        })
    }

    /// Whether links can carry the name of the published file beside this one.
    fn links_to_file(&self) -> bool {
        let name = self.published;
        !name.is_empty() && !name.contains(['#', '%', '?']) && name.chars().count() <= 250
    }

    fn link_text(&self, field: &Field) -> String {
        match field {
            Field::Published { cell, .. } => cell.to_string(),
            Field::PublishedFile => storable(self.published).into_owned(),
            Field::Row(id, row) => {
                let (sheet, at) = self.paging.place(*row);
                format!("{} 第{}行", self.paging.name(*id, sheet), at + 1)
            }
            Field::Listing(id) => id.name().to_owned(),
            _ => String::new(),
        }
    }

    fn row_height(&self, listing: &Listing, fields: &[Field], known: &mut Heights) -> u32 {
        let needs = |text: &str, width: u16| height(text, &self.font, available(u32::from(width)));
        let needed = fields.iter().zip(listing.columns).zip(known).map(|((field, column), heights)| {
            match (field, heights) {
                (Field::Text(text), heights) => {
                    let fresh = || self.texts.see(*text, |text| needs(text, column.1));
                    if heights.is_empty() {
                        heights.resize(self.texts.len(), 0);
                    }
                    match heights.get_mut(text.index()) {
                        Some(height) => {
                            if *height == 0 {
                                *height = fresh();
                            }
                            *height
                        }
                        None => fresh(),
                    }
                }
                // LibreOffice keeps numbers together that 、 stands between, so lines are not filled to the end.
                (Field::Rows(rows), _) => needs(&self.numbers(rows), column.1.saturating_sub(6)),
                (link, _) if link.is_link() => needs(&self.link_text(link), column.1),
                _ => 0,
            }
        });
        (needed.max().unwrap_or(0) + 2).max(18)
    }
}

/// What [`excess`] gives.
fn rounded(value: Amount) -> Decimal {
    value.yuan().round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)
}

/// The excess of a figure in 元 over one in `unit`, freed of what doubles add below the smallest part of a 元.
fn excess((yuan, figure): (u16, u16), row: u32, unit: Unit) -> String {
    let letters = |col: u16| column_letters(u32::from(col));
    let times = match unit {
        Unit::Yuan => "",
        Unit::WanYuan => "*10000",
    };
    format!("ROUND({}{row}-{}{row}{times},4)", letters(yuan), letters(figure), row = row + 1)
}

fn last_column(listing: &Listing) -> u32 {
    u32::try_from(listing.columns.len().saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Filter, panes and page.
fn finish(sheet: &mut Sheet, listing: &Listing, last: u32) {
    let last_col = last_column(listing);
    sheet.ignore(Ignored::NumberAsText, Area { row: 1, col: 0, last_row: last.max(1), last_col });
    sheet.page(&Page {
        landscape: true,
        centred: false,
        margins: [4, 4, 6, 6, 3, 3].map(|tenths| Decimal::new(tenths, 1)),
        header: "&L底稿（不公开）&R&A",
        footer: "&C第 &P 页 共 &N 页",
        once: 0,
        repeated: 1,
        percent: None,
        breaks: Vec::new(),
        frozen: 1,
        last: (last, last_col),
        filter: listing.id != Id::About,
    });
}

#[cfg(test)]
mod tests;
