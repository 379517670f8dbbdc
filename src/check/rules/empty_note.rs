//! # 空表的说明是否说的是本表
//!
//! ## 查什么
//! 空表下面的说明应是本表的说明，不能是另一张表的；有数的表不能注明“空表列示”。
//!
//! ## 为什么
//! 复制上一张表时忘记改说明，是公开中真实出现过的错误：国有资本经营预算表下写着“无政府性基金预算”。
//!
//! ## 依据
//! 《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应列出空表并说明。
//!
//! ## 例
//! 国有资本经营预算财政拨款支出表下写“注：无政府基金预算财政拨款预算，空表列示。”
//!
//! ## 怎么办
//! 改成本表的说明。

use crate::check::labels::plain;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Table};
use crate::edition::Form;
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C015",
    severity: Severity::Advisory,
    title: Words { zh: "表下的说明与表不符", en: "A note that does not belong to its table" },
    message: Words {
        zh: "《{table}》下的说明“{note}”{problem}。",
        en: "{table} carries the note “{note}”: {problem}.",
    },
    remedy: Words {
        zh: "改成本表的说明：“{right}”；有数的表删去空表说明。",
        en: "Use the table's own note “{right}”; a table with figures carries none.",
    },
    page: include_str!("empty_note.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        let title = format!("《{}》的说明", form.name);
        match subject.table(&form.role) {
            None => report.not_run(&CODE, None, &title, "缺少这张表"),
            Some((_, table)) => report.note(&CODE, None, &title, check(subject, form, table)),
        }
    }
}

fn check(subject: &Subject<'_>, form: &Form, table: &Table) -> Vec<Finding> {
    let own = plain(&form.empty_note);
    let foreign = |note: &String| {
        let note = plain(note);
        // A note that stands under the table whatever it holds speaks of no emptiness.
        if !note.contains(['无', '没']) {
            return None;
        }
        let others = subject.edition.forms.iter().filter(|other| plain(&other.empty_note) != own);
        let other = others.into_iter().find(|other| note.contains(core(&plain(&other.empty_note))));
        other.filter(|_| !note.contains(core(&own))).map(|other| format!("说的是《{}》", other.name))
    };
    let figures = table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::amount).any(|amount| !amount.is_zero());
    let contradicted = |note: &String| (figures && note.contains("空表")).then(|| "与表中有数矛盾".to_owned());
    let finding = |note: &String| {
        let problem = foreign(note).or_else(|| contradicted(note))?;
        let finding = Finding::new(&CODE).at(table.whole()).with("table", form.name.as_str());
        Some(finding.with("note", note.trim()).with("problem", problem).with("right", form.empty_note.as_str()))
    };
    table.notes.iter().filter_map(finding).collect()
}

/// The part of a note that says what there is none of.
fn core(note: &str) -> &str {
    let said = note.split_once("没有").or_else(|| note.split_once('无')).map_or(note, |(_, said)| said);
    said.split_once(',').map_or(said, |(said, _)| said)
}
