//! What a table of the disclosure prints, row by row as documents lay it out.

use rust_decimal::Decimal;

use super::shown::ShownRow;
use crate::check::document::tokens::plain;
use crate::disclosure::{Cell, HeaderCell, Role, Span, Table};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// The line of department, year and unit, whose words may stand in any columns.
    Line,
    /// A row of the header, or the one of 栏次.
    Head,
    /// A row of [`Table::rows`], by its index.
    Row(usize),
}

/// A row that the document must show.
pub(super) struct Wanted {
    pub wants: Wants,
    /// The words of each column.
    pub cells: Vec<String>,
    /// Columns of figures, in which nothing and zero are the same.
    figures: Vec<bool>,
}

/// The rows of a table that say anything.
pub(super) fn wanted(table: &Table) -> Vec<Wanted> {
    let columns = table.columns.len();
    let plain_row = |wants, cells| Wanted { wants, cells, figures: vec![false; columns] };
    let mut caption = vec![String::new(); columns];
    if let Some(first) = caption.first_mut() {
        *first = table.caption.concat();
    }
    let mut rows = vec![plain_row(Wants::Line, caption)];
    rows.extend((0..table.front).map(|at| body_row(table, at)));
    rows.extend(
        (0..table.header_depth()).map(|depth| plain_row(Wants::Head, header_row(&table.header, depth, columns))),
    );
    rows.extend(number_row(table).map(|cells| plain_row(Wants::Head, cells)));
    rows.extend((table.front..table.rows.len()).map(|at| body_row(table, at)));
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

fn header_row(header: &[HeaderCell], depth: u32, columns: usize) -> Vec<String> {
    let mut cells = vec![String::new(); columns];
    for cell in header.iter().filter(|cell| cell.row == depth) {
        if let Some(place) = usize::try_from(cell.col).ok().and_then(|col| cells.get_mut(col)) {
            place.clone_from(&cell.text);
        }
    }
    cells
}

/// The word stands in the first column and reaches to the first number.
fn number_row(table: &Table) -> Option<Vec<String>> {
    let label = table.number_label.as_ref()?;
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut cells: Vec<String> = table.columns.iter().map(|column| number(column.number)).collect();
    if let Some(first) = cells.first_mut().filter(|first| first.is_empty()) {
        first.clone_from(label);
    }
    Some(cells)
}

fn body_row(table: &Table, at: usize) -> Wanted {
    let row = &table.rows[at];
    let value = |col: usize| table.columns.get(col).is_some_and(|column| column.role == Role::Value);
    let figure = |(col, cell): (usize, &Cell)| match cell {
        Cell::Amount { .. } | Cell::Formula { .. } => true,
        Cell::Blank => at >= table.front && value(col),
        Cell::Text(_) => false,
    };
    // What merged cells cover says nothing of its own.
    let covered = |col: usize| {
        let over = |span: &&Span| {
            let covers =
                (span.row..span.row + span.rows).contains(&at) && (span.col..span.col + span.cols).contains(&col);
            covers && (span.row, span.col) != (at, col)
        };
        table.spans.iter().any(|span| over(&span))
    };
    let words = |(col, cell): (usize, &Cell)| if covered(col) { String::new() } else { cell.printed(table, col) };
    Wanted {
        wants: Wants::Row(at),
        cells: row.cells.iter().enumerate().map(words).collect(),
        figures: row.cells.iter().enumerate().map(figure).collect(),
    }
}

impl Wanted {
    /// Whether it is the line of department, year and unit.
    pub fn is_line(&self) -> bool {
        self.wants == Wants::Line
    }

    /// All its words.
    pub fn joined(&self) -> String {
        self.cells.concat()
    }

    /// Whether a row of the document says the same.
    pub fn is(&self, shown: &ShownRow) -> bool {
        if self.is_line() {
            return plain(&self.joined()) == plain(&shown.joined());
        }
        self.cells.len() == shown.cells.len() && self.unlike(shown) == 0
    }

    /// How many columns differ.
    pub fn unlike(&self, shown: &ShownRow) -> usize {
        if self.is_line() {
            return if self.is(shown) { 0 } else { self.cells.len() };
        }
        let pairs = self.cells.iter().zip(&shown.cells).enumerate();
        pairs.filter(|(col, (wanted, found))| !self.same(*col, wanted, found)).count()
    }

    /// Whether a cell says the same: the same words without blanks, or the same number.
    pub fn same(&self, col: usize, wanted: &str, found: &str) -> bool {
        if wanted == found {
            return true;
        }
        let [wanted, found] = [wanted, found].map(plain);
        let zero = |text: &str| if text.is_empty() { Some(Decimal::ZERO) } else { number(text) };
        let figure = self.figures.get(col).copied().unwrap_or(false);
        wanted == found || (figure && zero(&wanted).is_some() && zero(&wanted) == zero(&found))
    }

    /// Whether the cell holds money.
    pub fn is_figure(&self, table: &Table, col: usize) -> bool {
        matches!(self.wants, Wants::Row(_))
            && col < table.columns.len()
            && self.figures.get(col).copied().unwrap_or(false)
    }

    /// The row as its form calls it.
    pub fn label(&self, table: &Table) -> String {
        match self.wants {
            Wants::Line => "标题下一行".to_owned(),
            Wants::Head => "表头".to_owned(),
            Wants::Row(row) if row < table.front => self.words(),
            Wants::Row(row) => match table.label(row, table.columns.len().saturating_sub(1)) {
                "" => self.words(),
                label => label.to_owned(),
            },
        }
    }

    /// The words by which a person finds the row.
    pub fn words(&self) -> String {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(3).collect::<Vec<_>>().join("　")
    }
}

/// The number that words are, with separators of thousands or without.
pub(super) fn number(words: &str) -> Option<Decimal> {
    plain(words).replace([',', '，'], "").parse().ok()
}

/// Whether a table says anything below its header beside the labels of its rows.
pub(super) fn has_content(table: &Table) -> bool {
    let says = |(cell, role): (&Cell, Role)| match (cell, role) {
        (_, Role::Sequence | Role::Code | Role::Label) | (Cell::Blank, _) => false,
        (Cell::Text(_), _) => true,
        (Cell::Amount { value, .. } | Cell::Formula { value, .. }, _) => !value.is_zero(),
    };
    let roles = || table.columns.iter().map(|column| column.role);
    table.rows.iter().skip(table.front).any(|row| row.cells.iter().zip(roles()).any(says))
}
