//! The amounts beside the one that is used (兄弟金额列): all are read, one counts, the others testify.

use rust_decimal::Decimal;

use crate::amount::{Amount, Unit};
use crate::finding::codes::import_evidence as codes;
use crate::finding::{Code, Detail, Finding, MOST_PLACES, Severity};
use crate::import::cell::label::is_empty;
use crate::import::cell::money::Money;
use crate::import::columns::layout::{Layout, Role};
use crate::import::grid::GridRow;
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::testimony::{SumRelation, Testimony};
use crate::import::lines::causes::detail;
use crate::import::lines::table_work::{Ready, Work};
use crate::import::rows::role::Verdict;

/// From so many rows on that break the same relation, the rows are one finding: the column is what is wrong.
const MANY_ROWS: usize = 10;

/// What makes a row without an amount a line that was cut or forgotten, and how much of it.
const LINE_DIMENSIONS: [Dimension; 6] = [
    Dimension::Entity,
    Dimension::Category,
    Dimension::Project,
    Dimension::Function,
    Dimension::Economic,
    Dimension::Fund,
];
const ENOUGH_GIVEN: usize = 3;

/// One column of amounts.
struct Witness<'a> {
    name: &'a str,
    header: &'a str,
    col: u32,
    unit: Unit,
}

/// Two figures of a row that should be the same, and whose they are.
struct Odd {
    /// Position of the row in the sheet's rows.
    at: usize,
    cols: Vec<u32>,
    expected: Amount,
    actual: Amount,
}

/// Weighs the amounts of every row of a table.
pub(in crate::import) fn weigh(work: &mut Work<'_>, layout: &Layout, ready: &Ready, testimony: &Testimony) {
    let own = work.profile.as_ref().map(|profile| profile.relations.clone()).unwrap_or_default();
    let relations = if own.is_empty() { &testimony.relations } else { &own };
    let Some(weigher) = Weigher::of(layout, ready, testimony) else { return };
    let rows: Vec<usize> = weigher.rows(ready);
    let mut named: Vec<usize> = Vec::new();
    for relation in relations {
        let Some(columns) = weigher.columns(relation) else { continue };
        let odd = weigher.broken(work, &rows, &columns);
        named.extend(odd.iter().map(|odd| odd.at));
        let words = relation_words(&columns);
        report(
            work,
            &codes::SIBLINGS_DISAGREE,
            (odd, rows.len()),
            relation.severity,
            |row| weigher.said(row, &columns),
            &words,
        );
    }
    weigher.blanks(work, ready);
    weigher.factors(work, (&rows, &named), testimony);
}

struct Weigher<'a> {
    chosen: Witness<'a>,
    beside: Vec<Witness<'a>>,
    testimony: &'a Testimony,
}

impl<'a> Weigher<'a> {
    fn of(layout: &'a Layout, ready: &Ready, testimony: &'a Testimony) -> Option<Weigher<'a>> {
        let at = layout.money.iter().position(|column| column.role == Role::Amount)?;
        let chosen = Witness {
            name: layout.chosen.as_deref()?,
            header: &layout.money[at].header,
            col: layout.money[at].col,
            unit: *ready.units.columns.get(at)?,
        };
        let beside = layout.beside.iter().zip(&ready.units.beside);
        let beside = beside.map(|(column, unit)| Witness {
            name: &column.name,
            header: &column.header,
            col: column.col,
            unit: *unit,
        });
        Some(Weigher { chosen, beside: beside.collect(), testimony })
    }

    /// The rows that lines are made of.
    fn rows(&self, ready: &Ready) -> Vec<usize> {
        if self.beside.is_empty() {
            return Vec::new();
        }
        let judged = ready.records.rows.iter().zip(&ready.verdicts);
        judged
            .filter(|(_, verdict)| matches!(verdict, Verdict::Data | Verdict::Zero))
            .map(|(record, _)| record.at)
            .collect()
    }

    fn all(&self) -> impl Iterator<Item = &Witness<'a>> {
        std::iter::once(&self.chosen).chain(&self.beside)
    }

    fn find(&self, names: &[String]) -> Option<&Witness<'a>> {
        names.iter().find_map(|name| self.all().find(|witness| witness.name == name))
    }

    /// The columns of a relation, the sum first; `None` where one of them is not there.
    fn columns(&self, relation: &SumRelation) -> Option<Vec<&Witness<'a>>> {
        let mut columns = vec![self.find(&relation.sum)?];
        for names in &relation.parts {
            columns.push(self.find(names)?);
        }
        Some(columns)
    }

    /// The rows in which the parts do not add up to the sum.
    fn broken(&self, work: &mut Work<'_>, rows: &[usize], columns: &[&Witness<'a>]) -> Vec<Odd> {
        let mut odd = Vec::new();
        for at in rows {
            let row = &work.sheet.rows[*at];
            let read: Vec<Money> = columns.iter().map(|column| column.read(row)).collect();
            self.unreadable(work, row, columns, &read);
            let Some((sum, parts)) = read.split_first() else { continue };
            let (Some(sum), false) = (sum.amount(), parts.iter().any(|part| matches!(part, Money::Bad(_)))) else {
                continue;
            };
            // Where no part is filled there is nothing to compare; a blank amount is told by itself.
            if parts.first() == Some(&Money::Nothing) {
                continue;
            }
            let parts: Amount = parts.iter().filter_map(|part| part.amount()).sum();
            if parts != sum {
                odd.push(Odd { at: *at, cols: self.places(columns), expected: sum, actual: parts });
            }
        }
        odd
    }

    /// Says where something else than an amount stands beside the one that is used: cells that slid sideways.
    fn unreadable(&self, work: &mut Work<'_>, row: &GridRow, columns: &[&Witness<'a>], read: &[Money]) {
        for (column, money) in columns.iter().zip(read) {
            if column.col == self.chosen.col || !matches!(money, Money::Bad(_)) {
                continue;
            }
            let text = row.cell(column.col).map(|cell| cell.text.to_string()).unwrap_or_default();
            let place = work.sheet.place(row, column.col);
            let finding = work.gather.note(&codes::BESIDE_UNREADABLE, text, place);
            detail(finding, "column", column.header);
        }
    }

    /// Columns in the order of importance: the one that is used first.
    fn places(&self, columns: &[&Witness<'a>]) -> Vec<u32> {
        let mut cols: Vec<u32> = columns.iter().map(|column| column.col).collect();
        cols.sort_by_key(|col| *col != self.chosen.col);
        cols
    }

    /// What the amounts of a row say, in words, with the witnesses that no relation names.
    fn said(&self, row: &GridRow, columns: &[&Witness<'a>]) -> String {
        let mut said: Vec<String> = columns[1..].iter().chain(&columns[..1]).map(|column| column.said(row)).collect();
        let others = self.all().filter(|witness| !columns.iter().any(|column| column.col == witness.col));
        said.extend(others.filter(|witness| witness.name != "合计").map(|witness| witness.said(row)));
        said.join("，")
    }

    /// Complete rows whose amount was forgotten.
    fn blanks(&self, work: &mut Work<'_>, ready: &Ready) {
        let filled: Vec<&Witness<'_>> = self
            .beside
            .iter()
            .filter(|witness| self.testimony.filled.iter().any(|name| name == witness.name))
            .collect();
        for (record, verdict) in ready.records.rows.iter().zip(&ready.verdicts) {
            let given = LINE_DIMENSIONS.iter().filter(|dimension| !record.of(**dimension).is_none()).count();
            if given < ENOUGH_GIVEN || !matches!(verdict, Verdict::Empty) {
                continue;
            }
            let row = &work.sheet.rows[record.at];
            let says: Vec<&&Witness<'_>> =
                filled.iter().filter(|w| w.read(row).amount().is_some_and(|a| !a.is_zero())).collect();
            let Some(first) = says.first() else {
                // A dash or another mark for nothing was written by somebody.
                let blank = row.cell(self.chosen.col).is_none_or(|cell| is_empty(&cell.text));
                if blank && self.beside.is_empty() {
                    let place = work.sheet.place(row, self.chosen.col);
                    work.gather.note(&codes::NO_AMOUNT, "", place);
                }
                continue;
            };
            let words: Vec<String> = says.iter().map(|witness| witness.said(row)).collect();
            let finding = Finding::new(&codes::CHOSEN_BLANK)
                .at(work.sheet.place(row, self.chosen.col))
                .at(work.sheet.place(row, first.col))
                .with("column", self.chosen.header)
                .with("what", words.join("，"));
            work.gather.push(finding);
        }
    }

    /// Amounts that stand a shifted point apart from the one that is used.
    fn factors(&self, work: &mut Work<'_>, (rows, named): (&[usize], &[usize]), testimony: &Testimony) {
        let near = self.beside.iter().filter(|witness| testimony.near.iter().any(|name| name == witness.name));
        let mut known = named.to_vec();
        for witness in near {
            for (factor, severity) in &testimony.factors {
                let mut odd = Vec::new();
                for at in rows.iter().filter(|at| !known.contains(at)) {
                    let row = &work.sheet.rows[*at];
                    let (Some(own), Some(other)) = (self.chosen.read(row).amount(), witness.read(row).amount()) else {
                        continue;
                    };
                    if is_apart(own, other, *factor) {
                        odd.push(Odd {
                            at: *at,
                            cols: vec![self.chosen.col, witness.col],
                            expected: other,
                            actual: own,
                        });
                    }
                }
                known.extend(odd.iter().map(|odd| odd.at));
                let words = format!("{}与{}正好差 {factor} 倍", self.chosen.header, witness.header);
                let said = |row: &GridRow| self.said(row, &[witness, &self.chosen]);
                report(work, &codes::SHIFTED_POINT, (odd, rows.len()), *severity, said, &words);
            }
        }
    }
}

impl Witness<'_> {
    fn read(&self, row: &GridRow) -> Money {
        Money::read(row.cell(self.col), self.unit)
    }

    fn said(&self, row: &GridRow) -> String {
        match self.read(row) {
            Money::Amount(amount, unit, _) => format!("{} {}", self.header, Detail::Amount(amount, unit)),
            Money::Nothing => format!("{} 空", self.header),
            Money::Bad(_) => format!("{} 读不出", self.header),
        }
    }
}

fn relation_words(columns: &[&Witness<'_>]) -> String {
    let parts: Vec<&str> = columns[1..].iter().map(|column| column.header).collect();
    format!("{}应等于{}", parts.join("加"), columns.first().map_or("", |sum| sum.header))
}

/// Whether one is exactly so many times the other.
fn is_apart(one: Amount, other: Amount, factor: u32) -> bool {
    let factor = Decimal::from(factor);
    let times = |amount: Amount| Amount::of(amount.yuan() * factor, Unit::Yuan);
    !one.is_zero() && !other.is_zero() && (times(one) == Some(other) || times(other) == Some(one))
}

/// Every odd row for itself, or all of them as one where they are many.
fn report(
    work: &mut Work<'_>,
    code: &'static Code,
    (odd, of): (Vec<Odd>, usize),
    severity: Severity,
    said: impl Fn(&GridRow) -> String,
    words: &str,
) {
    let sheet = work.sheet;
    let places = |odd: &Odd| odd.cols.iter().map(|col| sheet.place(&sheet.rows[odd.at], *col)).collect::<Vec<_>>();
    if odd.len() > MANY_ROWS {
        let mut finding =
            Finding::new(code).with("relation", words).with("rows", format!("{of} 行里有 {} 行不成立", odd.len()));
        finding.severity = severity;
        let first = odd.first().map(|odd| said(&sheet.rows[odd.at])).unwrap_or_default();
        finding = finding.with("what", format!("第一处：{first}"));
        finding.places =
            odd.iter().filter_map(|odd| places(odd).into_iter().next()).take(MOST_PLACES).map(Into::into).collect();
        work.gather.push(finding);
        return;
    }
    for odd in odd {
        let mut finding = Finding::new(code).with("relation", words).with("rows", "这一行不成立");
        finding.severity = severity;
        finding = finding.with("what", said(&sheet.rows[odd.at])).comparing(odd.expected, odd.actual, Unit::Yuan);
        finding.places = places(&odd).into_iter().map(Into::into).collect();
        work.gather.push(finding);
    }
}
