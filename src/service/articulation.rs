//! What an articulation of an edition (`X-T1-T3`) says: findings name it beside their code.

use crate::disclosure::Sign;
use crate::edition::{Edition, Equality, Form, Reference, Relation, Weight};
use crate::finding::render::{Language, WIDTH, wrap};
use crate::finding::{Severity, Words};

/// The page of an articulation in each edition that has it; empty where none does.
pub fn page(wanted: &str, editions: &[Edition], language: Language) -> String {
    let mut text = String::new();
    for edition in editions {
        let known = edition.equalities.iter().find(|equality| equality.id.eq_ignore_ascii_case(wanted.trim()));
        for paragraph in known.into_iter().flat_map(|equality| paragraphs(equality, edition, language)) {
            text.push_str(&wrap(&paragraph, WIDTH).join("\n"));
            text.push_str("\n\n");
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("{}\n", text.trim_end()),
    }
}

fn paragraphs(equality: &Equality, edition: &Edition, language: Language) -> Vec<String> {
    let severity = match equality.severity {
        Weight::Mandatory => Severity::Mandatory,
        Weight::Advisory => Severity::Advisory,
    };
    let pick = |zh, en| Words { zh, en }.of(language);
    let relation = match equality.relation {
        Relation::Equal => pick("应等于", "equals"),
        Relation::AtMost => pick("应不大于", "is at most"),
    };
    let right: Vec<String> = equality.right.iter().map(|text| words(text.get_ref(), edition, true)).collect();
    let right = right.concat();
    let mut all = vec![
        format!("{} [{}] {}", equality.id, severity.words().of(language), equality.title),
        format!("{}{}", pick("表样：", "Edition: "), edition.head.id),
        format!(
            "{}{} {relation} {}",
            pick("关系：", "Says: "),
            words(equality.left.get_ref(), edition, false),
            right.strip_prefix(" ＋ ").unwrap_or(&right)
        ),
    ];
    if !equality.when_zero.is_empty() {
        let zero: Vec<String> = equality.when_zero.iter().map(|text| words(text.get_ref(), edition, false)).collect();
        let condition = pick("条件：下面各数都是零时才检查：", "Only where all of these are zero: ");
        all.push(format!("{condition}{}", zero.join("、")));
    }
    if !equality.basis.is_empty() {
        all.push(format!("{}{}", pick("依据：", "Basis: "), equality.basis));
    }
    all.push(
        pick("为什么、怎么办：见 gongkai explain GK-C004。", "Why and what to do: see gongkai explain GK-C004.")
            .to_owned(),
    );
    all
}

/// A reference in the forms' own words, as one of several with its sign before it.
fn words(text: &str, edition: &Edition, signed: bool) -> String {
    let Ok(reference) = Reference::parse(text) else { return text.to_owned() };
    let sign = match reference.sign {
        Sign::Plus if signed => " ＋ ",
        Sign::Minus if signed => " － ",
        _ => "",
    };
    let Some(form) = edition.forms.iter().find(|form| form.role == reference.form) else { return text.to_owned() };
    let column = form.columns.iter().find(|column| column.key == reference.column);
    let column = column.map(|column| column.headers.joined()).unwrap_or_default();
    format!("{sign}《{}》{}的“{column}”", form.name, row(&reference.row, form))
}

fn row(key: &str, form: &Form) -> String {
    let fixed = form.blocks.iter().flat_map(|block| &block.rows).find(|row| row.key() == Some(key));
    match (key, fixed) {
        ("*", _) => "每一科目".to_owned(),
        (_, Some(row)) => format!("“{}”", row.label.trim()),
        ("total", None) => "合计".to_owned(),
        (code, None) => format!("科目 {code} "),
    }
}
