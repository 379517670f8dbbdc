//! The sheets by rust_xlsxwriter.

use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook};

use crate::Outcome;
use crate::plan::{self, Content};

fn looks() -> Vec<Format> {
    let song = || Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
    let lined = || song().set_border(FormatBorder::Thin);
    vec![
        song(),
        Format::new().set_font_name("方正小标宋简体").set_font_size(18).set_align(FormatAlign::Center).set_text_wrap(),
        song().set_text_wrap(),
        lined().set_font_name("黑体").set_align(FormatAlign::Center).set_text_wrap(),
        lined().set_align(FormatAlign::Right).set_num_format("0.00;-0.00;;@"),
        lined().set_align(FormatAlign::Left).set_text_wrap(),
    ]
}

/// Writes a workbook.
pub fn write(path: &Path, plan: &plan::Workbook<'_>) -> Outcome {
    let looks = looks();
    let mut book = Workbook::new();
    for table in &plan.sheets {
        let sheet = book.add_worksheet().set_name(&*table.name)?;
        for (column, width) in (0_u16..).zip(&table.widths) {
            sheet.set_column_width(column, *width)?;
        }
        for [row, column, last_row, last_column] in &table.merged {
            sheet.merge_range(*row, u16::try_from(*column)?, *last_row, u16::try_from(*last_column)?, "", &looks[3])?;
        }
        for (row, column, look, content) in &table.cells {
            let look = &looks[*look];
            match content {
                Content::Nothing => sheet.write_blank(*row, *column, look)?,
                Content::Number(number) => sheet.write_number_with_format(*row, *column, *number, look)?,
                Content::Text(text) => sheet.write_string_with_format(*row, *column, &**text, look)?,
                Content::Formula(formula, result) => {
                    let formula = Formula::new(&**formula).set_result(result.to_string());
                    sheet.write_formula_with_format(*row, *column, formula, look)?
                }
            };
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(5, 0)?.set_repeat_rows(0, 4)?;
    }
    book.save(path)?;
    Ok(())
}
