//! Assets from a list: a row a kind of asset, with the total to be verified.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::list::List;
use super::{Annexed, Loose, nobody};
use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::{import_annex as codes, import_lines};
use crate::import::cell::label::{comparable, is_sum};
use crate::import::knowledge::annex_names::AnnexNames;
use crate::model::{Asset, Figure};

/// Reads a list of assets.
pub(super) fn read(mut list: List<'_>, names: &AnnexNames) -> Annexed {
    let mut annexed = Annexed { fields: list.fields(), ..Annexed::default() };
    let date = date(&list.above);
    let mut totals: Vec<(usize, String)> = Vec::new();
    for &at in list.body {
        let item = list.words(at, "项目");
        let words = comparable(&item);
        if item.is_empty() {
            annexed.aside.insert(at, "没有资产项目".to_owned());
        } else if is_sum(&item) || words.ends_with("总额") {
            annexed.aside.insert(at, "合计行".to_owned());
            totals.push((at, item));
        } else if let Some(kind) = names.asset(&item) {
            let own_date = self::date(&list.words(at, "截止时间"));
            let value = list.columns.get("价值").copied().and_then(|col| list.cells.money(at, col, list.gather));
            let quantity = list.columns.get("数量").copied().and_then(|col| list.cells.quantity(at, col, list.gather));
            let record = Asset {
                fiscal_year: 0,
                department: nobody(),
                entity: None,
                date: own_date.or_else(|| date.clone()),
                kind,
                item: item.into(),
                quantity,
                value,
                origin: list.cells.place(at, list.col("项目")),
            };
            annexed.assets.push(Loose { record, entity: list.entity(at), year: list.year_of(at), rows: vec![at] });
            annexed.used.push(at);
        } else {
            list.gather.note(&codes::ASSET_UNKNOWN, item, list.cells.place(at, list.col("项目")));
            annexed.aside.insert(at, "不认识的资产项目".to_owned());
        }
    }
    verify(&mut list, &annexed, totals);
    annexed
}

/// The totals that the list states itself must be what its rows add up to, those of one unit for a unit's own total.
fn verify(list: &mut List<'_>, annexed: &Annexed, totals: Vec<(usize, String)>) {
    let mut by_unit: BTreeMap<Option<Arc<str>>, Amount> = BTreeMap::new();
    let mut all = Amount::ZERO;
    let key = |entity: Option<crate::model::Coded>| {
        entity.map(|e| if e.code.is_empty() { e.name.unwrap_or(e.code) } else { e.code })
    };
    for loose in annexed.assets.iter().filter(|loose| !loose.record.kind.is_part()) {
        let value = loose.record.value.as_ref().map(|value| value.amount).unwrap_or_default();
        *by_unit.entry(key(loose.entity.clone())).or_default() += value;
        all += value;
    }
    for (at, label) in totals {
        let col = list.col("价值");
        let Some(Figure { amount: stated, .. }) = list.cells.money(at, col, list.gather) else { continue };
        let own = key(list.entity(at)).and_then(|unit| by_unit.get(&Some(unit)).copied());
        let parts = own.unwrap_or(all);
        if stated != parts {
            let finding = Finding::new(&import_lines::WRONG_SUM).at(list.cells.place(at, col));
            let finding = finding.with("label", label).with("column", "价值");
            list.gather.push(finding.comparing(parts, stated, list.cells.unit));
        }
    }
}

/// A date in words: `截止时间：2023-12-31`, `2023年12月31日`.
fn date(text: &str) -> Option<Arc<str>> {
    let plain: String = text.chars().map(crate::import::cell::label::half_width).collect();
    let marks = |c: char| matches!(c, '-' | '/' | '.' | '年' | '月');
    let mut numbers: Vec<u32> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest[..end].parse::<u32>().unwrap_or(0);
        let follows = rest[end..].starts_with(marks);
        rest = &rest[end..];
        match numbers.as_slice() {
            [year, month] if (1..=31).contains(&number) => {
                return Some(format!("{year}-{month:02}-{number:02}").into());
            }
            [_] if (1..=12).contains(&number) && follows => numbers.push(number),
            _ => {
                numbers.clear();
                if (1990..2100).contains(&number) && follows {
                    numbers.push(number);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_words() {
        for (text, expected) in [
            ("截止时间：2023-12-31", Some("2023-12-31")),
            ("截止日期:2023年12月31日", Some("2023-12-31")),
            ("2024年部门资产表　截止时间：2023/1/5", Some("2023-01-05")),
            ("2024年资产表", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
