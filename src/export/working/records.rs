//! 附表明细: each figure of the projects, purchases and assets once; and what the trail shows of one.

use std::collections::BTreeMap;

use super::lines::place_of;
use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use super::trail::Uses;
use crate::amount::Unit;
use crate::disclosure::{RecordFigure, Source, Stated};
use crate::model::{Budget, Coded};

const COLUMNS: &[Column] = &[
    Column("序号", 7),
    Column("来源文件", 24),
    Column("工作表", 16),
    Column("位置", 14),
    Column("原文", 16),
    Column("原单位", 7),
    Column("金额（元）", 18),
    Column("进入公开数的个数", 9),
    Column("类别", 14),
    Column("预算单位", 24),
    Column("项目", 28),
    Column("品目或资产", 20),
    Column("内容", 24),
    Column("资金性质", 14),
];

/// The figures of a budget's records in the order of the listing.
pub(super) struct Records {
    all: Vec<Source>,
    /// Row of each.
    rows: BTreeMap<Source, usize>,
}

impl Records {
    /// Those of a budget.
    pub fn of(budget: &Budget) -> Records {
        let all = Source::of_records(budget);
        Records { rows: all.iter().enumerate().map(|(row, source)| (*source, row)).collect(), all }
    }

    /// The listing; `None` where there are no records.
    pub fn listing(&self, budget: &Budget, uses: &Uses, texts: &Texts) -> Option<Listing> {
        let row = |source: &Source| {
            let used = uses.figures.get(source).copied().unwrap_or(0);
            Some((source.stated(budget)?, source.record(budget)?, used))
        };
        let rows = self.all.iter().filter_map(row).enumerate();
        let rows = rows.map(|(at, (stated, record, used))| fields((at, used), stated, &record, texts));
        let listing = Listing { id: Id::Records, columns: COLUMNS, rows: rows.collect(), if_empty: "" };
        (!self.all.is_empty()).then_some(listing)
    }

    /// What the trail shows of a figure of a record; `None` where it is none.
    pub fn fields(&self, source: Source, budget: &Budget, texts: &Texts) -> Option<Vec<Field>> {
        let (stated, record) = (source.stated(budget)?, source.record(budget)?);
        let link = self.rows.get(&source).map_or(Field::Blank, |row| Field::Row(Id::Records, *row));
        let mut fields = vec![money(stated), link];
        fields.extend(place(stated, texts));
        fields.extend([
            texts.maybe(record.entity.map(Coded::to_string)),
            texts.maybe(record.project.as_ref().map(Coded::to_string)),
            Field::Blank,
            Field::Blank,
            texts.maybe(record.fund.map(|fund| fund.name())),
            texts.text(kind(&record)),
        ]);
        Some(fields)
    }
}

fn fields((at, used): (usize, usize), stated: Stated<'_>, record: &RecordFigure<'_>, texts: &Texts) -> Vec<Field> {
    let mut fields = vec![Field::Count(at + 1)];
    fields.extend(place(stated, texts));
    fields.extend([
        money(stated),
        Field::Count(used),
        texts.text(record.record),
        texts.maybe(record.entity.map(Coded::to_string)),
        texts.maybe(record.project.as_ref().map(Coded::to_string)),
        texts.text(record.item),
        texts.text(&record.figure),
        texts.maybe(record.fund.map(|fund| fund.name())),
    ]);
    fields
}

fn money(stated: Stated<'_>) -> Field {
    stated.amount.map_or(Field::Blank, |amount| Field::Money(amount, Unit::Yuan))
}

/// File, sheet, spot, text as found and unit.
fn place(stated: Stated<'_>, texts: &Texts) -> [Field; 5] {
    let [file, sheet, spot] = place_of(Some(stated.origin), texts);
    [file, sheet, spot, texts.text(stated.text), texts.maybe(stated.unit.map(Unit::word))]
}

/// What it is, in the place where the trail says of a line what kind of expenditure it is.
fn kind(record: &RecordFigure<'_>) -> String {
    match record.item {
        "" => format!("{}·{}", record.record, record.figure),
        item => format!("{}·{item}·{}", record.record, record.figure),
    }
}
