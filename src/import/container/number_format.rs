//! Whether a number format shows numbers as dates.

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
            '\\' | '_' | '*' => _ = chars.next(),
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
