//! The words by which tables, columns and rows of anybody's disclosure are known (通用词汇): `templates/published/`.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Chart, Relation, TemplateError, Templates, Weight};

/// Where the words stand.
const WORDS: &str = "published/vocabulary.toml";
/// Where the equalities between tables stand.
const ACROSS: &str = "published/across.toml";

/// What is known of disclosures whatever their edition.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// What the file states.
    pub words: Words,
    /// The equalities between tables by role (通用勾稽关系).
    pub across: Vec<SharedEquality>,
    /// Names of the functional classes.
    pub function: Chart,
}

/// `vocabulary.toml`; all words are in comparable form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Tables by their titles; the first that fits.
    pub table: Vec<TableWords>,
    /// What stands around titles.
    pub title: TitleWords,
    /// Words of headers.
    pub header: HeaderWords,
    /// Columns of figures by their words; the first that fits.
    pub column: Vec<Named>,
    /// Rows without a code by their words; the first that fits.
    pub row: Vec<Named>,
    /// Thresholds.
    pub limits: Limits,
}

/// A table by the words of its title.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    /// Role, the same as editions use where there is one.
    pub role: String,
    /// How messages name a table that has no title.
    pub name: String,
    /// Whether every disclosure has it.
    #[serde(default)]
    pub main: bool,
    /// All of these; `|` stands for "or".
    pub all: Vec<String>,
    /// None of these.
    #[serde(default)]
    pub none: Vec<String>,
}

/// What stands around titles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// How a title ends.
    pub ends: Vec<String>,
    /// What numbers of tables are made of besides digits.
    pub number: Vec<String>,
    /// Marks of a table that goes on.
    pub continued: Vec<String>,
    /// Words of captions, which may stand beside a title.
    pub beside: Vec<String>,
    /// Words before the name of whom the table is about.
    pub owner: Vec<String>,
    /// Words that make a title one of final accounts.
    #[serde(rename = "final")]
    pub final_accounts: Vec<String>,
}

/// Words of headers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderWords {
    /// 序号
    pub sequence: Vec<String>,
    /// Columns of whole codes.
    pub code: Vec<String>,
    /// Columns of parts of codes.
    pub part: Vec<String>,
    /// Columns of names.
    pub label: Vec<String>,
    /// Words that only say that figures stand below.
    pub measure: Vec<String>,
    /// Those of them that mean the budget where the actual figures stand beside it.
    pub budget: Vec<String>,
    /// Those that mean the actual figures.
    pub actual: Vec<String>,
    /// Words of totals.
    pub sum: Vec<String>,
    /// Words over groups of columns.
    pub group: Vec<String>,
    /// Words before a part that is not added.
    pub of_which: Vec<String>,
    /// Columns without money.
    pub aside: Vec<String>,
    /// Columns of changes and percentages.
    pub rate: Vec<String>,
    /// Words of the year before.
    pub prior: Vec<String>,
    /// Columns that only exports of a finance system have.
    pub export: Vec<String>,
    /// Whole words of headers that tell an export where a file holds one table only.
    pub export_alone: Vec<String>,
}

/// Something that is known by its words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its key in rules.
    pub key: String,
    /// Columns of one family add up.
    #[serde(default)]
    pub family: String,
    /// `income` or `expenditure`, where the word means it on that side only.
    #[serde(default)]
    pub side: String,
    /// The whole word is one of these.
    #[serde(default)]
    pub equal: Vec<String>,
    /// The word holds one of these.
    #[serde(default)]
    pub has: Vec<String>,
}

/// Thresholds of the audit without an edition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The chart whose class names are used.
    pub chart: String,
    /// The least fit of an edition, in percent.
    pub fit: usize,
    /// The fewest main tables that make a file a disclosure.
    pub forms: usize,
    /// Fewer tables than this with another year are taken to be wrong.
    pub one_year_tables: usize,
    /// The fewest rows that can prove a relation that words alone do not make sure.
    pub rows_for_proof: usize,
    /// How many of them in percent must hold.
    pub proof: usize,
    /// A total in 万元 above this,
    pub wan_total: u64,
    /// with no figure below this,
    pub wan_least: u64,
    /// and at least so many figures, is in 元.
    pub figures_for_unit: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Across {
    equality: Vec<SharedEquality>,
}

/// An equality that disclosures of any place hold, by role, row and column of the vocabulary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedEquality {
    /// Several ways of counting the same have one id.
    pub id: String,
    /// What it says.
    pub title: String,
    /// The figure, as in an edition's equalities.
    pub left: String,
    /// What it must be the sum of.
    pub right: Vec<String>,
    /// Equal or at most.
    #[serde(default)]
    pub relation: Relation,
    /// Only checked where these figures are all the same.
    #[serde(default)]
    pub when_equal: Vec<String>,
    /// Severity when it is broken.
    #[serde(default)]
    pub severity: Weight,
}

impl Vocabulary {
    /// Loads the words and equalities.
    ///
    /// # Errors
    /// Where a file is missing or broken.
    pub fn load(templates: &Templates) -> Result<Vocabulary, TemplateError> {
        let words: Words = read(templates, WORDS)?;
        let across: Across = read(templates, ACROSS)?;
        let function = Chart::parse(&words.limits.chart, text(templates, &words.limits.chart)?)?;
        Ok(Vocabulary { words, across: across.equality, function })
    }

    /// The table that a title in comparable form means.
    pub fn table(&self, title: &str) -> Option<&TableWords> {
        let any = |words: &String| words.split('|').any(|word| title.contains(word));
        self.words.table.iter().find(|table| table.all.iter().all(any) && !table.none.iter().any(any))
    }

    /// How many main tables there are.
    pub fn main(&self) -> impl Iterator<Item = &TableWords> {
        self.words.table.iter().filter(|table| table.main)
    }

    /// The row that a label without numbering means on a side.
    pub fn row(&self, label: &str, side: &str) -> Option<&Named> {
        self.words.row.iter().find(|row| row.fits(label) && (row.side.is_empty() || row.side == side))
    }
}

impl Named {
    /// Whether a word in comparable form means it.
    pub fn fits(&self, word: &str) -> bool {
        self.equal.iter().any(|equal| equal == word) || self.has.iter().any(|part| word.contains(part.as_str()))
    }
}

fn text<'t>(templates: &'t Templates, path: &str) -> Result<&'t str, TemplateError> {
    let problem = || TemplateError { file: path.to_owned(), line: None, problem: "没有这个文件".to_owned() };
    templates.get(path).ok_or_else(problem)
}

fn read<T: DeserializeOwned>(templates: &Templates, path: &str) -> Result<T, TemplateError> {
    let text = text(templates, path)?;
    toml::from_str(text).map_err(|error| TemplateError::from_toml(path, text, &error))
}
