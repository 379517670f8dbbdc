//! # 公开表是否齐全，空表是否说明
//!
//! ## 查什么
//! 表样规定的每一张表都应公开；没有数据的表也要列出，并在表下说明“空表列示”。
//!
//! ## 为什么
//! 漏表、删去空表，是检查中常见的“内容不完整”。
//!
//! ## 依据
//! 预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应列出空表并说明。
//!
//! ## 例
//! 没有政府性基金预算，就删掉了第 7 表。
//!
//! ## 怎么办
//! 保留空表和表下的说明。

use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Table};
use crate::edition::Form;
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C006",
    severity: Severity::Mandatory,
    title: Words { zh: "公开表不齐全", en: "A mandated table is missing or silently empty" },
    message: Words { zh: "《{table}》{problem}。", en: "{table}: {problem}." },
    remedy: Words {
        zh: "补上这张表；没有数据的也要列出空表，并注明“{note}”。",
        en: "Publish the table; where it is empty, with the note “{note}”.",
    },
    page: include_str!("every_table.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let there = subject.edition.forms.iter().filter(|form| subject.disclosure.table(&form.role).is_some()).count();
    let alone = there < 2 && subject.budget.is_none() && subject.edition.forms.len() > 2;
    for form in &subject.edition.forms {
        let title = format!("《{}》已列示", form.name);
        let table = subject.disclosure.table(&form.role);
        if table.is_none() && alone {
            report.not_run(&CODE, None, &title, "只给了一张表");
            continue;
        }
        let problem = match table {
            None => Some("没有列示"),
            Some(table) if is_empty(table) && table.notes.is_empty() => Some("是空表，但没有说明"),
            Some(_) => None,
        };
        let finding = problem.map(|problem| finding(form, table, problem));
        report.note(&CODE, None, &title, finding.into_iter().collect());
    }
}

fn finding(form: &Form, table: Option<&Table>, problem: &'static str) -> Finding {
    let finding = Finding::new(&CODE)
        .with("table", form.name.as_str())
        .with("problem", problem)
        .with("note", form.empty_note.as_str());
    table.map(Table::whole).into_iter().fold(finding, |finding, place| finding.at(place))
}

fn is_empty(table: &Table) -> bool {
    let figure = |cell: &Cell| cell.amount().is_some_and(|amount| !amount.is_zero());
    !table.rows.iter().flat_map(|row| &row.cells).any(figure)
}
