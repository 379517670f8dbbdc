//! # 整个部门没有数
//!
//! ## 查什么
//! 所有公开表中至少应有一个不为零的数。
//!
//! ## 为什么
//! 全部为零，几乎总是导出时筛选错了单位、年度，或读错了金额列。
//!
//! ## 依据
//! 常识；没有任何收支的部门一般也没有公开义务。
//!
//! ## 例
//! 九张表全部是空表。
//!
//! ## 怎么办
//! 核对导出的单位、年度和金额列。

use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Table};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C016",
    severity: Severity::Advisory,
    title: Words { zh: "所有公开表都没有数", en: "Not one figure in any table" },
    message: Words {
        zh: "{count} 张公开表没有一个不为零的数。",
        en: "None of {count} tables has any figure but zero.",
    },
    remedy: Words {
        zh: "核对导出的单位、年度和金额列。",
        en: "Check which department, year and amount column were exported.",
    },
    page: include_str!("all_zero.rs"),
};

/// Tables whose figures come from exports of their own: they may have some while the budget has none.
const OF_OTHER_EXPORTS: &[&str] = &["goals", "purchases", "assets", "organisation"];

fn run(subject: &Subject<'_>, report: &mut Report) {
    let of_budget = |table: &&Table| !OF_OTHER_EXPORTS.contains(&&*table.role);
    let tables: Vec<&Table> = subject.disclosure.tables.iter().filter(of_budget).collect();
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let nothing = !tables.is_empty() && !cells.filter_map(Cell::amount).any(|amount| !amount.is_zero());
    let finding = nothing.then(|| {
        let finding = Finding::new(&CODE).with("count", tables.len());
        tables.first().map(|table| table.whole()).into_iter().fold(finding, |finding, place| finding.at(place))
    });
    report.note(&CODE, None, "公开表中有数", finding.into_iter().collect());
}
