//! How a code sits in a cell, with or without its name.

use crate::import::cell::label::{half_width, is_blank, trimmed};

/// How codes of a classification look; decides where a code ends that no separator closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Digits only, any number of them: `09农业处`, `2010301行政运行`.
    Digits,
    /// 项目编码, of 21 characters with letters. A name may itself begin with digits (12345热线), so without a separator
    /// only a run of at least 15 characters is taken for a code.
    Project,
}

/// A cell taken apart; either part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// 编码
    pub code: Option<String>,
    /// 名称
    pub name: Option<String>,
}

/// Takes `2010301-行政运行`, `2010301 行政运行`, `2010301_行政运行`, `[2010301]行政运行`, `[20103][2010301]行政运行`, `09农业处`,
/// a code alone or a name alone apart.
///
/// Splits on the first separator after the leading code only, since names contain hyphens and brackets themselves.
///
/// ```
/// use gongkai::import::cell::codes::{Shape, split};
/// let parts = split("30231-公务用车运行-维护费", Shape::Digits);
/// assert_eq!(parts.code.as_deref(), Some("30231"));
/// assert_eq!(parts.name.as_deref(), Some("公务用车运行-维护费"));
/// ```
pub fn split(text: &str, shape: Shape) -> Parts {
    let text = trimmed(text).trim_start_matches('\'').trim_start_matches(is_blank);
    if text.is_empty() {
        return Parts::default();
    }
    if let Some(parts) = bracketed(text) {
        return parts;
    }
    let end = code_length(text, shape);
    let (code, rest) = text.split_at(end);
    let code: String = code.chars().map(half_width).collect();
    if !code.starts_with(|c: char| c.is_ascii_digit()) {
        return Parts { code: None, name: Some(text.to_owned()) };
    }
    let code = match rest {
        "" => return Parts { code: Some(code), name: None },
        // A code that was stored as a number and printed with a decimal.
        ".0" | ".00" => return Parts { code: Some(code), name: None },
        _ => code,
    };
    let name = after_separator(rest);
    let separated = name.len() < rest.len();
    if !separated && shape == Shape::Project && code.len() < 15 {
        return Parts { code: None, name: Some(text.to_owned()) };
    }
    Parts { code: Some(code), name: (!name.is_empty()).then(|| name.to_owned()) }
}

/// The code of a cell that holds nothing but a code; `None` for a name.
pub fn code_alone(text: &str, shape: Shape) -> Option<String> {
    split(text, shape).code
}

/// Bytes of the leading run of digits (and letters for project codes), in either width.
fn code_length(text: &str, shape: Shape) -> usize {
    let belongs = |c: char| {
        let c = half_width(c);
        c.is_ascii_digit() || (shape == Shape::Project && c.is_ascii_alphanumeric())
    };
    let run = text.find(|c| !belongs(c)).unwrap_or(text.len());
    // A name that begins with digits may follow a project code directly.
    match text[..run].char_indices().nth(PROJECT_CODE) {
        Some((cut, _)) if shape == Shape::Project => cut,
        _ => run,
    }
}

/// Characters of a 项目编码.
const PROJECT_CODE: usize = 21;

/// The rest behind blanks and at most one separator (a dash may be doubled).
fn after_separator(rest: &str) -> &str {
    let bare = rest.trim_start_matches(is_blank);
    let mut chars = bare.chars();
    let Some(first) = chars.next() else { return "" };
    if !matches!(half_width(first), '-' | '—' | '–' | '_' | ':' | '|' | '/' | '.' | '、' | '·' | '~') {
        return bare;
    }
    let behind = chars.as_str();
    let behind = if first == '—' { behind.strip_prefix('—').unwrap_or(behind) } else { behind };
    behind.trim_start_matches(is_blank)
}

/// `[code]name`, where several brackets go from the class to the item: the last one counts.
fn bracketed(text: &str) -> Option<Parts> {
    let mut rest = text;
    let mut code = None;
    while let Some(first) = rest.chars().next().filter(|c| matches!(half_width(*c), '[' | '(')) {
        let inner = &rest[first.len_utf8()..];
        let close = inner.find(|c| matches!(half_width(c), ']' | ')'))?;
        let word: String = trimmed(&inner[..close]).chars().map(half_width).collect();
        if word.is_empty()
            || !word.starts_with(|c: char| c.is_ascii_digit())
            || !word.chars().all(|c| c.is_ascii_alphanumeric())
        {
            break;
        }
        code = Some(word);
        let behind = &inner[close..];
        rest = behind.chars().next().map_or("", |c| &behind[c.len_utf8()..]).trim_start_matches(is_blank);
    }
    let code = code?;
    let name = after_separator(rest);
    Some(Parts { code: Some(code), name: (!name.is_empty()).then(|| name.to_owned()) })
}

/// A functional code from 类, 款 and 项 in three cells: `201`, `3`, `1` is `2010301`.
///
/// A part may already hold the code so far (`201`, `20103`, `2010301`). `None` where a part is no code or a deeper part
/// is given without the one above it.
pub fn from_levels(levels: [&str; 3]) -> Option<String> {
    let mut code = String::new();
    for (depth, text) in levels.iter().enumerate() {
        let Some(part) =
            (!crate::import::cell::label::is_empty(text)).then(|| code_alone(text, Shape::Digits)).flatten()
        else {
            if crate::import::cell::label::is_empty(text) {
                continue;
            }
            return None;
        };
        let full = 3 + 2 * depth;
        if part.len() == full && part.starts_with(&code) {
            code = part;
        } else if code.len() + 2 == full && part.len() <= 2 {
            code = format!("{code}{part:0>2}");
        } else {
            return None;
        }
    }
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, shape: Shape, code: Option<&str>, name: Option<&str>) {
        let parts = split(text, shape);
        assert_eq!((parts.code.as_deref(), parts.name.as_deref()), (code, name), "{text}");
    }

    #[test]
    fn every_way_of_the_systems() {
        let digits = Shape::Digits;
        for text in [
            "2010301-行政运行",
            "2010301 行政运行",
            "2010301_行政运行",
            "[2010301]行政运行",
            "[20103][2010301]行政运行",
            "２０１０３０１－行政运行",
            "2010301 - 行政运行",
            "【2010301】行政运行",
            "2010301——行政运行",
            "2010301行政运行",
            " 2010301　行政运行\t",
        ] {
            check(text, digits, Some("2010301"), Some("行政运行"));
        }
        check("09农业处", digits, Some("09"), Some("农业处"));
        check("30212-因公出国（境）费用", digits, Some("30212"), Some("因公出国（境）费用"));
        check("2010301.0", digits, Some("2010301"), None);
        check("'02", digits, Some("02"), None);
        check("行政运行", digits, None, Some("行政运行"));
        check("", digits, None, None);
        let project = Shape::Project;
        check("13053224P00273512885N-12345热线分中心", project, Some("13053224P00273512885N"), Some("12345热线分中心"));
        check("13053224P00273512885N12345热线", project, Some("13053224P00273512885N"), Some("12345热线"));
        check("12345热线分中心保障经费", project, None, Some("12345热线分中心保障经费"));
        check("（境）外", project, None, Some("（境）外"));
    }

    #[test]
    fn levels_build_one_code() {
        assert_eq!(from_levels(["201", "3", "1"]).as_deref(), Some("2010301"));
        assert_eq!(from_levels(["201", "03", "01"]).as_deref(), Some("2010301"));
        assert_eq!(from_levels(["201", "20103", "2010301"]).as_deref(), Some("2010301"));
        assert_eq!(from_levels(["201-一般公共服务支出", "03", ""]).as_deref(), Some("20103"));
        assert_eq!(from_levels(["", "03", "01"]), None);
        assert_eq!(from_levels(["", "", ""]), None);
        assert_eq!(from_levels(["201", "", "01"]), None);
    }

    proptest! {
        #[test]
        fn code_and_name_come_back(code in "[1-9][0-9]{2,6}", name in "[\u{4e00}-\u{9fa5}][\u{4e00}-\u{9fa5}（）\\-_0-9]{0,12}",
            form in prop::sample::select(vec!["{c}-{n}", "{c} {n}", "{c}_{n}", "[{c}]{n}", "{c}—{n}", "{c}：{n}"])) {
            let parts = split(&form.replace("{c}", &code).replace("{n}", &name), Shape::Digits);
            prop_assert_eq!(parts.code, Some(code));
            prop_assert_eq!(parts.name, Some(name));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            split(&text, Shape::Digits);
            split(&text, Shape::Project);
            from_levels([&text, &text, "1"]);
        }
    }
}
