//! Which cell of a blank is which, as data: made by the program, edited by people.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::front;
use crate::amount::Unit;
use crate::edition::{Annex, Edition, Form, Records};
use crate::origin::{CellRef, column_letters};

/// Which cell of a blank is which. Rows count from 1 and columns are letters, as the spreadsheet shows them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Id of the edition whose forms the blank holds.
    pub edition: String,
    /// The forms.
    #[serde(default, rename = "form")]
    pub forms: Vec<FormPlan>,
}

/// Where one form stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPlan {
    /// Its role in the edition: `balance`, `revenue` …
    pub role: String,
    /// The project whose form it is, by code or name, where the edition has one form a project; else they go in order.
    pub project: Option<String>,
    /// The sheet's name.
    pub sheet: String,
    /// The unit in which figures are to be shown.
    pub unit: Unit,
    /// The cell that takes the department, where the blank leaves a place for it.
    pub owner: Option<String>,
    /// The cell that takes the year, where the blank leaves a place for it.
    pub year: Option<String>,
    /// The cell that takes the note of a table that is published empty.
    pub note: Option<String>,
    /// By the edition's name of a field above the header (`code`, `budget` …): its cell.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// By the edition's key of a column: its letters.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// By block, by the edition's key of a row or its 科目编码: the row.
    #[serde(default)]
    pub rows: BTreeMap<String, BTreeMap<String, u32>>,
    /// By block: where rows are added.
    #[serde(default)]
    pub grow: BTreeMap<String, Growth>,
}

/// Where a table grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The row after which new ones are made like it: the first empty one.
    pub pattern: u32,
    /// How many rows from there on are empty and can be used.
    pub empty: u32,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese, with the line.
    pub fn parse(text: &str) -> Result<Plan, String> {
        let plan: Plan = toml::from_str(text).map_err(|error| error.to_string())?;
        plan.forms.iter().try_for_each(FormPlan::check)?;
        Ok(plan)
    }

    /// The form of this role.
    pub fn form(&self, role: &str) -> Option<&FormPlan> {
        self.forms.iter().find(|form| form.role == role)
    }

    /// Whether everything in it belongs to the edition.
    ///
    /// # Errors
    /// What does not, in Chinese.
    pub fn check(&self, edition: &Edition) -> Result<(), String> {
        let forms = edition.blank_forms();
        for (at, plan) in self.forms.iter().enumerate() {
            let form = forms.iter().find(|form| form.role == plan.role);
            let form = form.ok_or_else(|| format!("表样 {} 没有 role = \"{}\" 的表", edition.head.id, plan.role))?;
            let each_project = edition.annex(&plan.role).is_some_and(|annex| annex.records == Records::Indicators);
            if !each_project && self.forms[..at].iter().any(|other| other.role == plan.role) {
                return Err(format!("role = \"{}\" 写了两次", plan.role));
            }
            let fields = edition.annex(&plan.role).map(front::fields).unwrap_or_default();
            if let Some(key) = plan.fields.keys().find(|key| !fields.contains(&key.as_str())) {
                return Err(format!("《{}》的表头上方没有 {key} 这一项", form.name));
            }
            if let Some(key) = plan.columns.keys().find(|key| !form.columns.iter().any(|column| column.key == **key)) {
                return Err(format!("《{}》没有 {key} 这一栏", form.name));
            }
            let blocks = plan.rows.keys().chain(plan.grow.keys());
            if let Some(key) = blocks.into_iter().find(|key| !form.blocks.iter().any(|block| block.key == **key)) {
                return Err(format!("《{}》没有 {key} 这一部分", form.name));
            }
        }
        Ok(())
    }

    /// The plan as TOML, with the words of the forms beside the keys. `label` gives the words of a row or column by role,
    /// block (none for a column) and key.
    pub fn to_toml(&self, edition: &Edition) -> String {
        let mut text = format!(
            "# 空白表的填写计划：哪一格填什么。可以修改后用 --plan 文件 交回。\nedition = {}\n",
            quoted(&self.edition)
        );
        let forms = edition.blank_forms();
        for plan in &self.forms {
            let form = forms.iter().find(|form| form.role == plan.role);
            text.push_str(&plan.to_toml(form, edition.annex(&plan.role)));
        }
        text
    }
}

impl FormPlan {
    fn check(&self) -> Result<(), String> {
        let cells = [&self.owner, &self.year, &self.note].into_iter().flatten().chain(self.fields.values());
        if let Some(bad) = cells.into_iter().find(|cell| CellRef::from_a1(cell).is_none()) {
            return Err(format!("role = \"{}\"：{bad} 不是单元格，应像 A2", self.role));
        }
        if let Some(bad) = self.columns.values().find(|letters| column(letters).is_none()) {
            return Err(format!("role = \"{}\"：{bad} 不是列，应像 C", self.role));
        }
        let rows = self.rows.values().flat_map(BTreeMap::values);
        let rows = rows.chain(self.grow.values().map(|growth| &growth.pattern));
        match rows.into_iter().find(|row| **row == 0 || **row > 1_048_576) {
            Some(bad) => Err(format!("role = \"{}\"：没有第 {bad} 行", self.role)),
            None => Ok(()),
        }
    }

    /// The column of the sheet for a column of the form, counted from 0.
    pub fn column(&self, key: &str) -> Option<u32> {
        self.columns.get(key).and_then(|letters| column(letters))
    }

    /// The lowest row that it names, by sheet: forms are filled from below.
    pub(super) fn lowest_row(&self) -> u32 {
        let rows = self.rows.values().flat_map(BTreeMap::values).copied();
        rows.chain(self.grow.values().map(|growth| growth.pattern)).max().unwrap_or(0)
    }

    fn to_toml(&self, form: Option<&Form>, annex: Option<&Annex>) -> String {
        let name = form.map(|form| form.name.as_str()).unwrap_or_default();
        let mut text =
            format!("\n# {name}\n[[form]]\nrole = {}\nsheet = {}\n", quoted(&self.role), quoted(&self.sheet));
        if annex.is_some_and(|annex| annex.records == Records::Indicators) {
            text.push_str(&match &self.project {
                Some(project) => format!("project = {}  # 这一张填哪个项目\n", quoted(project)),
                None => "# project = \"\"  # 这一张填哪个项目（编码或名称）；不写的依次填\n".to_owned(),
            });
        }
        text.push_str(&format!("unit = {}\n", quoted(self.unit.word())));
        let cells = [("owner", &self.owner, "部门"), ("year", &self.year, "年度"), ("note", &self.note, "空表的注")];
        for (key, cell, words) in cells {
            if let Some(cell) = cell {
                text.push_str(&format!("{key} = {}  # {words}\n", quoted(cell)));
            }
        }
        if !self.fields.is_empty() {
            text.push_str("[form.fields]  # 表头上方的各项\n");
            for (field, cell) in &self.fields {
                let words = annex.map(|annex| front::heading(annex, field)).unwrap_or_default();
                text.push_str(&format!("{field} = {}  # {}\n", quoted(cell), comment(&words)));
            }
        }
        text.push_str("[form.columns]\n");
        let columns = form.map(|form| form.columns.as_slice()).unwrap_or_default();
        for column in columns {
            let words = comment(&column.headers.joined());
            match self.columns.get(&column.key) {
                Some(letters) => text.push_str(&format!("{} = {}  # {words}\n", column.key, quoted(letters))),
                None => text.push_str(&format!("# {} = \"\"  # {words}：空表里没有找到\n", column.key)),
            }
        }
        for (block, rows) in &self.rows {
            text.push_str(&format!("[form.rows.{block}]\n"));
            let def = form.and_then(|form| form.blocks.iter().find(|def| def.key == *block));
            let mut rows: Vec<(&String, &u32)> = rows.iter().collect();
            rows.sort_by_key(|(_, row)| **row);
            for (key, row) in rows {
                let label =
                    def.and_then(|def| def.rows.iter().find(|row| row.key() == Some(key))).map(|row| &*row.label);
                let label = label.map(|label| format!("  # {}", comment(label))).unwrap_or_default();
                text.push_str(&format!("{} = {row}{label}\n", quoted(key)));
            }
        }
        for (block, growth) in &self.grow {
            text.push_str(&format!(
                "[form.grow.{block}]  # 行数随数据增加：从 pattern 行起有 empty 个空行，不够时照样插入\n"
            ));
            text.push_str(&format!("pattern = {}\nempty = {}\n", growth.pattern, growth.empty));
        }
        text
    }
}

/// Column letters as a number counted from 0.
fn column(letters: &str) -> Option<u32> {
    let cell = CellRef::from_a1(&format!("{}1", letters.trim()))?;
    (column_letters(cell.indices().1) == letters.trim().to_ascii_uppercase()).then_some(cell.indices().1)
}

fn comment(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).collect()
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_plan_is_refused_with_what_is_wrong() {
        let form =
            |rest: &str| format!("edition = \"e\"\n[[form]]\nrole = \"r\"\nsheet = \"s\"\nunit = \"万元\"\n{rest}");
        for (text, problem) in [
            (form("owner = \"2A\""), "不是单元格"),
            (form("[form.columns]\ntotal = \"C3\""), "不是列"),
            (form("[form.rows.body]\ntotal = 0"), "没有第 0 行"),
            (form("colour = 1"), "colour"),
        ] {
            let error = Plan::parse(&text).unwrap_err();
            assert!(error.contains(problem), "{error}");
        }
        assert_eq!(Plan::parse(&form("[form.columns]\ntotal = \"d\"")).unwrap().forms[0].column("total"), Some(3));
    }
}
