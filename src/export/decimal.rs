//! Exact decimals as workbooks take them: text for cached results, the nearest double for cells.

use rust_decimal::Decimal;

/// The double nearest to a decimal, by way of its text and without arithmetic.
///
/// A spreadsheet stores doubles; one of at most 15 significant digits comes back as the same decimal.
pub(super) fn double(decimal: Decimal) -> f64 {
    // Every decimal's text is a number, so the fallback is never taken.
    decimal.normalize().to_string().parse().unwrap_or(f64::NAN)
}

/// Whether a double gives the decimal back.
pub(super) fn fits_double(decimal: Decimal) -> bool {
    double(decimal).to_string().parse() == Ok(decimal)
}

/// The number format that prints figures with `decimals` places, minus signs, and nothing for zero.
///
/// ```text
/// 0.00;-0.00;;@
/// ```
pub(super) fn number_format(decimals: u32) -> String {
    let places = usize::try_from(decimals).unwrap_or(0);
    let digits = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
    format!("{digits};-{digits};;@")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_give_the_decimal_back() {
        for text in ["1166.6", "0.01", "-81.37", "123456789012.34", "0.0001"] {
            let decimal: Decimal = text.parse().unwrap();
            assert!(fits_double(decimal), "{text}");
            assert_eq!(double(decimal).to_string(), text);
        }
        assert!(!fits_double("9999999999999.12345678".parse().unwrap()));
    }

    #[test]
    fn formats_hide_zero() {
        assert_eq!(number_format(2), "0.00;-0.00;;@");
        assert_eq!(number_format(0), "0;-0;;@");
    }
}
