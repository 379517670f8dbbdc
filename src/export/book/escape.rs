//! Text as XML holds it.

/// Appends text of a cell or an attribute. Characters that XML has no form for are written as SpreadsheetML does,
/// `_x0007_`, and text that looks like that by itself gets its underscore escaped.
pub(super) fn push(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let written: &str = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'_' if is_escape(&text.as_bytes()[at..]) => "_x005F_",
            b'\t' | b'\n' => continue,
            0..0x20 => {
                out.push_str(&text[from..at]);
                out.push_str(&format!("_x{byte:04X}_"));
                from = at + 1;
                continue;
            }
            _ => continue,
        };
        // All of these are single bytes, so both sides are whole characters.
        out.push_str(&text[from..at]);
        out.push_str(written);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Whether bytes begin with `_x` + four hexadecimal digits + `_`.
fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

/// Text as it stands between tags.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_a_form() {
        for (text, xml) in [
            ("a<b&\"c\">", "a&lt;b&amp;&quot;c&quot;&gt;"),
            ("预\u{7}算\r\n", "预_x0007_算_x000D_\n"),
            ("_x0041_", "_x005F_x0041_"),
            ("_x004_ _x", "_x004_ _x"),
        ] {
            assert_eq!(escaped(text), xml);
        }
    }
}
