//! Listings to sheets: the only file of the working paper that knows the workbook.

use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, IgnoreError, Url, Workbook, Worksheet,
    XlsxError,
};

use super::WorkingPaper;
use super::listing::{Field, Id, Listing, Paging};
use crate::amount::{Amount, Unit};
use crate::disclosure::Font;
use crate::disclosure::layout::quoted_sheet;
use crate::export::decimal::double;
use crate::export::measure::{available, height};
use crate::export::published::{default_format, properties};
use crate::export::text::storable;
use crate::export::{ExportError, Stamp};
use crate::origin::{CellRef, column_letters};

/// Links that Excel takes on one sheet are 65,530; a few are kept back.
pub(super) const LINKS_A_SHEET: usize = 65_000;
/// A sheet has 1,048,576 rows and the header takes one.
pub(super) const PAGING: Paging = Paging { rows_a_sheet: 1_048_575 };

/// The workbook's bytes.
pub(super) fn write(paper: &WorkingPaper<'_>, listings: &[Listing], stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let title = format!("{}（底稿，不公开）", paper.disclosure.title);
    workbook.set_properties(&properties(paper.disclosure, &title, stamp)?);
    let pen = Pen::new(paper, PAGING);
    workbook.set_default_format(&default_format(&pen.font), 18, 72).map_err(ExportError::on(""))?;
    for listing in listings {
        for page in 0..PAGING.sheets(listing.rows.len()) {
            let name = PAGING.name(listing.id, page);
            pen.sheet(workbook.add_worksheet(), listing, page).map_err(ExportError::on(&name))?;
        }
    }
    workbook.save_to_buffer().map_err(ExportError::on(""))
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
        let base = default_format(font)
            .set_font_size(double(Decimal::new(i64::from(font.half_points) * 5, 1)))
            .set_border(FormatBorder::Thin);
        let number = |format: &str| base.clone().set_align(FormatAlign::Right).set_num_format(format);
        let words = base.clone().set_align(FormatAlign::Left).set_text_wrap();
        Styles {
            head: base
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_text_wrap()
                .set_background_color(Color::RGB(0xE7_EDF5)),
            link: words.clone().set_font_color(Color::RGB(0x05_63C1)).set_underline(FormatUnderline::Single),
            count: number("0"),
            yuan: number("#,##0.00######"),
            // Two decimals at least, and every one that the exact figure has.
            wan_yuan: number("0.00##########"),
            words,
        }
    }
}

/// What is needed to write any field.
struct Pen<'a> {
    published: &'a str,
    paging: Paging,
    styles: Styles,
    font: Font,
}

impl<'a> Pen<'a> {
    fn new(paper: &WorkingPaper<'a>, paging: Paging) -> Pen<'a> {
        let font = font(paper);
        Pen { published: paper.published_name, paging, styles: Styles::new(&font), font }
    }

    fn sheet(&self, sheet: &mut Worksheet, listing: &Listing, page: usize) -> Result<(), XlsxError> {
        sheet.set_name(self.paging.name(listing.id, page))?;
        self.head(sheet, listing)?;
        let rows = listing.rows.iter().skip(page * self.paging.rows_a_sheet).take(self.paging.rows_a_sheet);
        let mut links = 0;
        let mut last = 0;
        for (row, fields) in (1_u32..).zip(rows) {
            for (col, field) in (0_u16..).zip(fields) {
                links += usize::from(field.is_link());
                let field = if links > LINKS_A_SHEET { &self.unlinked(field) } else { field };
                self.field(sheet, (row, col), field, listing)?;
            }
            let filled = u16::try_from(fields.len()).unwrap_or(u16::MAX);
            for col in filled..last_column(listing) + 1 {
                sheet.write_blank(row, col, &self.styles.words)?;
            }
            sheet.set_row_height(row, self.row_height(listing, fields))?;
            last = row;
        }
        if listing.rows.is_empty() {
            sheet.write_string(1, 0, listing.if_empty)?;
            last = 1;
        }
        finish(sheet, listing, last)
    }

    fn head(&self, sheet: &mut Worksheet, listing: &Listing) -> Result<(), XlsxError> {
        let mut points = 20;
        for (col, column) in (0_u16..).zip(listing.columns) {
            sheet.set_column_width(col, column.1)?;
            sheet.write_string_with_format(0, col, column.0, &self.styles.head)?;
            points = points.max(height(column.0, &self.font, available(u32::from(column.1))) + 4);
        }
        sheet.set_row_height(0, points)?;
        Ok(())
    }

    fn field(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        field: &Field,
        listing: &Listing,
    ) -> Result<(), XlsxError> {
        let styles = &self.styles;
        match field {
            Field::Blank => sheet.write_blank(row, col, &styles.words)?,
            Field::Text(text) => sheet.write_string_with_format(row, col, storable(text), &styles.words)?,
            Field::Count(count) => {
                let count = double(Decimal::from(*count));
                sheet.write_number_with_format(row, col, count, &styles.count)?
            }
            Field::Money(value, unit) => {
                let format = if *unit == Unit::Yuan { &styles.yuan } else { &styles.wan_yuan };
                sheet.write_number_with_format(row, col, double(value.in_unit(*unit)), format)?
            }
            Field::Sum { column, rows, value } => {
                let formula = Formula::new(self.sum(listing.id, *column, rows)).set_result(result(*value));
                sheet.write_formula_with_format(row, col, formula, &styles.yuan)?
            }
            Field::Excess { yuan, figure, unit, value } => {
                let formula = Formula::new(excess((*yuan, *figure), row, *unit)).set_result(rounded(*value));
                sheet.write_formula_with_format(row, col, formula, &styles.yuan)?
            }
            link => match self.link(link) {
                Some(url) => sheet.write_url_with_format(row, col, &url, &styles.link)?,
                None => sheet.write_string_with_format(row, col, self.link_text(link), &styles.words)?,
            },
        };
        Ok(())
    }

    /// `SUM(I2:I5)`; with the sheets' names where the rows lie on several.
    fn sum(&self, id: Id, column: usize, rows: &std::ops::Range<usize>) -> String {
        let letters = column_letters(u32::try_from(column).unwrap_or(0));
        let ranges = self.paging.ranges(rows);
        let one = ranges.len() == 1;
        let parts = ranges.into_iter().map(|(sheet, first, last)| {
            let name = if one { String::new() } else { format!("{}!", quoted_sheet(&self.paging.name(id, sheet))) };
            format!("SUM({name}{letters}{}:{letters}{})", first + 1, last + 1)
        });
        parts.collect::<Vec<_>>().join("+")
    }

    /// Where a link leads; `None` where it cannot be one.
    fn link(&self, field: &Field) -> Option<Url> {
        let target = match field {
            Field::Published { sheet, cell } => self.file(Some(format!("{}!{cell}", quoted_sheet(sheet))))?,
            Field::PublishedFile => self.file(None)?,
            Field::Row(id, row) => {
                let (sheet, at) = self.paging.place(*row);
                let name = quoted_sheet(&self.paging.name(*id, sheet));
                format!("internal:{name}!{}", CellRef::zero_based(at, 0))
            }
            Field::Listing(id) => format!("internal:{}!A1", quoted_sheet(id.name())),
            _ => return None,
        };
        Some(Url::new(target).set_text(self.link_text(field)))
    }

    /// The published file beside this one; `None` for a name that a link cannot carry.
    fn file(&self, place: Option<String>) -> Option<String> {
        if self.published.is_empty() || self.published.contains(['#', '%', '?']) || self.published.chars().count() > 250
        {
            return None;
        }
        let place = place.map(|place| format!("#{place}")).unwrap_or_default();
        Some(format!("file:///{}{place}", self.published))
    }

    fn link_text(&self, field: &Field) -> String {
        match field {
            Field::Published { cell, .. } => cell.to_string(),
            Field::PublishedFile => storable(self.published),
            Field::Row(id, row) => {
                let (sheet, at) = self.paging.place(*row);
                format!("{} 第{}行", self.paging.name(*id, sheet), at + 1)
            }
            Field::Listing(id) => id.name().to_owned(),
            _ => String::new(),
        }
    }

    /// The field as words where it is a link.
    fn unlinked(&self, field: &Field) -> Field {
        if field.is_link() { Field::Text(self.link_text(field)) } else { field.clone() }
    }

    fn row_height(&self, listing: &Listing, fields: &[Field]) -> u32 {
        let needed = fields.iter().zip(listing.columns).map(|(field, column)| match field {
            Field::Text(text) => height(text, &self.font, available(u32::from(column.1))),
            link if link.is_link() => height(&self.link_text(link), &self.font, available(u32::from(column.1))),
            _ => 0,
        });
        (needed.max().unwrap_or(0) + 2).max(18)
    }
}

fn result(value: Amount) -> String {
    value.yuan().to_string()
}

/// What [`excess`] gives.
fn rounded(value: Amount) -> String {
    value.yuan().round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}

/// The excess of a figure in 元 over one in `unit`, freed of what doubles add below the smallest part of a 元.
fn excess((yuan, figure): (usize, usize), row: u32, unit: Unit) -> String {
    let letters = |col: usize| column_letters(u32::try_from(col).unwrap_or(0));
    let times = match unit {
        Unit::Yuan => "",
        Unit::WanYuan => "*10000",
    };
    format!("ROUND({}{row}-{}{row}{times},4)", letters(yuan), letters(figure), row = row + 1)
}

fn last_column(listing: &Listing) -> u16 {
    u16::try_from(listing.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// Filter, panes and page.
fn finish(sheet: &mut Worksheet, listing: &Listing, last: u32) -> Result<(), XlsxError> {
    let last_column = last_column(listing);
    if listing.id != Id::About {
        sheet.autofilter(0, 0, last, last_column)?;
    }
    sheet.ignore_error_range(1, 0, last.max(1), last_column, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header("&L底稿（不公开）&R&A").set_footer("&C第 &P 页 共 &N 页");
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last, last_column)?;
    Ok(())
}

#[cfg(test)]
mod tests;
