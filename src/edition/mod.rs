//! What differs between jurisdictions and years (公开表样), as data from `templates/`.
//!
//! An [`Edition`] is loaded whole and checked on loading: a broken template is refused with file, line and what would be
//! right, before any figure is touched.

mod annex;
mod blank;
mod chart;
mod choose;
mod declared;
mod equality;
mod expression;
mod figures;
mod form;
mod inherit;
mod load;
mod meaning;
mod narrative;
mod preface;
mod select;
mod sound;
mod source;
mod templates;
mod vocabulary;
mod words;
mod years;

use serde::Deserialize;

use crate::disclosure::{Font, Rounding};
use crate::model::DisclosureKind;

pub use annex::{
    Annex, AnnexColumn, AnnexRow, FrontCell, FrontDef, LaidCell, PROJECT_FIELDS, PROJECT_MONEY, Records, TOTAL_ROW,
};
pub use chart::{Chart, ChartName};
pub use choose::{Choice, Signs, choose};
pub use equality::{Equality, Reference, Relation, Weight};
pub use expression::Expression;
pub use figures::{FiguresDef, Numbering};
pub use form::{
    BlockDef, Classification, ClassificationDef, ColumnDef, Form, Link, Mark, MarkPlace, Part, Pool, RowDef,
};
pub use load::list;
pub(crate) use load::row_numbers;
pub use meaning::{ColumnKind, Meaning, dated};
pub use narrative::{IndicatorDef, Narrative, NarrativeHead, NarrativeLook, Question, SectionDef};
pub use preface::{ContentsColumn, ContentsDef, CoverDef, CoverLineDef, Preface};
pub use select::Select;
pub use templates::{TemplateError, Templates};
pub use vocabulary::{HeaderWords, Limits, Named, SharedEquality, TableWords, TitleWords, Vocabulary, Words};
pub use words::{Headers, TotalDef, TotalPlace};

/// The mandated forms of one jurisdiction and year.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What `edition.toml` states.
    pub head: Head,
    /// Cover and list of contents, where the edition has them.
    pub preface: Preface,
    /// The forms in order of publication.
    pub forms: Vec<Form>,
    /// The forms beside them, in order of publication.
    pub annexes: Vec<Annex>,
    /// The articulations that it states.
    pub equalities: Vec<Equality>,
    /// The text of the disclosure, where the edition has one.
    pub narrative: Option<Narrative>,
    /// 支出功能分类科目 of the year.
    pub function: Chart,
    /// 部门预算支出经济分类科目 of the year.
    pub economic: Chart,
}

/// The head of an edition: `edition.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Id, the same as its folder: `hebei-2024`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where it applies.
    pub jurisdiction: String,
    /// Whether its forms are those of budgets or of final accounts.
    #[serde(default)]
    pub kind: DisclosureKind,
    /// 预算年度, in order: those that it was made for. One may be written as `fiscal_year`.
    #[serde(alias = "fiscal_year", deserialize_with = "years::one_or_more")]
    pub fiscal_years: Vec<u16>,
    /// How codes of the place's projects begin (行政区划), by which its data is known: `["31"]`.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Words in names of its departments, by which its data is known where codes do not say: `["上海市"]`.
    #[serde(default)]
    pub places: Vec<String>,
    /// Whether it is used for data that names no place.
    #[serde(default)]
    pub default: bool,
    /// Whether it is used for places that have none of their own.
    #[serde(default)]
    pub general: bool,
    /// Title of the package; `{year}`, `{owner_code}` and `{owner_name}` are filled in.
    pub title: String,
    /// How tables name the department: `{owner_code} {owner_name}`.
    pub owner: String,
    /// Beginnings of names that `{owner_short}` leaves out: `上海市`.
    #[serde(default)]
    pub short_without: Vec<String>,
    /// The regulations behind it.
    pub basis: Vec<String>,
    /// The cover (封面), by file name without `.toml`.
    pub cover: Option<String>,
    /// The list of contents (目录), likewise.
    pub contents: Option<String>,
    /// The forms in order, by file name without `.toml`.
    pub forms: Vec<String>,
    /// The forms that are published beside these, in order, by file name without `.toml`.
    #[serde(default)]
    pub annexes: Vec<String>,
    /// Whether the text of the disclosure that it has, or takes over, is made.
    #[serde(default = "yes")]
    pub narrative: bool,
    /// 资金性质 that it adds to those of `codes/funds.toml`.
    #[serde(default)]
    pub funds: Vec<String>,
    /// 支出类别 that it adds to those of `codes/kinds.toml`.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Paths of the charts below `templates/`.
    pub charts: Charts,
    /// Fonts and page.
    pub look: LookDef,
    /// How figures are printed; forms and columns may have it otherwise.
    #[serde(default)]
    pub figures: FiguresDef,
    /// What is done about printed figures that do not add up.
    #[serde(default)]
    pub rounding: RoundingDef,
}

fn yes() -> bool {
    true
}

/// What an edition does about printed figures that do not add up (尾差).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundingDef {
    /// The mode unless a run asks for another.
    #[serde(default)]
    pub mode: Rounding,
    /// Note under a table whose printed figures do not add up; `{largest}` and `{unit}` are filled in. Empty: none.
    #[serde(default)]
    pub note: String,
}

/// Where an edition's charts are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charts {
    /// 支出功能分类科目
    pub function: String,
    /// 部门预算支出经济分类科目
    pub economic: String,
}

/// A font as the edition names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontDef {
    /// Name as installed: `方正小标宋简体`.
    pub name: String,
    /// Size in half points.
    pub half_points: u16,
    /// 加粗
    #[serde(default)]
    pub bold: bool,
}

impl FontDef {
    /// The font itself.
    pub fn font(&self) -> Font {
        Font { name: self.name.clone(), half_points: self.half_points, bold: self.bold }
    }
}

/// Fonts and page of all forms.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookDef {
    /// Titles.
    pub title: FontDef,
    /// Line of department, year and unit.
    pub caption: FontDef,
    /// Header and 栏次.
    pub header: FontDef,
    /// Body.
    pub body: FontDef,
    /// Height of a body row in points.
    pub row_points: u16,
    /// Margins in millimetres: left, right, top, bottom.
    pub margins_mm: [u16; 4],
}

impl Head {
    /// The last year that it was made for.
    pub fn last_year(&self) -> u16 {
        self.fiscal_years.iter().max().copied().unwrap_or_default()
    }

    /// Its years for people: `2024、2025、2026`.
    pub fn years(&self) -> String {
        self.fiscal_years.iter().map(u16::to_string).collect::<Vec<_>>().join("、")
    }
}

impl Edition {
    /// The last 预算年度 that it was made for.
    pub fn fiscal_year(&self) -> u16 {
        self.head.last_year()
    }

    /// Whether it was made for this year.
    pub fn serves(&self, year: u16) -> bool {
        self.head.fiscal_years.contains(&year)
    }

    /// The chart of a classification.
    pub fn chart(&self, classification: Classification) -> &Chart {
        match classification {
            Classification::Function => &self.function,
            Classification::Economic => &self.economic,
        }
    }
}
