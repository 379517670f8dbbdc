//! What a text of final accounts says of each 项: 年初预算, 支出决算, 完成率, and whether it came out above or below.

use rust_decimal::{Decimal, RoundingStrategy};

use super::tokens::plain;
use super::{Against, Report, about};
use crate::amount::{Amount, Unit};
use crate::disclosure::Disclosure;
use crate::document::{Paragraph, Text};
use crate::finding::{Code, Finding, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&ITEM, &RATE, &DIRECTION, &ITEM_LACKS];

/// The actual amount of a 项 is not that of the table.
pub static ITEM: Code = Code {
    id: "GK-C341",
    severity: Severity::Mandatory,
    title: Words {
        zh: "项级科目的支出决算与表中不符", en: "the actual amount of a code differs from the table"
    },
    message: Words {
        zh: "“{item}”的支出决算与表中不一样：{sentence}",
        en: "{item} differs from the table: {sentence}",
    },
    remedy: Words { zh: "以表为准改正文字。", en: "correct the text after the table" },
    page: "## 查什么\n\n说明里每个项级科目的支出决算，与一般公共预算财政拨款支出决算表的同一科目比较。\n\n## 为什么\n\n逐项说明是照着表抄的，抄错一行，读者一对就知道。\n\n## 怎么办\n\n以表为准改正。",
};

/// A rate that does not follow from the two amounts.
pub static RATE: Code = Code {
    id: "GK-C342",
    severity: Severity::Mandatory,
    title: Words { zh: "完成率算得不对", en: "a rate does not follow from its amounts" },
    message: Words {
        zh: "“{item}”的完成率{problem}：{sentence}",
        en: "the rate of {item} is wrong ({problem}): {sentence}",
    },
    remedy: Words {
        zh: "完成率＝支出决算÷年初预算，保留两位小数；年初预算为 0 的不写完成率。",
        en: "actual divided by planned, two decimals; none over nothing",
    },
    page: "## 查什么\n\n文中的完成率与文中的两个金额是否相符；年初预算为 0 时不应有完成率。\n\n## 为什么\n\n完成率只在文字里，没有别处可以核对。\n\n## 怎么办\n\n重算；基数为 0 的删去。",
};

/// 大于 where it is 小于.
pub static DIRECTION: Code = Code {
    id: "GK-C343",
    severity: Severity::Mandatory,
    title: Words { zh: "决算与年初预算的大小写反了", en: "above and below are confused" },
    message: Words {
        zh: "“{item}”的支出决算{wanted}年初预算，文中写的是“{found}”：{sentence}",
        en: "{item} is {wanted} the plan, the text says {found}: {sentence}",
    },
    remedy: Words { zh: "按两个金额改正“大于”“小于”“持平”。", en: "correct the word" },
    page: "## 查什么\n\n文中“决算数大于（小于、等于、持平）年初预算数”与文中的两个金额是否相符。\n\n## 怎么办\n\n改正文字，原因也要相应核对。",
};

/// A 项 of the table of which the text says nothing.
pub static ITEM_LACKS: Code = Code {
    id: "GK-C344",
    severity: Severity::Mandatory,
    title: Words { zh: "有的项级科目没有说明", en: "the text leaves codes out" },
    message: Words {
        zh: "表中有支出的项级科目，说明里没有写：{names}（表中 {count} 个，文中 {told} 个）",
        en: "the text leaves out {names} ({told} of {count})",
    },
    remedy: Words { zh: "补上这些科目的年初预算、支出决算和原因。", en: "add them" },
    page: "## 查什么\n\n一般公共预算财政拨款支出决算表里每个有支出的项级科目，说明里都要写年初预算、支出决算、完成率和原因。\n\n## 怎么办\n\n补写。",
};

/// What a paragraph says of a 项.
struct Item<'a> {
    paragraph: &'a Paragraph,
    words: String,
    name: String,
    planned: Option<Decimal>,
    actual: Option<Decimal>,
    rate: Option<Decimal>,
}

/// Holds every 项 of the text against the table and itself; a text of a budget has none.
pub(super) fn look(text: &Text, against: &Against<'_>, report: &mut Report) {
    if !against.head.reasons {
        return;
    }
    let told: Vec<Item<'_>> = text.paragraphs.iter().filter(|p| !p.in_table).filter_map(read).collect();
    let rates = told.iter().filter_map(rate).collect();
    report.note(&RATE, Some("N-RATE"), "每个项级科目的完成率与金额相符", rates);
    let directions = told.iter().filter_map(direction).collect();
    report.note(&DIRECTION, Some("N-DIRECTION"), "决算大于、小于年初预算的说法与金额相符", directions);
    match against.this {
        Some(this) => of_table(&told, &listed(this), report),
        None => report.not_run(&ITEM, Some("N-ITEM"), "每个项级科目的支出决算与表相符", "没有给出公开表"),
    }
}

fn of_table(told: &[Item<'_>], listed: &[(String, Amount)], report: &mut Report) {
    let wrong = told.iter().filter_map(|item| {
        let printed = item.actual?;
        let mut same = listed.iter().filter(|(name, _)| *name == item.name).peekable();
        same.peek()?;
        let fits = |amount: &Amount| {
            let places = printed.scale();
            amount.in_unit(Unit::WanYuan).round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
                == printed
        };
        let first = same.clone().next().map(|(_, amount)| *amount)?;
        let finding = || item.finding(&ITEM).comparing(first, wan(printed), Unit::WanYuan);
        (!same.any(|(_, amount)| fits(amount))).then(finding)
    });
    report.note(&ITEM, Some("N-ITEM"), "每个项级科目的支出决算与表相符", wrong.collect());
    let missing: Vec<&str> = listed
        .iter()
        .filter(|(name, amount)| !amount.is_zero() && told.iter().all(|item| item.name != *name))
        .map(|(name, _)| name.as_str())
        .collect();
    let lacking = (!missing.is_empty()).then(|| {
        let finding = Finding::new(&ITEM_LACKS).with("names", missing.join("、"));
        let finding = finding.with("count", listed.len()).with("told", told.len());
        told.iter().take(1).fold(finding, |finding, item| finding.at(item.paragraph.origin.clone()))
    });
    report.note(&ITEM_LACKS, Some("N-ITEM-ALL"), "每个项级科目都有说明", lacking.into_iter().collect());
}

/// The 项 of the table of 一般公共预算财政拨款支出 with their amounts.
fn listed(this: &Disclosure) -> Vec<(String, Amount)> {
    let Some(table) = this.table("general") else { return Vec::new() };
    let Some(col) = table.column("total") else { return Vec::new() };
    let items = table.rows.iter().enumerate().filter_map(|(at, row)| {
        row.keys.iter().flatten().find(|key| key.len() == 7 && key.bytes().all(|b| b.is_ascii_digit()))?;
        Some((plain(table.label(at, col)), row.cells.get(col)?.amount()?))
    });
    items.collect()
}

/// Reads a paragraph that speaks of one 项; `None` where it does not.
fn read(paragraph: &Paragraph) -> Option<Item<'_>> {
    let words = plain(&paragraph.text);
    let at = words.find("(项)").or_else(|| words.find("（项）"))?;
    let name = name(&words[..at]).to_owned();
    let planned = number(&words[at..], &["年初预算为", "年初预算数为", "年初预算"], '万');
    let actual = number(&words[at..], &["支出决算为", "支出决算数为", "决算数为", "决算为"], '万');
    let rate = number(&words[at..], &["完成年初预算的", "完成预算的", "完成率为", "完成率"], '%');
    (planned.is_some() || actual.is_some()).then_some(Item { paragraph, words, name, planned, actual, rate })
}

/// The name of a 项: behind its 款, else behind its number.
fn name(before: &str) -> &str {
    for mark in ["（款）", "(款)", "（类）", "(类)"] {
        if let Some((_, name)) = before.rsplit_once(mark) {
            return name;
        }
    }
    before.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '(' | ')' | '（' | '）'))
}

/// The number behind the first of these words, where the mark stands right behind it.
fn number(words: &str, after: &[&str], mark: char) -> Option<Decimal> {
    after.iter().find_map(|word| {
        let rest = &words[words.find(word)? + word.len()..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
        let behind = rest[end..].chars().next()?;
        (behind == mark || (mark == '%' && behind == '％')).then(|| rest[..end].replace(',', "").parse().ok())?
    })
}

fn wan(number: Decimal) -> Amount {
    Amount::of(number, Unit::WanYuan).unwrap_or_default()
}

impl Item<'_> {
    fn finding(&self, code: &'static Code) -> Finding {
        about(code, self.paragraph, &self.words).with("item", self.name.as_str())
    }
}

fn rate(item: &Item<'_>) -> Option<Finding> {
    let (planned, actual, rate) = (item.planned?, item.actual?, item.rate?);
    if planned.is_zero() {
        let problem = Words { zh: "没有基数：年初预算为 0", en: "there is no base" };
        return Some(item.finding(&RATE).with("problem", problem));
    }
    // Both amounts are printed: the exact rate lies between the extremes of what they may stand for.
    let half = |printed: Decimal| Decimal::new(5, printed.scale() + 1);
    let hundred = Decimal::from(100);
    let low = (actual - half(actual)).checked_mul(hundred)?.checked_div(planned + half(planned))?;
    let high =
        (actual + half(actual)).checked_mul(hundred)?.checked_div((planned - half(planned)).max(half(planned)))?;
    let near = |bound: Decimal| bound.round_dp_with_strategy(rate.scale(), RoundingStrategy::MidpointAwayFromZero);
    if rate >= near(low) && rate <= near(high) {
        return None;
    }
    let right = actual.checked_mul(hundred)?.checked_div(planned)?;
    let right = right.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Some(item.finding(&RATE).with("problem", format!("应为 {right:.2}%")))
}

fn direction(item: &Item<'_>) -> Option<Finding> {
    let (planned, actual) = (item.planned?, item.actual?);
    let wanted = match actual.cmp(&planned) {
        std::cmp::Ordering::Greater => "大于",
        std::cmp::Ordering::Less => "小于",
        std::cmp::Ordering::Equal => "等于",
    };
    let says = |words: &[&str]| words.iter().any(|word| item.words.contains(word));
    let found = if says(&["决算数大于", "决算大于", "决算数高于"]) {
        "大于"
    } else if says(&["决算数小于", "决算小于", "决算数低于"]) {
        "小于"
    } else if says(&["持平", "决算数等于", "决算等于", "相等"]) {
        "等于"
    } else {
        return None;
    };
    (found != wanted).then(|| item.finding(&DIRECTION).with("wanted", wanted).with("found", found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::{Origin, Spot};

    fn paragraph(text: &str) -> Paragraph {
        let origin = Origin { file: "说明.docx".into(), spot: Spot::Paragraph(3) };
        Paragraph { text: text.into(), origin, in_table: false, in_contents: false }
    }

    #[test]
    fn rates_and_words_follow_from_the_amounts() {
        let all = |rest: &str| {
            let text = format!("1. 节能环保支出（类）污染、防治（款）大气、水（项）。{rest}");
            let paragraph = paragraph(&text);
            let item = read(&paragraph).unwrap();
            assert_eq!(item.name, "大气、水");
            [rate(&item), direction(&item)].map(|finding| finding.map(|finding| finding.code.id))
        };
        let right =
            "年初预算为420.80万元，支出决算为379.96万元，完成年初预算的90.29%，决算数小于年初预算数的主要原因：节约。";
        assert_eq!(all(right), [None, None]);
        assert_eq!(all(&right.replace("90.29", "92.09")), [Some("GK-C342"), None]);
        assert_eq!(all(&right.replace("小于", "大于")), [None, Some("GK-C343")]);
        let none =
            "年初预算为0.00万元，支出决算为10.77万元，完成年初预算的100%，决算数大于年初预算数的主要原因：新增。";
        assert_eq!(all(none), [Some("GK-C342"), None]);
    }
}
