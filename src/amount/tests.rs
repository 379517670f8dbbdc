use proptest::prelude::*;

use super::*;

fn yuan(text: &str) -> Amount {
    Amount::of(text.parse().unwrap(), Unit::Yuan).unwrap()
}

#[test]
fn rounds_half_away_from_zero() {
    for (text, printed) in [("50", "0.01"), ("49.99", "0.00"), ("-50", "-0.01"), ("11666000", "1166.60"), ("0", "0.00")]
    {
        assert_eq!(yuan(text).printed(Unit::WanYuan, 2), printed, "{text} 元");
    }
}

#[test]
fn refuses_what_sums_could_not_keep_exact() {
    assert_eq!(Amount::of("0.000000001".parse().unwrap(), Unit::Yuan), None);
    assert_eq!(Amount::of("10000000000000".parse().unwrap(), Unit::Yuan), None);
    assert_eq!(Amount::of("79228162514264337593543950335".parse().unwrap(), Unit::WanYuan), None);
}

#[test]
fn is_a_decimal_string_in_json() {
    let text = serde_json::to_string(&yuan("11666000.10")).unwrap();
    assert_eq!(serde_json::from_str::<Amount>(&text).unwrap(), yuan("11666000.1"));
    assert_eq!(text, r#""11666000.1""#);
    assert!(serde_json::from_str::<Amount>(r#""1e28""#).is_err());
}

proptest! {
    #[test]
    fn units_convert_there_and_back(cents in -999_999_999_999_i64..999_999_999_999) {
        let amount = Amount::of(Decimal::new(cents, 2), Unit::Yuan).unwrap();
        prop_assert_eq!(Amount::of(amount.in_unit(Unit::WanYuan), Unit::WanYuan), Some(amount));
    }

    #[test]
    fn sums_do_not_depend_on_order(mut cents in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 0..50)) {
        let sum = |cents: &[i64]| cents.iter().map(|&c| Amount::of(Decimal::new(c, 2), Unit::Yuan).unwrap()).sum::<Amount>();
        let before = sum(&cents);
        cents.reverse();
        prop_assert_eq!(sum(&cents), before);
        prop_assert_eq!(before.yuan(), Decimal::new(cents.iter().sum(), 2).normalize());
    }
}
