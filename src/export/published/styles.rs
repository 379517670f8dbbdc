//! The styles of one table, made once from its look.

use crate::disclosure::{Font, Table};
use crate::export::book::{Align, Format, Number, Style};
use crate::export::decimal::number_format;

/// The styles of one table.
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
    /// Figures by column.
    figures: Vec<Format>,
    /// Numbers that are no money.
    pub quantity: Format,
    /// Notes below the body.
    pub note: Format,
}

impl Styles {
    /// The styles of a table, with labels down to `deepest`.
    pub fn new(table: &Table, deepest: u8) -> Styles {
        let look = &table.look;
        let header = Style { border: true, number: Number::Text, ..centred(&look.header) };
        let body = Style { border: true, wrap: true, ..Style::new(&look.body) };
        let caption = Style { wrap: true, ..Style::new(&look.caption) };
        let aligned = |align| Style { align: Some(align), ..caption.clone() }.format();
        let caption = [aligned(Align::Left), aligned(Align::Centre), aligned(Align::Right)];
        let word = |align, number| Style { align: Some(align), number, ..body.clone() };
        let label = |indent| Style { indent, ..word(Align::Left, Number::General) };
        // A number never wraps: where the column is too narrow it becomes ###, which people see.
        let figure = |number| Style { wrap: false, ..word(Align::Right, number) };
        Styles {
            title: centred(&look.title).format(),
            note: caption[0].clone(),
            caption,
            header: header.format(),
            sequence: word(Align::Centre, Number::Text).format(),
            code: word(Align::Left, Number::Text).format(),
            labels: (0..=deepest).map(|level| label(level).format()).collect(),
            figures: table
                .columns
                .iter()
                .map(|column| figure(Number::Custom(number_format(table.decimals, &column.figures))).format())
                .collect(),
            quantity: figure(Number::General).format(),
        }
    }

    /// The style of figures in a column.
    pub fn figure(&self, col: usize) -> &Format {
        self.figures.get(col).unwrap_or(&self.quantity)
    }

    /// The style of a label at a level.
    pub fn label(&self, level: u8) -> &Format {
        self.labels.get(usize::from(level)).unwrap_or(&self.code)
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
