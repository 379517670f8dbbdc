//! Purchases from a list: a row an item, its money in one column with 资金性质 beside it, or in a column a fund.

use super::super::codes::{Shape, split};
use super::super::funds::{FundMeaning, Funds};
use super::list::List;
use super::{Annexed, Loose, nobody};
use crate::finding::Words;
use crate::finding::codes::{import_annex as codes, import_lines};
use crate::import::gather::detail;
use crate::import::label::is_sum;
use crate::model::{Coded, Figure, Fund, Purchase, PurchaseAmount};

/// Reads a list of purchases.
pub(super) fn read(mut list: List<'_>, funds: &Funds) -> Annexed {
    let mut annexed = Annexed { fields: list.fields(), ..Annexed::default() };
    let wide: Vec<(u32, Fund, bool)> = list
        .others
        .iter()
        .filter_map(|(col, words)| match funds.column(words)? {
            (FundMeaning::Fund(fund), carried) => Some((*col, fund, carried)),
            _ => None,
        })
        .collect();
    for (col, fund, _) in &wide {
        annexed.fields.insert(*col, format!("采购金额（{}）", word(*fund)));
    }
    for &at in list.body {
        let item = list.words(at, "品目名称");
        let first =
            [&item, &list.words(at, "项目名称"), &list.words(at, "预算单位")].into_iter().any(|text| is_sum(text));
        if first || item.is_empty() && list.words(at, "品目代码").is_empty() {
            annexed.aside.insert(at, if first { "合计行" } else { "没有采购品目" }.to_owned());
            continue;
        }
        match amounts(&mut list, at, (&wide, funds)) {
            Ok(amounts) => {
                let record = purchase(&mut list, at, (item, amounts));
                annexed.purchases.push(Loose {
                    record,
                    entity: list.entity(at),
                    year: list.year_of(at),
                    rows: vec![at],
                });
                annexed.used.push(at);
            }
            Err(reason) => {
                annexed.aside.insert(at, reason);
            }
        }
    }
    annexed
}

fn purchase(list: &mut List<'_>, at: usize, (item, amounts): (String, Vec<PurchaseAmount>)) -> Purchase {
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
        item: item.into(),
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
fn amounts(
    list: &mut List<'_>,
    at: usize,
    (wide, funds): (&[(u32, Fund, bool)], &Funds),
) -> Result<Vec<PurchaseAmount>, String> {
    let mut amounts = Vec::new();
    for (col, fund, carry_over) in wide {
        let figure = list.cells.money(at, *col, list.gather).filter(|figure| !figure.amount.is_zero());
        if let Some(Figure { amount, stated, origin }) = figure {
            amounts.push(PurchaseAmount { fund: *fund, carry_over: *carry_over, amount, stated, origin });
        }
    }
    let single = list.columns.get("采购金额").or_else(|| list.columns.get("合计")).copied();
    let Some(col) = single.filter(|_| wide.is_empty()) else {
        return if amounts.is_empty() { Err("没有采购金额".to_owned()) } else { Ok(amounts) };
    };
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
    if amount < crate::amount::Amount::ZERO {
        list.gather.note(&codes::NEGATIVE_PURCHASE, stated.text.to_string(), origin.clone());
    }
    Ok(vec![PurchaseAmount { fund, carry_over: reading.carry_over, amount, stated, origin }])
}

fn word(fund: Fund) -> String {
    super::super::layout::fund_word(fund).to_owned()
}
