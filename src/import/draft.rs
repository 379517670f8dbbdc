//! A first version of a profile for an export: what was recognised is filled in, the rest is left to the user.

use std::collections::BTreeSet;

use crate::reading::TableReading;

/// A profile as TOML for the table that was read, to be finished by hand.
///
/// What was recognised needs no entry, so the draft lists the columns that were not, each as a comment that says what to
/// do with it.
pub fn draft_profile(table: &TableReading, id: &str) -> String {
    let mut text = String::from("# 由 gongkai profile new 写出的初稿；格式见 docs/profiles.md\n");
    let kind = table.kind.as_deref().filter(|kind| is_kind(kind));
    text.push_str(&format!("id = {}\nname = {}\n", quoted(id), quoted(&format!("{id} 的导出"))));
    match kind {
        Some(kind) => text.push_str(&format!("kind = {}\n", quoted(kind))),
        None => text.push_str("# 请填写：支出预算明细 或 收入预算\nkind = \"支出预算明细\"\n"),
    }
    let headers: BTreeSet<&str> = table.columns.iter().filter_map(|c| c.header.rsplit('·').next()).collect();
    text.push_str(&format!("distinguishing = [{}]\n", list(headers.into_iter())));
    amounts(table, &mut text);
    match &table.unit {
        Some((unit, said)) => text.push_str(&format!(
            "# 金额单位：{}，来自{said}；文件里都没有写时才需要下面一行\n# unit = {}\n",
            unit.word(),
            quoted(unit.word())
        )),
        None => text.push_str("# 请填写：没有看出金额单位\n# unit = \"元\"\n"),
    }
    text.push_str("# 只在一组的第一行填写的列，例如：\n# fill_down = [\"预算单位\", \"项目\"]\n\n[names]\n");
    for column in &table.columns {
        match (&column.field, &column.note) {
            (Some(field), _) => {
                text.push_str(&format!("# {} 列“{}”：已认出是 {field}\n", column.letters, one_line(&column.header)))
            }
            (None, Some(note)) if note.starts_with("不认识") => {
                let header = one_line(&column.header);
                text.push_str(&format!(
                    "# 请填写：{} 列“{header}”是什么字段？用不到就写“其他”\n# \"其他\" = [{}]\n",
                    column.letters,
                    quoted(&header)
                ));
            }
            (None, note) => {
                let note = note.as_deref().unwrap_or("没有用上");
                text.push_str(&format!("# {} 列“{}”：{note}\n", column.letters, one_line(&column.header)));
            }
        }
    }
    text
}

/// The amount columns: the one taken first.
fn amounts(table: &TableReading, text: &mut String) {
    let taken = table.columns.iter().filter(|c| c.field.as_deref().is_some_and(|f| f.starts_with("金额")));
    let left = table.columns.iter().filter(|c| c.note.as_deref().is_some_and(|n| n.starts_with("未采用")));
    let taken: Vec<&str> = taken.map(|c| c.header.as_str()).collect();
    let left: Vec<&str> = left.map(|c| c.header.as_str()).collect();
    if taken.is_empty() {
        text.push_str("# 请填写：取哪一列金额\n# amount_order = [\"预算金额\"]\n");
    } else if taken.iter().all(|header| !header.contains('·')) {
        text.push_str(&format!("amount_order = [{}]\n", list(taken.into_iter())));
    }
    if !left.is_empty() {
        text.push_str(&format!(
            "# 没有采用的金额列：{}\n",
            left.iter().map(|h| one_line(h)).collect::<Vec<_>>().join("、")
        ));
    }
}

fn is_kind(name: &str) -> bool {
    ["支出预算明细", "收入预算", "项目绩效目标", "政府采购预算", "资产", "单位信息"].contains(&name)
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| quoted(&one_line(word))).collect::<Vec<_>>().join(", ")
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Words from a file in one line of a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
