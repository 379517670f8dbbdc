//! What a number format shows of a figure.

use rust_decimal::Decimal;

use crate::amount::{Amount, Unit};

/// What a number format does with a positive number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Decimals that it shows; `None` where it shows what the number has.
    pub decimals: Option<u32>,
    /// By how many powers of ten the number looks smaller than it is: `0!.0000` shows 元 as 万元.
    pub shift: u32,
    /// The unit that it writes behind the number.
    pub unit: Option<Unit>,
    /// Whether it is for money at all, rather than for dates, percentages or text.
    pub fits: bool,
}

/// Reads a number format's first section.
pub(super) fn read(format: &str) -> Shown {
    let mut shown = Shown { decimals: None, shift: 0, unit: None, fits: true };
    if format.is_empty() || format.eq_ignore_ascii_case("general") {
        return shown;
    }
    let mut literal = String::new();
    let (mut point, mut drawn_point) = (false, false);
    let (mut decimals, mut behind, mut commas, mut digits) = (0, 0, 0, false);
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => {
                let next = chars.next().unwrap_or_default();
                drawn_point |= next == '.' && digits;
                literal.push(next);
            }
            '_' | '*' => drop(chars.next()),
            '[' => drop(chars.by_ref().take_while(|c| *c != ']').count()),
            '0' | '#' | '?' => {
                digits = true;
                commas = 0;
                decimals += u32::from(point);
                behind += u32::from(drawn_point && !point);
            }
            '.' => point = true,
            ',' => commas += 1,
            '@' | '%' | 'E' | 'e' | '/' | 'y' | 'Y' | 'm' | 'd' | 'h' | 's' => shown.fits = false,
            other => literal.push(other),
        }
    }
    shown.fits &= digits;
    shown.shift = commas * 3 + behind;
    shown.decimals = shown.fits.then_some(decimals + behind);
    shown.unit = match literal.as_str() {
        text if text.contains("万元") => Some(Unit::WanYuan),
        text if text.contains('元') => Some(Unit::Yuan),
        _ => None,
    };
    shown
}

/// The number to store so that `amount` is shown in `unit`: exactly where the format rounds, else rounded to the decimals
/// of the form, since a cell without a number format would show every digit.
pub(super) fn stored(amount: Amount, unit: Unit, shown: &Shown, decimals: u32) -> String {
    if shown.shift == 4 && unit == Unit::WanYuan {
        return amount.yuan().to_string();
    }
    match shown.decimals {
        Some(_) => amount.in_unit(unit).to_string(),
        None => {
            let printed: Decimal = amount.printed(unit, decimals).parse().unwrap_or_default();
            printed.normalize().to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_decimals_scale_and_unit() {
        for (format, decimals, shift, unit, fits) in [
            ("General", None, 0, None, true),
            ("#,##0.00;[Red]-#,##0.00;\"\"", Some(2), 0, None, true),
            ("0.00\"万元\"", Some(2), 0, Some(Unit::WanYuan), true),
            ("#,##0.00\\元", Some(2), 0, Some(Unit::Yuan), true),
            ("0!.0,", Some(1), 4, None, true),
            ("0!.0000", Some(4), 4, None, true),
            ("#,##0,", Some(0), 3, None, true),
            ("_ * #,##0_ ;", Some(0), 0, None, true),
            ("@", None, 0, None, false),
            ("0.0%", None, 0, None, false),
            ("yyyy\"年\"", None, 0, None, false),
        ] {
            assert_eq!(read(format), Shown { decimals, shift, unit, fits }, "{format}");
        }
    }

    #[test]
    fn what_is_stored_is_exact_where_the_format_rounds() {
        let amount = Amount::of("26949".parse().unwrap(), Unit::Yuan).unwrap();
        for (format, unit, text) in [
            ("0.00", Unit::WanYuan, "2.6949"),
            ("General", Unit::WanYuan, "2.69"),
            ("0!.0,", Unit::WanYuan, "26949"),
            ("0.00", Unit::Yuan, "26949"),
        ] {
            assert_eq!(stored(amount, unit, &read(format), 2), text, "{format}");
        }
    }
}
