//! Projects with their goals from a list: a row an indicator, the project on each or on the first of its rows.

use std::sync::Arc;

use super::list::List;
use super::{Annexed, Loose, nobody};
use crate::finding::codes::import_annex as codes;
use crate::import::cell::label::{comparable, is_sum};
use crate::model::{Indicator, IndicatorValue, Project, ProjectFigure, SpendingPlan};
use crate::origin::Origin;

/// Reads a list of goals.
pub(super) fn read(mut list: List<'_>) -> Annexed {
    let mut annexed = Annexed { fields: list.fields(), ..Annexed::default() };
    for &at in list.body {
        let (code, name) = (list.words(at, "项目编码"), list.words(at, "项目名称"));
        if code.is_empty() && is_sum(&name) {
            annexed.aside.insert(at, "合计行".to_owned());
            continue;
        }
        let same = |loose: &Loose<Project>| same_project(&loose.record, &code, &name);
        let known = match code.is_empty() && name.is_empty() {
            true => annexed.projects.len().checked_sub(1),
            false => annexed.projects.iter().position(same),
        };
        let index = match known {
            Some(index) => index,
            None if code.is_empty() && name.is_empty() => {
                annexed.aside.insert(at, "没有项目".to_owned());
                continue;
            }
            None => {
                annexed.projects.push(fresh(&list, at, (&code, &name)));
                annexed.projects.len() - 1
            }
        };
        let above = annexed.projects[index].record.indicators.last().map(|i| (i.level1.clone(), i.level2.clone()));
        let indicator = indicator(&list, at, above);
        let loose = &mut annexed.projects[index];
        facts(&mut list, at, &mut loose.record);
        loose.record.indicators.extend(indicator);
        loose.rows.push(at);
        annexed.used.push(at);
    }
    annexed
}

fn same_project(project: &Project, code: &str, name: &str) -> bool {
    if code.is_empty() || project.code.is_empty() {
        return comparable(&project.name) == comparable(name);
    }
    *project.code == *code
}

fn fresh(list: &List<'_>, at: usize, (code, name): (&str, &str)) -> Loose<Project> {
    let field = if list.columns.contains_key("项目编码") { "项目编码" } else { "项目名称" };
    let record = blank(code, name, list.cells.place(at, list.col(field)));
    Loose { record, entity: list.entity(at), year: list.year_of(at), rows: Vec::new() }
}

/// A project of which only code and name are known.
pub(super) fn blank(code: &str, name: &str, origin: Origin) -> Project {
    Project {
        fiscal_year: 0,
        department: nobody(),
        entity: None,
        code: code.into(),
        name: name.into(),
        budget: None,
        fiscal: None,
        other: None,
        purpose: None,
        plan: SpendingPlan::default(),
        goals: Vec::new(),
        indicators: Vec::new(),
        origin,
    }
}

/// What a row says of the project itself. The first that is said stays; another figure in a later row is a finding.
fn facts(list: &mut List<'_>, at: usize, project: &mut Project) {
    for which in ProjectFigure::ALL {
        let Some(&col) = list.columns.get(which.word()) else { continue };
        let Some(figure) = list.cells.money(at, col, list.gather) else { continue };
        match project.figure(which) {
            None => *project.figure_mut(which) = Some(figure),
            Some(known) if known.amount != figure.amount => {
                let what = format!("{}·{}", project.name, which.word());
                list.gather.note(&codes::PROJECT_DIFFERS, what, figure.origin);
            }
            Some(_) => {}
        }
    }
    let purpose = list.words(at, "资金用途");
    if project.purpose.is_none() && !purpose.is_empty() {
        project.purpose = Some(purpose.into());
    }
    add_goals(project, &list.words(at, "绩效目标"));
}

/// Adds the paragraphs of a goal, each once.
pub(super) fn add_goals(project: &mut Project, text: &str) {
    for goal in text.lines().map(str::trim).filter(|goal| !goal.is_empty()) {
        if !project.goals.iter().any(|known| **known == *goal) {
            project.goals.push(Arc::from(goal));
        }
    }
}

/// The indicator of a row; `None` where it gives none. Levels left blank are those of the row above.
fn indicator(list: &List<'_>, at: usize, above: Option<(Arc<str>, Arc<str>)>) -> Option<Indicator> {
    let words = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"];
    let mut words = words.map(|field| list.words(at, field));
    words[4] = whole_value(&list.words(at, "指标符号"), &words[4], &list.words(at, "指标单位"));
    let value = list.columns.get("指标值").map(|col| list.cells.covered_place(at, *col));
    make(words, above, (list.cells.place(at, list.col("三级指标")), value))
}

/// The value of an export that gives sign, number and unit in columns of their own: `≥`, `4`, `套` → `≥4套`.
///
/// Where the value is no bare number, it says all by itself; a sign that is none (`定性`) says nothing.
fn whole_value(sign: &str, value: &str, unit: &str) -> String {
    let read = IndicatorValue::read(value);
    if read.number.is_none() || read.operator.is_some() {
        return value.to_owned();
    }
    let sign = Some(sign).filter(|sign| IndicatorValue::read(&format!("{sign}1")).operator.is_some());
    let unit = Some(unit).filter(|_| read.unit.is_none());
    format!("{}{value}{}", sign.unwrap_or_default(), unit.unwrap_or_default())
}

/// An indicator of its six words, with the cells of its name and value; `None` where it names and says nothing.
pub(super) fn make(
    words: [String; 6],
    above: Option<(Arc<str>, Arc<str>)>,
    (origin, value_origin): (Origin, Option<Origin>),
) -> Option<Indicator> {
    let [level1, level2, level3, description, value, basis] = words;
    if level3.is_empty() && description.is_empty() && value.is_empty() {
        return None;
    }
    let (above1, above2) = above.unwrap_or_else(|| ("".into(), "".into()));
    let or = |own: String, above: Arc<str>| if own.is_empty() { above } else { own.into() };
    Some(Indicator {
        level1: or(level1, above1),
        level2: or(level2, above2),
        level3: level3.into(),
        description: description.into(),
        value: IndicatorValue::read(&value),
        basis: basis.into(),
        origin,
        value_origin,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_number_and_unit_in_three_cells_are_one_value() {
        for (sign, value, unit, whole) in [
            ("≥", "4", "套", "≥4套"),
            ("定性", "4", "套", "4套"),
            ("≥", "≥4套", "套", "≥4套"),
            ("≥", "95%", "%", "≥95%"),
            ("大于等于", "95", "%", "大于等于95%"),
            ("≥", "明显提升", "级", "明显提升"),
            ("", "4", "", "4"),
        ] {
            assert_eq!(whole_value(sign, value, unit), whole, "{sign} {value} {unit}");
        }
    }
}
