//! Units written elsewhere than in the header and above the table (金额单位): in names, on the printed page, below the table.

use crate::import::cell::label::{comparable, is_empty};
use crate::import::cell::unit::{self, Stated};
use crate::import::grid::Sheet;
use crate::import::header::table::Table;
use crate::origin::Origin;

/// A unit that is stated, and where in words.
pub(in crate::import) struct Elsewhere {
    pub(in crate::import) stated: Stated,
    pub(in crate::import) said: String,
    pub(in crate::import) place: Origin,
}

/// More filled cells than a remark has.
const REMARK: usize = 3;

/// Every unit that is stated in the sheet's name, the file's name, the printed page and the lines below a table.
pub(in crate::import) fn stated(sheet: &Sheet, table: &Table) -> Vec<Elsewhere> {
    let mut all = Vec::new();
    let mut note = |stated: Option<Stated>, said: String, place: Origin| {
        all.extend(stated.map(|stated| Elsewhere { stated, said, place }));
    };
    if let Some(name) = &sheet.name {
        note(in_name(name), format!("工作表的名称“{}”", name.trim()), sheet.whole());
    }
    let file = sheet.file.rsplit(['/', '\\', '!']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    note(in_name(stem), format!("文件名“{file}”"), Origin::file(&sheet.file));
    for printed in &sheet.marks.printed {
        note(unit::in_line(&plain(printed)), "打印的页眉或页脚".to_owned(), sheet.whole());
    }
    let below = table.body.iter().chain(table.aside.keys()).map(|at| &sheet.rows[*at]);
    for row in below.filter(|row| row.cells.len() <= REMARK) {
        for (col, cell) in row.cells.iter().filter(|(_, cell)| !is_empty(&cell.text)) {
            note(unit::in_line(&cell.text), "表下方".to_owned(), sheet.place(row, *col));
        }
    }
    all
}

/// The unit in a name: `支出预算（万元）`, `支出_万元`, `支出 单位万元`; 50万元以上 and 元氏县 are none.
fn in_name(name: &str) -> Option<Stated> {
    let words = comparable(name);
    let words = words.replace("单位:", "|").replace("单位", "|");
    let mut pieces = words.rsplit(|c: char| !c.is_alphanumeric());
    pieces.find_map(unit::from_word)
}

/// A header of the print without its codes: `&L`, `&"宋体,常规"`, `&10`, `&P`.
fn plain(printed: &str) -> String {
    let mut text = String::new();
    let mut chars = printed.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('"') => _ = chars.by_ref().find(|c| *c == '"'),
            Some('&') => text.push('&'),
            Some(digit) if digit.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            Some('L' | 'C' | 'R') => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Unit;

    #[test]
    fn names_carry_units() {
        for (name, unit) in [
            ("支出预算明细（万元）", Some(Unit::WanYuan)),
            ("支出预算明细_万元", Some(Unit::WanYuan)),
            ("2024 支出 单位：元", Some(Unit::Yuan)),
            ("单位万元-支出", Some(Unit::WanYuan)),
            ("单位信息", None),
            ("50万元以上项目", None),
            ("元氏县财政局", None),
            ("支出预算明细", None),
        ] {
            assert_eq!(in_name(name), unit.map(Stated::Known), "{name}");
        }
    }

    #[test]
    fn the_codes_of_a_printed_header_are_no_words() {
        assert_eq!(plain("&L&\"宋体,常规\"&10单位：万元&R第&P页"), " 单位：万元 第页");
        assert_eq!(unit::in_line(&plain("&C支出预算&R&9单位：万元")), Some(Stated::Known(Unit::WanYuan)));
    }
}
