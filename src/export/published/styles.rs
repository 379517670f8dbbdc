//! The formats of one table, made once from its look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::disclosure::{Font, Look};
use crate::export::decimal::{double, number_format};

/// GB2312, by which Excel knows that a font is a Chinese one.
const CHARSET_GB2312: u8 = 134;
/// "Modern" in OOXML's list of font families, as Chinese Excel itself states for 宋体 and 黑体.
const FAMILY_MODERN: u8 = 3;
/// The built-in number format `@`: text, also where it looks like a number.
const TEXT_FORMAT: u8 = 49;

/// The formats of one table.
pub(super) struct Styles {
    /// Title, merged over all columns.
    pub title: Format,
    /// Department, year and unit.
    pub caption: [Format; 3],
    /// Header and 栏次.
    pub header: Format,
    /// 序号
    pub sequence: Format,
    /// 科目编码, as text.
    pub code: Format,
    /// Labels, by level.
    labels: Vec<Format>,
    /// Figures.
    pub figure: Format,
    /// Numbers that are no money.
    pub quantity: Format,
    /// Notes below the body.
    pub note: Format,
}

impl Styles {
    /// The formats for a look, with labels down to `deepest` and figures of `decimals` places.
    pub fn new(look: &Look, deepest: u8, decimals: u32) -> Styles {
        let header = centred(&look.header).set_border(FormatBorder::Thin).set_num_format_index(TEXT_FORMAT);
        let body = written(&look.body).set_border(FormatBorder::Thin).set_text_wrap();
        let caption = written(&look.caption).set_text_wrap();
        let aligned = |align| caption.clone().set_align(align);
        Styles {
            title: centred(&look.title),
            caption: [aligned(FormatAlign::Left), aligned(FormatAlign::Center), aligned(FormatAlign::Right)],
            header,
            sequence: body.clone().set_align(FormatAlign::Center).set_num_format_index(TEXT_FORMAT),
            code: body.clone().set_align(FormatAlign::Left).set_num_format_index(TEXT_FORMAT),
            labels: (0..=deepest).map(|level| body.clone().set_align(FormatAlign::Left).set_indent(level)).collect(),
            // A number never wraps: where the column is too narrow it becomes ###, which people see.
            figure: written(&look.body)
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Right)
                .set_num_format(number_format(decimals)),
            quantity: written(&look.body).set_border(FormatBorder::Thin).set_align(FormatAlign::Right),
            note: aligned(FormatAlign::Left),
        }
    }

    /// The format of a label at a level.
    pub fn label(&self, level: u8) -> &Format {
        self.labels.get(usize::from(level)).unwrap_or(&self.code)
    }
}

/// The workbook's default format: a font in size 11, which fixes the unit of column widths.
pub(in crate::export) fn default_format(font: &Font) -> Format {
    written(&Font { half_points: 22, bold: false, ..font.clone() })
}

fn centred(font: &Font) -> Format {
    written(font).set_align(FormatAlign::Center).set_text_wrap()
}

fn written(font: &Font) -> Format {
    let points = double(rust_decimal::Decimal::new(i64::from(font.half_points) * 5, 1));
    let format = Format::new()
        .set_font_name(&font.name)
        .set_font_size(points)
        .set_font_family(FAMILY_MODERN)
        .set_font_charset(CHARSET_GB2312)
        .set_align(FormatAlign::VerticalCenter);
    if font.bold { format.set_bold() } else { format }
}
