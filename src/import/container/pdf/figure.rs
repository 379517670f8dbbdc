//! Which words are figures as tables print them.

/// Whether a text is made of what figures are made of: digits with separators, sign, brackets and percent.
pub(super) fn is_figure(text: &str) -> bool {
    let bare = text.trim();
    bare.chars().any(|letter| letter.is_ascii_digit())
        && bare.chars().all(|letter| letter.is_ascii_digit() || ",.-−－()（）%￥¥ ".contains(letter))
}

/// Whether it is a whole amount: a figure with decimals.
pub(super) fn is_whole(text: &str) -> bool {
    let decimals = text.trim().trim_end_matches([')', '）', '%']).rsplit_once('.').map(|(_, decimals)| decimals);
    is_figure(text)
        && decimals.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_figures_and_numbered_words_are_not() {
        for whole in ["31,214,205.80", "-1.5", "(3.00)", "0.00"] {
            assert!(is_whole(whole), "{whole}");
        }
        for other in ["201", "1.一般公共预算", "", "合计", "12.", "1,234"] {
            assert!(!is_whole(other), "{other}");
        }
        assert!(is_figure("2010301") && !is_figure("一、1.00"));
    }
}
