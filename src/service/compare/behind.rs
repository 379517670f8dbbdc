//! The lines behind a changed figure.

use std::collections::BTreeMap;

use super::Compared;
use crate::amount::Amount;
use crate::disclosure::{At, Cell, Source};
use crate::model::{Budget, Coded};
use crate::origin::Origin;

/// Lines that are the same but for their amount, on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// What they are: unit, project, codes.
    pub what: String,
    /// Sum of the old ones in 元, and where they stand.
    pub old: Option<(Amount, Vec<Origin>)>,
    /// Sum of the new ones, likewise.
    pub new: Option<(Amount, Vec<Origin>)>,
}

/// What lines are grouped by: everything that places them in the tables, and last the words.
type Key = (Vec<String>, String);
type Sums = BTreeMap<Key, (Amount, Vec<Origin>)>;

/// The lines that differ behind two cells; where only one side has lines, all of that side.
pub(super) fn lines(old: (&Compared, Option<At>), new: (&Compared, Option<At>)) -> Vec<Behind> {
    let (mut olds, news) = (sums(old), sums(new));
    let mut behind = Vec::new();
    for (key, sum) in news {
        let other = olds.remove(&key);
        if other.as_ref().is_none_or(|other| other.0 != sum.0) {
            behind.push(Behind { what: key.1, old: other, new: Some(sum) });
        }
    }
    behind.extend(olds.into_iter().map(|(key, sum)| Behind { what: key.1, old: Some(sum), new: None }));
    behind
}

fn sums((side, at): (&Compared, Option<At>)) -> Sums {
    let mut sums = Sums::new();
    let cell = at.and_then(|at| side.disclosure.cell(at));
    let (Some(budget), Some(Cell::Amount { sources, .. })) = (&side.budget, cell) else { return sums };
    for source in sources {
        let found = match *source {
            Source::Line(index) => budget.lines.get(index).map(|line| {
                let optional = |coded: &Option<Coded>| coded.as_ref().map(ToString::to_string).unwrap_or_default();
                let economic = optional(&line.economic);
                let project = optional(&line.project);
                let words = [line.entity.to_string(), project.clone(), line.function.to_string(), economic.clone()];
                let mut key: Vec<String> = vec![line.entity.code.to_string()];
                let codes = [&line.project, &line.economic, &line.government_economic];
                key.extend(codes.map(|coded| coded.as_ref().map(|coded| coded.code.to_string()).unwrap_or_default()));
                key.extend([line.function.code.to_string(), format!("{:?}", (line.fund, line.kind, line.carry_over))]);
                (key, words.to_vec(), line.amount, line.origin.clone())
            }),
            Source::Revenue(index) => budget.revenue.get(index).map(|line| {
                let function = line.function.as_ref().map(ToString::to_string).unwrap_or_default();
                let code = line.function.as_ref().map(|coded| coded.code.to_string()).unwrap_or_default();
                let key = vec![line.entity.code.to_string(), code, format!("{:?}", (line.fund, line.carry_over))];
                (key, vec![line.entity.to_string(), function], line.amount, line.origin.clone())
            }),
            record => of_record(record, budget),
        };
        let Some((key, words, amount, origin)) = found else { continue };
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let sum = sums.entry((key, words.join(" / "))).or_default();
        sum.0 += amount;
        sum.1.push(origin);
    }
    sums
}

/// A figure of a project, purchase or asset: the same on both sides where its words are.
fn of_record(source: Source, budget: &Budget) -> Option<(Vec<String>, Vec<String>, Amount, Origin)> {
    let (record, stated) = (source.record(budget)?, source.stated(budget)?);
    let optional = |coded: Option<&Coded>| coded.map(ToString::to_string).unwrap_or_default();
    let project = optional(record.project.as_ref());
    let words = [optional(record.entity), project, record.item.to_owned(), record.figure.clone()].to_vec();
    let fund = format!("{:?}", record.fund);
    Some((vec![record.record.to_owned(), fund], words, stated.amount?, stated.origin.clone()))
}
