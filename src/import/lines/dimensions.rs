//! What the entries of a row mean: unit and department, function, fund, kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::codes::{import as codes, import_evidence as evidence_codes, import_lines as line_codes};
use crate::finding::{Code, Detail, Words};
use crate::import::cell::pool::{Entry, EntryId, Pool};
use crate::import::columns::layout::Layout;
use crate::import::grid::{Sheet, Value};
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::funds::{FundMeaning, FundReading};
use crate::import::knowledge::kinds::KindMeaning;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::Profile;
use crate::import::lines::causes::{Gather, detail};
use crate::import::lines::one_code::FullCodes;
use crate::import::lines::table_work::Work;
use crate::import::rows::records::{FINER_CATEGORY, Record};
use crate::model::{Coded, Fund, Kind};
use crate::origin::Origin;

/// Why a word says nothing.
const UNKNOWN: Words = Words { zh: "不认识", en: "it is not known" };
/// Why money that is only said to be carried over cannot be placed.
const CARRIED_OVER: Words = Words {
    zh: "只说是上年结转，没有写明是哪一种资金",
    en: "it says that the money is carried over, not of which fund",
};

/// Codes of units by their names, from all files: some exports give the name alone.
#[derive(Debug, Default)]
pub(in crate::import) struct Entities {
    codes: BTreeMap<Arc<str>, Option<Arc<str>>>,
    full: FullCodes,
}

impl Entities {
    /// None known yet.
    pub(in crate::import) fn new(full: FullCodes) -> Entities {
        Entities { codes: BTreeMap::new(), full }
    }

    /// Notes a unit that is given with code and name; a name with two codes says nothing.
    pub(in crate::import) fn add(&mut self, entry: &Entry) {
        if let (Some(code), Some(name)) = (&entry.code, &entry.name) {
            let code = self.full.of_code(code).unwrap_or(code);
            let known = self.codes.entry(Arc::clone(name)).or_insert_with(|| Some(Arc::clone(code)));
            if known.as_ref().is_some_and(|k| k != code) {
                *known = None;
            }
        }
    }

    fn code(&self, name: &str) -> Option<Arc<str>> {
        self.codes.get(name).cloned().flatten()
    }
}

/// Unit and department of a row.
#[derive(Clone, Debug)]
pub(in crate::import) struct Who {
    pub(in crate::import) entity: Coded,
    pub(in crate::import) department: Coded,
}

/// A fund as found, and whether the money is carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct FundOf {
    pub(in crate::import) fund: Fund,
    pub(in crate::import) carry_over: bool,
}

/// Reads the entries of one table's rows.
pub(in crate::import) struct Resolver<'a, 'w> {
    sheet: &'w Sheet,
    context: &'a crate::import::header::above::Context,
    gather: &'a mut Gather,
    layout: &'a Layout,
    profile: &'a Profile,
    knowledge: &'a Knowledge,
    entities: &'a Entities,
    pool: &'a mut Pool,
    kinds: BTreeMap<[EntryId; 2], Result<Kind, (&'static Code, Detail)>>,
    funds: BTreeMap<EntryId, FundReading>,
    sources: BTreeMap<EntryId, bool>,
}

impl<'a, 'w> Resolver<'a, 'w> {
    /// For the rows of `work`.
    pub(in crate::import) fn new(
        work: &'a mut Work<'w>,
        (layout, profile): (&'a Layout, &'a Profile),
        knowledge: &'a Knowledge,
        entities: &'a Entities,
        pool: &'a mut Pool,
    ) -> Resolver<'a, 'w> {
        Resolver {
            sheet: work.sheet,
            context: &work.table.context,
            gather: &mut work.gather,
            layout,
            profile,
            knowledge,
            entities,
            pool,
            kinds: BTreeMap::new(),
            funds: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The sheet that the rows stand on.
    pub(in crate::import) fn sheet(&self) -> &'w Sheet {
        self.sheet
    }

    /// Where findings go.
    pub(in crate::import) fn gather(&mut self) -> &mut Gather {
        self.gather
    }

    /// What a row gives of a dimension.
    pub(in crate::import) fn entry(&self, record: &Record, dimension: Dimension) -> Entry {
        self.pool.entry(record.of(dimension)).clone()
    }

    /// The place of a dimension's cell, or of the row where there is no such column.
    pub(in crate::import) fn place(&self, record: &Record, dimension: Dimension) -> Origin {
        let col = self.layout.dimension(dimension).and_then(|d| d.all().next());
        self.place_in(record, col)
    }

    /// The place of a row's cell; without a column the first amount's.
    pub(in crate::import) fn place_in(&self, record: &Record, col: Option<u32>) -> Origin {
        let col = col.or_else(|| self.layout.money.first().map(|m| m.col)).unwrap_or(0);
        self.sheet.place(&self.sheet.rows[record.at], col)
    }

    /// Notes a finding about a dimension of a row.
    pub(in crate::import) fn note(&mut self, code: &'static Code, what: &str, record: &Record, dimension: Dimension) {
        let place = self.place(record, dimension);
        self.gather.note(code, what, place);
    }

    /// The fiscal year of a row: its own, else the table's.
    pub(in crate::import) fn year(&mut self, record: &Record, table: Option<u16>) -> Result<u16, String> {
        if let Some(year) = record.year {
            return Ok(year);
        }
        let cell = self.layout.year.and_then(|col| self.sheet.rows[record.at].cell(col));
        let text = cell.map_or("", |c| crate::import::cell::label::trimmed(&c.text)).to_owned();
        match table {
            Some(year) if text.is_empty() => Ok(year),
            _ => {
                let place = self.place_in(record, self.layout.year);
                self.gather.note(&codes::YEAR_UNREADABLE, text, place);
                Err("预算年度读不出".to_owned())
            }
        }
    }

    /// Code and name of a dimension; `None` where there is no code.
    pub(in crate::import) fn coded(&self, record: &Record, dimension: Dimension) -> Option<Coded> {
        let entry = self.pool.entry(record.of(dimension));
        Some(Coded { code: entry.code.clone()?, name: entry.name.clone() })
    }

    /// The project; one without a code keeps its name.
    pub(in crate::import) fn project(&mut self, record: &Record) -> Option<Coded> {
        let entry = self.entry(record, Dimension::Project);
        match (entry.code, entry.name) {
            (Some(code), name) => Some(Coded { code, name }),
            (None, Some(name)) => Some(Coded { code: self.pool.string(""), name: Some(name) }),
            (None, None) => None,
        }
    }

    /// The functional code, without which a line has no place.
    pub(in crate::import) fn function(&mut self, record: &Record) -> Result<Coded, String> {
        let Some(function) = self.coded(record, Dimension::Function) else {
            let what = match self.entry(record, Dimension::Function).name {
                Some(name) => format!("功能分类只有名称“{name}”，没有编码"),
                None => "没有功能分类".to_owned(),
            };
            self.note(&line_codes::FUNCTION_MISSING, &what, record, Dimension::Function);
            return Err("没有功能分类编码".to_owned());
        };
        if !matches!(function.code.len(), 3 | 5 | 7) {
            self.note(&line_codes::FUNCTION_SHAPE, &function.code, record, Dimension::Function);
        }
        Ok(function)
    }

    /// Says what was read of a row otherwise than it looks: codes that show as dates, codes that lost digits, names that are
    /// none.
    pub(in crate::import) fn say_doubts(&mut self, record: &Record) {
        for dimension in Dimension::ALL {
            let entry = self.pool.entry(record.of(dimension)).clone();
            if let Some(lost) = &entry.lost_code {
                self.note(&evidence_codes::LOST_DIGITS, lost, record, dimension);
            }
            if let Some(rubbish) = &entry.no_name {
                self.note(&evidence_codes::NO_NAME, rubbish, record, dimension);
            }
        }
        if record.dated {
            let row = &self.sheet.rows[record.at];
            let columns = self.layout.dimensions.iter().flat_map(|columns| columns.all()).chain(self.layout.year);
            for col in columns {
                if let Some(cell) = row.cell(col).filter(|cell| cell.value == Value::Date) {
                    let year = record.year.filter(|_| self.layout.year == Some(col)).map(|year| year.to_string());
                    // A date of the year that is read is what it looks like.
                    if year.as_ref().is_some_and(|year| cell.text.starts_with(year.as_str())) {
                        continue;
                    }
                    let serial = || crate::import::cell::dates::serial(&cell.text).map(|n| n.to_string());
                    let read = year.or_else(serial).unwrap_or_default();
                    let finding = self.gather.note(&evidence_codes::DATE_AS_CODE, read, self.sheet.place(row, col));
                    detail(finding, "date", cell.text.to_string());
                }
            }
        }
    }

    /// An error where a cell of a dimension holds an error value or a formula without a result.
    pub(in crate::import) fn no_errors(&mut self, record: &Record) -> Result<(), String> {
        if !record.broken {
            return Ok(());
        }
        let row = &self.sheet.rows[record.at];
        for columns in &self.layout.dimensions {
            let coded = self.pool.entry(record.of(columns.dimension)).code.is_some();
            // A name that cannot be read is no loss beside its code.
            for col in columns.all().filter(|col| !(coded && columns.name == Some(*col))) {
                let code = match row.cell(col).map(|c| c.value) {
                    Some(Value::Error) => &codes::ERROR_VALUE,
                    Some(Value::Uncalculated) => &codes::UNCALCULATED,
                    _ => continue,
                };
                let text = row.cell(col).map(|c| c.text.to_string()).unwrap_or_default();
                self.gather.note(code, text, self.sheet.place(row, col));
                return Err(format!("{}读不出", columns.dimension.name()));
            }
        }
        Ok(())
    }

    /// The kind of expenditure by 项目类别: by name, then by the profile's codes, then by code.
    pub(in crate::import) fn kind(&mut self, record: &Record) -> Result<Kind, String> {
        let ids = [record.of(Dimension::Category), record.dimensions[FINER_CATEGORY]];
        if ids == [EntryId::NONE; 2] {
            self.note(&line_codes::CATEGORY_MISSING, "", record, Dimension::Category);
            return Err("没有项目类别".to_owned());
        }
        if !self.kinds.contains_key(&ids) {
            let kind = self.decide_kind(ids);
            self.kinds.insert(ids, kind);
        }
        match self.kinds.get(&ids).cloned() {
            Some(Ok(kind)) => Ok(kind),
            Some(Err((code, why))) => {
                let what = self.words(ids);
                let place = self.place(record, Dimension::Category);
                detail(self.gather.note(code, what, place), "why", why);
                Err("项目类别不明".to_owned())
            }
            None => Err("项目类别不明".to_owned()),
        }
    }

    fn decide_kind(&self, ids: [EntryId; 2]) -> Result<Kind, (&'static Code, Detail)> {
        let meanings = ids.map(|id| self.kind_of(id));
        let fine: Vec<Kind> = meanings
            .iter()
            .flatten()
            .filter_map(|m| if let KindMeaning::Kind(k) = m { Some(*k) } else { None })
            .collect();
        match fine.as_slice() {
            [one] => Ok(*one),
            [one, other] if one == other => Ok(*one),
            [_, ..] => Err((&line_codes::CATEGORIES_DISAGREE, Detail::from(""))),
            [] => {
                let coarse = meanings
                    .into_iter()
                    .flatten()
                    .find_map(|m| if let KindMeaning::Coarse(why) = m { Some(why) } else { None });
                Err((&line_codes::CATEGORY_UNKNOWN, coarse.map_or(UNKNOWN.into(), |why| Detail::from(&*why))))
            }
        }
    }

    fn kind_of(&self, id: EntryId) -> Option<KindMeaning> {
        let entry = self.pool.entry(id);
        let (name, code) = (entry.name.as_deref(), entry.code.as_deref());
        match (self.knowledge.kinds.read(name, None), code.and_then(|c| self.profile.kind_codes.get(c))) {
            (Some(named @ KindMeaning::Kind(_)), _) => Some(named),
            (_, Some(own)) => Some(KindMeaning::Kind(*own)),
            _ => self.knowledge.kinds.read(name, code),
        }
    }

    /// The words of entries, for messages.
    fn words<const N: usize>(&self, ids: [EntryId; N]) -> String {
        let words = ids.iter().filter(|id| !id.is_none()).map(|id| {
            let entry = self.pool.entry(*id);
            [entry.code.as_deref(), entry.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("-")
        });
        words.collect::<Vec<_>>().join("、")
    }

    /// The row's own fund. `Ok(None)` where it gives none; an error where it cannot be placed.
    pub(in crate::import) fn fund(&mut self, record: &Record) -> Result<Option<FundOf>, FundProblem> {
        let ids = [record.of(Dimension::Fund), record.of(Dimension::RevenueItem)];
        let carry_over = self.carried_by_source(record);
        let mut problem = None;
        for id in ids.into_iter().filter(|id| !id.is_none()) {
            let reading = self.read_fund(id);
            if reading.disagree {
                let what = self.words([id]);
                self.note(&line_codes::FUND_NAMES_DISAGREE, &what, record, Dimension::Fund);
            }
            match reading.meaning {
                Some(FundMeaning::Fund(fund)) => {
                    let named = ids.iter().filter(|id| !id.is_none()).any(|id| self.read_fund(*id).carry_over);
                    return Ok(Some(FundOf { fund, carry_over: carry_over || named }));
                }
                meaning => {
                    problem.get_or_insert(FundProblem {
                        what: self.words([id]),
                        meaning,
                        carry_over: reading.carry_over,
                    });
                }
            }
        }
        problem.map_or(Ok(None), Err)
    }

    fn read_fund(&mut self, id: EntryId) -> FundReading {
        if let Some(known) = self.funds.get(&id) {
            return known.clone();
        }
        let entry = self.pool.entry(id);
        let (name, code) = (entry.name.as_deref(), entry.code.as_deref());
        let mut reading = self.knowledge.funds.read(name, None);
        let own = code.and_then(|c| self.profile.fund_codes.get(c));
        if !matches!(reading.meaning, Some(FundMeaning::Fund(_))) && own.is_some() {
            reading.meaning = own.map(|fund| FundMeaning::Fund(*fund));
        } else if own.is_none() {
            reading = self.knowledge.funds.read(name, code);
        }
        self.funds.insert(id, reading.clone());
        reading
    }

    /// Whether 资金来源 says that the money is carried over from last year.
    pub(in crate::import) fn carried_by_source(&mut self, record: &Record) -> bool {
        let entry = self.entry(record, Dimension::Source);
        let code = entry.code.as_deref().unwrap_or_default();
        if self.profile.carry_over_codes.iter().any(|c| c == code) {
            return true;
        }
        match entry.name {
            Some(name) => {
                let id = record.of(Dimension::Source);
                let funds = &self.knowledge.funds;
                *self.sources.entry(id).or_insert_with(|| funds.says_carry_over(&name))
            }
            None => {
                if !code.is_empty() && self.profile.carry_over_codes.is_empty() {
                    self.note(&line_codes::SOURCE_UNKNOWN, code, record, Dimension::Source);
                }
                false
            }
        }
    }

    /// Notes why a row's fund cannot be placed and gives the reason to set it aside.
    pub(in crate::import) fn refuse_fund(&mut self, problem: &FundProblem, place: Origin) -> String {
        let (code, why) = match &problem.meaning {
            Some(FundMeaning::Refused { social_insurance: true, reason, .. }) => {
                (&line_codes::SOCIAL_INSURANCE, Detail::from(&**reason))
            }
            Some(FundMeaning::Refused { reason, .. }) => (&line_codes::FUND_UNKNOWN, Detail::from(&**reason)),
            _ if problem.carry_over => (&line_codes::FUND_UNKNOWN, CARRIED_OVER.into()),
            _ => (&line_codes::FUND_UNKNOWN, UNKNOWN.into()),
        };
        detail(self.gather.note(code, problem.what.clone(), place), "why", why);
        "资金性质不明".to_owned()
    }

    /// The code with the zeros that it lost; a finding says so.
    fn full(&mut self, code: Arc<str>, record: &Record, dimension: Dimension) -> Arc<str> {
        let Some(full) = self.entities.full.of_code(&code).map(Arc::clone) else { return code };
        let place = self.place(record, dimension);
        let finding = self.gather.note(&evidence_codes::ZEROS_LOST, &*code, place);
        detail(finding, "why", full.to_string());
        full
    }

    /// Unit and department of a row.
    pub(in crate::import) fn who(&mut self, record: &Record) -> Result<Who, String> {
        let entity = self.entity(record)?;
        let department = self.department(record, &entity);
        Ok(Who { entity, department })
    }

    fn entity(&mut self, record: &Record) -> Result<Coded, String> {
        let entry = self.entry(record, Dimension::Entity);
        let stated = self.context.entity.as_ref().map(|(coded, _)| coded.clone());
        let what = match (entry.code, entry.name) {
            (Some(code), name) => return Ok(Coded { code: self.full(code, record, Dimension::Entity), name }),
            (None, Some(name)) => {
                let of_line = stated.filter(|c| c.name.as_ref() == Some(&name)).map(|c| c.code);
                if let Some(code) = self.entities.code(&name).or(of_line) {
                    return Ok(Coded { code, name: Some(name) });
                }
                format!("单位只有名称“{name}”，没有编码")
            }
            (None, None) if self.layout.dimension(Dimension::Entity).is_none() => {
                let department = self.context.department.as_ref().map(|(coded, _)| coded.clone());
                if let Some(coded) = stated.or(department).filter(|c| !c.code.is_empty()) {
                    return Ok(coded);
                }
                "没有单位列，表上方也没有写编制单位".to_owned()
            }
            (None, None) => "没有预算单位".to_owned(),
        };
        self.note(&line_codes::ENTITY_MISSING, &what, record, Dimension::Entity);
        Err("不知道是哪个预算单位".to_owned())
    }

    /// The department: its own column, else the unit's code without the unit's own digits.
    fn department(&mut self, record: &Record, entity: &Coded) -> Coded {
        let given = self.entry(record, Dimension::Department);
        let own_line = self.context.department.clone();
        let code = match &given.code {
            Some(code) => self.full(Arc::clone(code), record, Dimension::Department),
            None => {
                let significant = entity.code.trim_start_matches('0');
                let of_line = own_line.as_ref().map(|(line, _)| &line.code).filter(|code| !code.is_empty());
                match of_line.filter(|code| entity.code.starts_with(&***code) || significant.starts_with(&***code)) {
                    Some(code) => Arc::clone(code),
                    None => {
                        let plain = self.profile.department.of_unit(&entity.code);
                        self.pool.string(&plain)
                    }
                }
            }
        };
        let name = given.name.or_else(|| {
            let (line, _) = own_line.as_ref()?;
            (line.code.is_empty() || line.code == code).then(|| line.name.clone())?
        });
        if let Some((line, place)) = own_line.filter(|(line, _)| !line.code.is_empty() && line.code != code) {
            let finding = self.gather.note(&line_codes::DEPARTMENT_DISAGREES, &*code, place);
            detail(finding, "line", line.to_string());
        }
        let name = name.map(|name| self.pool.string(&name));
        Coded { code, name }
    }
}

/// A fund that cannot be placed.
#[derive(Clone, Debug)]
pub(in crate::import) struct FundProblem {
    /// Its words.
    pub(in crate::import) what: String,
    /// What is known of it.
    pub(in crate::import) meaning: Option<FundMeaning>,
    /// Whether its name says that the money is carried over.
    pub(in crate::import) carry_over: bool,
}
