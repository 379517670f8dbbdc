//! What is known of tables that are already summed: `templates/codes/summed.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::edition::{Chart, TemplateError, Templates};
use crate::import::cell::label::comparable;
use crate::model::{BalanceItem, Fund, Kind};

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/summed.toml";

/// All of it.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Summed {
    pub(in crate::import) tables: Vec<TableDef>,
    pub(in crate::import) ties: Vec<Tie>,
    pub(in crate::import) takes: Vec<Take>,
    /// Economic codes by 类 and the comparable name in it; the 类 itself by the empty 类.
    economic: BTreeMap<(String, String), String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    economic_chart: Spanned<String>,
    table: Vec<TableDef>,
    #[serde(default)]
    tie: Vec<TieText>,
    #[serde(default)]
    take: Vec<TakeText>,
}

/// One kind of table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct TableDef {
    pub(in crate::import) id: String,
    pub(in crate::import) name: String,
    #[serde(default)]
    pub(in crate::import) prefixes: Vec<String>,
    #[serde(default)]
    pub(in crate::import) titles: Vec<String>,
    pub(in crate::import) shape: Shape,
    /// Whether columns without a name here are economic codes.
    #[serde(default)]
    pub(in crate::import) matrix: bool,
    /// Whether its items are kept as they are.
    #[serde(default)]
    pub(in crate::import) states: bool,
    /// The table whose columns it has.
    like: Option<Spanned<String>>,
    #[serde(default, rename = "column")]
    pub(in crate::import) columns: Vec<ColumnDef>,
    #[serde(default, rename = "item")]
    pub(in crate::import) items: Vec<ItemDef>,
}

/// How its rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::import) enum Shape {
    Function,
    Items,
    /// Known, and of no use for the disclosure.
    Unused,
}

/// A column with its names from top to bottom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct ColumnDef {
    pub(in crate::import) key: String,
    names: Vec<String>,
    /// Columns that it is the sum of, where they are there.
    #[serde(default)]
    pub(in crate::import) sum: Vec<String>,
}

/// A row of fixed meaning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct ItemDef {
    pub(in crate::import) key: String,
    names: Vec<String>,
    /// Whether it is a number of things.
    #[serde(default)]
    pub(in crate::import) count: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TieText {
    left: Spanned<String>,
    right: Vec<Spanned<String>>,
    #[serde(default)]
    relation: Relation,
}

/// How the two sides of a tie stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(in crate::import) enum Relation {
    #[default]
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = ">=")]
    AtLeast,
}

/// Figures that must be the same.
#[derive(Clone, Debug)]
pub(in crate::import) struct Tie {
    pub(in crate::import) left: Reference,
    pub(in crate::import) right: Vec<Reference>,
    pub(in crate::import) relation: Relation,
}

/// `table[row].column`, taken away where a `-` stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Reference {
    pub(in crate::import) minus: bool,
    pub(in crate::import) table: String,
    /// `total`, an item, `*` for every code, `class` for every 类.
    pub(in crate::import) row: String,
    pub(in crate::import) column: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeText {
    column: Spanned<String>,
    row: Option<String>,
    #[serde(default)]
    less: Vec<Spanned<String>>,
    #[serde(default)]
    needs: Vec<String>,
    side: Option<Side>,
    balance: Option<BalanceItem>,
    fund: Fund,
    kind: Option<Kind>,
    #[serde(default)]
    kind_by_class: BTreeMap<String, Kind>,
}

/// Which side of the year's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::import) enum Side {
    #[serde(rename = "收入")]
    Income,
    #[serde(rename = "支出")]
    Expenditure,
}

/// What is made of a column.
#[derive(Clone, Debug)]
pub(in crate::import) struct Take {
    pub(in crate::import) column: (String, String),
    /// The one row that it is made of; every leaf of the classification where none is named.
    pub(in crate::import) row: Option<String>,
    pub(in crate::import) less: Vec<(String, String)>,
    /// Tables without which it says nothing.
    pub(in crate::import) needs: Vec<String>,
    pub(in crate::import) what: What,
    pub(in crate::import) fund: Fund,
}

/// What it becomes.
#[derive(Clone, Debug)]
pub(in crate::import) enum What {
    Income,
    Expenditure { kind: Kind, by_class: BTreeMap<String, Kind> },
    Balance(BalanceItem),
}

/// The key of the columns of economic codes.
pub(in crate::import) const ECONOMIC: &str = "economic";

impl Summed {
    /// Reads the table.
    ///
    /// # Errors
    /// Where it is missing, broken, or names a table or column that it does not have.
    pub(in crate::import) fn load(templates: &Templates) -> Result<Summed, TemplateError> {
        let missing = |file: &str| TemplateError {
            file: file.to_owned(),
            line: None,
            problem: "没有这个文件，无法辨认决算汇总表".to_owned(),
        };
        let text = templates.get(FILE).ok_or_else(|| missing(FILE))?;
        let file: File = toml::from_str(text).map_err(|error| TemplateError::from_toml(FILE, text, &error))?;
        let wrong = |at: &Spanned<String>, problem: String| TemplateError::at(FILE, text, at.span().start, problem);
        let chart = file.economic_chart.get_ref();
        let Some(names) = templates.get(chart) else {
            return Err(wrong(&file.economic_chart, format!("没有“{chart}”这个科目表")));
        };
        let mut summed = Summed { economic: by_name(&Chart::parse(chart, names)?), ..Summed::default() };
        for mut table in file.table {
            if let Some(like) = &table.like {
                let known = summed.tables.iter().find(|other| other.id == *like.get_ref());
                let known = known.ok_or_else(|| wrong(like, format!("前面没有“{}”这张表", like.get_ref())))?;
                table.columns.clone_from(&known.columns);
            }
            summed.tables.push(table);
        }
        for tie in &file.tie {
            let read = |at: &Spanned<String>| summed.reference(at.get_ref()).map_err(|problem| wrong(at, problem));
            let right = tie.right.iter().map(read).collect::<Result<_, _>>()?;
            let tie = Tie { left: read(&tie.left)?, right, relation: tie.relation };
            summed.ties.push(tie);
        }
        for take in &file.take {
            let read = |at: &Spanned<String>| summed.column(at.get_ref()).map_err(|problem| wrong(at, problem));
            let what = match (take.side, take.kind, take.balance) {
                (Some(Side::Income), None, None) => What::Income,
                (Some(Side::Expenditure), Some(kind), None) => {
                    What::Expenditure { kind, by_class: take.kind_by_class.clone() }
                }
                (None, None, Some(balance)) => What::Balance(balance),
                _ => {
                    return Err(wrong(
                        &take.column,
                        "应写 side = \"收入\"，side = \"支出\" 和 kind，或 balance".into(),
                    ));
                }
            };
            let less = take.less.iter().map(read).collect::<Result<_, _>>()?;
            let (column, row, needs) = (read(&take.column)?, take.row.clone(), take.needs.clone());
            let take = Take { column, row, less, needs, what, fund: take.fund };
            summed.takes.push(take);
        }
        Ok(summed)
    }

    /// The table with this id.
    pub(in crate::import) fn table(&self, id: &str) -> Option<&TableDef> {
        self.tables.iter().find(|table| table.id == id)
    }

    fn reference(&self, text: &str) -> Result<Reference, String> {
        let (minus, plain) = match text.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.trim()),
        };
        let parts = plain.split_once('[').and_then(|(table, rest)| Some((table, rest.split_once("].")?)));
        let Some((table, (row, column))) = parts else {
            return Err(format!("“{text}”应写成 表[行].列，例如 expenditure[total].basic"));
        };
        let (table, column) = self.column(&format!("{table}.{column}"))?;
        Ok(Reference { minus, table, row: row.to_owned(), column })
    }

    /// A table and one of its columns.
    fn column(&self, text: &str) -> Result<(String, String), String> {
        let Some((table, column)) = text.split_once('.') else {
            return Err(format!("“{text}”应写成 表.列，例如 expenditure.basic"));
        };
        let known = self.table(table).ok_or_else(|| format!("没有“{table}”这张表"))?;
        let has = known.columns.iter().any(|own| own.key == column) || (known.matrix && column == ECONOMIC);
        match has {
            true => Ok((table.to_owned(), column.to_owned())),
            false => Err(format!("“{table}”没有“{column}”列")),
        }
    }

    /// The economic code of a name within a 类, or of a 类 by its own name.
    pub(in crate::import) fn economic(&self, class: &str, name: &str) -> Option<&str> {
        self.economic.get(&(class.to_owned(), comparable(name))).map(String::as_str)
    }
}

fn by_name(chart: &Chart) -> BTreeMap<(String, String), String> {
    let each = chart.names().map(|(code, name)| {
        let class = if code.len() > 3 { code.get(..3).unwrap_or_default() } else { "" };
        ((class.to_owned(), comparable(&name.name)), code.to_string())
    });
    each.collect()
}

impl ColumnDef {
    /// Whether a header says this column: its words from top to bottom.
    pub(in crate::import) fn is(&self, path: &[String]) -> bool {
        self.names.iter().any(|name| {
            let words: Vec<String> = name.split('/').map(comparable).collect();
            words == path
        })
    }
}

impl ItemDef {
    /// Whether a label without its number says this item.
    pub(in crate::import) fn is(&self, label: &str) -> bool {
        self.names.iter().any(|name| comparable(name) == label)
    }

    /// How a finding calls it.
    pub(in crate::import) fn names_first(&self) -> &str {
        self.names.first().map_or(self.key.as_str(), String::as_str)
    }
}
