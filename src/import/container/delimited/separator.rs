//! Which character separates the fields.

/// How many lines are looked at.
const LINES: usize = 200;

/// The separator and why.
pub(super) struct Separator {
    /// An ASCII character.
    pub byte: u8,
    /// Why, in Chinese.
    pub evidence: String,
}

/// The character that occurs equally often in the most lines, outside quotation marks.
pub(super) fn detect(text: &str) -> Separator {
    let candidates = [(b',', "逗号"), (b'\t', "制表符"), (b';', "分号"), (b'|', "竖线"), (b'^', "^ 号")];
    let mut seen = 0;
    let mut best: Option<(usize, usize, u8, &str)> = None;
    for (byte, name) in candidates {
        let counts = per_line(text, byte);
        let (lines, fields) = regular(&counts);
        seen = seen.max(counts.len());
        if lines > 0 && best.is_none_or(|(most, widest, ..)| (lines, fields) > (most, widest)) {
            best = Some((lines, fields, byte, name));
        }
    }
    match best {
        Some((lines, fields, byte, name)) => Separator {
            byte,
            evidence: format!("分隔符：{name}（看了开头 {seen} 行，其中 {lines} 行是 {} 列）", fields + 1),
        },
        None => Separator { byte: b',', evidence: "分隔符：没有找到，按一列读取".to_owned() },
    }
}

/// How often `separator` occurs in each record of the beginning.
fn per_line(text: &str, separator: u8) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut quoted, mut content, mut field_start) = (0, false, false, true);
    for byte in text.bytes() {
        match byte {
            b'\n' | b'\r' if !quoted => {
                if content {
                    counts.push(count);
                }
                (count, content, field_start) = (0, false, true);
                if counts.len() == LINES {
                    return counts;
                }
                continue;
            }
            b'"' if quoted => quoted = false,
            // Inside a field a quotation mark is only a character, except where it was just closed.
            b'"' if field_start => quoted = true,
            _ if byte == separator && !quoted => {
                count += 1;
                (field_start, content) = (true, true);
                continue;
            }
            _ => {}
        }
        (field_start, content) = (false, true);
    }
    if content {
        counts.push(count);
    }
    counts
}

/// How many lines share the commonest count above zero, and that count; the larger count where two are as common.
fn regular(counts: &[usize]) -> (usize, usize) {
    let mut sorted: Vec<usize> = counts.iter().copied().filter(|count| *count > 0).collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).max().unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regular_character_separates() {
        for (text, byte) in [
            ("预算表\n单位,金额\n办公室,1\n中心,2\n", b','),
            ("单位\t金额\n办公室\t1,166.60\n中心\t2,000.00\n", b'\t'),
            ("单位;金额\r办公室;1\r", b';'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("\"a;b;c\",1\n\"d;e;f\",2\n", b','),
            ("只有一列\n没有分隔\n", b','),
            ("", b','),
        ] {
            assert_eq!(detect(text).byte, byte, "{text}");
        }
    }

    #[test]
    fn an_open_quote_does_not_hide_the_separator() {
        assert_eq!(detect("a,b,c\n1,2,3\n4,\"5,6\n7,8,9\n").byte, b',');
    }
}
