//! Whether a form can be printed as it is stated: what would publish nonsense is refused when the edition is loaded.

use std::collections::BTreeSet;

use toml::Spanned;

use super::source::Source;
use super::{
    BlockDef, Classification, ColumnDef, Expression, Form, Link, Pool, RowDef, Select, TemplateError, row_numbers,
};
use crate::disclosure::Role;

/// A form with the text that its errors point into.
pub(super) struct Sourced {
    pub form: Form,
    pub source: Source,
}

/// The names that the words of a form may hold in braces.
pub(super) const PLACEHOLDERS: [&str; 8] =
    ["year", "last_year", "owner", "owner_code", "owner_name", "owner_short", "unit", "subject"];

/// The most rows that a header may have.
const DEEPEST_HEADER: usize = 12;

/// The first thing wrong with the forms of an edition.
pub(super) fn check(forms: &[Sourced]) -> Result<(), TemplateError> {
    let mut roles = BTreeSet::new();
    let mut sheets = BTreeSet::new();
    for sourced in forms {
        let (form, source) = (&sourced.form, &sourced.source);
        if !roles.insert(form.role.as_str()) {
            return Err(source.whole(format!("role “{}”与另一张表相同，应各不相同", form.role)));
        }
        if form.sheet.chars().count() > 31 || form.sheet.contains(['[', ']', ':', '*', '?', '/', '\\']) {
            return Err(source.whole(format!("工作表名“{}”应不超过 31 个字，且不含 []:*?/\\", form.sheet)));
        }
        if !sheets.insert(form.sheet.to_lowercase()) {
            return Err(source.whole(format!("工作表名“{}”与另一张表相同，应各不相同", form.sheet)));
        }
        if form.decimals > 6 {
            return Err(source.whole(format!("decimals 是 {}，应是 0 到 6", form.decimals)));
        }
    }
    for sourced in forms {
        sourced.words()?;
        sourced.columns()?;
        for block in &sourced.form.blocks {
            sourced.block(block)?;
            sourced.rows(block)?;
        }
        sourced.links(forms)?;
    }
    Ok(())
}

/// The first name in braces that nothing fills in.
pub(super) fn unknown_placeholder<'a>(text: &'a str, known: &[&str]) -> Option<&'a str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.into_iter().find(|name| !known.contains(name))
}

impl Sourced {
    /// Names in braces that nothing fills in would be printed as they are.
    fn words(&self) -> Result<(), TemplateError> {
        let form = &self.form;
        let headers = form.columns.iter().flat_map(|column| column.headers.words());
        let words = [&form.title, &form.sheet, &form.empty_note].into_iter().chain(&form.caption).chain(&form.notes);
        let unknown = |text: &String| unknown_placeholder(text, &PLACEHOLDERS).map(str::to_owned);
        if let Some(name) = words.chain(headers).find_map(unknown) {
            return Err(self.source.whole(format!(
                "《{}》写了 {{{name}}}，没有这个名称，可以写的有 {}",
                form.name,
                PLACEHOLDERS.map(|name| format!("{{{name}}}")).join("、")
            )));
        }
        let mark = form.mark.as_ref().and_then(|mark| unknown_placeholder(&mark.text, &["n", "nn"]));
        match mark {
            Some(name) => Err(self.source.whole(format!("表号写了 {{{name}}}，可以写的有 {{n}}、{{nn}}"))),
            None => Ok(()),
        }
    }

    fn columns(&self) -> Result<(), TemplateError> {
        let (form, source) = (&self.form, &self.source);
        let mut keys = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for column in &form.columns {
            if !keys.insert(column.key.as_str()) {
                return Err(source.whole(format!("列 key “{}”写了两次，应各不相同", column.key)));
            }
            if let Some(number) = column.number.filter(|number| !numbers.insert((column.role == Role::Value, *number)))
            {
                return Err(source.whole(format!("栏次 {number} 写了两次（列“{}”），应各不相同", column.key)));
            }
            self.column(column)?;
        }
        Ok(())
    }

    fn column(&self, column: &ColumnDef) -> Result<(), TemplateError> {
        let (form, source) = (&self.form, &self.source);
        let block = match &column.block {
            None => None,
            Some(key) => match form.blocks.iter().find(|known| known.key == *key.get_ref()) {
                None => return Err(source.error(key, format!("没有“{}”这个 block", key.get_ref()))),
                known => known,
            },
        };
        if block.is_none() && column.role != Role::Sequence {
            return Err(source.whole(format!("列“{}”应写 block，它属于哪一组行", column.key)));
        }
        if column.headers.words().is_empty() || column.headers.words().len() > DEEPEST_HEADER {
            return Err(source.whole(format!("列“{}”的 headers 应有 1 到 {DEEPEST_HEADER} 个词", column.key)));
        }
        if let Some(formula) = &column.formula {
            let known = |number| form.columns.iter().any(|c| c.number == Some(number) && c.role == column.role);
            check_formula(formula, column.number, known).map_err(|problem| source.error(formula, problem))?;
        }
        if let Some(problem) = select_problem(&column.select) {
            return Err(source.whole(format!("列“{}”：{problem}", column.key)));
        }
        self.part(column, block)
    }

    /// A part of a code needs codes that have it.
    fn part(&self, column: &ColumnDef, block: Option<&BlockDef>) -> Result<(), TemplateError> {
        let Some(part) = column.part else { return Ok(()) };
        if column.role != Role::Code {
            return Err(self.source.whole(format!("列“{}”写了 part，role 应是 \"code\"", column.key)));
        }
        match block.and_then(|block| block.classification.as_ref()) {
            Some(classification) if part.of(&classification.levels).is_none() => Err(self.source.whole(format!(
                "列“{}”要的那一段，科目编码（levels = {:?}）里没有",
                column.key, classification.levels
            ))),
            _ => Ok(()),
        }
    }

    fn block(&self, block: &BlockDef) -> Result<(), TemplateError> {
        let source = &self.source;
        let own = |c: &&ColumnDef| c.block.as_ref().is_some_and(|b| *b.get_ref() == block.key);
        let labelled = self.form.columns.iter().filter(own).any(|c| c.role == Role::Label);
        if labelled != block.labels {
            let problem = match block.labels {
                true => {
                    format!("block “{}”应有一个 role = \"label\" 的列；没有行名的一行表写 labels = false", block.key)
                }
                false => format!("block “{}”写了 labels = false，不应有 role = \"label\" 的列", block.key),
            };
            return Err(source.whole(problem));
        }
        if block.classification.is_some() != block.rows.is_empty() {
            let problem = format!("block “{}”应当或者有 classification，或者有 row，两者取一", block.key);
            return Err(source.whole(problem));
        }
        if let Some(problem) = select_problem(&block.select) {
            return Err(source.whole(format!("block “{}”：{problem}", block.key)));
        }
        let Some(classification) = &block.classification else { return Ok(()) };
        let possible: &[usize] = match classification.by {
            Classification::Function => &[3, 5, 7],
            Classification::Economic => &[3, 5],
        };
        let levels = &classification.levels;
        let rising = levels.windows(2).all(|pair| pair[0] < pair[1]);
        if levels.is_empty() || !rising || levels.iter().any(|level| !possible.contains(level)) {
            let problem = format!("block “{}”的 levels = {levels:?}，应是 {possible:?} 里从短到长的几个", block.key);
            return Err(source.whole(problem));
        }
        if classification.by == Classification::Economic && block.pool == Pool::Revenue {
            return Err(source.whole(format!("block “{}”：收入没有经济分类，by 应是 \"function\"", block.key)));
        }
        Ok(())
    }

    fn rows(&self, block: &BlockDef) -> Result<(), TemplateError> {
        let mut keys = BTreeSet::new();
        for rows in [&block.rows, &block.tails] {
            let numbers = row_numbers(rows);
            for (index, row) in rows.iter().enumerate() {
                if index > 0 && numbers[index] <= numbers[index - 1] {
                    let problem = format!("行“{}”的序号 {} 应比上一行大", row.words(), numbers[index]);
                    return Err(self.source.whole(problem));
                }
                if !row.key().is_some_and(|key| keys.insert(key)) {
                    return Err(self.source.whole(format!("行“{}”应有一个与别行不同的 key 或 code", row.words())));
                }
                self.row(block, row)?;
            }
        }
        let own = row_numbers(&block.rows);
        let numbered = block.rows.iter().zip(own.iter().map(|number| Some(*number)));
        for (row, number) in numbered.chain(block.tails.iter().map(|row| (row, None))) {
            if let Some(formula) = &row.formula {
                check_formula(formula, number, |number| own.contains(&number))
                    .map_err(|problem| self.source.error(formula, problem))?;
            }
            self.sum(block, row, &keys)?;
        }
        Ok(())
    }

    /// A row that says nothing of its figures would publish an empty table.
    fn row(&self, block: &BlockDef, row: &RowDef) -> Result<(), TemplateError> {
        let taken = row.select.is_some() || row.code.is_some() || row.economic.is_some() || !block.labels;
        let made = row.formula.is_some() || !row.sum.is_empty() || row.link.is_some();
        let name = || if row.words().is_empty() { row.key().unwrap_or_default().to_owned() } else { row.words() };
        if taken || made {
            if row.blank {
                return Err(self.source.whole(format!("行“{}”写了 blank，就不应再写取数", name())));
            }
        } else if !row.blank {
            return Err(self.source.whole(format!(
                "行“{}”没有说取哪些数：应写 select、code、economic、formula、sum 或 link；永远空着的行写 blank = true",
                name()
            )));
        }
        let digits = |code: &String, lengths: &[usize]| {
            lengths.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit())
        };
        let odd = row.code.iter().find(|code| !digits(code, &[3, 5, 7]));
        let odd = odd.or(row.economic.iter().find(|code| !digits(code, &[3, 5])));
        if let Some(code) = odd {
            let problem =
                format!("行“{}”的编码“{code}”不是科目编码：功能分类 3、5、7 位数字，经济分类 3、5 位", name());
            return Err(self.source.whole(problem));
        }
        match row.select.as_ref().and_then(select_problem) {
            Some(problem) => Err(self.source.whole(format!("行“{}”：{problem}", name()))),
            None => Ok(()),
        }
    }

    fn sum(&self, block: &BlockDef, row: &RowDef, keys: &BTreeSet<&str>) -> Result<(), TemplateError> {
        for (term, (_, key)) in row.sum.iter().zip(row.sum_terms()) {
            let classes = key == "*" && block.classification.is_some();
            let total = key == "total" && block.classification.as_ref().is_some_and(|by| by.total.is_some());
            if row.key() == Some(key) {
                return Err(self.source.error(term, format!("sum 用到了自己（{key}）")));
            }
            if !classes && !total && !keys.contains(key) {
                return Err(self.source.error(term, format!("sum 里的“{key}”不是这个 block 的行")));
            }
        }
        Ok(())
    }

    fn links(&self, forms: &[Sourced]) -> Result<(), TemplateError> {
        let form = &self.form;
        let of_rows = form.blocks.iter().flat_map(BlockDef::fixed_rows).filter_map(|row| row.link.as_ref());
        for link in form.columns.iter().filter_map(|column| column.link.as_ref()).chain(of_rows) {
            check_link(link, forms).map_err(|problem| self.source.error(&link.form, problem))?;
        }
        Ok(())
    }
}

/// Codes of a selection that no code begins with.
fn select_problem(select: &Select) -> Option<String> {
    let codes = select.function.iter().flatten().chain(select.economic.iter().flatten());
    let odd = |code: &&String| code.is_empty() || code.len() > 7 || !code.bytes().all(|b| b.is_ascii_digit());
    codes.into_iter().find(odd).map(|code| format!("select 里的“{code}”不是科目编码，应是数字"))
}

fn check_formula(formula: &Spanned<String>, own: Option<u32>, known: impl Fn(u32) -> bool) -> Result<(), String> {
    let expression = Expression::parse(formula.get_ref())?;
    if let (Some(result), Some(own)) = (expression.result, own)
        && result != own
    {
        return Err(format!("等号左边是 {result}，应是本身的 {own}"));
    }
    for (_, number) in expression.terms {
        if Some(number) == own {
            return Err(format!("公式用到了自己（{number}）"));
        }
        // Rows that a range passes over may belong to the other half of the form only.
        if !known(number) && !formula.get_ref().contains("..") {
            return Err(format!("没有 {number} 这一栏或这一行"));
        }
    }
    Ok(())
}

fn check_link(link: &Link, forms: &[Sourced]) -> Result<(), String> {
    let target = forms.iter().find(|other| other.form.role == *link.form.get_ref());
    let target = target.ok_or_else(|| format!("没有“{}”这张表", link.form.get_ref()))?;
    match link.columns.iter().find(|key| !target.form.columns.iter().any(|column| column.key == **key)) {
        Some(key) => Err(format!("《{}》没有“{key}”列", target.form.name)),
        None => Ok(()),
    }
}
