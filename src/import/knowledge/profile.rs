//! How one finance system's export is laid out (导出配置): `templates/profiles/*.toml` or the user's own file.
//!
//! `docs/profiles.md` describes the format.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::amount::Unit;
use crate::edition::{TemplateError, Templates};
use crate::import::knowledge::field::{Dimension, Field};
use crate::import::knowledge::field_names::{HeaderWord, Written, listed};
use crate::import::knowledge::testimony::{self, SumRelation};
use crate::model::{Fund, Kind};

/// What kind of export a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum ExportKind {
    /// Lines of expenditure.
    #[serde(rename = "支出预算明细")]
    Expenditure,
    /// Revenue.
    #[serde(rename = "收入预算")]
    Revenue,
    /// Projects with their goals.
    #[serde(rename = "项目绩效目标")]
    Goals,
    /// Purchases.
    #[serde(rename = "政府采购预算")]
    Purchases,
    /// Assets.
    #[serde(rename = "资产")]
    Assets,
    /// Units with their properties.
    #[serde(rename = "单位信息")]
    Entities,
}

impl ExportKind {
    /// All of them.
    pub const ALL: [ExportKind; 6] = [
        ExportKind::Expenditure,
        ExportKind::Revenue,
        ExportKind::Goals,
        ExportKind::Purchases,
        ExportKind::Assets,
        ExportKind::Entities,
    ];

    /// The kind of that Chinese name.
    pub fn from_name(name: &str) -> Option<ExportKind> {
        ExportKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether lines of a budget are made of it.
    pub fn makes_lines(self) -> bool {
        matches!(self, ExportKind::Expenditure | ExportKind::Revenue)
    }

    /// The Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            ExportKind::Expenditure => "支出预算明细",
            ExportKind::Revenue => "收入预算",
            ExportKind::Goals => "项目绩效目标",
            ExportKind::Purchases => "政府采购预算",
            ExportKind::Assets => "资产",
            ExportKind::Entities => "单位信息",
        }
    }

    /// What a row becomes, in Chinese with its measure word.
    pub(in crate::import) fn lines(self) -> &'static str {
        match self {
            ExportKind::Expenditure | ExportKind::Revenue => "条明细",
            ExportKind::Goals => "个项目",
            ExportKind::Purchases => "项采购",
            ExportKind::Assets => "项资产",
            ExportKind::Entities => "个单位",
        }
    }
}

/// How a 上年结转 column stands to the amount column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum CarryOverColumn {
    /// The amount includes it.
    #[serde(rename = "其中")]
    Part,
    /// It comes on top of the amount.
    #[serde(rename = "另列")]
    Beside,
}

/// How the department's code follows from the unit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DepartmentRule {
    /// How many of the last characters are the unit's own: 434001 → 434.
    pub drop: usize,
    /// Whether zeros at the beginning are filling: 000434001 → 434.
    pub strip_zeros: bool,
}

impl DepartmentRule {
    /// The code of the department in that of one of its units.
    ///
    /// ```
    /// use gongkai::import::DepartmentRule;
    /// assert_eq!(DepartmentRule::default().of_unit("434001"), "434");
    /// ```
    pub fn of_unit(self, unit: &str) -> String {
        let length = unit.chars().count();
        let kept: String =
            if length > self.drop { unit.chars().take(length - self.drop).collect() } else { unit.to_owned() };
        if self.strip_zeros { kept.trim_start_matches('0').to_owned() } else { kept }
    }
}

impl Default for DepartmentRule {
    fn default() -> DepartmentRule {
        DepartmentRule { drop: 3, strip_zeros: false }
    }
}

/// How one finance system's export is laid out (导出配置).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Short name, for `--profile`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What kind of export it describes.
    pub kind: ExportKind,
    pub(in crate::import) distinguishing: Vec<String>,
    pub(in crate::import) names: BTreeMap<String, Field>,
    pub(in crate::import) amount_order: Vec<String>,
    /// Sums that hold in every row; none where the common ones are meant.
    pub(in crate::import) relations: Vec<SumRelation>,
    pub(in crate::import) unit: Option<Unit>,
    pub(in crate::import) fill_down: Vec<Dimension>,
    pub(in crate::import) carry_over: CarryOverColumn,
    pub(in crate::import) carry_over_codes: Vec<String>,
    pub(in crate::import) department: DepartmentRule,
    pub(in crate::import) fund_columns: BTreeMap<String, Fund>,
    pub(in crate::import) fund_codes: BTreeMap<String, Fund>,
    pub(in crate::import) kind_codes: BTreeMap<String, Kind>,
    /// What holds for all rows of an export that has no column for it.
    pub(in crate::import) constants: BTreeMap<Dimension, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    kind: ExportKind,
    #[serde(default)]
    distinguishing: Vec<String>,
    #[serde(default)]
    amount_order: Vec<String>,
    #[serde(default)]
    relations: Vec<testimony::Written>,
    unit: Option<Unit>,
    #[serde(default)]
    fill_down: Vec<Spanned<String>>,
    carry_over: Option<CarryOverColumn>,
    #[serde(default)]
    carry_over_codes: Vec<String>,
    #[serde(default)]
    department: DepartmentRule,
    #[serde(default)]
    names: Written,
    #[serde(default)]
    fund_columns: BTreeMap<String, Fund>,
    #[serde(default)]
    fund_codes: BTreeMap<String, Fund>,
    #[serde(default)]
    kind_codes: BTreeMap<String, Kind>,
    #[serde(default)]
    constants: BTreeMap<Spanned<String>, String>,
}

impl Profile {
    /// Reads a profile; `path` is what errors name.
    ///
    /// # Errors
    /// Where the text is no profile: the line and what would be right.
    ///
    /// ```
    /// use gongkai::import::Profile;
    /// let profile = Profile::parse("my.toml", "id = \"my\"\nname = \"我的导出\"\nkind = \"支出预算明细\"\n")?;
    /// assert_eq!(profile.name, "我的导出");
    /// # Ok::<(), gongkai::edition::TemplateError>(())
    /// ```
    pub fn parse(path: &str, text: &str) -> Result<Profile, TemplateError> {
        finished(path, text)?;
        let file: File = toml::from_str(text).map_err(|e| TemplateError::from_toml(path, text, &e))?;
        let names = listed(path, text, &file.names)?.into_iter().map(|(name, field, _)| (name, field)).collect();
        let fill_down = file.fill_down.iter().map(|name| dimension(path, text, name)).collect::<Result<_, _>>()?;
        let constants = file.constants.iter().map(|(name, value)| Ok((dimension(path, text, name)?, value.clone())));
        let constants = constants.collect::<Result<_, _>>()?;
        let words = |list: &[String]| list.iter().map(|w| HeaderWord::read(w).words).collect::<Vec<_>>();
        placed(path, text, &file)?;
        let usual = if file.kind == ExportKind::Revenue { CarryOverColumn::Beside } else { CarryOverColumn::Part };
        Ok(Profile {
            distinguishing: words(&file.distinguishing),
            amount_order: words(&file.amount_order),
            relations: file.relations.into_iter().map(SumRelation::from).collect(),
            id: file.id,
            name: file.name,
            kind: file.kind,
            names,
            unit: file.unit,
            fill_down,
            carry_over: file.carry_over.unwrap_or(usual),
            carry_over_codes: file.carry_over_codes,
            department: file.department,
            fund_columns: file.fund_columns.into_iter().map(|(w, fund)| (HeaderWord::read(&w).words, fund)).collect(),
            fund_codes: file.fund_codes,
            kind_codes: file.kind_codes,
            constants,
        })
    }

    /// The profile for an export of `kind` that no profile describes: the common names and nothing else.
    pub(in crate::import) fn common(kind: ExportKind) -> Profile {
        let carry_over = if kind == ExportKind::Revenue { CarryOverColumn::Beside } else { CarryOverColumn::Part };
        Profile {
            id: COMMON.to_owned(),
            name: "通用".to_owned(),
            kind,
            distinguishing: Vec::new(),
            names: BTreeMap::new(),
            amount_order: Vec::new(),
            relations: Vec::new(),
            unit: None,
            fill_down: Vec::new(),
            carry_over,
            carry_over_codes: Vec::new(),
            department: DepartmentRule::default(),
            fund_columns: BTreeMap::new(),
            fund_codes: BTreeMap::new(),
            kind_codes: BTreeMap::new(),
            constants: BTreeMap::new(),
        }
    }

    /// As `inspect` and the working paper name it.
    pub(in crate::import) fn label(&self) -> String {
        if self.id == COMMON { "通用列名".to_owned() } else { format!("{}（{}）", self.id, self.name) }
    }

    /// How many of the headers that tell this export from others are among `headers`.
    pub(in crate::import) fn found(&self, headers: &[String]) -> usize {
        self.distinguishing.iter().filter(|name| headers.contains(name)).count()
    }
}

/// Refuses funds and kinds that nobody knows: a slip of the pen would put money where no table looks for it.
fn placed(path: &str, text: &str, file: &File) -> Result<(), TemplateError> {
    let funds = file.fund_columns.values().chain(file.fund_codes.values());
    let mut funds = funds.filter(|fund| !Fund::KNOWN.contains(fund)).map(|fund| fund.name());
    let mut kinds = file.kind_codes.values().filter(|kind| !Kind::KNOWN.contains(kind)).map(|kind| kind.name());
    let Some(word) = funds.next().or_else(|| kinds.next()) else { return Ok(()) };
    let known: Vec<&str> = Fund::KNOWN.iter().map(|f| f.name()).chain(Kind::KNOWN.iter().map(|k| k.name())).collect();
    let problem = format!(
        "没有“{word}”这种资金性质或支出类别，应是其中之一：{}；另外的写在 codes/funds.toml、codes/kinds.toml 里",
        known.join("、")
    );
    let at = text.find(&format!("\"{word}\"")).unwrap_or(0);
    Err(TemplateError::at(path, text, at, problem))
}

const COMMON: &str = "common";

/// How what a draft leaves to the user begins.
pub(in crate::import) const UNFINISHED: &str = "〔请填写";

/// Refuses a draft in which something is left to the user.
fn finished(path: &str, text: &str) -> Result<(), TemplateError> {
    let mut open = text.lines().enumerate().filter(|(_, line)| {
        let value = line.trim_start();
        !value.starts_with('#') && value.contains(UNFINISHED)
    });
    let Some((first, line)) = open.next() else { return Ok(()) };
    let question = line.split(UNFINISHED).nth(1).and_then(|rest| rest.split('〕').next()).unwrap_or_default();
    let more = match open.count() {
        0 => String::new(),
        more => format!("；后面还有 {more} 处"),
    };
    let problem = format!(
        "还没有填写（{}）：把“{UNFINISHED}…〕”换成实际内容，用不到的列写“其他”{more}",
        question.trim_start_matches('：')
    );
    Err(TemplateError { file: path.to_owned(), line: Some(first + 1), problem })
}

/// The profiles of the templates, in order of path.
///
/// # Errors
/// Where one of them is broken.
pub fn profiles(templates: &Templates) -> Result<Vec<Profile>, TemplateError> {
    let files = templates.under("profiles/").filter(|(path, _)| path.ends_with(".toml"));
    files.map(|(path, text)| Profile::parse(path, text)).collect()
}

fn dimension(path: &str, text: &str, name: &Spanned<String>) -> Result<Dimension, TemplateError> {
    Dimension::from_name(name.get_ref()).ok_or_else(|| {
        let known = Dimension::ALL.map(Dimension::name).join("、");
        let problem = format!("没有名为“{}”的字段，可以写的是：{known}", name.get_ref());
        TemplateError::at(path, text, name.span().start, problem)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_profiles_load_and_have_their_own_ids() {
        let all = profiles(&Templates::built_in()).unwrap();
        let mut ids: Vec<&str> = all.iter().map(|p| p.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len());
        for id in ["national-upload", "project-expenditure", "indicator-list", "revenue"] {
            assert!(ids.contains(&id), "{id}");
        }
    }

    #[test]
    fn a_broken_profile_names_its_line_and_what_would_be_right() {
        let good = "id = \"a\"\nname = \"甲\"\nkind = \"支出预算明细\"\n";
        for (more, line, says) in [
            ("fill_down = [\"单位们\"]\n", 4, "预算单位"),
            ("[names]\n\"金二\" = [\"x\"]\n", 5, "金额"),
            ("units = \"元\"\n", 4, "unknown field"),
            ("unit = \"美元\"\n", 4, "万元"),
            ("[fund_codes]\n\"7\" = \"一般预算\"\n", 5, "一般公共预算"),
        ] {
            let error = Profile::parse("my.toml", &format!("{good}{more}")).unwrap_err();
            assert_eq!(error.line, Some(line), "{error}");
            assert!(error.to_string().contains(says), "{error}");
        }
        let error = Profile::parse("my.toml", "id = \"a\"\nname = \"甲\"\nkind = \"支出\"\n").unwrap_err();
        assert!(error.to_string().contains("支出预算明细"), "{error}");
    }
}
