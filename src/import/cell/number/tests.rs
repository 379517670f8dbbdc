use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Written {
    Written::Number(text.parse().unwrap(), None)
}

#[test]
fn people_write_numbers_in_many_ways() {
    for (text, value) in [
        ("1,166.60", "1166.60"),
        ("1，166.60", "1166.60"),
        ("￥1,166.60", "1166.60"),
        ("¥ 12", "12"),
        ("\u{a0}1166.60\u{a0} ", "1166.60"),
        ("１１６６．６０", "1166.60"),
        ("(123.00)", "-123.00"),
        ("（1,123.00）", "-1123.00"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("￥-5", "-5"),
        ("+5.", "5"),
        (".5", "0.5"),
        ("1 166 000.5", "1166000.5"),
        ("'42", "42"),
        ("0.00", "0.00"),
    ] {
        assert_eq!(read(text), number(value), "{text}");
    }
    assert_eq!(read("1166.60万元"), Written::Number("1166.60".parse().unwrap(), Some(Unit::WanYuan)));
    assert_eq!(read("1,166 元"), Written::Number("1166".parse().unwrap(), Some(Unit::Yuan)));
}

#[test]
fn marks_for_nothing_are_nothing() {
    for text in ["", " ", "-", "—", "——", "－", "/", "／", "\u{a0}", "- ", "　"] {
        assert_eq!(read(text), Written::Nothing, "{text:?}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    for (text, why) in [
        ("待定", Why::Words),
        ("12a", Why::Words),
        ("1.2.3", Why::Words),
        ("50%", Why::Words),
        ("2024-01-05", Why::Words),
        ("(-5)", Why::Words),
        ("--5", Why::Words),
        ("元", Why::Words),
        (".", Why::Words),
        ("1,23", Why::Grouping),
        ("1234,567", Why::Grouping),
        ("12 34", Why::Grouping),
        (",123", Why::Grouping),
        ("1.2E+07", Why::Exponent),
        ("12345678901234567890123456789012", Why::TooLong),
    ] {
        assert_eq!(read(text), Written::Unreadable(why), "{text}");
    }
}

/// Digits in groups of three, as `format` of other programs would write them.
fn grouped(whole: u64, separator: &str) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

proptest! {
    #[test]
    fn any_amount_survives_any_way_of_writing(
        whole in 0_u64..9_999_999_999_999, cents in 0_u32..100, negative in any::<bool>(),
        separator in prop::sample::select(vec!["", ",", "，", " "]),
        currency in prop::sample::select(vec!["", "￥", "¥"]),
        unit in prop::sample::select(vec![("", None), ("元", Some(Unit::Yuan)), ("万元", Some(Unit::WanYuan))]),
        padding in prop::sample::select(vec!["", " ", "\u{a0}", "　", "\t"]),
        wide in any::<bool>(),
    ) {
        let mut text = format!("{currency}{}.{cents:02}{}", grouped(whole, separator), unit.0);
        if negative { text = format!("({text})"); }
        if wide { text = text.chars().map(|c| match c { '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(), _ => c }).collect(); }
        let value: Decimal = format!("{}{whole}.{cents:02}", if negative { "-" } else { "" }).parse().unwrap();
        prop_assert_eq!(read(&format!("{padding}{text}{padding}")), Written::Number(value, unit.1));
    }

    #[test]
    fn no_text_panics(text in ".{0,40}") {
        let _ = read(&text);
    }

    #[test]
    fn a_number_is_never_made_of_words(text in "[0-9,.]{0,6}[a-z年月日%]{1,3}[0-9,.]{0,6}") {
        prop_assert!(!matches!(read(&text), Written::Number(..)));
    }
}
