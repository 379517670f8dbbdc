//! What a sheet holds, handed on to the writer.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, IgnoreError, Url, Worksheet, XlsxError};

use super::area::{Apart, Area};
use crate::export::ExportError;
use crate::export::decimal::double;

/// A4, by its number in the format.
const A4: u8 = 9;

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

/// A sheet on its way. What the writer refuses is kept until it is finished, so that who fills it need not ask each time.
pub(in crate::export) struct Sheet {
    sheet: Worksheet,
    name: String,
    merged: Apart,
    failed: Option<String>,
}

impl Sheet {
    /// A sheet of the writer's, which may have refused something already.
    pub(super) fn of(sheet: Worksheet, name: &str, failed: Option<String>) -> Sheet {
        Sheet { sheet, name: name.to_owned(), merged: Apart::default(), failed }
    }

    /// The writer's sheet, or why no sheet can be like this.
    pub(super) fn finished(self) -> Result<Worksheet, ExportError> {
        match self.failed {
            None => Ok(self.sheet),
            Some(reason) => Err(ExportError::Refused { sheet: self.name, reason }),
        }
    }

    /// Its name.
    #[cfg(test)]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sets the widths of the columns from A on, in characters.
    pub fn widths(&mut self, widths: impl IntoIterator<Item = u32>) {
        for (col, width) in (0..).zip(widths) {
            // A digit of 宋体 11 is eight pixels wide; five more are Excel's own, on both sides of the text.
            self.write((0, col), |sheet, _, col| sheet.set_column_width_pixels(col, width * 8 + 5));
        }
    }

    /// A cell with nothing but its look. What was written to a cell before is replaced, here and below.
    pub fn blank(&mut self, at: (u32, u32), format: &Format) {
        self.write(at, |sheet, row, col| sheet.write_blank(row, col, format));
    }

    /// Text, whatever it begins with.
    pub fn text(&mut self, at: (u32, u32), text: &str, format: &Format) {
        self.write(at, |sheet, row, col| {
            if text.starts_with("<r>") && text.ends_with("</r>") {
                // The writer would take it for markup of its own and write it as it stands.
                return sheet.write_rich_string_with_format(row, col, &[(&Format::default(), text)], format);
            }
            sheet.write_string_with_format(row, col, text, format)
        });
    }

    /// A number.
    pub fn number(&mut self, at: (u32, u32), number: Decimal, format: &Format) {
        self.write(at, |sheet, row, col| sheet.write_number_with_format(row, col, double(number), format));
    }

    /// A formula, without `=`, with its exact result.
    pub fn formula(&mut self, at: (u32, u32), (formula, result): (&str, Decimal), format: &Format) {
        let formula = Formula::new(formula).set_result(result.normalize().to_string());
        self.write(at, |sheet, row, col| sheet.write_formula_with_format(row, col, formula, format));
    }

    /// Text that leads somewhere.
    pub fn link(&mut self, at: (u32, u32), (text, target): (&str, Target<'_>), format: &Format) {
        let url = Url::new(match target {
            Target::Inside(place) => format!("internal:{place}"),
            Target::File(file, None) => format!("file:///{file}"),
            Target::File(file, Some(place)) => format!("file:///{file}#{place}"),
        });
        self.write(at, |sheet, row, col| sheet.write_url_with_options(row, col, url, text, "", Some(format)));
    }

    /// Text over an area, which is merged where it is more than one cell.
    pub fn area(&mut self, area: Area, text: &str, format: &Format) {
        if area.row == area.last_row && area.col == area.last_col {
            return self.text((area.row, area.col), text, format);
        }
        if let Some(other) = self.merged.take(area) {
            return self.refuse(format!("合并的单元格 {other} 与 {area} 重叠"));
        }
        self.write((area.row, area.last_col), |sheet, row, last_col| {
            let col = u16::try_from(area.col).unwrap_or(last_col);
            sheet.merge_range(row, col, area.last_row, last_col, "", format)
        });
        self.text((area.row, area.col), text, format);
    }

    /// Sets the height of a row in points, whole pixels of it, so that it is not rounded on opening.
    pub fn height(&mut self, row: u32, points: u32) {
        self.write((row, 0), |sheet, row, _| sheet.set_row_height_pixels(row, (points * 4 + 1) / 3));
    }

    /// Keeps Excel from marking an area.
    pub fn ignore(&mut self, ignored: Ignored, area: Area) {
        let ignored = match ignored {
            Ignored::NumberAsText => IgnoreError::NumberStoredAsText,
            Ignored::OmitsCells => IgnoreError::FormulaOmitsCells,
            Ignored::Differs => IgnoreError::FormulaDiffers,
        };
        self.write((area.row, area.last_col), |sheet, row, last_col| {
            let col = u16::try_from(area.col).unwrap_or(last_col);
            sheet.ignore_error_range(row, col, area.last_row, last_col, ignored)
        });
    }

    /// Sets up the page.
    pub fn page(&mut self, page: &Page) {
        let [left, right, top, bottom, header, footer] = page.margins.map(double);
        self.sheet.set_paper_size(A4).set_margins(left, right, top, bottom, header, footer);
        self.sheet.set_print_center_horizontally(page.centred).set_header(page.header).set_footer(page.footer);
        if page.landscape {
            self.sheet.set_landscape();
        }
        match page.percent.map(u16::try_from) {
            Some(Ok(percent)) => self.sheet.set_print_scale(percent),
            _ => self.sheet.set_print_fit_to_pages(1, 0),
        };
        let (last_row, last_col) = page.last;
        self.write((last_row, last_col), |sheet, row, col| {
            if page.filter {
                sheet.autofilter(0, 0, row, col)?;
            }
            if page.repeated > page.once {
                sheet.set_repeat_rows(page.once, page.repeated - 1)?;
            }
            sheet.set_freeze_panes(page.frozen, 0)?.set_page_breaks(&page.breaks)?.set_print_area(0, 0, row, col)
        });
    }

    /// Hands a cell on to the writer; what it refuses is kept.
    fn write<W>(&mut self, (row, col): (u32, u32), write: W)
    where
        W: for<'s> FnOnce(&'s mut Worksheet, u32, u16) -> Result<&'s mut Worksheet, XlsxError>,
    {
        let written = match u16::try_from(col) {
            Ok(col) => write(&mut self.sheet, row, col).map(|_| ()),
            Err(_) => Err(XlsxError::RowColumnLimitError),
        };
        match written {
            Ok(()) => {}
            Err(XlsxError::RowColumnLimitError) => {
                self.refuse(format!("第 {} 行有单元格在工作表之外", u64::from(row) + 1));
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    fn refuse(&mut self, reason: String) {
        self.failed.get_or_insert(reason);
    }
}
