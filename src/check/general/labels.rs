//! # 收支表和竖排的“三公”表各行相加（不需要表样）
//!
//! ## 查什么
//! 没有科目编码的表按行的名称和编号查：本年收入（支出）合计＝一、二、三……各项之和，
//! 收入（支出）总计＝本年合计＋结转结余，一、＝（一）＋（二）……，公务用车购置及运行费＝购置费＋运行费，
//! “三公”合计＝因公出国（境）费＋公务用车费＋公务接待费。
//!
//! ## 为什么
//! 合计与分项不符，公开后任何人都能算出来。
//!
//! ## 依据
//! 公开表自身的行；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 一、财政拨款收入 475，1.一般公共预算 474，其余空白。
//!
//! ## 怎么办
//! 请公开单位核对合计行与各分项。

use super::codes::{is_code, value_columns};
use super::weighing::Sum;
use crate::check::Report;
use crate::check::equation::Equation;
use crate::disclosure::{At, Cell, Disclosure, Found, Role, Row, Sign, Table};
use crate::finding::{Code, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C403",
    severity: Severity::Mandatory,
    title: Words { zh: "合计与各行之和不符", en: "A total differs from its rows" },
    message: Words {
        zh: "《{table}》“{row}”应等于{parts}之和。",
        en: "{table}: “{row}” should be the sum of {parts}.",
    },
    remedy: Words {
        zh: "请公开单位核对合计行与各分项，改正后重新公开。",
        en: "Have the publisher check the total and its rows.",
    },
    page: include_str!("labels.rs"),
};

/// Depth of 其中.
const OF_WHICH: u8 = 9;

/// A row of a block without codes.
struct Line<'a> {
    row: usize,
    /// The block that its figures stand in.
    block: usize,
    key: &'a str,
    level: u8,
}

/// A total with the rows that may make it up, in order of likelihood.
struct Total {
    row: usize,
    /// The block that its figure stands in.
    block: usize,
    readings: Vec<Vec<usize>>,
    /// Whether numbering or names leave no doubt.
    sure: bool,
}

pub(super) fn run(found: &Found, report: &mut Report) {
    for (at, table, _) in found.tables() {
        for block in 0..table.blocks.len() {
            let mut lines = lines(table, block);
            if lines.len() < 2 {
                continue;
            }
            borrow(table, block, &mut lines);
            let mut totals = numbered(&lines);
            totals.extend(year_total(&lines));
            totals.extend(grand_total(&lines));
            totals.extend(three_public(&lines));
            if totals.is_empty() {
                continue;
            }
            let title = format!("《{}》{}各行相加", table.name, side(&table.blocks[block].key));
            let equations = totals.iter().flat_map(|total| weigh(&found.disclosure, (at, table, block), total));
            report.note_equations(&CODE, None, &title, equations.collect());
        }
    }
}

fn side(key: &str) -> &'static str {
    match key {
        "income" => "收入",
        "expenditure" => "支出",
        _ => "",
    }
}

/// The rows of a block that goes by names; none where it goes by codes.
fn lines<'t>(table: &'t Table, block: usize) -> Vec<Line<'t>> {
    let coded = table.columns.iter().any(|column| column.block == Some(block) && column.role == Role::Code);
    let named = table.columns.iter().any(|column| column.block == Some(block) && column.role == Role::Label);
    if coded || !named {
        return Vec::new();
    }
    let line = |(row, known): (usize, &'t Row)| {
        let key = known.keys.get(block)?.as_deref()?;
        Some(Line { row, block, key, level: known.levels.get(block).copied().unwrap_or(0) })
    };
    table.rows.iter().enumerate().filter_map(line).collect()
}

/// A block without totals of its own has those that stand in the next one of the same side.
fn borrow<'t>(table: &'t Table, block: usize, lines: &mut Vec<Line<'t>>) {
    let side = |block: usize| table.blocks.get(block).map(|block| block.key.as_str());
    let other = block + 1;
    if lines.iter().any(Line::is_total)
        || side(other) != side(block)
        || side(block).is_none_or(|key| key.starts_with("body"))
    {
        return;
    }
    let last = lines.last().map_or(0, |line| line.row);
    lines.extend(self::lines(table, other).into_iter().filter(|line| line.row > last && line.level == 0));
}

impl Line<'_> {
    fn is_total(&self) -> bool {
        self.key.ends_with("total") || self.is_year()
    }

    fn is_year(&self) -> bool {
        matches!(self.key, "income_year" | "expenditure_year") && self.level == 0
    }

    fn is_grand(&self) -> bool {
        matches!(self.key, "income_total" | "expenditure_total" | "total")
    }

    fn is_carried(&self) -> bool {
        matches!(self.key, "carry_over" | "carried_forward" | "own_surplus" | "distributed")
    }
}

/// 一、 with （一）（二） below it, （一） with 1. 2., and 一、 with 1. 2. where there are none between.
fn numbered(lines: &[Line<'_>]) -> Vec<Total> {
    let mut totals = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| (1..3).contains(&line.level)) {
        let below = lines[index + 1..].iter().take_while(|other| other.level > line.level && !other.is_total());
        let below: Vec<&Line<'_>> = below.filter(|other| other.level != OF_WHICH).collect();
        let Some(next) = below.iter().map(|other| other.level).min() else { continue };
        let rows: Vec<usize> = below.iter().filter(|other| other.level == next).map(|other| other.row).collect();
        if rows.len() > 1 {
            totals.push(Total { row: line.row, block: line.block, readings: vec![rows], sure: next == 2 });
        }
    }
    totals
}

/// The rows that count at the top: 一、二、三、, else classes by their names, else whatever is no total.
fn top<'l>(lines: &'l [Line<'l>]) -> (Vec<usize>, bool) {
    let of = |fits: &dyn Fn(&Line<'_>) -> bool| -> Vec<usize> {
        lines.iter().filter(|line| fits(line) && !line.is_total()).map(|line| line.row).collect()
    };
    let first = of(&|line| line.level == 1);
    if !first.is_empty() {
        return (first, true);
    }
    let classes = of(&|line| is_code(line.key));
    if !classes.is_empty() {
        return (classes, true);
    }
    (of(&|line| line.level == 0 && !line.is_carried()), false)
}

/// 本年收入合计: the rows above it.
fn year_total(lines: &[Line<'_>]) -> Option<Total> {
    let at = lines.iter().position(Line::is_year)?;
    let (above, sure) = top(&lines[..at]);
    let (below, _) = top(&lines[at + 1..]);
    if above.is_empty() {
        return (!below.is_empty() && lines[at + 1..].iter().any(|line| line.level > 0)).then_some(Total {
            row: lines[at].row,
            block: lines[at].block,
            readings: vec![below],
            sure: false,
        });
    }
    Some(Total { row: lines[at].row, block: lines[at].block, readings: vec![above], sure })
}

/// 收入总计: 本年收入合计 and what was carried over, or all rows above.
fn grand_total(lines: &[Line<'_>]) -> Option<Total> {
    let mut grand = lines.iter().enumerate().filter(|(_, line)| line.is_grand());
    let (at, total) = grand.next()?;
    if grand.next().is_some() || total.level > 0 {
        return None;
    }
    let year = lines[..at].iter().position(Line::is_year);
    let (mut readings, sure) = match year {
        Some(year) => {
            let between = &lines[year + 1..at];
            let mut carried: Vec<usize> =
                between.iter().filter(|line| line.is_carried()).map(|line| line.row).collect();
            let mut first: Vec<usize> = between.iter().filter(|line| line.level < 2).map(|line| line.row).collect();
            let plain = between.iter().filter(|line| line.level == 0).map(|line| line.row);
            let mut plain: Vec<usize> = plain.collect();
            for rows in [&mut carried, &mut first, &mut plain] {
                rows.insert(0, lines[year].row);
            }
            (vec![carried, plain, first], true)
        }
        None => {
            let (rows, sure) = if at == 0 { top(&lines[1..]) } else { top(&lines[..at]) };
            let carried = lines.iter().filter(|line| line.is_carried() && !rows.contains(&line.row));
            let with: Vec<usize> = rows.iter().copied().chain(carried.map(|line| line.row)).collect();
            (vec![with, rows], sure)
        }
    };
    readings.retain(|rows| rows.len() > 1);
    readings.dedup();
    (!readings.is_empty()).then_some(Total { row: total.row, block: total.block, readings, sure })
}

/// The vertical form of 三公.
fn three_public(lines: &[Line<'_>]) -> Vec<Total> {
    let block = lines.first().map_or(0, |line| line.block);
    let row = |key: &str| lines.iter().find(|line| line.key == key).map(|line| line.row);
    let mut totals = Vec::new();
    if let (Some(cars), Some(bought), Some(run)) = (row("vehicles"), row("vehicles_bought"), row("vehicles_run")) {
        totals.push(Total { row: cars, block, readings: vec![vec![bought, run]], sure: true });
    }
    let (Some(abroad), Some(cars), Some(reception)) = (row("abroad"), row("vehicles"), row("reception")) else {
        return totals;
    };
    let three = vec![abroad, cars, reception];
    let meetings: Vec<usize> = [row("meeting"), row("training")].into_iter().flatten().collect();
    let with: Vec<usize> = three.iter().chain(&meetings).copied().collect();
    if let Some(sum) = row("three_public") {
        totals.push(Total { row: sum, block, readings: vec![three.clone(), with.clone()], sure: true });
    }
    if let Some(sum) = row("total") {
        totals.push(Total { row: sum, block, readings: vec![with, three], sure: true });
    }
    totals
}

fn weigh(disclosure: &Disclosure, (at, table, block): (usize, &Table, usize), total: &Total) -> Vec<Equation> {
    let mut equations = Vec::new();
    let of_total: Vec<usize> = value_columns(table, total.block).collect();
    for (nth, col) in value_columns(table, block).enumerate() {
        let Some(total_col) = of_total.get(nth).copied() else { continue };
        // A row of another block, as the total itself, has its figure there.
        let place = |row: usize| if row == total.row || !has_label(table, row, block) { total_col } else { col };
        let cell = |row: usize| At { table: at, row, col: place(row) };
        let reading = |rows: &Vec<usize>| rows.iter().map(|row| (Sign::Plus, cell(*row))).collect();
        let sum = Sum { total: cell(total.row), readings: total.readings.iter().map(reading).collect() };
        // A heading without a figure over rows with figures is no total.
        let blank = disclosure.cell(sum.total).is_none_or(|cell| *cell == Cell::Blank);
        if blank && (!total.sure || table.rows[total.row].levels.get(total.block) != Some(&0)) {
            continue;
        }
        let best = sum.best(disclosure);
        let (row, sure) = (table.label(total.row, total_col).to_owned(), total.sure);
        let parts = words(table, &total.readings[best], col);
        equations.extend(sum.weigh(disclosure, (best, false), &CODE, |mut finding, _| {
            if !sure && finding.severity == Severity::Mandatory {
                finding.severity = Severity::Advisory;
            }
            finding.with("table", &*table.name).with("row", row).with("parts", parts)
        }));
    }
    equations
}

fn has_label(table: &Table, row: usize, block: usize) -> bool {
    table.rows.get(row).is_some_and(|row| row.keys.get(block).is_some_and(Option::is_some))
}

/// The parts by their labels, the first and the last of many.
fn words(table: &Table, rows: &[usize], col: usize) -> String {
    let label = |row: &usize| format!("“{}”", table.label(*row, col));
    match rows {
        [first, .., last] if rows.len() > 4 => format!("{}至{}共 {} 行", label(first), label(last), rows.len()),
        few => few.iter().map(label).collect::<Vec<_>>().join("、"),
    }
}
