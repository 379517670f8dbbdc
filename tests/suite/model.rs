//! The budget's JSON form.

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::Source;
use gongkai::model::{
    Balance, BalanceItem, Batch, Budget, Coded, DisclosureKind, Figure, Fund, Kind, Line, Measure, Measured,
    NotABudget, Revenue, SCHEMA_VERSION, Stated, Statistic, split,
};
use gongkai::origin::{CellRef, Origin, Spot};
use proptest::prelude::*;

/// The last is none that the program knows by itself.
fn funds() -> [Fund; 5] {
    let own = Fund::named("单位预留机动经费").unwrap();
    [Fund::GENERAL_BUDGET, Fund::GOVERNMENT_FUND, Fund::STATE_CAPITAL, Fund::SPECIAL_ACCOUNT, own]
}

const KINDS: [Kind; 4] = [Kind::PERSONNEL, Kind::OPERATION, Kind::SPECIFIC_GOAL, Kind::CARRIED_FORWARD];

fn lines() -> impl Strategy<Value = Batch> {
    let line = (1_u16..4, -10_000_000_i64..1_000_000_000, 0_usize..5, 0_usize..4, any::<bool>(), any::<bool>());
    prop::collection::vec(line, 1..40).prop_map(|rows| {
        let mut batch = Batch::default();
        for (at, (unit, cents, fund, kind, flag, named)) in (0_u32..).zip(rows) {
            let entity = Coded::named(&format!("43400{unit}"), "单位");
            let department = if named { Coded::named("434", "部门") } else { Coded::bare("434") };
            let amount = Amount::of(rust_decimal::Decimal::new(cents, 2), Unit::Yuan).unwrap();
            let stated = Stated { text: cents.to_string().into(), unit: Unit::Yuan };
            let function = Coded::named("2010301", "行政运行");
            let file = "明细.csv".into();
            if kind == 3 && flag {
                let origin = Origin::cell(&file, &"表 1".into(), CellRef::zero_based(at, 3));
                let function = Some(function).filter(|_| named);
                let (fund, fiscal_year, carry_over) = (funds()[fund], 2024, flag);
                if named {
                    batch.balances.push(balance((&entity, &department), amount, origin));
                    continue;
                }
                batch.revenue.push(Revenue {
                    fiscal_year,
                    entity,
                    department,
                    function,
                    fund,
                    carry_over,
                    measure: Measure::Initial,
                    amount,
                    stated,
                    origin,
                    beside: Vec::new(),
                });
            } else {
                batch.lines.push(Line {
                    fiscal_year: 2024,
                    entity,
                    department,
                    project: Some(Coded::bare("13053224P002735128843")).filter(|_| flag),
                    function,
                    economic: Some(Coded::bare("30101")).filter(|_| named),
                    government_economic: None,
                    fund: funds()[fund],
                    carry_over: flag,
                    kind: KINDS[kind],
                    academic_travel: named,
                    measure: if named { Measure::Final } else { Measure::Initial },
                    amount,
                    beside: if flag { vec![beside(amount, &stated)] } else { Vec::new() },
                    stated,
                    origin: Origin { file, spot: Spot::Field { record: at, line: at, field: Some(3) } },
                });
            }
        }
        batch
    })
}

fn beside(amount: Amount, stated: &Stated) -> Measured {
    let origin = Origin { file: "明细.csv".into(), spot: Spot::Field { record: 1, line: 1, field: Some(4) } };
    Measured { measure: Measure::Adjusted, amount, stated: stated.clone(), origin }
}

fn balance((entity, department): (&Coded, &Coded), amount: Amount, origin: Origin) -> Balance {
    Balance {
        fiscal_year: 2024,
        entity: entity.clone(),
        department: department.clone(),
        item: BalanceItem::Closing,
        function: None,
        fund: Fund::NOT_FISCAL,
        amount,
        stated: Stated { text: amount.to_string().into(), unit: Unit::Yuan },
        origin,
    }
}

proptest! {
    #[test]
    fn json_gives_the_same_budget_back(batch in lines()) {
        for budget in split(batch) {
            let json = serde_json::to_string(&budget).unwrap();
            prop_assert_eq!(serde_json::from_str::<Budget>(&json).unwrap(), budget);
        }
    }

    #[test]
    fn splitting_loses_no_line(batch in lines()) {
        let (lines, revenue, balances) = (batch.lines.len(), batch.revenue.len(), batch.balances.len());
        let total: Amount = batch.lines.iter().map(|line| line.amount).sum();
        let units: Vec<Budget> = split(batch).into_iter().flat_map(Budget::by_unit).collect();
        prop_assert_eq!(units.iter().map(|unit| unit.lines.len()).sum::<usize>(), lines);
        prop_assert_eq!(units.iter().map(|unit| unit.revenue.len()).sum::<usize>(), revenue);
        prop_assert_eq!(units.iter().map(|unit| unit.balances.len()).sum::<usize>(), balances);
        for unit in &units {
            prop_assert!(unit.lines.iter().all(|line| line.measure.kind() == unit.kind));
        }
        prop_assert_eq!(units.iter().flat_map(|unit| &unit.lines).map(|line| line.amount).sum::<Amount>(), total);
        prop_assert!(units.iter().all(|unit| unit.entities.len() == 1 && unit.entities[0].code == unit.department.code));
    }
}

/// `budget.json` as the program wrote it before figures had cells of their own.
fn version_1() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model/budget-version-1.json");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_first_version_is_read_with_places_as_far_as_it_knew_them() {
    let budget = Budget::from_json(version_1().as_bytes()).unwrap();
    let shown: Vec<String> = Source::of_records(&budget)
        .into_iter()
        .map(|source| {
            let stated = source.stated(&budget).unwrap();
            let amount = stated.amount.map(|amount| amount.to_string()).unwrap_or_default();
            let unit = stated.unit.map(Unit::word).unwrap_or_default();
            format!("{} {amount} “{}”{unit} @ {}", source.pointer(), stated.text, stated.origin)
        })
        .collect();
    let wanted = [
        "/projects/0/budget 100000 “”万元 @ 支出.xlsx › 绩效",
        "/projects/0/fiscal 100000 “”万元 @ 支出.xlsx › 绩效",
        "/projects/0/plan/march 25000 “”万元 @ 支出.xlsx › 绩效",
        "/projects/0/plan/december 100000 “”万元 @ 支出.xlsx › 绩效",
        "/purchases/0/quantity  “” @ 采购.csv 第 3 行",
        "/purchases/0/price 5000 “”万元 @ 采购.csv 第 3 行",
        "/purchases/0/amounts/0 10000 “1.00”万元 @ 采购.csv 第 3 行第 9 列（I）",
        "/purchases/0/reserved 4000 “”万元 @ 采购.csv 第 3 行",
        "/assets/0/quantity  “” @ 资产.csv 第 3 行",
        "/assets/1/quantity  “” @ 资产.csv 第 4 行",
        "/assets/1/value 118000 “11.8”万元 @ 资产.csv 第 4 行",
    ];
    assert_eq!(shown, wanted);
    let again = serde_json::to_vec(&budget).unwrap();
    assert_eq!(Budget::from_json(&again).unwrap(), budget);
}

#[test]
fn the_second_version_is_read_as_a_budget() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model/budget-version-2.json");
    let budget = Budget::from_json(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!((budget.schema_version, budget.kind), (SCHEMA_VERSION, DisclosureKind::Budget));
    assert_eq!(budget.lines[0].fund, Fund::GOVERNMENT_FUND);
    assert_eq!((budget.lines[0].kind, budget.lines[0].measure), (Kind::OTHER_OPERATION, Measure::Initial));
    assert_eq!(budget.revenue[0].fund, Fund::FROM_SUPERIOR);
    let again = serde_json::to_vec(&budget).unwrap();
    assert_eq!(Budget::from_json(&again).unwrap(), budget);
}

#[test]
fn budget_and_final_accounts_of_one_year_are_two() {
    let origin = || Origin { file: "统计.xls".into(), spot: Spot::File };
    let stated = || Stated { text: "2.00".into(), unit: Unit::Yuan };
    let amount = Amount::of(rust_decimal::Decimal::new(200, 2), Unit::Yuan).unwrap();
    let unit = || Coded::named("236001", "单位");
    let line = |measure| Line {
        fiscal_year: 2025,
        entity: unit(),
        department: unit(),
        project: None,
        function: Coded::bare("2110101"),
        economic: None,
        government_economic: None,
        fund: Fund::GENERAL_BUDGET,
        carry_over: false,
        kind: Kind::BASIC,
        academic_travel: false,
        measure,
        amount,
        stated: stated(),
        origin: origin(),
        beside: Vec::new(),
    };
    let statistic = Statistic {
        fiscal_year: 2025,
        entity: unit(),
        department: unit(),
        item: "公务接待费".into(),
        measure: Measure::Initial,
        figure: Some(Figure { amount, stated: stated(), origin: origin() }),
        count: None,
    };
    let batch = Batch {
        lines: vec![line(Measure::Final), line(Measure::Initial)],
        statistics: vec![statistic],
        ..Batch::default()
    };
    let budgets = split(batch);
    let found: Vec<_> = budgets.iter().map(|b| (b.kind, b.lines.len(), b.statistics.len())).collect();
    assert_eq!(found, [(DisclosureKind::Budget, 1, 0), (DisclosureKind::Final, 1, 1)]);
    assert_eq!(Source::of_records(&budgets[1]), [Source::Statistic(0)]);
    assert_eq!(Source::Statistic(0).stated(&budgets[1]).unwrap().amount, Some(amount));
}

#[test]
fn names_that_no_template_could_declare_are_refused() {
    assert_eq!(Fund::named(" 一般公共预算 "), Some(Fund::GENERAL_BUDGET));
    assert_eq!(Fund::named(""), None);
    assert_eq!(Kind::named(&"支".repeat(61)), None);
    assert!(Kind::CARRIED_FORWARD < Kind::named("一种新的支出").unwrap());
}

#[test]
fn a_later_version_is_refused_as_such() {
    let later = version_1().replacen("\"schema_version\": 1", "\"schema_version\": 7", 1);
    assert!(matches!(Budget::from_json(later.as_bytes()), Err(NotABudget::Later(7))));
    for broken in ["[1]", "{}", "{\"schema_version\": 1}", "[1, 2024]"] {
        assert!(matches!(Budget::from_json(broken.as_bytes()), Err(NotABudget::Form(_))), "{broken}");
    }
    let misshapen = version_1().replacen("\"plan\": {", "\"plan\": 3, \"x\": {", 1);
    assert!(matches!(Budget::from_json(misshapen.as_bytes()), Err(NotABudget::Form(_))));
}
