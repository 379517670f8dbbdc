//! Where a unit is written (金额单位): in a header, in the line above the table.

use crate::amount::Unit;
use crate::import::cell::label::comparable;

/// A unit as a file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// 元 or 万元.
    Known(Unit),
    /// Another one, in its own word (千元, 亿元).
    Other(String),
}

impl Stated {
    /// Its word.
    pub fn word(&self) -> &str {
        match self {
            Stated::Known(unit) => unit.word(),
            Stated::Other(word) => word,
        }
    }
}

/// The unit that a word stands for.
pub fn from_word(word: &str) -> Option<Stated> {
    match word.trim_start_matches("人民币") {
        "元" => Some(Stated::Known(Unit::Yuan)),
        "万元" => Some(Stated::Known(Unit::WanYuan)),
        other @ ("角" | "分" | "百元" | "千元" | "十万元" | "百万元" | "千万元" | "亿元" | "美元") => {
            Some(Stated::Other(other.to_owned()))
        }
        _ => None,
    }
}

/// The unit of a cell that holds nothing else: `元`, `（万元）`, `单位：元`.
pub fn in_cell(text: &str) -> Option<Stated> {
    let words = comparable(text);
    let words = words.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    from_word(words.trim_start_matches("金额").trim_start_matches("单位").trim_start_matches(':'))
}

/// Takes the unit off a header in its comparable form: `预算金额(元)` → `预算金额`, 元.
pub fn split_header(words: &str) -> (String, Option<Stated>) {
    for (open, close) in [('(', ')'), ('[', ']')] {
        let Some(start) = words.rfind(open) else { continue };
        let Some(length) = words[start..].find(close) else { continue };
        let inner = &words[start + 1..start + length];
        let word = inner.rsplit([':', '/']).next().unwrap_or(inner).trim_start_matches("单位");
        if let Some(unit) = from_word(word) {
            return (format!("{}{}", &words[..start], &words[start + length + 1..]), Some(unit));
        }
    }
    match words.rsplit_once(['/', ':', ',']).and_then(|(rest, word)| Some((rest, from_word(word)?))) {
        Some((rest, unit)) => (rest.trim_end_matches("单位").to_owned(), Some(unit)),
        None => (words.to_owned(), None),
    }
}

/// The unit of a line above the table: `单位：元`, `金额单位：人民币万元`, `（单位：万元）`; 编制单位：… is not one.
pub fn in_line(text: &str) -> Option<Stated> {
    let words = comparable(text);
    let mut rest = words.as_str();
    while let Some(at) = rest.find("单位") {
        rest = &rest[at + "单位".len()..];
        let Some(after) = rest.strip_prefix(':') else { continue };
        let word: String = after.chars().take_while(|c| "人民币美十百千万亿元角分".contains(*c)).collect();
        let ends = after[word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        if ends && let Some(unit) = from_word(&word) {
            return Some(unit);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_carry_units() {
        for (header, name, unit) in [
            ("预算金额(元)", "预算金额", Some(Unit::Yuan)),
            ("会议费支出安排(万元)", "会议费支出安排", Some(Unit::WanYuan)),
            ("金额(单位:万元)", "金额", Some(Unit::WanYuan)),
            ("金额[元]", "金额", Some(Unit::Yuan)),
            ("金额/万元", "金额", Some(Unit::WanYuan)),
            ("预算金额", "预算金额", None),
            ("维修(护)费", "维修(护)费", None),
        ] {
            assert_eq!(split_header(header), (name.to_owned(), unit.map(Stated::Known)), "{header}");
        }
        assert_eq!(split_header("金额(千元)").1, Some(Stated::Other("千元".to_owned())));
    }

    #[test]
    fn lines_carry_units() {
        let yuan = Some(Stated::Known(Unit::Yuan));
        assert_eq!(in_line("编制部门：434-平乡县人民政府办公室  单位：元"), yuan);
        assert_eq!(in_line("单 位 : 元"), yuan);
        assert_eq!(in_line("编制单位：434001-办公室 金额单位：人民币万元"), Some(Stated::Known(Unit::WanYuan)));
        assert_eq!(in_line("编制单位：元氏县财政局"), None);
        assert_eq!(in_line("（单位：千元）"), Some(Stated::Other("千元".to_owned())));
        assert_eq!(in_line("预算单位"), None);
    }
}
