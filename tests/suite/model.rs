//! The budget's JSON form.

use gongkai::amount::{Amount, Unit};
use gongkai::model::{Batch, Budget, Coded, Fund, Kind, Line, Revenue, Stated, split};
use gongkai::origin::{CellRef, Origin, Spot};
use proptest::prelude::*;

const FUNDS: [Fund; 5] =
    [Fund::GeneralBudget, Fund::GovernmentFund, Fund::StateCapital, Fund::SpecialAccount, Fund::FromSubordinate];
const KINDS: [Kind; 4] = [Kind::Personnel, Kind::Operation, Kind::SpecificGoal, Kind::CarriedForward];

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
                let (fund, fiscal_year, carry_over) = (FUNDS[fund], 2024, flag);
                batch.revenue.push(Revenue {
                    fiscal_year,
                    entity,
                    department,
                    function,
                    fund,
                    carry_over,
                    amount,
                    stated,
                    origin,
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
                    fund: FUNDS[fund],
                    carry_over: flag,
                    kind: KINDS[kind],
                    academic_travel: named,
                    amount,
                    stated,
                    origin: Origin { file, spot: Spot::Field { record: at, line: at, field: Some(3) } },
                });
            }
        }
        batch
    })
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
        let (lines, revenue) = (batch.lines.len(), batch.revenue.len());
        let total: Amount = batch.lines.iter().map(|line| line.amount).sum();
        let units: Vec<Budget> = split(batch).into_iter().flat_map(Budget::by_unit).collect();
        prop_assert_eq!(units.iter().map(|unit| unit.lines.len()).sum::<usize>(), lines);
        prop_assert_eq!(units.iter().map(|unit| unit.revenue.len()).sum::<usize>(), revenue);
        prop_assert_eq!(units.iter().flat_map(|unit| &unit.lines).map(|line| line.amount).sum::<Amount>(), total);
        prop_assert!(units.iter().all(|unit| unit.entities.len() == 1 && unit.entities[0].code == unit.department.code));
    }
}
