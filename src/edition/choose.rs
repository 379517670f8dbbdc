//! Which edition a budget is published in: the one policy, whoever asks.
//!
//! The one that was asked for; else those of the place that the data names; else the one that stands for data that names no
//! place. Of several of a place the one made for the year, else the latest before it; forms of the future are never used.

use super::Head;
use crate::model::{Budget, DisclosureKind};

/// What is known of a budget when its edition is chosen.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    /// 预算年度
    pub year: u16,
    /// 预算或决算
    pub kind: DisclosureKind,
    /// Names of department and units.
    names: Vec<String>,
    /// The digits of the place (行政区划) that codes of projects begin with, each once.
    regions: Vec<String>,
}

/// How many digits of a project's code say its place.
const REGION: usize = 6;

impl Signs {
    /// Those of a budget.
    pub fn of(budget: &Budget) -> Signs {
        let name = |coded: &crate::model::Coded| coded.name.as_deref().unwrap_or_default().to_owned();
        let mut names = vec![name(&budget.department)];
        names.extend(budget.entities.iter().filter_map(|entity| entity.name.as_deref().map(str::to_owned)));
        let codes = budget.lines.iter().filter_map(|line| line.project.as_ref().map(|project| &*project.code));
        let mut regions: Vec<String> = codes.filter_map(region).map(str::to_owned).collect();
        regions.sort_unstable();
        regions.dedup();
        Signs { year: budget.fiscal_year, kind: budget.kind, names, regions }
    }

    /// Whether the data says that it is of this place.
    fn names(&self, head: &Head) -> bool {
        let by_code = |region: &String| head.regions.iter().any(|known| region.starts_with(known.as_str()));
        if !self.regions.is_empty() {
            return self.regions.iter().all(by_code);
        }
        head.places.iter().any(|place| self.names.iter().any(|name| name.contains(place.as_str())))
    }
}

/// The place that the code of a project begins with: `13053224…` is of 130532 in 2024.
fn region(code: &str) -> Option<&str> {
    let digits = code.get(..REGION + 2)?;
    let province: u8 = code.get(..2)?.parse().ok()?;
    let valid = digits.bytes().all(|b| b.is_ascii_digit()) && (11..=82).contains(&province) && code.len() >= 16;
    if valid { code.get(..REGION) } else { None }
}

/// What was chosen.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice<'a> {
    /// This one.
    One(&'a str),
    /// Several fit and nothing tells them apart.
    Many(Vec<&'a str>),
    /// None fits.
    None,
}

/// Chooses among all editions; `wanted` is the id that was asked for.
pub fn choose<'a>(heads: &'a [Head], wanted: Option<&'a str>, signs: &Signs) -> Choice<'a> {
    if let Some(id) = wanted {
        return Choice::One(id);
    }
    let of_kind: Vec<&Head> = heads.iter().filter(|head| head.kind == signs.kind).collect();
    let groups: [Vec<&Head>; 3] = [
        of_kind.iter().copied().filter(|head| signs.names(head)).collect(),
        of_kind.iter().copied().filter(|head| head.default && signs.regions.is_empty()).collect(),
        of_kind.iter().copied().filter(|head| head.general).collect(),
    ];
    for group in &groups {
        match nearest(group, signs.year).as_slice() {
            [] => {}
            [one] => return Choice::One(one),
            many => return Choice::Many(many.to_vec()),
        }
    }
    Choice::None
}

/// Those made for the year, else those of the latest year before it.
fn nearest<'a>(heads: &[&'a Head], year: u16) -> Vec<&'a str> {
    let latest = |head: &&Head| head.fiscal_years.iter().copied().filter(|known| *known <= year).max();
    let Some(best) = heads.iter().filter_map(latest).max() else { return Vec::new() };
    heads.iter().filter(|head| latest(head) == Some(best)).map(|head| head.id.as_str()).collect()
}
