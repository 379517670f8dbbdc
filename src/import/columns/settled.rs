//! Settling what a table does not say row by row: the unit of each column of amounts, the fiscal year.

use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::import as codes;
use crate::import::Options;
use crate::import::cell::number::{self, Written};
use crate::import::cell::unit::Stated;
use crate::import::columns::layout::{BesideColumn, Layout, MoneyColumn, Role};
use crate::import::columns::shown::Format;
use crate::import::columns::unit_elsewhere::{self, Elsewhere};
use crate::import::grid::{Sheet, Value};
use crate::import::header::above::Context;
use crate::import::header::table::Table;
use crate::import::knowledge::plausible::Plausible;
use crate::import::knowledge::profile::Profile;
use crate::import::lines::causes::Gather;
use crate::origin::Origin;

/// The units of a table's columns of amounts.
pub(in crate::import) struct Units {
    /// One for each, in the layout's order.
    pub(in crate::import) columns: Vec<Unit>,
    /// One for each column of amounts that only testifies.
    pub(in crate::import) beside: Vec<Unit>,
    /// The unit of the amount that counts, and what said so.
    pub(in crate::import) shown: Option<(Unit, String)>,
}

/// What a table is read with.
#[derive(Clone, Copy)]
pub(in crate::import) struct Setting<'a> {
    pub(in crate::import) sheet: &'a Sheet,
    pub(in crate::import) table: &'a Table,
    pub(in crate::import) layout: &'a Layout,
    pub(in crate::import) profile: &'a Profile,
    pub(in crate::import) options: &'a Options<'a>,
    pub(in crate::import) plausible: &'a Plausible,
}

impl Setting<'_> {
    /// The place of a column's header.
    pub(in crate::import) fn header_place(&self, col: u32) -> Origin {
        let last = self.table.header.rows.end.saturating_sub(1);
        self.sheet.rows.get(last).map_or_else(|| self.sheet.whole(), |row| self.sheet.place(row, col))
    }

    /// The unit of every column of amounts: nearest wins. `None` where one cannot be settled; a finding says why.
    pub(in crate::import) fn units(&self, gather: &mut Gather) -> Option<Units> {
        let mut units = Units { columns: Vec::new(), beside: Vec::new(), shown: None };
        let mut settled = true;
        for column in &self.layout.money {
            let unit = self.unit(column, gather).and_then(|found| self.confirmed(column, found, gather));
            match unit {
                Some((unit, said)) => {
                    units.columns.push(unit);
                    if units.shown.is_none() || column.role == Role::Amount {
                        units.shown = Some((unit, said));
                    }
                }
                None => settled = false,
            }
        }
        let shown = units.shown.as_ref().map_or(Unit::Yuan, |(unit, _)| *unit);
        units.beside = self.layout.beside.iter().map(|column| self.unit_beside(column, shown)).collect();
        settled.then_some(units)
    }

    /// The unit of a column that only testifies: nearest wins, without a word where nothing says.
    fn unit_beside(&self, column: &BesideColumn, shown: Unit) -> Unit {
        let known = |stated: Option<&Stated>| match stated {
            Some(Stated::Known(unit)) => Some(*unit),
            _ => None,
        };
        // What is written elsewhere holds for all columns; a unit in the header of the chosen one for that one alone.
        let own = self.layout.money.iter().any(|column| column.role == Role::Amount && column.unit.is_some());
        let usual = self.profile.unit.filter(|_| own);
        known(column.unit.as_ref()).or_else(|| known(self.line_unit())).or(usual).unwrap_or(shown)
    }

    fn unit(&self, column: &MoneyColumn, gather: &mut Gather) -> Option<(Unit, String)> {
        let header = column.unit.as_ref();
        let line = self.line_unit();
        let unsupported = [header, line].into_iter().flatten().find_map(|s| match s {
            Stated::Other(word) => Some(word.clone()),
            Stated::Known(_) => None,
        });
        if let Some(word) = unsupported.filter(|_| self.options.unit.is_none()) {
            gather.push(Finding::new(&codes::UNIT_UNSUPPORTED).at(self.header_place(column.col)).with("unit", word));
            return None;
        }
        let known = |stated: Option<&Stated>| match stated {
            Some(Stated::Known(unit)) => Some(*unit),
            _ => None,
        };
        if let [one, other, ..] = self.line_units().as_slice() {
            // Two lines above the table that disagree say nothing.
            return self.by_option().or_else(|| {
                let finding = self.unit_finding(&codes::UNIT_DISAGREES, column);
                gather.push(finding.with("column", one.word()).with("line", other.word()));
                None
            });
        }
        match (known(header), known(line)) {
            (Some(of_header), Some(of_line)) if of_header != of_line => self.by_option().or_else(|| {
                gather.push(
                    self.unit_finding(&codes::UNIT_DISAGREES, column)
                        .with("column", of_header.word())
                        .with("line", of_line.word()),
                );
                None
            }),
            (Some(unit), _) => Some((unit, format!("表头“{}”", column.header))),
            (None, Some(unit)) => Some((unit, "表上方的“单位”".to_owned())),
            (None, None) => self.unit_from_elsewhere(column, gather),
        }
        .inspect(|(unit, said)| {
            if said == BY_OPTION {
                gather.push(self.unit_finding(&codes::UNIT_FROM_OPTION, column).with("unit", unit.word()));
            }
        })
    }

    fn unit_from_elsewhere(&self, column: &MoneyColumn, gather: &mut Gather) -> Option<(Unit, String)> {
        if let [one, others @ ..] = self.elsewhere().as_slice()
            && let Stated::Known(unit) = one.stated
            && others.iter().all(|other| other.stated == one.stated)
        {
            return Some((unit, one.said.clone()));
        }
        if let Format::Wan = self.format(column) {
            return Some((Unit::WanYuan, "数字格式（把元显示成万元）".to_owned()));
        }
        if let Some(unit) = self.profile.unit {
            return Some((unit, format!("导出配置 {}", self.profile.id)));
        }
        if self.cells_say(column) {
            return Some((Unit::Yuan, "每个单元格自己写明".to_owned()));
        }
        self.by_option().or_else(|| {
            gather.push(self.unit_finding(&codes::UNIT_UNKNOWN, column));
            None
        })
    }

    /// The unit that was found, where nothing else in the file says another one.
    fn confirmed(
        &self,
        column: &MoneyColumn,
        (unit, said): (Unit, String),
        gather: &mut Gather,
    ) -> Option<(Unit, String)> {
        if self.options.unit == Some(unit) {
            return Some((unit, said));
        }
        if let Some(other) = self.elsewhere().into_iter().find(|other| other.stated != Stated::Known(unit)) {
            if let Some(option) = self.by_option() {
                return Some(option);
            }
            let finding = self.unit_finding(&codes::UNIT_CONTRADICTED, column).at(other.place);
            let finding = finding.with("said", said).with("unit", unit.word());
            gather.push(finding.with("elsewhere", other.said).with("other", other.stated.word()));
            return None;
        }
        let shown = match self.format(column) {
            Format::Plain => None,
            Format::Wan if unit == Unit::WanYuan => None,
            Format::Mixed => {
                self.note_mixed(column, gather);
                return None;
            }
            Format::Wan => Some(4),
            Format::Other(shift) => Some(shift),
        };
        if let Some(shift) = shown {
            if let Some(option) = self.by_option() {
                return Some(option);
            }
            let finding = self.unit_finding(&codes::FORMAT_DISAGREES, column);
            gather.push(finding.with("said", said).with("unit", unit.word()).with("shift", shift.to_string()));
            return None;
        }
        if self.too_fine(column, (unit, &said), self.plausible, gather) {
            return None;
        }
        Some((unit, said))
    }

    /// The units that are written elsewhere.
    fn elsewhere(&self) -> Vec<Elsewhere> {
        unit_elsewhere::stated(self.sheet, self.table)
    }

    fn by_option(&self) -> Option<(Unit, String)> {
        self.options.unit.map(|unit| (unit, BY_OPTION.to_owned()))
    }

    fn unit_finding(&self, code: &'static crate::finding::Code, column: &MoneyColumn) -> Finding {
        let finding = Finding::new(code).at(self.header_place(column.col)).with("header", column.header.clone());
        match self.table.context.units.first() {
            Some((_, place)) => finding.at(place.clone()),
            None => finding,
        }
    }

    /// The unit that the lines above state; the last one is nearest to the table.
    fn line_unit(&self) -> Option<&Stated> {
        self.table.context.units.last().map(|(stated, _)| stated)
    }

    /// The different units that the lines above state.
    fn line_units(&self) -> Vec<Unit> {
        let stated = self.table.context.units.iter();
        let mut units: Vec<Unit> =
            stated.filter_map(|(s, _)| if let Stated::Known(unit) = s { Some(*unit) } else { None }).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whether every amount of a column gives its own unit (1166.60万元).
    fn cells_say(&self, column: &MoneyColumn) -> bool {
        let cells = self.table.body.iter().filter_map(|at| self.sheet.rows[*at].cell(column.col));
        let mut any = false;
        for cell in cells {
            let text = matches!(cell.value, Value::Text).then(|| number::read(&cell.text));
            match text {
                Some(Written::Nothing) => {}
                Some(Written::Number(_, Some(_))) => any = true,
                _ => return false,
            }
        }
        any
    }

    /// The fiscal year of rows that do not give it themselves, and what said so.
    pub(in crate::import) fn year(&self, gather: &mut Gather) -> Option<(u16, String)> {
        let named = years(&self.table.context);
        if let [year] = named.as_slice() {
            return Some((*year, "标题".to_owned()));
        }
        let header = self.layout.money.iter().find(|m| m.role == Role::Amount).and_then(|m| m.year);
        if let Some(year) = header.filter(|y| named.is_empty() || named.contains(y)) {
            return Some((year, "金额列的表头".to_owned()));
        }
        if let Some(year) = self.options.fiscal_year {
            if self.layout.year.is_none() {
                let year = u64::from(year).to_string();
                gather.push(Finding::new(&codes::YEAR_FROM_OPTION).at(self.sheet.whole()).with("year", year));
            }
            return Some((year, "命令行指定".to_owned()));
        }
        if self.layout.year.is_none() {
            let listed: Vec<String> = named.iter().map(u16::to_string).collect();
            let why = if listed.is_empty() {
                String::new()
            } else {
                format!("（标题里有几个年份：{}）", listed.join("、"))
            };
            gather.push(Finding::new(&codes::YEAR_UNKNOWN).at(self.sheet.whole()).with("why", why));
        }
        None
    }
}

/// What says that a unit comes from the command line.
const BY_OPTION: &str = "--unit";

/// The different fiscal years that the lines above a table name.
pub(in crate::import) fn years(context: &Context) -> Vec<u16> {
    let mut years: Vec<u16> = context.years.iter().map(|(year, _)| *year).collect();
    years.sort_unstable();
    years.dedup();
    years
}
