//! Departments made up from a number: several funds, all kinds of expenditure, carry-over, own income, amounts with cents.

use std::collections::BTreeMap;

use gongkai::amount::{Amount, Unit};
use gongkai::model::{Batch, Budget, Coded, Fund, Kind, Line, Measure, Revenue, Stated, split};
use gongkai::origin::{Origin, Spot};
use rust_decimal::Decimal;

/// Numbers that look random and are always the same (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        // Mixed once, so that neighbouring departments do not throw the same sequence a little later.
        Dice(Dice(seed).below(u64::MAX))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

const FUNCTIONS: &[&str] =
    &["2010301", "2010302", "2010399", "2010601", "2050101", "2050205", "2080505", "2080506", "2101101", "2210201"];
const FUND_FUNCTIONS: &[&str] = &["2120803", "2120804", "2290401"];
const CAPITAL_FUNCTIONS: &[&str] = &["2230105", "2230201"];
const PERSONNEL: &[&str] = &["30101", "30102", "30103", "30301", "30302"];
const OPERATION: &[&str] = &["30201", "30202", "30215", "30217", "30231", "31002"];
const PROJECT: &[&str] = &["30201", "30212", "30215", "30216", "30217", "30227", "30231", "31013", "30913", "31002"];
/// Contributions stand under their own functional item and nowhere else.
const CONTRIBUTIONS: &[(&str, &str)] =
    &[("2080505", "30108"), ("2080506", "30109"), ("2101101", "30110"), ("2210201", "30113")];
const OWN: &[Fund] = &[
    Fund::SPECIAL_ACCOUNT,
    Fund::INSTITUTIONAL,
    Fund::OPERATING,
    Fund::FROM_SUPERIOR,
    Fund::FROM_SUBORDINATE,
    Fund::OTHER,
];

/// The department of a number.
pub fn department(seed: u64) -> Budget {
    let mut dice = Dice::new(seed);
    let count = 4 + dice.below(10);
    let lines: Vec<Line> = (0..count).map(|at| line(&mut dice, at)).collect();
    let revenue = match seed % 3 {
        0 => Vec::new(),
        with => revenue(&lines, with == 2),
    };
    let mut budgets = split(Batch { lines, revenue, ..Batch::default() });
    assert_eq!(budgets.len(), 1);
    let mut budget = budgets.remove(0);
    budget.department = Coded::named("501", &format!("第{seed}部门"));
    budget
}

/// The department of a number with corrections (冲减): lines of less than nothing, some of them larger than what they correct.
pub fn corrected(seed: u64) -> Budget {
    let mut budget = department(seed);
    let mut dice = Dice::new(seed + 1_000_000);
    let granted = |line: &&Line| {
        let basic = matches!(line.kind, Kind::PERSONNEL | Kind::OPERATION);
        basic && line.fund == Fund::GENERAL_BUDGET && !line.carry_over
    };
    let corrected: Vec<Line> = budget.lines.iter().filter(granted).cloned().collect();
    for line in corrected {
        let amount = Amount::ZERO - cents(&mut dice);
        budget.lines.push(Line { amount, ..line });
    }
    budget.revenue = match seed % 3 {
        0 => Vec::new(),
        with => revenue(&budget.lines, with == 2),
    };
    budget
}

fn line(dice: &mut Dice, at: u64) -> Line {
    let fund = match dice.below(10) {
        0..5 => Fund::GENERAL_BUDGET,
        5 => Fund::GOVERNMENT_FUND,
        6 => Fund::STATE_CAPITAL,
        _ => dice.one(OWN),
    };
    let granted = matches!(fund, Fund::GENERAL_BUDGET | Fund::GOVERNMENT_FUND | Fund::STATE_CAPITAL);
    let kind = match dice.below(if granted { 10 } else { 14 }) {
        0..3 => Kind::PERSONNEL,
        3..5 => Kind::OPERATION,
        5..7 => Kind::OTHER_OPERATION,
        7..9 => Kind::SPECIFIC_GOAL,
        9 => Kind::CARRIED_FORWARD,
        10 | 11 => Kind::BUSINESS,
        12 => Kind::TO_SUPERIOR,
        _ => Kind::TO_SUBORDINATE,
    };
    let function = dice.one(match fund {
        Fund::GOVERNMENT_FUND => FUND_FUNCTIONS,
        Fund::STATE_CAPITAL => CAPITAL_FUNCTIONS,
        _ => FUNCTIONS,
    });
    let chosen = dice.one(match kind {
        Kind::PERSONNEL => PERSONNEL,
        Kind::OPERATION => OPERATION,
        _ => PROJECT,
    });
    let (kind, economic) = match CONTRIBUTIONS.iter().find(|(own, _)| *own == function) {
        Some((_, economic)) => (Kind::PERSONNEL, *economic),
        None => (kind, chosen),
    };
    let academic_travel = economic == "30212" && dice.below(2) == 0;
    // Less than is printed would read as nothing carried forward, and rules for that case would speak.
    let least = if kind == Kind::CARRIED_FORWARD { 1_000 } else { 0 };
    let amount = cents(dice) + Amount::of(Decimal::from(least), Unit::Yuan).unwrap();
    Line {
        fiscal_year: 2024,
        entity: Coded::named("501001", "样例本级"),
        department: Coded::bare("501"),
        project: None,
        function: Coded::bare(function),
        economic: Some(Coded::bare(economic)),
        government_economic: None,
        fund,
        carry_over: dice.below(7) == 0,
        kind,
        academic_travel,
        measure: Measure::Initial,
        beside: Vec::new(),
        amount,
        stated: Stated { text: amount.to_string().into(), unit: Unit::Yuan },
        origin: Origin { file: "明细".into(), spot: Spot::Field { record: at as u32, line: at as u32, field: None } },
    }
}

/// From some cents to some million 元; now and then a whole number of display steps.
fn cents(dice: &mut Dice) -> Amount {
    let size = dice.one(&[1_000_u64, 100_000, 10_000_000, 500_000_000]);
    let cents = 1 + dice.below(size);
    let cents = if dice.below(6) == 0 { (cents / 10_000 + 1) * 10_000 } else { cents };
    Amount::of(Decimal::new(i64::try_from(cents).unwrap(), 2), Unit::Yuan).unwrap()
}

/// Revenue that funds the lines, by fund, and by functional code where `detailed`.
fn revenue(lines: &[Line], detailed: bool) -> Vec<Revenue> {
    let mut sums: BTreeMap<(Fund, bool, Option<&str>), (Amount, &Line)> = BTreeMap::new();
    for line in lines {
        let code = detailed.then_some(&*line.function.code);
        sums.entry((line.fund, line.carry_over, code)).or_insert((Amount::ZERO, line)).0 += line.amount;
    }
    let one = |((fund, carry_over, code), (amount, line)): ((Fund, bool, Option<&str>), (Amount, &Line))| Revenue {
        fiscal_year: 2024,
        entity: line.entity.clone(),
        department: line.department.clone(),
        function: code.map(Coded::bare),
        fund,
        carry_over,
        measure: Measure::Initial,
        beside: Vec::new(),
        amount,
        stated: Stated { text: amount.to_string().into(), unit: Unit::Yuan },
        origin: line.origin.clone(),
    };
    sums.into_iter().map(one).collect()
}
