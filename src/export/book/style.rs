//! How a cell looks, and the numbers that cells name their looks by.

use crate::disclosure::Font;

/// A look on its way to a number.
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
}

/// The number of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct StyleId(pub(super) u16);

impl StyleId {
    /// The workbook's default.
    pub const DEFAULT: StyleId = StyleId(0);
}

/// The styles of a workbook; the first is the default.
pub(super) struct Styles {
    pub(super) known: Vec<Style>,
}

impl Styles {
    /// The default style alone.
    pub fn new(font: &Font) -> Styles {
        Styles { known: vec![Style::new(font)] }
    }

    /// The number of a style, a new one where it is the first of its kind.
    pub fn id(&mut self, style: &Style) -> StyleId {
        let at = self.known.iter().position(|known| known == style).unwrap_or_else(|| {
            self.known.push(style.clone());
            self.known.len() - 1
        });
        // A workbook of ours has some dozens of styles.
        StyleId(u16::try_from(at).unwrap_or(0))
    }
}
