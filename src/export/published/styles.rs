//! The styles of one table, made once from its look.

use crate::disclosure::{Font, Table};
use crate::export::book::{Align, Book, Number, Style, StyleId};
use crate::export::decimal::number_format;

/// The styles of one table.
pub(super) struct Styles {
    /// Title, merged over all columns.
    pub title: StyleId,
    /// Department, year and unit.
    pub caption: [StyleId; 3],
    /// Header and 栏次.
    pub header: StyleId,
    /// 序号
    pub sequence: StyleId,
    /// 科目编码, as text.
    pub code: StyleId,
    /// Labels, by level.
    labels: Vec<StyleId>,
    /// Figures by column.
    figures: Vec<StyleId>,
    /// Numbers that are no money.
    pub quantity: StyleId,
    /// Notes below the body.
    pub note: StyleId,
}

impl Styles {
    /// The styles of a table, with labels down to `deepest`.
    pub fn new(table: &Table, deepest: u8, book: &mut Book) -> Styles {
        let look = &table.look;
        let header = Style { border: true, number: Number::Text, ..centred(&look.header) };
        let body = Style { border: true, wrap: true, ..Style::new(&look.body) };
        let caption = Style { wrap: true, ..Style::new(&look.caption) };
        let mut aligned = |align| book.style(&Style { align: Some(align), ..caption.clone() });
        let caption = [aligned(Align::Left), aligned(Align::Centre), aligned(Align::Right)];
        let word = |align, number| Style { align: Some(align), number, ..body.clone() };
        let label = |indent| Style { indent, ..word(Align::Left, Number::General) };
        // A number never wraps: where the column is too narrow it becomes ###, which people see.
        let figure = |number| Style { wrap: false, ..word(Align::Right, number) };
        Styles {
            title: book.style(&centred(&look.title)),
            note: caption[0],
            caption,
            header: book.style(&header),
            sequence: book.style(&word(Align::Centre, Number::Text)),
            code: book.style(&word(Align::Left, Number::Text)),
            labels: (0..=deepest).map(|level| book.style(&label(level))).collect(),
            figures: table
                .columns
                .iter()
                .map(|column| book.style(&figure(Number::Custom(number_format(table.decimals, &column.figures)))))
                .collect(),
            quantity: book.style(&figure(Number::General)),
        }
    }

    /// The style of figures in a column.
    pub fn figure(&self, col: usize) -> StyleId {
        self.figures.get(col).copied().unwrap_or(self.quantity)
    }

    /// The style of a label at a level.
    pub fn label(&self, level: u8) -> StyleId {
        self.labels.get(usize::from(level)).copied().unwrap_or(self.code)
    }
}

/// The workbook's default font: of a name, in size 11, which fixes the unit of column widths.
pub(in crate::export) fn default_font(name: &str) -> Font {
    Font { name: name.to_owned(), half_points: 22, bold: false }
}

/// Words in the middle.
pub(super) fn centred(font: &Font) -> Style {
    Style { align: Some(Align::Centre), wrap: true, ..Style::new(font) }
}
