use rust_decimal::Decimal;

use super::*;
use crate::amount::{Amount, Unit};
use crate::finding::{Code, Words};
use crate::origin::{CellRef, Origin};

static BROKEN: Code = Code {
    id: "GK-X001",
    severity: Severity::Mandatory,
    title: Words { zh: "收入总计与支出总计不相等", en: "revenue and expenditure totals differ" },
    message: Words {
        zh: "《{table}》的收入总计与支出总计应当相等，但两者不同；这张表不能公开，因为读表的人一眼就会看出收支不平衡。",
        en: "in {table} both totals must be equal",
    },
    remedy: Words {
        zh: "对照底稿查出漏掉或重复的明细，改正后重新转换。", en: "find the missing line"
    },
    page: "",
};
static NOTE: Code = Code {
    id: "GK-X002",
    severity: Severity::Info,
    title: Words { zh: "跳过了一行", en: "row skipped" },
    message: Words { zh: "", en: "" },
    remedy: Words { zh: "", en: "" },
    page: "",
};

fn amount(yuan: &str) -> Amount {
    Amount::of(yuan.parse::<Decimal>().unwrap(), Unit::Yuan).unwrap()
}

fn broken() -> Finding {
    let cell = Origin::cell(&"支出.xlsx".into(), &"支出".into(), CellRef::zero_based(11, 4));
    Finding::new(&BROKEN).at(cell).at(Origin::file(&"收入.xlsx".into())).with("table", "部门预算收支总表").comparing(
        amount("11666000"),
        amount("11665900"),
        Unit::WanYuan,
    )
}

fn note(file: &str) -> Finding {
    Finding::new(&NOTE).at(Origin::file(&file.into()))
}

fn plain(extent: Extent) -> Terminal {
    Terminal { language: Language::Chinese, colour: false, extent }
}

#[test]
fn a_finding_says_what_where_how_much_and_what_to_do() {
    let expected = "\
[强制 GK-X001] 收入总计与支出总计不相等
  位置：支出.xlsx › 支出 › E12
  相关：收入.xlsx
  情况：《部门预算收支总表》的收入总计与支出总计应当相等，但两者不同；这张表不能
        公开，因为读表的人一眼就会看出收支不平衡。
  金额：应为 1166.60 万元，实为 1166.59 万元，相差 -0.01 万元
  怎么办：对照底稿查出漏掉或重复的明细，改正后重新转换。
";
    assert_eq!(plain(Extent::Folded).finding(&broken()), expected);
}

#[test]
fn the_worst_comes_first_and_many_alike_are_counted() {
    let mut findings: Vec<Finding> = (1..=8).map(|n| note(&format!("{n}.csv"))).collect();
    findings.push(broken());
    let text = plain(Extent::Folded).findings(&findings);
    assert!(text.starts_with("[强制 GK-X001]"), "{text}");
    assert_eq!(text.matches("[信息 GK-X002]").count(), 5, "{text}");
    assert!(text.contains("还有 3 项 GK-X002 同类问题"), "{text}");
    assert_eq!(plain(Extent::Full).findings(&findings).matches("GK-X002").count(), 8);
    assert_eq!(plain(Extent::Blocking).findings(&findings).matches("GK-X").count(), 1);
    assert_eq!(plain(Extent::Folded).summary(&findings), "强制 1 项，信息 8 项");
    assert_eq!(plain(Extent::Folded).summary(&[]), "没有发现问题");
}

#[test]
fn colour_is_only_put_around_the_bracket() {
    let text = Terminal { colour: true, ..plain(Extent::Folded) }.finding(&broken());
    assert!(text.starts_with("\u{1b}[1;31m[强制 GK-X001]\u{1b}[0m 收入"), "{text}");
    assert_eq!(text.matches('\u{1b}').count(), 2);
}

#[test]
fn english_says_the_same() {
    let terminal = Terminal { language: Language::English, ..plain(Extent::Folded) };
    let expected = "\
[mandatory GK-X001] revenue and expenditure totals differ
  where: 支出.xlsx, sheet 支出, E12
  related: 收入.xlsx
  what: in 部门预算收支总表 both totals must be equal
  figures: expected 1166.60 10,000 yuan, actual 1166.59 10,000 yuan, difference
           -0.01 10,000 yuan
  to do: find the missing line
";
    assert_eq!(terminal.finding(&broken()), expected);
}

#[test]
fn json_carries_every_part() {
    let json = serde_json::to_value(crate::finding::render::json(&broken(), Language::Chinese)).unwrap();
    assert_eq!(json["code"], "GK-X001");
    assert_eq!(json["severity"], "mandatory");
    assert_eq!(json["places"][0]["kind"], "input");
    assert_eq!(json["places"][0]["cell"], "E12");
    assert_eq!(json["places"][0]["text"], "支出.xlsx › 支出 › E12");
    assert_eq!([&json["expected"], &json["actual"], &json["difference"]], ["1166.6", "1166.59", "-0.01"]);
    assert_eq!(json["unit"], "万元");
    assert!(json.get("rule").is_none());
}
