//! # 行内各栏相加（不需要表样）
//!
//! ## 查什么
//! 表头自己说明的关系：合计＝基本支出＋项目支出，小计＝购置费＋运行费，“三公”经费合计＝因公出国（境）费＋公务用车费＋公务接待费，
//! 合计＝一般公共预算＋政府性基金＋国有资本经营，等等；基金表的年初结转＋收入－支出＝年末结转。
//! 表头的词说不准是否相加的，由这张表自己的各行印证：多数行成立才当作规矩，否则报告“未检查”。
//!
//! ## 为什么
//! 一行之内加不起来，公开后任何人都能看出来。
//!
//! ## 依据
//! 公开表自身的表头；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 合计 471.44，基本支出 460.67，项目支出 10.67。
//!
//! ## 怎么办
//! 请公开单位核对这一行各栏的数。

use super::codes::value_columns;
use super::weighing::Sum;
use crate::check::Report;
use crate::disclosure::{At, Found, Sign, Table};
use crate::edition::{ColumnKind, Meaning, Vocabulary};
use crate::finding::{Code, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C402",
    severity: Severity::Mandatory,
    title: Words { zh: "一行之内各栏加不起来", en: "The columns of a row do not add up" },
    message: Words {
        zh: "《{table}》“{row}”行的“{total}”应等于{parts}。",
        en: "{table}, row “{row}”: “{total}” should equal {parts}.",
    },
    remedy: Words {
        zh: "请公开单位核对这一行各栏的数，改正后重新公开。", en: "Have the publisher check the row."
    },
    page: include_str!("columns.rs"),
};

/// A column that others of the table add up to.
struct Relation {
    total: usize,
    readings: Vec<Vec<(Sign, usize)>>,
    /// Whether the words leave no doubt.
    sure: bool,
}

/// A column of money with what its words mean.
struct Col {
    at: usize,
    meaning: Meaning,
}

pub(super) fn run(found: &Found, vocabulary: &Vocabulary, report: &mut Report) {
    for (at, table, around) in found.tables() {
        let year = around.year.map(|(year, _)| year).or(Some(found.disclosure.fiscal_year)).filter(|year| *year > 0);
        for block in 0..table.blocks.len() {
            let cols = columns(table, block, (vocabulary, year));
            for group in groups(&cols) {
                let mut relations = Vec::new();
                tree(&group, 0, vocabulary, &mut relations);
                relations.extend(flow(&group));
                for relation in relations {
                    judge(found, (at, table), &relation, (vocabulary, report));
                }
            }
        }
    }
}

fn columns(table: &Table, block: usize, (vocabulary, year): (&Vocabulary, Option<u16>)) -> Vec<Col> {
    let both = table.columns.iter().any(|column| column.key.starts_with("budget."));
    let col = |at: usize| Col { at, meaning: vocabulary.meaning(&table.columns[at].headers, year, both) };
    value_columns(table, block).map(col).collect()
}

/// The columns of each year or measure by themselves.
fn groups(cols: &[Col]) -> Vec<Vec<&Col>> {
    let mut groups: Vec<Vec<&Col>> = Vec::new();
    for col in cols.iter().filter(|col| !matches!(col.meaning.kind, ColumnKind::OfWhich | ColumnKind::Aside)) {
        match groups.iter_mut().find(|group| group[0].meaning.group == col.meaning.group) {
            Some(group) => group.push(col),
            None => groups.push(vec![col]),
        }
    }
    groups
}

/// The columns that a group of columns is worth: its own total, else all of them; relations are noted on the way.
fn tree(cols: &[&Col], depth: usize, vocabulary: &Vocabulary, relations: &mut Vec<Relation>) -> Vec<usize> {
    let mut children: Vec<(Option<&String>, Vec<&Col>)> = Vec::new();
    for col in cols {
        let word = col.meaning.path.get(depth);
        match children.iter_mut().find(|(known, _)| *known == word && word.is_some()) {
            Some((_, group)) => group.push(col),
            None => children.push((word, vec![col])),
        }
    }
    let is_total = |word: Option<&String>, group: &[&Col]| {
        group.len() == 1 && word.is_none_or(|word| vocabulary.words.header.sum.contains(word))
    };
    let mut totals: Vec<usize> = Vec::new();
    let mut parts: Vec<(Vec<usize>, &Col)> = Vec::new();
    for (word, group) in &children {
        if is_total(*word, group) {
            totals.push(group[0].at);
        } else if group.len() == 1 {
            parts.push((vec![group[0].at], group[0]));
        } else {
            parts.push((tree(group, depth + 1, vocabulary, relations), group[0]));
        }
    }
    let Some(total) = totals.first().copied() else {
        return parts.into_iter().flat_map(|(cols, _)| cols).collect();
    };
    if parts.len() + totals.len() > 2 {
        relations.push(relation(total, &totals, &parts, children.len() == 1));
    }
    vec![total]
}

fn relation(total: usize, totals: &[usize], parts: &[(Vec<usize>, &Col)], _alone: bool) -> Relation {
    let plus = |cols: Vec<usize>| cols.into_iter().map(|col| (Sign::Plus, col)).collect::<Vec<_>>();
    let all: Vec<usize> = parts.iter().flat_map(|(cols, _)| cols.clone()).collect();
    let family = |col: &Col| match col.meaning.family.as_str() {
        "three" | "three_total" | "cars" | "meetings" => "three".to_owned(),
        other => other.to_owned(),
    };
    let mut families: Vec<String> = parts.iter().map(|(_, col)| family(col)).collect();
    families.sort();
    families.dedup();
    let sure = families.len() == 1 && families.iter().all(|family| !family.is_empty() && family != "operation");
    let mut readings = vec![plus(all)];
    for wanted in families.iter().filter(|family| families.len() > 1 && !family.is_empty()) {
        let own: Vec<usize> =
            parts.iter().filter(|(_, col)| family(col) == *wanted).flat_map(|(cols, _)| cols.clone()).collect();
        if own.len() > 1 {
            readings.push(plus(own));
        }
    }
    // A second total among the parts, as 小计 beside 上年结转: the first is that and what is carried over.
    if let Some(second) = totals.get(1) {
        let carried = parts.iter().filter(|(_, col)| matches!(col.meaning.key.as_str(), "carry_over" | "own_surplus"));
        let mut own: Vec<usize> = carried.flat_map(|(cols, _)| cols.clone()).collect();
        own.insert(0, *second);
        readings.push(plus(own));
    }
    Relation { total, readings, sure: sure && totals.len() == 1 }
}

/// 年初结转 + 收入 − 支出 = 年末结转.
fn flow(cols: &[&Col]) -> Option<Relation> {
    let by = |fits: &dyn Fn(&Meaning) -> bool| cols.iter().find(|col| fits(&col.meaning)).map(|col| col.at);
    let opening = by(&|meaning| meaning.key == "carry_over")?;
    let closing = by(&|meaning| meaning.key == "carried_forward")?;
    let income = by(&|meaning| meaning.path.first().is_some_and(|word| word == "本年收入"))?;
    let spent = by(&|meaning| meaning.path.first().is_some_and(|word| word == "本年支出"))?;
    let parts = vec![(Sign::Plus, opening), (Sign::Plus, income), (Sign::Minus, spent)];
    Some(Relation { total: closing, readings: vec![parts], sure: true })
}

/// Holds a relation against every row, if the words or the rows themselves show that it is meant.
fn judge(
    found: &Found,
    (at, table): (usize, &Table),
    relation: &Relation,
    (vocabulary, report): (&Vocabulary, &mut Report),
) {
    let disclosure = &found.disclosure;
    let sums: Vec<Sum> = (0..table.rows.len()).map(|row| on_row(at, row, relation)).collect();
    let sums: Vec<Sum> = sums.into_iter().filter(|sum| !sum.is_empty(disclosure)).collect();
    let held = |reading: usize| sums.iter().filter(|sum| sum.holds(disclosure, reading)).count();
    let counts: Vec<usize> = (0..relation.readings.len()).map(held).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let reading = counts.iter().position(|count| *count == most).unwrap_or(0);
    let words = table.columns[relation.total].words();
    let title = format!("《{}》“{words}”等于各栏之和", table.name);
    let limits = &vocabulary.words.limits;
    let proven = sums.len() >= limits.rows_for_proof && most * 100 >= sums.len() * limits.proof;
    let likely = relation.sure && (sums.len() < limits.rows_for_proof || most * 2 >= sums.len());
    if !proven && !likely {
        if !sums.is_empty() {
            report.not_run(&CODE, None, &title, "表头和各行的数都看不出这些栏目怎样相加");
        }
        return;
    }
    let parts = parts(table, &relation.readings[reading], &vocabulary.words.header.measure);
    let equations = sums.iter().filter_map(|sum| {
        sum.weigh(disclosure, (reading, false), &CODE, |finding, total| {
            let row = table.label(total.at.row, total.at.col);
            finding
                .with("table", &*table.name)
                .with("row", row)
                .with("total", words.as_str())
                .with("parts", parts.as_str())
        })
    });
    report.note_equations(&CODE, None, &title, equations.collect());
}

fn on_row(table: usize, row: usize, relation: &Relation) -> Sum {
    let at = |col: usize| At { table, row, col };
    let reading = |parts: &Vec<(Sign, usize)>| parts.iter().map(|(sign, col)| (*sign, at(*col))).collect();
    Sum { total: at(relation.total), readings: relation.readings.iter().map(reading).collect() }
}

/// The parts in the header's words: `基本支出＋项目支出`.
fn parts(table: &Table, reading: &[(Sign, usize)], measures: &[String]) -> String {
    let mut text = String::new();
    for (index, (sign, col)) in reading.iter().enumerate() {
        match sign {
            Sign::Minus => text.push('－'),
            Sign::Plus if index > 0 => text.push('＋'),
            Sign::Plus => {}
        }
        let said = table.columns[*col].headers.iter().rev().find(|word| !measures.contains(word));
        text.push_str(said.map(String::as_str).unwrap_or_default());
    }
    text
}
