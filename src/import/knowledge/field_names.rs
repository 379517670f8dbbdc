//! Under which names each field is known: `templates/codes/fields.toml` and the profile's own names.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::edition::TemplateError;
use crate::import::cell::label::comparable;
use crate::import::cell::unit::{self, Stated};
use crate::import::knowledge::field::{Dimension, Field, Part};
use crate::model::Measure;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/fields.toml";

/// The names of all fields.
#[derive(Clone, Debug)]
pub struct FieldNames {
    names: BTreeMap<String, Field>,
    code_tails: Vec<String>,
    name_tails: Vec<String>,
    /// The amount columns in the order in which one is chosen.
    pub amount_order: Vec<String>,
    /// Whether a profile says which amount column counts.
    pub(in crate::import) order_is_own: bool,
    /// 口径 of amount columns whose name says it.
    measures: BTreeMap<String, Measure>,
    /// 口径 by words of titles, sheets and files.
    title_words: Vec<(String, Measure)>,
}

/// One cell of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderWord {
    /// Its comparable form without unit, year and the mark of an obligatory field.
    pub words: String,
    /// The unit it gives.
    pub unit: Option<Stated>,
    /// The year it begins with: `2024年预算数`.
    pub year: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code_tails: Vec<String>,
    name_tails: Vec<String>,
    amount_order: Vec<String>,
    #[serde(default)]
    measures: BTreeMap<Measure, Vec<String>>,
    #[serde(default)]
    title_words: BTreeMap<Measure, Vec<String>>,
    names: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// Names of fields as a template writes them.
pub(in crate::import) type Written = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

impl HeaderWord {
    /// Reads a header's cell.
    pub fn read(text: &str) -> HeaderWord {
        let words = comparable(text);
        let words = words.trim_start_matches('*').trim_end_matches('*');
        let (words, year) = split_year(words);
        let (words, unit) = unit::split_header(words);
        HeaderWord { words, unit, year }
    }
}

/// Takes a leading year off: `2024年预算数` → `预算数`, 2024.
fn split_year(words: &str) -> (&str, Option<u16>) {
    let year =
        words.get(..4).and_then(|y| y.parse::<u16>().ok()).filter(|y| crate::import::cell::year::PLAUSIBLE.contains(y));
    match year.and_then(|y| Some((y, words.get(4..)?.strip_prefix('年')?))) {
        Some((year, rest)) if !rest.is_empty() => {
            (rest.strip_prefix('度').filter(|r| !r.is_empty()).unwrap_or(rest), Some(year))
        }
        _ => (words, None),
    }
}

impl FieldNames {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file is no such table, names a field that does not exist or gives a name to two fields.
    pub fn parse(text: &str) -> Result<FieldNames, TemplateError> {
        let file: File = toml::from_str(text).map_err(|e| TemplateError::from_toml(FILE, text, &e))?;
        let tails = |tails: &[String]| {
            let mut tails: Vec<String> = tails.iter().map(|t| comparable(t)).collect();
            tails.sort_by_key(|t| std::cmp::Reverse(t.len()));
            tails
        };
        let mut names = BTreeMap::new();
        for (name, field, byte) in listed(FILE, text, &file.names)? {
            if let Some(other) = names.insert(name.clone(), field).filter(|other| *other != field) {
                let problem = format!("“{name}”已经是“{}”的名称，一个名称只能属于一个字段", other.name());
                return Err(TemplateError::at(FILE, text, byte, problem));
            }
        }
        Ok(FieldNames {
            names,
            code_tails: tails(&file.code_tails),
            name_tails: tails(&file.name_tails),
            amount_order: file.amount_order.iter().map(|a| HeaderWord::read(a).words).collect(),
            order_is_own: false,
            measures: by_word(file.measures, |word| HeaderWord::read(word).words).into_iter().collect(),
            title_words: by_word(file.title_words, comparable),
        })
    }

    /// 口径 of an amount column known by this name; `None` where the name does not say it.
    pub(in crate::import) fn measure(&self, name: &str) -> Option<Measure> {
        self.measures.get(name).copied()
    }

    /// 口径 by the words of a title; `None` where they say none or several.
    pub(in crate::import) fn measure_of_title(&self, title: &str) -> Option<Measure> {
        let title = comparable(title);
        let mut said = self.title_words.iter().filter(|(word, _)| title.contains(word)).map(|(_, measure)| *measure);
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }

    /// The same with a profile's names, which win over the common ones.
    #[must_use]
    pub fn extended(mut self, names: &BTreeMap<String, Field>, amount_order: &[String]) -> FieldNames {
        self.names.extend(names.iter().map(|(name, field)| (name.clone(), *field)));
        if !amount_order.is_empty() {
            for name in amount_order {
                self.names.entry(name.clone()).or_insert(Field::Amount);
            }
            self.amount_order = amount_order.to_vec();
            self.order_is_own = true;
        }
        self
    }

    /// The same with names that a forced profile adds; the common ones stay.
    #[must_use]
    pub(in crate::import) fn extended_for_search(mut self, names: &BTreeMap<String, Field>) -> FieldNames {
        for (name, field) in names {
            self.names.entry(name.clone()).or_insert(*field);
        }
        self
    }

    /// The field of a column whose header has these words from top to bottom, and the name by which it was known.
    pub fn field(&self, path: &[HeaderWord]) -> Option<(Field, String)> {
        let (last, above) = path.split_last()?;
        let joined: String = path.iter().map(|w| w.words.as_str()).collect();
        if let Some(field) = self.word(&joined) {
            return Some((field, joined));
        }
        if let Some(group) = above.last() {
            if let Some(field) = self.tail_of_group(&group.words, &last.words) {
                return Some((field, joined));
            }
            let sum = matches!(last.words.as_str(), "合计" | "金额" | "总计" | "数额" | "小计");
            match (self.word(&group.words), self.word(&last.words)) {
                (Some(Field::Amount), _) if sum => return Some((Field::Amount, group.words.clone())),
                // Whatever an amount below 上年结转 is called, it is the part carried over.
                (Some(Field::CarryOver), Some(Field::Amount | Field::Subtotal)) => {
                    return Some((Field::CarryOver, group.words.clone()));
                }
                _ => {}
            }
        }
        Some((self.word(&last.words)?, last.words.clone()))
    }

    /// Whether a single cell may be part of a header: a name, or a part of one that stands below a group's word.
    pub fn may_head(&self, words: &str) -> bool {
        self.word(words).is_some() || self.code_tails.iter().chain(&self.name_tails).any(|tail| tail == words)
    }

    /// The names under which a field is looked for, for messages.
    pub fn names_of(&self, field: Field) -> Vec<&str> {
        self.names.iter().filter(|(_, of)| **of == field).map(|(name, _)| name.as_str()).collect()
    }

    fn word(&self, words: &str) -> Option<Field> {
        if let Some(field) = self.names.get(words) {
            return Some(*field);
        }
        let part = |tails: &[String], part| {
            tails.iter().find_map(|tail| match self.names.get(words.strip_suffix(tail.as_str())?) {
                Some(Field::Coded(dimension, Part::Whole)) => Some(Field::Coded(*dimension, part)),
                _ => None,
            })
        };
        part(&self.code_tails, Part::Code).or_else(|| part(&self.name_tails, Part::Name))
    }

    /// `编码`, `名称`, `类`, `款`, `项` below a merged `支出功能分类`.
    fn tail_of_group(&self, group: &str, last: &str) -> Option<Field> {
        let Some(Field::Coded(dimension, Part::Whole)) = self.names.get(group) else { return None };
        let is = |tails: &[String]| tails.iter().any(|tail| tail == last);
        let level = ["类", "款", "项"].iter().zip(0_u8..).find(|(word, _)| **word == last).map(|(_, level)| level);
        let part = match (is(&self.code_tails), is(&self.name_tails), level) {
            (true, ..) => Part::Code,
            (_, true, _) => Part::Name,
            (.., Some(level)) if *dimension == Dimension::Function => Part::Level(level),
            _ => return None,
        };
        Some(Field::Coded(*dimension, part))
    }
}

fn by_word(table: BTreeMap<Measure, Vec<String>>, read: impl Fn(&str) -> String) -> Vec<(String, Measure)> {
    let each = table.into_iter().flat_map(|(measure, words)| words.into_iter().map(move |word| (word, measure)));
    each.map(|(word, measure)| (read(&word), measure)).collect()
}

/// The names of a template with their fields and byte positions.
pub(in crate::import) fn listed(
    file: &str,
    text: &str,
    names: &Written,
) -> Result<Vec<(String, Field, usize)>, TemplateError> {
    let mut all = Vec::new();
    for (key, words) in names {
        let field = Field::from_name(key.get_ref()).ok_or_else(|| {
            let known: Vec<String> = Field::all().into_iter().map(Field::name).collect();
            let problem = format!("没有名为“{}”的字段，可以写的是：{}", key.get_ref(), known.join("、"));
            TemplateError::at(file, text, key.span().start, problem)
        })?;
        all.extend(words.iter().map(|word| (HeaderWord::read(word.get_ref()).words, field, word.span().start)));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Templates;

    fn field(path: &[&str]) -> Option<String> {
        let names = FieldNames::parse(Templates::built_in().get(FILE).unwrap()).unwrap();
        let path: Vec<HeaderWord> = path.iter().map(|w| HeaderWord::read(w)).collect();
        names.field(&path).map(|(field, _)| field.name())
    }

    #[test]
    fn one_field_has_many_names() {
        for (path, expected) in [
            (vec!["单位编码"], "预算单位编码"),
            (vec!["单位\n代码"], "预算单位编码"),
            (vec!["*预 算 单 位"], "预算单位"),
            (vec!["支出功能分类科目代码"], "功能分类编码"),
            (vec!["支出功能分类", "编码"], "功能分类编码"),
            (vec!["支出功能分类科目", "科目名称"], "功能分类名称"),
            (vec!["科目编码", "类"], "功能分类（类）"),
            (vec!["功能分类科目", "款"], "功能分类（款）"),
            (vec!["政府支出经济分类代码"], "政府经济分类编码"),
            (vec!["辅助项：[支出经济分类]"], "部门经济分类"),
            (vec!["部门项目名称"], "项目名称"),
            (vec!["项目类型代码"], "项目类别编码"),
            (vec!["资金性质代码"], "资金性质编码"),
            (vec!["预算金额（元）"], "金额"),
            (vec!["2024年预算数(万元)"], "金额"),
            (vec!["年初批复数", "合计"], "金额"),
            (vec!["资金来源", "合计"], "金额"),
            (vec!["基本信息", "项目编码"], "项目编码"),
            (vec!["本年收入", "小计"], "本年小计"),
            (vec!["上年结转"], "上年结转"),
        ] {
            assert_eq!(field(&path).as_deref(), Some(expected), "{path:?}");
        }
        assert_eq!(field(&["编码"]), None);
        assert_eq!(field(&["一级指标"]), None);
    }

    #[test]
    fn a_name_belongs_to_one_field() {
        let text =
            "code_tails = []\nname_tails = []\namount_order = []\n[names]\n\"项目\" = [\"甲\"]\n\"备注\" = [\"甲\"]\n";
        let error = FieldNames::parse(text).unwrap_err();
        assert!(error.line.is_some() && error.to_string().contains("只能属于一个字段"), "{error}");
        let error = FieldNames::parse(&text.replace("备注", "杯注")).unwrap_err();
        assert_eq!(error.line, Some(6), "{error}");
    }
}
