//! How figures are printed (数字写法), and how rows are numbered.

use serde::Deserialize;

use crate::disclosure::Figures;

/// How figures are printed, as far as an edition, a form or a column says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresDef {
    /// Separators between thousands: 1,234.
    pub thousands: Option<bool>,
    /// What stands for zero: nothing, `0.00`, `0`, `—`.
    pub zero: Option<String>,
}

impl FiguresDef {
    /// What holds where several speak, the nearest first.
    pub fn of<'a>(nearest_first: impl IntoIterator<Item = &'a FiguresDef> + Clone) -> Figures {
        let thousands = nearest_first.clone().into_iter().find_map(|def| def.thousands);
        let zero = nearest_first.into_iter().find_map(|def| def.zero.as_ref());
        Figures { thousands: thousands.unwrap_or(false), zero: zero.filter(|zero| !zero.is_empty()).cloned() }
    }
}

/// How rows are numbered: a number in its dress, `一、`, `（一）`, `1.`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Numbering {
    before: String,
    after: String,
    chinese: bool,
}

impl TryFrom<String> for Numbering {
    type Error = String;

    fn try_from(text: String) -> Result<Numbering, String> {
        let (mark, chinese) = if text.contains('一') { ("一", true) } else { ("1", false) };
        let wrong = || format!("“{text}”不是编号的写法，应是“一、”“（一）”“1.”这样带有第一个数的样子");
        let (before, after) = text.split_once(mark).ok_or_else(wrong)?;
        Ok(Numbering { before: before.to_owned(), after: after.to_owned(), chinese })
    }
}

impl Numbering {
    /// The number of the row that is `nth`, counted from 1.
    pub fn of(&self, nth: usize) -> String {
        let number = if self.chinese { chinese(nth) } else { nth.to_string() };
        format!("{}{number}{}", self.before, self.after)
    }
}

/// A number below a hundred in Chinese; in digits above.
fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or_default();
    match (n / 10, n % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rows_as_printed() {
        let numbering = |text: &str| Numbering::try_from(text.to_owned());
        let chinese = numbering("一、").unwrap();
        assert_eq!([1, 10, 11, 20, 31].map(|n| chinese.of(n)), ["一、", "十、", "十一、", "二十、", "三十一、"]);
        assert_eq!(numbering("（一）").unwrap().of(2), "（二）");
        assert_eq!(numbering("1.").unwrap().of(12), "12.");
        assert!(numbering("甲、").unwrap_err().contains("应是"));
    }
}
