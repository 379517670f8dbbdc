//! From the rows of a table to lines of expenditure or revenue.

use std::collections::BTreeMap;

use crate::amount::{Amount, Unit};
use crate::finding::codes::{import as codes, import_evidence as evidence_codes, import_lines as line_codes};
use crate::finding::{Code, Finding};
use crate::import::cell::money::{Exactness, Money, Problem};
use crate::import::cell::pool::Pool;
use crate::import::columns::layout::Layout;
use crate::import::columns::magnitude;
use crate::import::evidence::siblings;
use crate::import::evidence::years::Years;
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::large::Others;
use crate::import::lines::beside_lines;
use crate::import::lines::by_fund::{Piece, pieces};
use crate::import::lines::dimensions::{Entities, Resolver, Who};
use crate::import::lines::table_work::{Ready, Work};
use crate::import::rows::records::Record;
use crate::import::rows::role::{Verdict, row_total};
use crate::import::rows::subtotal::{self, Total};
use crate::model::{Kind, Line, Measure, Revenue};

/// What was made of a table.
#[derive(Default)]
pub(in crate::import) struct Made {
    pub(in crate::import) lines: Vec<Line>,
    pub(in crate::import) revenue: Vec<Revenue>,
    /// How many projects, purchases, assets or units were made.
    pub(in crate::import) records: usize,
    /// Rows of the sheet that lines were made of.
    pub(in crate::import) used: Vec<usize>,
    /// Rows set aside, with the reason.
    pub(in crate::import) aside: BTreeMap<usize, String>,
    /// Whether the table carries sums and all of them are those of its lines.
    pub(in crate::import) sums_hold: bool,
}

/// Makes the lines of a table that is ready.
pub(in crate::import) fn make(
    work: &mut Work<'_>,
    (knowledge, confirmed): (&Knowledge, Option<Unit>),
    entities: &Entities,
    others: Option<&Others>,
    pool: &mut Pool,
) -> Made {
    let mut made = Made::default();
    let (Some(ready), Some(profile)) = (work.ready.take(), work.profile.clone()) else {
        return made;
    };
    let Some(layout) = work.layout.take() else { return made };
    for (column, rows) in &ready.records.filled {
        let finding = Finding::new(&evidence_codes::FILLED_DOWN).at(work.sheet.whole());
        work.gather.push(finding.with("column", *column).with("rows", *rows));
    }
    let among = others.map(|others| others.among(work.sheet, &ready.records)).unwrap_or_default();
    set_sums_aside(work, &layout, (&ready, &among, pool), &mut made);
    let mut maker = Maker {
        resolver: Resolver::new(work, (&layout, &profile), knowledge, entities, pool),
        ready: &ready,
        layout: &layout,
        profile: &profile,
        years: Years::of(&ready),
    };
    for at in 0..ready.records.rows.len() {
        if ready.verdicts[at] == Verdict::Data {
            maker.row(at, &mut made);
        }
    }
    magnitude::doubt((work.sheet, &knowledge.plausible, confirmed), &ready, &made, &mut work.gather);
    let unit = ready.units.shown.as_ref().map_or(Unit::Yuan, |(unit, _)| *unit);
    beside_lines::say(work, unit, &made);
    siblings::weigh(work, &layout, &ready, &knowledge.testimony);
    work.layout = Some(layout);
    work.ready = Some(ready);
    made
}

struct Maker<'a, 'w> {
    resolver: Resolver<'a, 'w>,
    ready: &'a Ready,
    layout: &'a Layout,
    profile: &'a Profile,
    years: Years,
}

impl Maker<'_, '_> {
    /// The lines of one row, or the reason why there are none.
    fn row(&mut self, at: usize, made: &mut Made) {
        let record = &self.ready.records.rows[at];
        match self.try_row(at, record, made) {
            Ok(()) => made.used.push(record.at),
            Err(reason) => {
                made.aside.insert(record.at, reason);
            }
        }
    }

    fn try_row(&mut self, at: usize, record: &Record, made: &mut Made) -> Result<(), String> {
        let money = self.ready.records.money(at);
        self.amounts_are_readable(record, money)?;
        self.resolver.no_errors(record)?;
        self.resolver.say_doubts(record);
        let year = self.resolver.year(record, self.ready.year.as_ref().map(|(year, _)| *year))?;
        self.usual_year(record, year)?;
        let who = self.resolver.who(record)?;
        match self.profile.kind {
            ExportKind::Revenue => {
                let parts = self.parts(record, money)?;
                let function = self.resolver.coded(record, Dimension::Function);
                for piece in parts {
                    made.revenue.push(self.revenue(record, (year, &who), &function, piece));
                }
            }
            _ => {
                let function = self.resolver.function(record)?;
                let kind = self.resolver.kind(record)?;
                let parts = self.parts(record, money)?;
                let economic = self.resolver.coded(record, Dimension::Economic);
                if economic.is_none() && matches!(kind, Kind::PERSONNEL | Kind::OPERATION) {
                    self.resolver.note(&line_codes::ECONOMIC_MISSING, "", record, Dimension::Economic);
                }
                for piece in parts {
                    let line = self.line(record, (year, &who), (&function, kind), piece);
                    made.lines.push(Line { economic: economic.clone(), ..line });
                }
            }
        }
        Ok(())
    }

    /// An error where a row is of another year than nearly all others of its table.
    fn usual_year(&mut self, record: &Record, year: u16) -> Result<(), String> {
        let Some((usual, rows)) = self.years.against(year) else { return Ok(()) };
        let place = self.resolver.place_in(record, self.layout.year);
        let finding = self.resolver.gather().note(&evidence_codes::YEAR_ODD, year.to_string(), place);
        crate::import::lines::causes::detail(finding, "why", format!("其余 {rows} 行是 {usual} 年"));
        Err(format!("预算年度是 {year}，其余各行是 {usual}"))
    }

    fn parts(&mut self, record: &Record, money: &[Money]) -> Result<Vec<Piece>, String> {
        let parts = pieces(self.layout, self.profile, money, (record, &mut self.resolver))?;
        if parts.is_empty() { Err("金额为零".to_owned()) } else { Ok(parts) }
    }

    fn line(
        &mut self,
        record: &Record,
        (year, who): (u16, &Who),
        (function, kind): (&crate::model::Coded, Kind),
        piece: Piece,
    ) -> Line {
        let economic = self.resolver.entry(record, Dimension::Economic);
        Line {
            fiscal_year: year,
            entity: who.entity.clone(),
            department: who.department.clone(),
            project: self.resolver.project(record),
            function: function.clone(),
            economic: None,
            government_economic: self.resolver.coded(record, Dimension::GovernmentEconomic),
            fund: piece.fund,
            carry_over: piece.carry_over,
            kind,
            academic_travel: economic.name.is_some_and(|name| name.contains("教学科研")),
            measure: Measure::Initial,
            amount: piece.amount,
            stated: piece.stated,
            origin: piece.origin,
            beside: Vec::new(),
        }
    }

    fn revenue(
        &self,
        _: &Record,
        (year, who): (u16, &Who),
        function: &Option<crate::model::Coded>,
        piece: Piece,
    ) -> Revenue {
        Revenue {
            fiscal_year: year,
            entity: who.entity.clone(),
            department: who.department.clone(),
            function: function.clone(),
            fund: piece.fund,
            carry_over: piece.carry_over,
            measure: Measure::Initial,
            amount: piece.amount,
            stated: piece.stated,
            origin: piece.origin,
            beside: Vec::new(),
        }
    }

    /// Findings for every amount that cannot be read or had to be rounded; an error where one cannot be read.
    fn amounts_are_readable(&mut self, record: &Record, money: &[Money]) -> Result<(), String> {
        let mut reason = None;
        for (column, value) in self.layout.money.iter().zip(money) {
            let code = match value {
                Money::Amount(.., Exactness::Rounded) => &codes::ROUNDED,
                Money::Bad(problem) => {
                    reason = Some("金额读不出");
                    code_of(*problem)
                }
                _ => continue,
            };
            let row = &self.resolver.sheet().rows[record.at];
            let text = row.cell(column.col).map(|c| c.text.to_string()).unwrap_or_default();
            let place = self.resolver.sheet().place(row, column.col);
            let finding = self.resolver.gather().note(code, text, place);
            if let Money::Bad(Problem::NoNumber(why)) = value {
                crate::import::lines::causes::detail(finding, "why", why.words());
            }
        }
        reason.map_or(Ok(()), |reason| Err(reason.to_owned()))
    }
}

/// The code of what makes a cell no amount.
pub(in crate::import) fn code_of(problem: Problem) -> &'static Code {
    match problem {
        Problem::NoNumber(_) => &codes::NO_NUMBER,
        Problem::Uncalculated => &codes::UNCALCULATED,
        Problem::Error => &codes::ERROR_VALUE,
        Problem::Date => &codes::DATE_AS_AMOUNT,
        Problem::TooLarge => &codes::TOO_LARGE,
    }
}

/// Sets sums, empty and zero rows aside, and verifies the sums.
fn set_sums_aside(
    work: &mut Work<'_>,
    layout: &Layout,
    (ready, among, pool): (&Ready, &[Total], &Pool),
    made: &mut Made,
) {
    for (at, verdict) in ready.verdicts.iter().enumerate() {
        let record = &ready.records.rows[at];
        let reason = match verdict {
            Verdict::Data => continue,
            Verdict::Sum => sum_reason(record),
            Verdict::Unlabelled { rows, parts } => {
                let total = row_total(layout, ready.records.money(at));
                if let (Some(stated), Some(parts)) = (total, parts)
                    && stated != *parts
                {
                    let column = layout
                        .money
                        .iter()
                        .position(|m| m.role == crate::import::columns::layout::Role::Amount)
                        .unwrap_or(0);
                    wrong_sum(
                        work,
                        layout,
                        (record, "未标明的小计行"),
                        (column, *parts, stated, unit_of(ready, column)),
                    );
                }
                format!("小计行（未标明，下面 {rows} 行之和）")
            }
            Verdict::Empty => "没有金额".to_owned(),
            Verdict::Zero => "金额为零".to_owned(),
        };
        made.aside.insert(record.at, reason);
    }
    let verified = subtotal::verify(&ready.records, &ready.verdicts, among, pool);
    made.sums_hold =
        verified.wrong.is_empty() && verified.unverified.is_empty() && ready.verdicts.contains(&Verdict::Sum);
    for wrong in verified.wrong {
        if work.misshapen {
            unverified(work, layout, ready, wrong.record);
            continue;
        }
        let record = &ready.records.rows[wrong.record];
        let label = record.sum.as_deref().unwrap_or_default();
        wrong_sum(
            work,
            layout,
            (record, label),
            (wrong.column, wrong.parts, wrong.stated, unit_of(ready, wrong.column)),
        );
    }
    for at in verified.unverified {
        unverified(work, layout, ready, at);
    }
}

fn unverified(work: &mut Work<'_>, layout: &Layout, ready: &Ready, record: usize) {
    let row = &work.sheet.rows[ready.records.rows[record].at];
    let place = work.sheet.place(row, layout.money.first().map_or(0, |m| m.col));
    work.gather.note(&line_codes::SUM_UNVERIFIED, "", place);
}

fn unit_of(ready: &Ready, column: usize) -> Unit {
    ready.units.columns.get(column).copied().unwrap_or(Unit::Yuan)
}

fn sum_reason(record: &Record) -> String {
    let label = record.sum.as_deref().unwrap_or_default();
    let word = if crate::import::cell::label::is_grand_sum(label) { "合计行" } else { "小计行" };
    word.to_owned()
}

fn wrong_sum(
    work: &mut Work<'_>,
    layout: &Layout,
    (record, label): (&Record, &str),
    (column, parts, stated, unit): (usize, Amount, Amount, Unit),
) {
    let row = &work.sheet.rows[record.at];
    let (col, header) = layout.money.get(column).map_or((0, ""), |m| (m.col, m.header.as_str()));
    let finding =
        Finding::new(&line_codes::WRONG_SUM).at(work.sheet.place(row, col)).with("label", label).with("column", header);
    work.gather.push(finding.comparing(parts, stated, unit));
}
