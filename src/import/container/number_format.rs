//! What a number format shows: a date, or a number divided by a power of ten.

use rust_decimal::{Decimal, RoundingStrategy};

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    Number,
    /// A date, a time or both.
    Date,
    /// A span of time such as `[h]:mm`.
    Duration,
}

/// What a cell's style makes of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// What a number in it is.
    pub kind: Kind,
    /// The power of ten by which a number is divided before it is shown.
    pub shift: i32,
    /// Whether its content is crossed out.
    pub struck: bool,
}

impl Style {
    /// That of a format's own code.
    pub fn of(code: &str) -> Style {
        Style { kind: kind(code), shift: shift(code), struck: false }
    }

    /// That of a format without a code of its own.
    pub fn built_in(id: u16) -> Style {
        Style { kind: built_in(id), shift: 0, struck: false }
    }
}

/// The power of ten by which a format divides what it shows: three for every comma behind the digits (`0.00,,`), and one for
/// every digit behind a decimal point that is only printed (`0!.0000`, `0!.0,`), as people show 元 in 万元.
fn shift(code: &str) -> i32 {
    let mut chars = code.chars();
    let (mut shift, mut digits, mut commas) = (0, 0, 0);
    // Digits behind a printed point, until a real one comes.
    let mut printed = None;
    while let Some(c) = chars.next() {
        let mut literal = |text: &str| {
            if text == "." && digits > 0 && printed.is_none() {
                printed = Some(0);
            }
        };
        match c {
            ';' => break,
            '"' => literal(&chars.by_ref().take_while(|c| *c != '"').collect::<String>()),
            '\\' | '!' => literal(&chars.next().map(String::from).unwrap_or_default()),
            '_' | '*' => _ = chars.next(),
            '[' => _ = chars.by_ref().find(|c| *c == ']'),
            '0' | '#' | '?' => {
                digits += 1;
                commas = 0;
                if let Some(behind) = &mut printed {
                    *behind += 1;
                }
            }
            // Only commas behind the last digit divide; the others separate thousands.
            ',' if digits > 0 => commas += 1,
            '.' => {
                shift += printed.take().unwrap_or(0) + 3 * commas;
                commas = 0;
            }
            _ => {}
        }
    }
    shift + printed.unwrap_or(0) + 3 * commas
}

/// The power of ten by which a number was divided before it was shown as this text; 0 where it was not, or cannot be told.
pub(super) fn shift_between(stored: Decimal, shown: &str) -> i32 {
    let digits: String = shown.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '\u{A0}' | '￥' | '¥')).collect();
    let digits = digits.trim_end_matches(['元', '万', '亿']);
    let Ok(shown) = digits.parse::<Decimal>() else { return 0 };
    if shown.is_zero() {
        return 0;
    }
    let divided = |shift: u32| {
        let mut number = stored;
        number.set_scale(stored.scale().checked_add(shift).filter(|scale| *scale <= 28)?).ok()?;
        let rounded = number.round_dp_with_strategy(shown.scale(), RoundingStrategy::MidpointAwayFromZero);
        (rounded == shown).then_some(shift)
    };
    let shift = [0, 4, 3, 6, 8, 5, 7].into_iter().find_map(divided);
    shift.and_then(|shift| i32::try_from(shift).ok()).unwrap_or(0)
}

/// What a format without a code of its own means (ECMA-376 18.8.30). In Chinese 27–36 and 50–58 are dates and times.
pub(super) fn built_in(id: u16) -> Kind {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Kind::Date,
        46 => Kind::Duration,
        _ => Kind::Number,
    }
}

/// What a format code means; its first section decides.
pub(super) fn kind(code: &str) -> Kind {
    let code = code.to_ascii_lowercase().replace("general", "");
    let mut chars = code.chars().peekable();
    let mut bracket = String::new();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => _ = chars.by_ref().find(|c| *c == '"'),
            '\\' | '!' | '_' | '*' => _ = chars.next(),
            '[' => {
                bracket.clear();
                bracket.extend(chars.by_ref().take_while(|c| *c != ']'));
                let unit = bracket.chars().next().unwrap_or(' ');
                if matches!(unit, 'h' | 'm' | 's') && bracket.chars().all(|c| c == unit) {
                    return Kind::Duration;
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' => return Kind::Date,
            _ => {}
        }
    }
    Kind::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_may_be_a_part_of_what_is_stored() {
        for (code, expected) in [
            ("0.00", 0),
            ("#,##0.00_ ", 0),
            ("0!.0000", 4),
            ("0\\.0000", 4),
            ("#,##0\".\"0000", 4),
            ("0!.0,", 4),
            ("0!.0,\"万元\"", 4),
            ("0.00,,", 6),
            ("0.00,", 3),
            ("#,##0,", 3),
            ("#,##0,.00", 3),
            ("0!.00,;-0", 5),
            ("0\"万\"0000", 0),
            ("General", 0),
            ("[$-804]0!.0000", 4),
            ("0.00;0!.0000", 0),
            ("\"", 0),
            ("!", 0),
        ] {
            assert_eq!(shift(code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_shown_tells_by_what_it_was_divided() {
        for (stored, shown, expected) in [
            ("11665997.5", "1166.5998", 4),
            ("11665997.5", "1,166.6", 4),
            ("11665997.5", "1166.6万元", 4),
            ("11665997.5", "11,665,997.50", 0),
            ("11665997.5", "11666", 3),
            ("11665997.5", "行政运行", 0),
            ("0.5", "50%", 0),
            ("0", "0.00", 0),
        ] {
            assert_eq!(shift_between(stored.parse().unwrap(), shown), expected, "{stored} {shown}");
        }
    }

    #[test]
    fn codes_are_told_apart() {
        for code in [
            "General",
            "G/通用格式",
            "0.00_ ;[Red]\\-0.00\\ ",
            "#,##0.00\"元\"",
            "[$￥-804]#,##0.00",
            "[Red]0",
            "@",
            "0.00E+00",
            "_(* #,##0_);yyyy",
            "[DBNum2][$-804]General",
            "#,##0\\d",
            "",
            "\"",
            "[",
            "\\",
        ] {
            assert_eq!(kind(code), Kind::Number, "{code}");
        }
        for code in
            ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy年m月", "h:mm AM/PM", "mm:ss.0", "上午/下午h时"]
        {
            assert_eq!(kind(code), Kind::Date, "{code}");
        }
        for code in ["[h]:mm:ss", "[mm]:ss", "[HH]:MM"] {
            assert_eq!(kind(code), Kind::Duration, "{code}");
        }
    }
}
