//! Purchases from a list: a row an item, its money in one column with 资金性质 beside it, or in a column a fund.

use super::list::List;
use super::sums::{Row, Sums};
use super::{Annexed, Loose, nobody};
use crate::amount::Amount;
use crate::finding::codes::{import_annex as codes, import_lines};
use crate::finding::{Finding, Words};
use crate::import::cell::codes::{Shape, split};
use crate::import::cell::label::{comparable, is_grand_sum, is_sum};
use crate::import::knowledge::annex_names::AnnexNames;
use crate::import::knowledge::funds::{FundMeaning, Funds};
use crate::import::lines::causes::detail;
use crate::import::rows::wording::first_words;
use crate::model::{Coded, Figure, Fund, Purchase, PurchaseAmount};

/// The columns of a list in which money of one fund stands; what such a column means, and whether it is carried over.
type Wide = Vec<(u32, FundMeaning, bool)>;

/// What a row is.
enum Kind {
    Purchase,
    /// A sum, with the words by which it is known.
    Sum(String),
    /// A row without an item: a sum, or a purchase of which the item was forgotten.
    Nameless,
}

/// Reads a list of purchases.
pub(super) fn read(mut list: List<'_>, (funds, names): (&Funds, &AnnexNames)) -> Annexed {
    let mut annexed = Annexed { fields: list.fields(), ..Annexed::default() };
    let others = list.others.iter();
    let wide: Wide = others
        .filter_map(|(col, words)| funds.column(words).map(|(meaning, carried)| (*col, meaning, carried)))
        .collect();
    for (col, meaning, _) in &wide {
        if let FundMeaning::Fund(fund) = meaning {
            annexed.fields.insert(*col, format!("采购金额（{}）", fund.name()));
        }
    }
    let mut sums = Vec::new();
    let mut rows = Vec::new();
    for &at in list.body {
        let project = project_key(&list, at);
        match kind(&list, at, (&wide, names)) {
            Kind::Purchase => match amounts(&mut list, at, (&wide, funds)) {
                Ok(amounts) => {
                    let record = purchase(&mut list, at, amounts);
                    rows.push(Row::Part(record.amount(), project));
                    let (entity, year) = (list.entity(at), list.year_of(at));
                    annexed.purchases.push(Loose { record, entity, year, rows: vec![at] });
                    annexed.used.push(at);
                }
                Err(reason) => {
                    annexed.aside.insert(at, reason);
                }
            },
            sum => {
                let stated = total(&mut list, at, &wide);
                annexed.aside.insert(at, if stated.is_some() { "合计行" } else { "没有采购品目和金额" }.to_owned());
                if let Some(stated) = stated {
                    sums.push((rows.len(), at, sum));
                    rows.push(Row::Sum(stated, project));
                }
            }
        }
    }
    let added = Sums::of(&rows);
    for (nth, at, sum) in sums {
        verify(&mut list, (at, sum), (&added, nth), &mut annexed);
    }
    annexed
}

/// What a row is by its words.
fn kind(list: &List<'_>, at: usize, (wide, names): (&Wide, &AnnexNames)) -> Kind {
    let words = |field: &str| list.words(at, field);
    let item = words("品目名称");
    let own = |col: u32| list.cells.words(at, col);
    // A sum may be labelled in any of the first columns: 采购类别, 项目, 单位.
    let money = |col: &u32| {
        let field =
            ["采购金额", "合计", "数量", "单价", "预留份额"].iter().any(|field| list.columns.get(*field) == Some(col));
        field || wide.iter().any(|(fund, ..)| fund == col)
    };
    let columns = list.columns.values().chain(list.others.iter().map(|(col, _)| col)).filter(|col| !money(col));
    if let Some(label) = columns.map(|col| own(*col)).find(|text| is_sum(text)) {
        return Kind::Sum(label);
    }
    let catalogue = words("品目代码");
    let nowhere = ["项目编码", "项目名称", "资金性质", "资金性质编码"].into_iter().all(|field| words(field).is_empty());
    if nowhere && catalogue.chars().count() <= 1 && names.is_purchase_group(&item) {
        return Kind::Sum(item);
    }
    if item.is_empty() && catalogue.is_empty() { Kind::Nameless } else { Kind::Purchase }
}

/// By what a row's project is told from others: its code, else its name.
fn project_key(list: &List<'_>, at: usize) -> Option<String> {
    let parts = split(&list.words(at, "项目编码"), Shape::Project);
    let key = parts.code.unwrap_or_else(|| comparable(&list.words(at, "项目名称")));
    (!key.is_empty() && !is_sum(&key)).then_some(key)
}

/// What a sum row states.
fn total(list: &mut List<'_>, at: usize, wide: &Wide) -> Option<Amount> {
    let single = list.columns.get("采购金额").or_else(|| list.columns.get("合计")).copied();
    if let Some(figure) = single.and_then(|col| list.cells.money(at, col, list.gather)) {
        return Some(figure.amount);
    }
    let parts = wide.iter().filter_map(|(col, ..)| list.cells.money(at, *col, list.gather));
    let parts: Vec<Amount> = parts.map(|figure| figure.amount).collect();
    (!parts.is_empty()).then(|| parts.into_iter().sum())
}

/// Compares a sum of the list with its rows; a difference is said.
fn verify(list: &mut List<'_>, (at, sum): (usize, Kind), (sums, nth): (&Sums<'_>, usize), annexed: &mut Annexed) {
    let label = match &sum {
        Kind::Sum(label) => label.clone(),
        _ => String::new(),
    };
    let Some((stated, expected)) = sums.differs(nth, is_grand_sum(&label)) else { return };
    let col =
        list.columns.get("采购金额").or_else(|| list.columns.get("合计")).copied().unwrap_or(list.col("品目名称"));
    let place = list.cells.place(at, col);
    if matches!(sum, Kind::Nameless) {
        let words = first_words(&list.cells.sheet.rows[at]);
        list.gather.note(&codes::NO_ITEM, words, place);
        annexed.aside.insert(at, "没有采购品目".to_owned());
        return;
    }
    let finding = Finding::new(&import_lines::WRONG_SUM).at(place).with("label", label).with("column", "采购金额");
    list.gather.push(finding.comparing(expected, stated, list.cells.unit));
}

fn purchase(list: &mut List<'_>, at: usize, amounts: Vec<PurchaseAmount>) -> Purchase {
    let optional = |words: String| Some(words).filter(|words| !words.is_empty()).map(std::sync::Arc::from);
    let (code, name) = (list.words(at, "项目编码"), list.words(at, "项目名称"));
    let parts = split(&code, Shape::Project);
    let code = parts.code.unwrap_or_default();
    let name = optional(name).or_else(|| parts.name.map(std::sync::Arc::from));
    let money = |list: &mut List<'_>, field: &str| {
        let col = *list.columns.get(field)?;
        list.cells.money(at, col, list.gather)
    };
    let price = money(list, "单价");
    let reserved = money(list, "预留份额");
    let quantity = list.columns.get("数量").copied().and_then(|col| list.cells.quantity(at, col, list.gather));
    Purchase {
        fiscal_year: 0,
        department: nobody(),
        entity: None,
        project: (!code.is_empty() || name.is_some()).then(|| Coded { code: code.into(), name }),
        item: list.words(at, "品目名称").into(),
        catalogue: optional(list.words(at, "品目代码")),
        measure: optional(list.words(at, "计量单位")),
        quantity,
        price,
        amounts,
        reserved,
        origin: list.cells.place(at, list.col("品目名称")),
    }
}

/// The money of a row by fund.
fn amounts(list: &mut List<'_>, at: usize, (wide, funds): (&Wide, &Funds)) -> Result<Vec<PurchaseAmount>, String> {
    if !wide.is_empty() {
        return by_fund(list, at, wide);
    }
    let single = list.columns.get("采购金额").or_else(|| list.columns.get("合计")).copied();
    let Some(col) = single else { return Err("没有采购金额".to_owned()) };
    let Some(Figure { amount, stated, origin }) = list.cells.money(at, col, list.gather) else {
        return Err("没有采购金额".to_owned());
    };
    let parts = split(&list.words(at, "资金性质"), Shape::Digits);
    let code = split(&list.words(at, "资金性质编码"), Shape::Digits).code.or(parts.code);
    let reading = funds.read(parts.name.as_deref(), code.as_deref());
    let Some(FundMeaning::Fund(fund)) = reading.meaning else {
        let what = parts.name.or(code).unwrap_or_else(|| "（空）".to_owned());
        let place = list.cells.place(at, list.col("资金性质"));
        let finding = list.gather.note(&import_lines::FUND_UNKNOWN, what, place);
        let why = Words { zh: "采购预算要按资金性质分列", en: "purchases are published by fund" };
        detail(finding, "why", why);
        return Err("资金性质不明".to_owned());
    };
    if amount < Amount::ZERO {
        list.gather.note(&codes::NEGATIVE_PURCHASE, stated.text.to_string(), origin.clone());
    }
    Ok(vec![PurchaseAmount { fund, carry_over: reading.carry_over, amount, stated, origin }])
}

/// The money of a row that has a column a fund; the sum beside them must be theirs.
fn by_fund(list: &mut List<'_>, at: usize, wide: &Wide) -> Result<Vec<PurchaseAmount>, String> {
    let mut amounts = Vec::new();
    for (col, meaning, carry_over) in wide {
        let figure = list.cells.money(at, *col, list.gather).filter(|figure| !figure.amount.is_zero());
        let Some(Figure { amount, stated, origin }) = figure else { continue };
        match meaning {
            FundMeaning::Fund(fund) => {
                amounts.push(PurchaseAmount { fund: *fund, carry_over: *carry_over, amount, stated, origin });
            }
            // 财政拨款 beside the funds that it sums up.
            FundMeaning::Refused { sum_of, .. } if covered(wide, sum_of) => {}
            FundMeaning::Refused { reason, .. } => {
                let words = list.others.iter().find(|(other, _)| other == col).map(|(_, words)| words.clone());
                let finding = list.gather.note(&import_lines::FUND_UNKNOWN, words.unwrap_or_default(), origin);
                let why = Words { zh: "采购预算要按资金性质分列", en: "purchases are published by fund" };
                detail(finding, "why", why);
                return Err(format!("资金性质不明：{reason}"));
            }
        }
    }
    in_all(list, at, &amounts)?;
    Ok(amounts)
}

/// What the row states in all must be what its funds add up to: a fund may stand in a column that nobody knows.
fn in_all(list: &mut List<'_>, at: usize, amounts: &[PurchaseAmount]) -> Result<(), String> {
    let single = list.columns.get("合计").or_else(|| list.columns.get("采购金额")).copied();
    let stated = single.and_then(|col| Some((col, list.cells.money(at, col, list.gather)?.amount)));
    let parts: Amount = amounts.iter().map(|part| part.amount).sum();
    let nothing = || if amounts.is_empty() { Err("没有采购金额".to_owned()) } else { Ok(()) };
    let Some((col, stated)) = stated.filter(|(_, stated)| *stated != parts) else { return nothing() };
    let place = list.cells.place(at, col);
    if amounts.is_empty() {
        let why = Words { zh: "只有合计，没有写是哪种资金的", en: "only the sum is given, not the fund" };
        detail(list.gather.note(&import_lines::FUND_UNKNOWN, "（空）", place), "why", why);
        return Err("资金性质不明".to_owned());
    }
    let finding = Finding::new(&import_lines::WRONG_SUM).at(place).with("label", list.words(at, "品目名称"));
    list.gather.push(finding.with("column", "合计").comparing(parts, stated, list.cells.unit));
    Ok(())
}

/// Whether one of the funds that a column sums up has a column of its own.
fn covered(wide: &Wide, sum_of: &[Fund]) -> bool {
    wide.iter().any(|(_, meaning, _)| matches!(meaning, FundMeaning::Fund(fund) if sum_of.contains(fund)))
}
