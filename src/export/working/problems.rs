//! 问题清单: everything that was found, in the order given.

use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use crate::finding::render::{Language, follower, followers, message, remedy, title};
use crate::finding::{Finding, Place};

const COLUMNS: &[Column] = &[
    Column("序号", 6),
    Column("程度", 6),
    Column("代码", 10),
    Column("规则", 12),
    Column("问题", 20),
    Column("说明", 44),
    Column("位置", 40),
    Column("应为", 14),
    Column("实为", 14),
    Column("相差", 12),
    Column("单位", 6),
    Column("怎么办", 40),
    Column("随之不符", 40),
    Column("豁免", 24),
];

/// One row a finding.
pub(super) fn listing(findings: &[Finding], texts: &Texts) -> Listing {
    let rows = findings.iter().enumerate().map(|(index, finding)| row(index, finding, texts));
    Listing { id: Id::Problems, columns: COLUMNS, rows: rows.collect(), if_empty: "没有发现问题。" }
}

fn row(index: usize, finding: &Finding, texts: &Texts) -> Vec<Field> {
    let places: Vec<String> = finding.places.iter().map(Place::to_string).collect();
    let mut fields = vec![
        Field::Count(index + 1),
        texts.text(finding.standing().zh),
        texts.text(finding.code.id),
        texts.maybe(finding.rule.as_deref()),
        texts.text(title(finding, Language::Chinese)),
        texts.text(message(finding, Language::Chinese)),
        texts.text(places.join("\n")),
    ];
    match finding.comparison {
        Some(figures) => fields.extend([
            Field::Money(figures.expected, figures.unit),
            Field::Money(figures.actual, figures.unit),
            Field::Money(figures.difference(), figures.unit),
            texts.text(figures.unit.word()),
        ]),
        None => fields.extend([Field::Blank, Field::Blank, Field::Blank, Field::Blank]),
    }
    fields.push(texts.text(remedy(finding, Language::Chinese)));
    fields.push(texts.text(following(finding)));
    let waived = finding.waived.as_ref();
    fields.push(texts.maybe(waived.map(|by| format!("{}（{}，到 {}）", by.reason, by.who, by.until))));
    fields
}

/// What only follows from a finding: how many, and a line for each.
fn following(finding: &Finding) -> String {
    if finding.follows.is_empty() {
        return String::new();
    }
    let lines = finding.follows.iter().map(|other| follower(other, Language::Chinese));
    let head = format!("{}：", followers(finding, Language::Chinese));
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
