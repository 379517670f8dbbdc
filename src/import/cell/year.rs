//! Where a fiscal year is written (预算年度).

use std::ops::RangeInclusive;

use crate::import::cell::label::comparable;

/// Years that can be a fiscal year; other numbers are something else.
pub(in crate::import) const PLAUSIBLE: RangeInclusive<u16> = 1990..=2100;

/// The fiscal year of a cell that holds nothing else: `2024`, `2024年`, `2024年度`.
pub fn in_cell(text: &str) -> Option<u16> {
    let words = comparable(text);
    let digits = words.trim_end_matches('度').trim_end_matches('年');
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    digits.parse().ok().filter(|year| PLAUSIBLE.contains(year))
}

/// The fiscal years that a title or a line above the table names: `2024年部门预算`, `预算年度：2024`; dates (2023年12月31日,
/// 2023-12-31) do not count.
pub fn in_line(text: &str) -> Vec<u16> {
    let chars: Vec<char> = comparable(text).chars().collect();
    let mut years = Vec::new();
    for start in 0..chars.len().saturating_sub(3) {
        let before = start.checked_sub(1).and_then(|at| chars.get(at));
        let digits: String = chars[start..start + 4].iter().collect();
        let Some(year) = digits.parse::<u16>().ok().filter(|y| PLAUSIBLE.contains(y)) else { continue };
        let (after, next) = (chars.get(start + 4), chars.get(start + 5));
        let stands_alone = before.is_none_or(|c| !c.is_ascii_digit() && *c != '-' && *c != '/');
        let is_year = match after {
            Some('年') => !next.is_some_and(char::is_ascii_digit),
            // Without 年 only where a label says so: 预算年度:2024.
            other => {
                before.is_some_and(|c| *c == ':')
                    && !other.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
            }
        };
        if stands_alone && is_year && !years.contains(&year) {
            years.push(year);
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_in_cells_and_titles() {
        assert_eq!(in_cell("2024"), Some(2024));
        assert_eq!(in_cell(" ２０２４年度"), Some(2024));
        assert_eq!(in_cell("2024.0"), Some(2024));
        assert_eq!(in_cell("24"), None);
        assert_eq!(in_cell("434001"), None);
        assert_eq!(in_line("2024年部门预算支出明细表"), [2024]);
        assert_eq!(in_line("预算年度：2024"), [2024]);
        assert_eq!(in_line("打印日期：2023-12-31"), [] as [u16; 0]);
        assert_eq!(in_line("2023年12月31日"), [] as [u16; 0]);
        assert_eq!(in_line("2023年与2024年对比"), [2023, 2024]);
        assert_eq!(in_line("2010301 行政运行"), [] as [u16; 0]);
    }
}
