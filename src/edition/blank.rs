//! The forms as a blank workbook holds them: those beside the tables of figures stand in it like the others, under a title,
//! a header and rows, and are recognised by the same words.

use toml::Spanned;

use super::{
    Annex, AnnexColumn, AnnexRow, BlockDef, ColumnDef, Edition, FiguresDef, Form, Headers, Pool, RowDef, Select,
};

/// The block that all rows of an annex stand in.
const BODY: &str = "body";

impl Edition {
    /// All forms that a blank may hold, in order of publication, those beside the tables of figures at the end.
    pub fn blank_forms(&self) -> Vec<Form> {
        self.forms.iter().cloned().chain(self.annexes.iter().map(Annex::as_form)).collect()
    }

    /// The form beside the tables of figures with this role.
    pub fn annex(&self, role: &str) -> Option<&Annex> {
        self.annexes.iter().find(|annex| annex.role == role)
    }
}

impl Annex {
    /// Its words as those of a form: title, header, and the rows that are printed. Records have no rows in a blank.
    pub fn as_form(&self) -> Form {
        Form {
            role: self.role.clone(),
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            title: self.empty_title.clone().unwrap_or_else(|| self.name.clone()),
            sheet: self.empty_sheet.clone().unwrap_or_else(|| self.name.clone()),
            unit: self.unit,
            decimals: self.decimals,
            caption: self.caption.clone(),
            mark: None,
            figures: FiguresDef::default(),
            number_label: None,
            orientation: self.orientation,
            row_points: self.row_points,
            empty_note: self.empty_note.clone(),
            notes: self.notes.clone(),
            columns: self.columns.iter().map(column).collect(),
            blocks: vec![BlockDef {
                key: BODY.to_owned(),
                pool: Pool::Expenditure,
                select: Select::default(),
                classification: None,
                rows: self
                    .total
                    .iter()
                    .map(|label| row("total", label, 0))
                    .chain(self.rows.iter().map(fixed))
                    .collect(),
                tails: Vec::new(),
                labels: true,
            }],
        }
    }
}

fn column(def: &AnnexColumn) -> ColumnDef {
    ColumnDef {
        key: def.key.clone(),
        role: def.role,
        part: None,
        number: None,
        headers: Headers::plain(def.headers.iter().map(|words| plain(words)).collect()),
        joined: false,
        block: Some(Spanned::new(0..0, BODY.to_owned())),
        width: def.width,
        formula: None,
        link: None,
        pool: None,
        figures: FiguresDef::default(),
        select: Select::default(),
    }
}

/// Words of a header without what is filled in: `{year}年预留份额` → `预留份额`. A blank may state another year, or none.
fn plain(words: &str) -> String {
    words.replace("{year}年", "").replace("{year}", "").replace("{unit}", "")
}

fn fixed(def: &AnnexRow) -> RowDef {
    row(&def.key, &def.label, def.level)
}

fn row(key: &str, label: &str, level: u8) -> RowDef {
    RowDef {
        at: None,
        key: Some(key.to_owned()),
        label: label.to_owned(),
        labels: Vec::new(),
        aliases: Vec::new(),
        level,
        code: None,
        economic: None,
        formula: None,
        sum: Vec::new(),
        blank: false,
        link: None,
        select: None,
    }
}
