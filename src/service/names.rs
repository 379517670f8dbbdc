//! Names of files and folders made from names of departments, safe on every system.
//!
//! A department may be called anything: with a slash, a colon, a name that Windows reserves, or one longer than a disk takes.

use std::collections::{BTreeMap, BTreeSet};

/// Most characters of a name without its ending.
const MAX_CHARACTERS: usize = 120;
/// Most bytes of a name without its ending: most systems take 255 for all of it.
const MAX_BYTES: usize = 230;
/// Names that mean a device on Windows, whatever ending follows.
const RESERVED: &[&str] = &["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The name with everything replaced that a system does not take: separators become their full-width forms, control
/// characters `_`; blanks and dots at the ends go, device names get a `_`, and what is too long is cut.
///
/// ```
/// use gongkai::service::names::safe;
/// assert_eq!(safe("434-县人大/政协办公室"), "434-县人大／政协办公室");
/// assert_eq!(safe("NUL.txt"), "NUL_.txt");
/// ```
pub fn safe(name: &str) -> String {
    let replaced: String = name.chars().map(replacement).collect();
    let cut = shortened(trimmed(&replaced), MAX_CHARACTERS, MAX_BYTES);
    let name = unreserved(trimmed(cut));
    if name.is_empty() { "未命名".to_owned() } else { name }
}

/// Names given out so far in one folder, told apart as Windows and macOS tell them: not by case.
#[derive(Debug, Default)]
pub struct Taken {
    names: BTreeSet<String>,
    /// The next number for a name that was claimed before, so that a thousand of one name cost a thousand steps.
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// The safe form of `name`, with a number where another one already has it.
    pub fn claim(&mut self, name: &str) -> String {
        let first = safe(name);
        if self.names.insert(first.to_lowercase()) {
            return first;
        }
        let next = self.next.entry(first.to_lowercase()).or_insert(2);
        loop {
            let claimed = numbered(&first, *next);
            *next += 1;
            if self.names.insert(claimed.to_lowercase()) {
                return claimed;
            }
        }
    }
}

/// `公开表.xlsx` with 2 becomes `公开表(2).xlsx`; the number goes before the last dot.
pub fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => {
            format!("{stem}({number}).{ending}")
        }
        _ => format!("{name}({number})"),
    }
}

fn replacement(c: char) -> char {
    match c {
        '/' => '／',
        '\\' => '＼',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}' => '_',
        c if c.is_control() => '_',
        c => c,
    }
}

/// Without blanks at the ends, dots at the end, and dots or `~` at the beginning, which hide a file or mark it temporary.
fn trimmed(name: &str) -> &str {
    name.trim_start_matches(|c: char| c.is_whitespace() || c == '.' || c == '~')
        .trim_end_matches(|c: char| c.is_whitespace() || c == '.')
}

fn shortened(name: &str, characters: usize, bytes: usize) -> &str {
    let end = name
        .char_indices()
        .enumerate()
        .find(|(index, (at, c))| *index >= characters || at + c.len_utf8() > bytes)
        .map_or(name.len(), |(_, (at, _))| at);
    &name[..end]
}

fn unreserved(name: &str) -> String {
    let (stem, rest) = name.split_once('.').map_or((name, None), |(stem, rest)| (stem, Some(rest)));
    let bare = stem.trim_end().to_uppercase();
    let numbered_device = ["COM", "LPT"].iter().any(|device| {
        bare.strip_prefix(device)
            .is_some_and(|n| matches!(n, "¹" | "²" | "³") || (n.len() == 1 && n.as_bytes()[0].is_ascii_digit()))
    });
    if !numbered_device && !RESERVED.contains(&bare.as_str()) {
        return name.to_owned();
    }
    match rest {
        Some(rest) => format!("{stem}_.{rest}"),
        None => format!("{stem}_"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn odd_names_become_names_that_every_system_takes() {
        for (given, expected) in [
            ("434-平乡县人民政府办公室", "434-平乡县人民政府办公室"),
            ("../../etc/passwd", "／..／etc／passwd"),
            ("a\u{0}b\nc", "a_b_c"),
            ("  名称 . . ", "名称"),
            ("\u{3000}名称\u{3000}", "名称"),
            ("con", "con_"),
            ("COM1 .txt", "COM1 _.txt"),
            ("COM10", "COM10"),
            ("...", "未命名"),
            ("", "未命名"),
            ("~$支出.xlsx", "$支出.xlsx"),
            ("A&B（%PATH%）", "A&B（%PATH%）"),
            ("x\u{202e}fdp.exe", "x_fdp.exe"),
        ] {
            assert_eq!(safe(given), expected, "{given:?}");
        }
    }

    #[test]
    fn names_that_collapse_stay_apart() {
        let mut taken = Taken::default();
        let long = "长".repeat(300);
        assert_eq!(taken.claim("甲/乙"), "甲／乙");
        assert_eq!(taken.claim("甲／乙"), "甲／乙(2)");
        assert_eq!(taken.claim("ABC"), "ABC");
        assert_eq!(taken.claim("abc"), "abc(2)");
        assert_ne!(taken.claim(&long), taken.claim(&long));
        assert_eq!(numbered("2024年部门预算公开表.xlsx", 2), "2024年部门预算公开表(2).xlsx");
        assert_eq!(numbered("1.甲乙丙", 2), "1.甲乙丙(2)");
    }

    proptest! {
        #[test]
        fn every_name_is_safe_and_stays_so(name in any::<String>()) {
            let once = safe(&name);
            prop_assert!(!once.is_empty() && once.chars().count() <= 121 && once.len() <= 240, "{once:?}");
            prop_assert!(!once.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) && !once.contains(char::is_control));
            prop_assert!(!once.ends_with(['.', ' ']) && !once.starts_with(['.', ' ', '~']));
            prop_assert_eq!(safe(&once), once);
        }
    }
}
