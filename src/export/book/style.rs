//! How a cell looks.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::disclosure::Font;
use crate::export::decimal::double;

/// "Modern" in OOXML's list of font families, as Chinese Excel itself states for 宋体 and 黑体.
const FAMILY_MODERN: u8 = 3;
/// GB2312, by which Excel knows that a font is a Chinese one.
const CHARSET_GB2312: u8 = 134;

/// A look, until it becomes the writer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) struct Style {
    /// Font.
    pub font: Font,
    /// Whether it is underlined.
    pub underline: bool,
    /// Colour of the text as `RRGGBB`; black where not given.
    pub colour: Option<&'static str>,
    /// Colour of the cell, likewise.
    pub fill: Option<&'static str>,
    /// Whether a thin line runs around it.
    pub border: bool,
    /// Where the text stands between left and right; as Excel decides where not given.
    pub align: Option<Align>,
    /// Steps of indentation.
    pub indent: u8,
    /// Whether long text goes on in the next line.
    pub wrap: bool,
    /// How numbers are printed.
    pub number: Number,
}

/// Left, middle or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Align {
    /// 左对齐
    Left,
    /// 居中
    Centre,
    /// 右对齐
    Right,
}

/// A number format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) enum Number {
    /// 常规
    General,
    /// 文本: text, also where it looks like a number.
    Text,
    /// A format of its own.
    Custom(String),
}

impl Style {
    /// Text of a font, in the middle between above and below.
    pub fn new(font: &Font) -> Style {
        Style {
            font: font.clone(),
            underline: false,
            colour: None,
            fill: None,
            border: false,
            align: None,
            indent: 0,
            wrap: false,
            number: Number::General,
        }
    }

    /// The look as the writer takes it.
    pub fn format(&self) -> Format {
        let size = double(Decimal::new(i64::from(self.font.half_points) * 5, 1));
        let font = Format::new().set_font_name(&*self.font.name).set_font_size(size);
        let font = font.set_font_family(FAMILY_MODERN).set_font_charset(CHARSET_GB2312);
        let mut format = font.set_align(FormatAlign::VerticalCenter);
        if self.font.bold {
            format = format.set_bold();
        }
        if self.underline {
            format = format.set_underline(FormatUnderline::Single);
        }
        if let Some(colour) = self.colour {
            format = format.set_font_color(colour);
        }
        if let Some(fill) = self.fill {
            format = format.set_background_color(fill);
        }
        if self.border {
            format = format.set_border(FormatBorder::Thin);
        }
        format = match self.align {
            None => format,
            Some(Align::Left) => format.set_align(FormatAlign::Left),
            Some(Align::Centre) => format.set_align(FormatAlign::Center),
            Some(Align::Right) => format.set_align(FormatAlign::Right),
        };
        if self.indent > 0 {
            format = format.set_indent(self.indent);
        }
        if self.wrap {
            format = format.set_text_wrap();
        }
        match &self.number {
            Number::General => format,
            Number::Text => format.set_num_format("@"),
            Number::Custom(number) => format.set_num_format(number),
        }
    }
}
