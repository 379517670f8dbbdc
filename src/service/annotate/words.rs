//! What a mark says: the comment at the cell and the line of the list.

use crate::finding::render::{Language, clean, figure, message, remedy, title};
use crate::finding::{Finding, Place};
use crate::patch::ListCell;
use crate::service::behind::Behind;

/// Places of a finding that its line names.
const MOST_PLACES: usize = 6;

/// Columns of the list and their widths.
pub(super) fn columns() -> Vec<(String, u16)> {
    let columns = [
        ("序号", 5),
        ("程度", 7),
        ("代码", 16),
        ("问题", 18),
        ("格子", 8),
        ("位置", 32),
        ("说明", 32),
        ("应为", 13),
        ("实为", 13),
        ("相差", 12),
        ("单位", 5),
        ("怎么办", 34),
        ("随之不符", 8),
        ("豁免", 16),
    ];
    columns.map(|(title, width)| (title.to_owned(), width)).into()
}

/// The line of a finding; `link` leads to its cell, or to the first of the lines behind it.
pub(super) fn row(
    number: usize,
    finding: &Finding,
    (link, behind): (Option<ListCell>, Option<&Behind>),
) -> Vec<ListCell> {
    let text = |words: &str| ListCell::Text(words.to_owned());
    let blank = || ListCell::Text(String::new());
    let chinese = Language::Chinese;
    let rule = finding.rule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
    let mut places: Vec<String> = finding.places.iter().take(MOST_PLACES).map(Place::to_string).collect();
    if finding.places.len() > MOST_PLACES {
        places.push(format!("等共 {} 处", finding.places.len()));
    }
    if let Some(behind) = behind {
        places.push(match behind.count {
            1 => format!("数来自 {}", behind.first),
            count => format!("数来自 {} 等 {count} 条明细", behind.first),
        });
    }
    let mut cells = vec![
        ListCell::Number(number.to_string()),
        text(finding.standing().zh),
        ListCell::Text(format!("{}{rule}", finding.code.id)),
        ListCell::Text(title(finding, chinese)),
        link.unwrap_or_else(blank),
        ListCell::Text(places.join("\n")),
        ListCell::Text(message(finding, chinese)),
    ];
    match &finding.comparison {
        Some(of) => {
            let figures = [of.expected, of.actual, of.difference()];
            cells.extend(figures.map(|amount| ListCell::Number(figure(amount, of.unit))));
            cells.push(text(of.unit.word()));
        }
        None => cells.extend([blank(), blank(), blank(), blank()]),
    }
    cells.push(ListCell::Text(remedy(finding, chinese)));
    cells.push(match finding.follows.len() {
        0 => blank(),
        count => ListCell::Text(format!("{count} 处")),
    });
    let waived = finding.waived.as_ref();
    cells.push(waived.map_or_else(blank, |by| ListCell::Text(format!("{}（{}，到 {}）", by.reason, by.who, by.until))));
    cells
}

/// The words of the comment at a finding's cell.
pub(super) fn comment(finding: &Finding) -> String {
    let chinese = Language::Chinese;
    let rule = finding.rule.as_deref().map(|rule| format!(" {rule}")).unwrap_or_default();
    let word = finding.standing().zh;
    let mut lines = vec![format!("【{word} {}{rule}】{}", finding.code.id, title(finding, chinese))];
    let happened = message(finding, chinese);
    if !happened.is_empty() {
        lines.push(happened);
    }
    if let Some(of) = &finding.comparison {
        let [expected, actual, difference] =
            [of.expected, of.actual, of.difference()].map(|amount| figure(amount, of.unit));
        let unit = of.unit.word();
        let wanted = of.bound.words().zh;
        lines.push(format!("{wanted} {expected} {unit}，实为 {actual} {unit}，相差 {difference} {unit}"));
    }
    let todo = remedy(finding, chinese);
    if !todo.is_empty() {
        lines.push(format!("怎么办：{todo}"));
    }
    let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
    lines.join("\n")
}
