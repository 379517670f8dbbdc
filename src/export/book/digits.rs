//! Numbers as XML holds them, written without a detour: a workbook has hundreds of thousands.

use rust_decimal::Decimal;

/// Appends a whole number.
pub(super) fn whole(out: &mut String, number: u64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        // A remainder of 10 always fits a byte.
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    // Digits are text.
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Appends a decimal without trailing zeros, as `Decimal::normalize` prints it.
pub(super) fn decimal(out: &mut String, number: Decimal) {
    // Money is far below 10^18 parts and has few decimals; the rest goes the long way.
    let (Ok(mut parts), mut scale) = (u64::try_from(number.mantissa().unsigned_abs()), number.scale()) else {
        out.push_str(&number.normalize().to_string());
        return;
    };
    while scale > 0 && parts.is_multiple_of(10) {
        parts /= 10;
        scale -= 1;
    }
    if number.is_sign_negative() && parts != 0 {
        out.push('-');
    }
    let Some(one) = 10_u64.checked_pow(scale) else {
        out.push_str(&number.abs().normalize().to_string());
        return;
    };
    whole(out, parts / one);
    if scale > 0 {
        out.push('.');
        let rest = parts % one;
        let mut place = one / 10;
        while place > 1 && rest < place {
            out.push('0');
            place /= 10;
        }
        whole(out, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_as_their_own_type_prints_them() {
        for text in [
            "0",
            "-0.00",
            "1166.60",
            "0.05",
            "-81.37",
            "1000",
            "0.000000010",
            "10",
            "123456789012345678901234.5600",
            "0.0000000000000000000000000001",
            "18446744073709551615",
            "-18446744073709551616",
            "1.001",
            "0.10",
        ] {
            let number: Decimal = text.parse().unwrap();
            let mut written = String::new();
            decimal(&mut written, number);
            assert_eq!(written, number.normalize().to_string(), "{text}");
        }
    }
}
