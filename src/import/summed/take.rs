//! Lines, revenue and balances of a unit's tables: the finest figures, and what coarser ones hold beyond.

use std::sync::Arc;

use super::group::Group;
use super::knowledge::{ECONOMIC, Summed, Take, What};
use super::parsed::{Parsed, ParsedRow, TOTAL};
use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::import_summed as codes;
use crate::model::{Balance, Coded, Figure, Kind, Line, Measure, Revenue, Stated, Statistic};

/// Whose the tables are.
pub(super) struct Owner {
    pub entity: Coded,
    pub department: Coded,
    pub year: u16,
}

/// What was made of a unit's tables.
#[derive(Default)]
pub(super) struct Taken {
    pub lines: Vec<Line>,
    pub revenue: Vec<Revenue>,
    pub balances: Vec<Balance>,
    pub statistics: Vec<Statistic>,
    pub findings: Vec<Finding>,
}

/// Makes everything that the templates say of a unit's tables.
pub(super) fn take(group: &Group<'_>, summed: &Summed, owner: &Owner) -> Taken {
    let mut taken = Taken::default();
    for take in &summed.takes {
        let Some(table) = group.table(&take.column.0) else { continue };
        let missing = take.needs.iter().find(|need| group.table(need).is_none());
        if let Some(missing) = missing {
            taken.missing((table, take), (summed, missing), owner);
            continue;
        }
        match take.column.1.as_str() {
            ECONOMIC => {
                for row in table.leaves() {
                    for code in table.economic_leaves() {
                        taken.add(take, owner, (row, Some(code)), table.figure(&row.key, code).cloned());
                    }
                }
            }
            column => {
                taken.rows((group, take), (table, column), owner);
            }
        }
    }
    for table in &group.tables {
        taken.state(table, summed, owner);
    }
    taken
}

/// What a coarser figure holds beyond finer ones; the text tells how it came about.
fn beyond(figure: Option<&Figure>, parts: &[&Figure], table: &Parsed) -> Option<Figure> {
    let less: Amount = parts.iter().map(|part| part.amount).sum();
    let amount = figure.map_or(Amount::ZERO, |figure| figure.amount) - less;
    if amount.is_zero() {
        return None;
    }
    let first = figure.or_else(|| parts.first().copied())?;
    let mut text = figure.map_or_else(|| "0".to_owned(), |figure| figure.stated.text.to_string());
    for part in parts {
        text.push_str(&format!(" − {}", part.stated.text));
    }
    let text: Arc<str> = if parts.is_empty() { Arc::clone(&first.stated.text) } else { text.into() };
    Some(Figure { amount, stated: Stated { text, unit: table.money() }, origin: first.origin.clone() })
}

/// The figures of a column, or of all economic codes, in a row.
fn figures<'g>(group: &Group<'g>, (table, column): &(String, String), row: &str) -> Vec<&'g Figure> {
    let Some(table) = group.table(table) else { return Vec::new() };
    if column == ECONOMIC {
        return table.economic_leaves().filter_map(|code| table.figure(row, code)).collect();
    }
    table.figure(row, column).into_iter().collect()
}

impl Taken {
    fn rows(&mut self, (group, take): (&Group<'_>, &Take), (table, column): (&Parsed, &str), owner: &Owner) {
        if let Some(key) = &take.row {
            let Some(row) = table.rows.iter().find(|row| row.key == *key) else { return };
            // An item's own table has no rows of codes: what is taken away are the totals of the others.
            let parts: Vec<&Figure> = take.less.iter().flat_map(|less| figures(group, less, TOTAL)).collect();
            self.add(take, owner, (row, None), beyond(table.figure(key, column), &parts, table));
            return;
        }
        let mut made = Amount::ZERO;
        for row in table.leaves() {
            let parts: Vec<&Figure> = take.less.iter().flat_map(|less| figures(group, less, &row.key)).collect();
            let rest = beyond(table.figure(&row.key, column), &parts, table);
            made += rest.as_ref().map_or(Amount::ZERO, |figure| figure.amount);
            self.add(take, owner, (row, None), rest);
        }
        let less: Amount = take.less.iter().flat_map(|less| figures(group, less, TOTAL)).map(|f| f.amount).sum();
        let wanted = table.amount(TOTAL, column) - less;
        if !take.less.is_empty() && made != wanted && table.rows.iter().any(|row| row.key == TOTAL) {
            let finding = Finding::new(&codes::NOT_PLACED)
                .at(table.place_of(TOTAL, column))
                .with("unit", owner.entity.to_string())
                .with("column", table.columns.get(column).cloned().unwrap_or_default());
            self.findings.push(finding.comparing(wanted, made, table.money()));
        }
    }

    fn add(&mut self, take: &Take, owner: &Owner, (row, economic): (&ParsedRow, Option<&str>), figure: Option<Figure>) {
        let Some(figure) = figure.filter(|figure| !figure.amount.is_zero()) else { return };
        let Figure { amount, stated, origin } = figure;
        let (fiscal_year, entity, department) = (owner.year, owner.entity.clone(), owner.department.clone());
        let fund = take.fund;
        let function = row.coded.clone();
        match &take.what {
            What::Balance(item) => self.balances.push(Balance {
                fiscal_year,
                entity,
                department,
                item: *item,
                function,
                fund,
                amount,
                stated,
                origin,
            }),
            What::Income => self.revenue.push(Revenue {
                fiscal_year,
                entity,
                department,
                function,
                fund,
                carry_over: false,
                measure: Measure::Final,
                amount,
                stated,
                origin,
                beside: Vec::new(),
            }),
            What::Expenditure { kind, by_class } => self.lines.push(Line {
                fiscal_year,
                entity,
                department,
                project: None,
                function: function.unwrap_or_else(|| Coded::bare("")),
                kind: kind_of(*kind, by_class, economic),
                economic: economic.map(Coded::bare),
                government_economic: None,
                fund,
                carry_over: false,
                academic_travel: false,
                measure: Measure::Final,
                amount,
                stated,
                origin,
                beside: Vec::new(),
            }),
        }
    }

    /// A column that another table is needed for.
    fn missing(&mut self, (table, take): (&Parsed, &Take), (summed, missing): (&Summed, &str), owner: &Owner) {
        let column = &take.column.1;
        if table.amount(TOTAL, column).is_zero() {
            return;
        }
        let finding = Finding::new(&codes::TABLE_MISSING)
            .at(table.place_of(TOTAL, column))
            .with("unit", owner.entity.to_string())
            .with("table", summed.table(missing).map_or(missing, |def| def.name.as_str()).to_owned())
            .with("column", table.columns.get(column).cloned().unwrap_or_default());
        self.findings.push(finding);
    }

    /// The figures of 机构运行信息.
    fn state(&mut self, table: &Parsed, summed: &Summed, owner: &Owner) {
        let Some(def) = summed.table(&table.table).filter(|def| def.states) else { return };
        for item in &def.items {
            for measure in Measure::ALL {
                let key = (item.key.clone(), column_of(measure).to_owned());
                let (figure, count) = (table.figures.get(&key).cloned(), table.counts.get(&key).cloned());
                if figure.is_none() && count.is_none() {
                    continue;
                }
                self.statistics.push(Statistic {
                    fiscal_year: owner.year,
                    entity: owner.entity.clone(),
                    department: owner.department.clone(),
                    item: item.key.as_str().into(),
                    measure,
                    figure,
                    count,
                });
            }
        }
    }
}

fn column_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Initial => "initial",
        Measure::Adjusted => "adjusted",
        Measure::Final => "final",
    }
}

fn kind_of(kind: Kind, by_class: &std::collections::BTreeMap<String, Kind>, economic: Option<&str>) -> Kind {
    let class = economic.and_then(|code| code.get(..3));
    class.and_then(|class| by_class.get(class)).copied().unwrap_or(kind)
}
