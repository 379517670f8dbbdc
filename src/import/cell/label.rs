//! How words are compared: width, blanks and line breaks inside do not count.

/// The comparable form of a label: full-width characters made half-width, blanks, line breaks and invisible
/// characters dropped.
///
/// ```
/// use gongkai::import::cell::label::comparable;
/// assert_eq!(comparable("维修（护）费\n"), comparable("维 修(护)费"));
/// ```
pub fn comparable(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).map(half_width).collect()
}

/// Whether a text holds nothing that can be seen.
pub fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// The text without blanks and invisible characters around it.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Blanks, control characters and the invisible marks that exports carry along (zero-width blanks, a byte order mark).
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The half-width form of a full-width ASCII character (`（` → `(`, `０` → `0`); others stay.
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        _ => c,
    }
}

/// Whether a text stands where a name should and is none: `#N/A`, `null`, `????`, `锟斤拷`, `-`, `0`.
pub fn is_rubbish(text: &str) -> bool {
    let words = comparable(text);
    if words.is_empty() {
        return false;
    }
    let symbols = words.chars().all(|c| matches!(c, '-' | '—' | '–' | '_' | '?' | '.' | '*' | '/' | '0' | '#' | '·'));
    let error = words.starts_with('#') && words.ends_with(['!', '?']);
    let literal = || NO_NAMES.contains(&words.to_ascii_lowercase().as_str());
    let garbled = || GARBLED.iter().any(|mark| words.contains(mark));
    symbols || error || literal() || garbled()
}

const NO_NAMES: [&str; 8] = ["null", "none", "nan", "nil", "n/a", "na", "#n/a", "undefined"];
/// What wrongly decoded bytes look like.
const GARBLED: [&str; 4] = ["锟斤拷", "烫烫", "屯屯", "\u{FFFD}"];

/// Whether a label is that of a row that only carries a sum from page to page: `承前页`, `过次页`.
pub fn is_page_carry(label: &str) -> bool {
    label.contains('页') && PAGE_CARRIES.contains(&comparable(label).trim_end_matches(':'))
}

const PAGE_CARRIES: [&str; 7] = ["承前页", "承上页", "接上页", "过次页", "转次页", "转下页", "接下页"];

/// Whether a label is one of those that Excel's 分类汇总 writes below a group: `2010301-行政运行 汇总`.
pub fn is_group_sum(label: &str) -> bool {
    let before = trimmed(label).strip_suffix("汇总");
    before.is_some_and(|before| !is_empty(before) && before.ends_with(is_blank))
}

/// Whether a label says that its row is a sum: `合计`, `总 计`, `收入合计`, `平乡县人民政府办公室小计`.
pub fn is_sum(label: &str) -> bool {
    // Asked of every cell: all the words end so.
    if !label.contains('计') {
        return false;
    }
    let words = comparable(label);
    let words = words.trim_end_matches([':', ')', ']']).trim_start_matches(['(', '[', '其', '中', ':']);
    SUMS.iter()
        .any(|sum| words.ends_with(sum) || words.strip_prefix(sum).is_some_and(|rest| rest.starts_with(['(', ':'])))
}

/// Whether a label is nothing but a word for a sum.
pub fn is_bare_sum(label: &str) -> bool {
    label.contains('计') && SUMS.contains(&comparable(label).trim_end_matches(':'))
}

/// Whether the sum is over everything rather than over a group.
pub fn is_grand_sum(label: &str) -> bool {
    let words = comparable(label);
    is_sum(label) && !words.contains("小计")
}

const SUMS: [&str; 5] = ["合计", "总计", "小计", "累计", "共计"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_known_by_their_words() {
        for label in ["合计", " 合　计 ", "总计：", "收入合计", "　　小计", "434001-办公室小计", "合计（元）"]
        {
            assert!(is_sum(label), "{label}");
        }
        for label in ["会计核算", "统计局", "合计划", "审计"] {
            assert!(!is_sum(label), "{label}");
        }
        assert!(is_bare_sum("合 计") && !is_bare_sum("收入合计"));
        assert!(is_grand_sum("收入合计") && !is_grand_sum("小计"));
        assert!(is_group_sum("2010301-行政运行 汇总") && !is_group_sum("数据汇总") && !is_group_sum("汇总"));
        assert!(is_page_carry("承前页") && is_page_carry("过 次 页：") && !is_page_carry("第 1 页"));
    }

    #[test]
    fn what_is_no_name_is_known() {
        for text in ["#N/A", "#REF!", "null", "????", "锟斤拷锟斤拷", "-", "0", "——", "NaN"] {
            assert!(is_rubbish(text), "{text}");
        }
        for text in ["行政运行", "12345热线", "NBA馆", "0号工程", ""] {
            assert!(!is_rubbish(text), "{text}");
        }
    }
}
