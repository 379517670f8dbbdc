//! From the header of a table to what each of its columns holds.

use crate::import::cell::unit::Stated;
use crate::import::header::find::{Header, HeaderColumn};
use crate::import::knowledge::field::{Dimension, Field, Part};
use crate::import::knowledge::field_names::FieldNames;
use crate::import::knowledge::funds::FundMeaning;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::model::Fund;
use crate::origin::column_letters;

/// What each column of a table holds.
#[derive(Clone, Debug)]
pub(in crate::import) struct Layout {
    pub(in crate::import) columns: Vec<Column>,
    pub(in crate::import) dimensions: Vec<DimensionColumns>,
    pub(in crate::import) year: Option<u32>,
    pub(in crate::import) money: Vec<MoneyColumn>,
    /// Fields that are needed and not there, each with the names under which it is looked for.
    pub(in crate::import) missing: Vec<(String, Vec<String>)>,
    /// The name by which the amount that counts was known.
    pub(in crate::import) chosen: Option<String>,
    /// Amount columns beside it, which testify.
    pub(in crate::import) beside: Vec<BesideColumn>,
    /// Amount columns that are there though none of them is to be taken.
    pub(in crate::import) untaken: Vec<String>,
    /// Columns of the same name among which none can be chosen.
    pub(in crate::import) doubled: Vec<(u32, u32, String)>,
}

/// A column for the report.
#[derive(Clone, Debug)]
pub(in crate::import) struct Column {
    pub(in crate::import) col: u32,
    pub(in crate::import) header: String,
    pub(in crate::import) field: Option<String>,
    pub(in crate::import) note: Option<String>,
}

/// The columns of one dimension.
#[derive(Clone, Debug)]
pub(in crate::import) struct DimensionColumns {
    pub(in crate::import) dimension: Dimension,
    /// One cell for both; several only for 项目类别, where a second column may be finer.
    pub(in crate::import) whole: Vec<u32>,
    pub(in crate::import) code: Option<u32>,
    pub(in crate::import) name: Option<u32>,
    pub(in crate::import) levels: [Option<u32>; 3],
    pub(in crate::import) fill_down: bool,
}

impl DimensionColumns {
    /// All its columns.
    pub(in crate::import) fn all(&self) -> impl Iterator<Item = u32> {
        self.whole.iter().copied().chain(self.code).chain(self.name).chain(self.levels.iter().copied().flatten())
    }
}

/// A column of amounts that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct MoneyColumn {
    pub(in crate::import) col: u32,
    pub(in crate::import) role: Role,
    /// The header, for messages.
    pub(in crate::import) header: String,
    /// The unit that the header gives.
    pub(in crate::import) unit: Option<Stated>,
    /// The year that the header names.
    pub(in crate::import) year: Option<u16>,
}

/// A column of amounts that does not count.
#[derive(Clone, Debug)]
pub(in crate::import) struct BesideColumn {
    pub(in crate::import) col: u32,
    /// The name by which it was known.
    pub(in crate::import) name: String,
    /// The header, for messages.
    pub(in crate::import) header: String,
    /// The unit that the header gives.
    pub(in crate::import) unit: Option<Stated>,
}

/// What a column of amounts is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Role {
    /// The row's amount, or its total where the funds have columns of their own.
    Amount,
    /// The part carried over, of the row's own fund.
    CarryOver,
    /// The amount of one fund.
    Fund(FundMeaning, Carried),
    /// The sum of the columns of some funds (all of them where none are named), to be verified.
    SumOf(Vec<Fund>, Carried),
    /// The row's total beside this year's amount and what was carried over, to be verified.
    Total,
}

/// Whether money of a column was carried over from last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Carried {
    /// 本年
    ThisYear,
    /// 上年结转
    FromLastYear,
}

/// How a header was matched before columns are chosen.
struct Match<'a> {
    column: &'a HeaderColumn,
    field: Option<(Field, String)>,
    fund: Option<(FundMeaning, Carried)>,
}

impl Layout {
    /// The layout of a table read by `profile`; `year` chooses between amount columns of several years.
    pub(in crate::import) fn of(
        header: &Header,
        profile: &Profile,
        knowledge: &Knowledge,
        year: Option<u16>,
    ) -> Layout {
        let names = knowledge.names.clone().extended(&profile.names, &profile.amount_order);
        let matches: Vec<Match<'_>> = header.columns.iter().map(|c| matched(c, profile, knowledge, &names)).collect();
        let mut layout = Layout::without_places(matches.iter().map(|m| m.described()).collect());
        layout.place_dimensions(&matches, profile);
        layout.place_money(&matches, knowledge, &names, year);
        layout.name_missing(profile, &names);
        layout
    }

    /// What the names alone say of the columns of a table of no known kind.
    pub(in crate::import) fn described(header: &Header, knowledge: &Knowledge) -> Layout {
        let common = Profile::common(ExportKind::Expenditure);
        let names = &knowledge.names;
        let columns = header.columns.iter().map(|c| {
            let found = matched(c, &common, knowledge, names);
            let mut column = found.described();
            if matches!(found.field, Some((Field::Amount | Field::Subtotal | Field::CarryOver, _)))
                || found.fund.is_some()
            {
                column.note = Some("金额".to_owned());
            }
            column
        });
        Layout::without_places(columns.collect())
    }

    fn without_places(columns: Vec<Column>) -> Layout {
        Layout {
            columns,
            dimensions: Vec::new(),
            year: None,
            money: Vec::new(),
            missing: Vec::new(),
            chosen: None,
            beside: Vec::new(),
            untaken: Vec::new(),
            doubled: Vec::new(),
        }
    }

    /// The columns of a dimension.
    pub(in crate::import) fn dimension(&self, dimension: Dimension) -> Option<&DimensionColumns> {
        self.dimensions.iter().find(|d| d.dimension == dimension)
    }

    /// Whether amounts stand in one column a fund.
    pub(in crate::import) fn has_fund_columns(&self) -> bool {
        self.money.iter().any(|m| matches!(m.role, Role::Fund(..)))
    }

    fn place_dimensions(&mut self, matches: &[Match<'_>], profile: &Profile) {
        for found in matches {
            let col = found.column.col;
            match found.field.as_ref().map(|(field, _)| *field) {
                Some(Field::FiscalYear) if self.year.is_none() => self.year = Some(col),
                Some(Field::Coded(dimension, part)) => {
                    if let Some(taken) = self.add(dimension, part, col, profile) {
                        self.note(col, format!("未用：已取 {} 列", column_letters(taken)));
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds a column to a dimension; gives the column that holds the same part already.
    fn add(&mut self, dimension: Dimension, part: Part, col: u32, profile: &Profile) -> Option<u32> {
        let at = self.dimensions.iter().position(|d| d.dimension == dimension).unwrap_or_else(|| {
            self.dimensions.push(DimensionColumns {
                dimension,
                whole: Vec::new(),
                code: None,
                name: None,
                levels: [None; 3],
                fill_down: profile.fill_down.contains(&dimension),
            });
            self.dimensions.len() - 1
        });
        let columns = &mut self.dimensions[at];
        let slot = match part {
            Part::Whole if columns.whole.is_empty() || dimension == Dimension::Category => {
                columns.whole.push(col);
                return None;
            }
            Part::Whole => return columns.whole.first().copied(),
            Part::Code => &mut columns.code,
            Part::Name => &mut columns.name,
            Part::Level(level) => columns.levels.get_mut(usize::from(level))?,
        };
        let taken = *slot;
        slot.get_or_insert(col);
        taken
    }

    fn place_money(&mut self, matches: &[Match<'_>], knowledge: &Knowledge, names: &FieldNames, year: Option<u16>) {
        let funds: Vec<(Fund, Carried)> = matches
            .iter()
            .filter_map(|m| match &m.fund {
                Some((FundMeaning::Fund(fund), carried)) => Some((*fund, *carried)),
                _ => None,
            })
            .collect();
        let wide = matches.iter().any(|m| m.fund.is_some());
        let amount = self.choose_amount(matches, names, year, wide);
        for (at, found) in matches.iter().enumerate() {
            let role = match (&found.field, &found.fund) {
                (_, Some((FundMeaning::Refused { sum_of, .. }, carried)))
                    if funds.iter().any(|(fund, c)| c == carried && sum_of.contains(fund)) =>
                {
                    Role::SumOf(sum_of.clone(), *carried)
                }
                (_, Some((meaning, carried))) => Role::Fund(meaning.clone(), *carried),
                (Some((Field::CarryOver, _)), _)
                    if funds.iter().any(|(_, carried)| *carried == Carried::FromLastYear) =>
                {
                    Role::SumOf(Vec::new(), Carried::FromLastYear)
                }
                (Some((Field::CarryOver, _)), _) => Role::CarryOver,
                (Some((Field::Subtotal, _)), _) if wide => {
                    Role::SumOf(found.group_of_funds(knowledge), found.carried())
                }
                (Some((Field::Amount, name)), _) if Some(at) == amount => {
                    self.chosen = Some(name.clone());
                    Role::Amount
                }
                (Some((Field::Amount, name)), _) => match beside(name, found.carried(), wide) {
                    Some(role) => role,
                    None => {
                        self.note_untaken(found, amount.map(|at| &matches[at]));
                        self.beside.push(found.beside(name));
                        continue;
                    }
                },
                _ => continue,
            };
            self.take(found, role);
        }
        self.settle_carry_over();
    }

    /// Takes a column of amounts for `role`.
    fn take(&mut self, found: &Match<'_>, role: Role) {
        let word = match &role {
            Role::Amount => "金额（采用）".to_owned(),
            Role::CarryOver => "上年结转".to_owned(),
            Role::Fund(FundMeaning::Fund(fund), carried) => format!("{}{}", carried.word(), fund.name()),
            Role::Fund(FundMeaning::Refused { .. }, carried) => format!("{}资金（性质不明）", carried.word()),
            Role::SumOf(..) => "小计（用来核对）".to_owned(),
            Role::Total => "合计（用来核对）".to_owned(),
        };
        if let Some(column) = self.columns.iter_mut().find(|c| c.col == found.column.col) {
            column.field = Some(word);
        }
        self.money.push(MoneyColumn {
            col: found.column.col,
            role,
            header: found.column.text(),
            unit: found.column.path.iter().rev().find_map(|w| w.unit.clone()),
            year: found.column.path.iter().rev().find_map(|w| w.year),
        });
    }

    /// A total column says something only where there is something to add up.
    fn settle_carry_over(&mut self) {
        if !self.money.iter().any(|m| m.role == Role::CarryOver || matches!(m.role, Role::Fund(..))) {
            let totals: Vec<u32> = self.money.iter().filter(|m| m.role == Role::Total).map(|m| m.col).collect();
            self.money.retain(|m| m.role != Role::Total);
            for col in totals {
                self.note(col, "未采用".to_owned());
            }
        }
    }

    /// Which match gives the amount: the first name of the order that is there.
    fn choose_amount(
        &mut self,
        matches: &[Match<'_>],
        names: &FieldNames,
        year: Option<u16>,
        wide: bool,
    ) -> Option<usize> {
        let candidates: Vec<(usize, &str, &Match<'_>)> = matches
            .iter()
            .enumerate()
            .filter_map(|(at, m)| match &m.field {
                Some((Field::Amount, name)) if m.carried() == Carried::ThisYear => Some((at, name.as_str(), m)),
                _ => None,
            })
            .collect();
        // Beside one column a fund, 合计 is the row's total and 本年收入 a part of it.
        let total_first = wide.then_some(["合计", "总计"]).into_iter().flatten();
        let order = total_first.chain(names.amount_order.iter().map(String::as_str));
        let name = order.into_iter().find(|name| candidates.iter().any(|(_, n, _)| n == name));
        let Some(name) = name else {
            self.untaken = candidates.iter().map(|(.., m)| m.column.text()).collect();
            return None;
        };
        let mut same: Vec<_> = candidates.into_iter().filter(|(_, n, _)| *n == name).collect();
        if same.len() > 1 && same.iter().any(|(.., m)| m.year().is_some()) {
            same.retain(|(.., m)| m.year().is_none() || year.is_none() || m.year() == year);
        }
        if let [(_, _, first), (_, _, second), ..] = same.as_slice() {
            self.doubled.push((first.column.col, second.column.col, first.column.text()));
        }
        same.first().map(|(at, ..)| *at)
    }

    fn note_untaken(&mut self, found: &Match<'_>, taken: Option<&Match<'_>>) {
        let note = match taken {
            Some(taken) => format!("未采用：金额取 {} 列“{}”", column_letters(taken.column.col), taken.column.text()),
            None => "未采用：配置没有说取这一列".to_owned(),
        };
        self.note(found.column.col, note);
    }

    fn note(&mut self, col: u32, note: String) {
        if let Some(column) = self.columns.iter_mut().find(|c| c.col == col) {
            column.field = None;
            column.note = Some(note);
        }
    }

    /// Notes what is needed and not there. The unit may also stand above the table, so it is not asked for here.
    fn name_missing(&mut self, profile: &Profile, names: &FieldNames) {
        let has = |dimension| self.dimension(dimension).is_some() || profile.constants.contains_key(&dimension);
        let wide = self.has_fund_columns();
        let mut missing = Vec::new();
        let mut need = |there: bool, name: &str, fields: &[Field]| {
            if !there {
                let known = fields.iter().flat_map(|f| names.names_of(*f)).map(str::to_owned).collect();
                missing.push((name.to_owned(), known));
            }
        };
        let whole = |d| Field::Coded(d, Part::Whole);
        let amount = wide || self.money.iter().any(|m| m.role == Role::Amount);
        let order = names.amount_order.clone();
        if profile.kind == ExportKind::Expenditure {
            need(
                has(Dimension::Function),
                "支出功能分类",
                &[whole(Dimension::Function), Field::Coded(Dimension::Function, Part::Code)],
            );
            need(has(Dimension::Category), "项目类别", &[whole(Dimension::Category)]);
            need(wide || has(Dimension::Fund), "资金性质", &[whole(Dimension::Fund)]);
        } else {
            let fund = wide || has(Dimension::Fund) || has(Dimension::RevenueItem);
            need(fund, "资金性质或收入项目", &[whole(Dimension::Fund), whole(Dimension::RevenueItem)]);
        }
        if !amount {
            missing.push(("金额".to_owned(), order));
        }
        self.missing = missing;
    }
}

impl Match<'_> {
    fn beside(&self, name: &str) -> BesideColumn {
        BesideColumn {
            col: self.column.col,
            name: name.to_owned(),
            header: self.column.text(),
            unit: self.column.path.iter().rev().find_map(|w| w.unit.clone()),
        }
    }

    fn carried(&self) -> Carried {
        let above = self.column.path.split_last().map_or(&[][..], |(_, above)| above);
        if above.iter().any(|w| w.words.contains("结转") || w.words.contains("结余")) {
            Carried::FromLastYear
        } else {
            Carried::ThisYear
        }
    }

    /// The funds that a subtotal below a merged 财政拨款 is over; none for all.
    fn group_of_funds(&self, knowledge: &Knowledge) -> Vec<Fund> {
        let above = self.column.path.iter().rev().nth(1);
        match above.and_then(|word| knowledge.funds.column(&word.words)) {
            Some((FundMeaning::Refused { sum_of, .. }, _)) => sum_of,
            Some((FundMeaning::Fund(fund), _)) => vec![fund],
            None => Vec::new(),
        }
    }

    fn year(&self) -> Option<u16> {
        self.column.path.iter().rev().find_map(|w| w.year)
    }

    fn described(&self) -> Column {
        let field = match &self.field {
            Some((Field::Unused | Field::Amount | Field::Subtotal | Field::CarryOver, _)) | None => None,
            Some((field, _)) => Some(field.name()),
        };
        let note = match &self.field {
            Some((Field::Unused, _)) => Some("公开表用不到".to_owned()),
            None if self.fund.is_none() => Some("不认识的列，未用".to_owned()),
            _ => None,
        };
        Column { col: self.column.col, header: self.column.text(), field, note }
    }
}

impl Carried {
    fn word(self) -> &'static str {
        match self {
            Carried::ThisYear => "",
            Carried::FromLastYear => "上年结转：",
        }
    }
}

/// What an amount column beside the chosen one is good for.
fn beside(name: &str, carried: Carried, wide: bool) -> Option<Role> {
    match name {
        _ if wide && carried == Carried::FromLastYear => Some(Role::SumOf(Vec::new(), carried)),
        "本年收入" | "本年收入合计" | "本年金额" | "本年预算" | "本年" if wide => {
            Some(Role::SumOf(Vec::new(), Carried::ThisYear))
        }
        "合计" | "总计" | "预算合计" | "金额合计" => Some(Role::Total),
        _ => None,
    }
}

fn matched<'a>(column: &'a HeaderColumn, profile: &Profile, knowledge: &Knowledge, names: &FieldNames) -> Match<'a> {
    let joined: String = column.path.iter().map(|w| w.words.as_str()).collect();
    let last = column.path.last().map_or("", |w| w.words.as_str());
    let mut found = Match { column, field: None, fund: None };
    let carried = found.carried();
    if let Some(fund) = profile.fund_columns.get(&joined).or_else(|| profile.fund_columns.get(last)) {
        found.fund = Some((FundMeaning::Fund(*fund), carried));
        return found;
    }
    found.field = names.field(&column.path);
    if found.field.is_none() {
        let is_money = profile.kind.makes_lines();
        found.fund = knowledge
            .funds
            .column(last)
            .filter(|_| is_money)
            .map(|(meaning, named)| (meaning, if named { Carried::FromLastYear } else { carried }));
    }
    found
}
