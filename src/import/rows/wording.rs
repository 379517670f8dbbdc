//! Rows that are no data by their words alone: footers, repeated headers, rows of column numbers.

use crate::import::cell::label::{comparable, half_width, is_blank, is_empty};
use crate::import::cell::unit;
use crate::import::grid::{GridCell, GridRow, Value};

/// How the lines begin that people sign, and that are no data.
const SIGNED: [&str; 20] = [
    "制表人",
    "制表",
    "制单人",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "填表人",
    "填报人",
    "经办人",
    "单位负责人",
    "部门负责人",
    "财务负责人",
    "负责人",
    "联系人",
    "联系电话",
    "打印日期",
    "打印时间",
    "制表日期",
    "填报日期",
];
/// How notes below a table begin.
const NOTES: [&str; 5] = ["注:", "备注:", "说明:", "注1", "注2"];

/// Whether a text begins a footer: 制表人, 审核人, 第 1 页, 注：.
pub(in crate::import) fn is_footer(text: &str) -> bool {
    // Asked of every row of a table, nearly all of which are told by their first character.
    let Some(first) = text.chars().map(half_width).find(|c| !is_blank(*c)) else { return false };
    if first != '第' && !SIGNED.iter().chain(&NOTES).any(|start| start.starts_with(first)) {
        return false;
    }
    let words = comparable(text);
    let labelled =
        |label: &&str| words.strip_prefix(*label).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    let page = words.starts_with('第') && (words.contains("页共") || words.ends_with('页'));
    SIGNED.iter().any(labelled) || page || NOTES.iter().any(|start| words.starts_with(start))
}

/// Whether a row numbers the columns of a form: 栏次 1 2 3, or nothing but 1, 2, 3 ….
pub(in crate::import) fn numbers_columns(row: &GridRow) -> bool {
    // Asked of every row of a table: most are told by their first cell.
    let first = row.cells.iter().map(|(_, c)| &c.text).find(|text| !is_empty(text));
    if !first.is_some_and(|text| text.len() <= 12 && matches!(&*comparable(text), "栏次" | "1" | "1.0")) {
        return false;
    }
    let filled: Vec<String> = row.cells.iter().map(|(_, c)| comparable(&c.text)).filter(|t| !t.is_empty()).collect();
    let labelled = filled.first().is_some_and(|first| first == "栏次");
    let numbers = if labelled { &filled[1..] } else { &filled[..] };
    let counts = numbers.iter().zip(1..).all(|(text, n): (&String, u32)| text.trim_end_matches(".0") == n.to_string());
    numbers.len() >= 3 && counts || labelled
}

/// The words of a header's rows, by which a repeated one is known.
pub(in crate::import) struct HeaderRows(Vec<Vec<(u32, String)>>);

impl HeaderRows {
    /// Those of a header.
    pub(in crate::import) fn of(header: &[GridRow]) -> HeaderRows {
        HeaderRows(header.iter().map(|row| texts(row).map(|(col, text)| (col, comparable(text))).collect()).collect())
    }

    /// Whether a row repeats one of them.
    pub(in crate::import) fn repeated_by(&self, row: &GridRow) -> bool {
        self.0.iter().filter(|words| !words.is_empty()).any(|words| {
            let mut own = texts(row);
            let same = words
                .iter()
                .all(|(col, word)| own.next().is_some_and(|(at, text)| at == *col && comparable(text) == *word));
            same && own.next().is_none()
        })
    }
}

fn texts(row: &GridRow) -> impl Iterator<Item = (u32, &str)> {
    row.cells.iter().filter(|(_, c)| c.value == Value::Text && !is_empty(&c.text)).map(|(col, c)| (*col, &*c.text))
}

/// Whether a row holds nothing but units, at least one of money: 元, 万元, 个, 平方米.
pub(in crate::import) fn states_units(row: &GridRow) -> bool {
    const LONGEST: usize = 8;
    let filled = || row.cells.iter().map(|(_, cell)| cell).filter(|cell| !is_empty(&cell.text));
    let short = |cell: &GridCell| {
        cell.value == Value::Text && cell.text.chars().count() <= LONGEST && !cell.text.chars().any(|c| c.is_numeric())
    };
    let is_unit = |cell: &GridCell| unit::in_cell(&cell.text).is_some();
    filled().all(short)
        && filled().any(is_unit)
        && filled().filter(|cell| is_unit(cell)).count() * 2 >= filled().count()
}

/// The row's first words, to recognise it by.
pub(in crate::import) fn first_words(row: &GridRow) -> String {
    let mut words = String::new();
    for (_, cell) in row.cells.iter().filter(|(_, c)| !is_empty(&c.text)).take(3) {
        if !words.is_empty() {
            words.push_str(" | ");
        }
        let start: String = cell.text.chars().take(200).collect();
        words.extend(start.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(24));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_are_known_by_their_labels() {
        for text in
            ["制表人：张三", "审核人:", " 制 表：", "第 1 页 共 3 页", "注：数据截至年底", "打印日期：2023-12-01"]
        {
            assert!(is_footer(text), "{text}");
        }
        for text in ["审核经费", "负责人培训", "第一中学", "说明书印刷"] {
            assert!(!is_footer(text), "{text}");
        }
    }
}
