//! Exact decimals as workbooks take them: text for cached results, the nearest double for cells.

use rust_decimal::Decimal;

use crate::disclosure::Figures;

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

/// The number format that prints figures with `decimals` places, minus signs, separators where they are asked for, and what
/// stands for zero.
///
/// ```text
/// #,##0.00;-#,##0.00;;@
/// ```
pub(super) fn number_format(decimals: u32, figures: &Figures) -> String {
    let places = usize::try_from(decimals).unwrap_or(0);
    let fraction = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
    let digits = format!("{}{fraction}", if figures.thousands { "#,##0" } else { "0" });
    let zero = match figures.zero.as_deref() {
        None => String::new(),
        Some(zero) if zero == format!("0{fraction}") => digits.clone(),
        Some(zero) => format!("\"{}\"", zero.replace('"', "")),
    };
    format!("{digits};-{digits};{zero};@")
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
        let plain = Figures::default();
        assert_eq!(number_format(2, &plain), "0.00;-0.00;;@");
        assert_eq!(number_format(0, &plain), "0;-0;;@");
    }

    #[test]
    fn formats_show_what_stands_for_zero() {
        let figures = |zero: &str| Figures { thousands: true, zero: Some(zero.to_owned()) };
        assert_eq!(number_format(2, &figures("0.00")), "#,##0.00;-#,##0.00;#,##0.00;@");
        assert_eq!(number_format(0, &figures("—")), "#,##0;-#,##0;\"—\";@");
    }
}
