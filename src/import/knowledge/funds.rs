//! What a 资金性质 is: `templates/codes/funds.toml`.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::edition::TemplateError;
use crate::import::cell::label::comparable;
use crate::import::knowledge::mapping::{Mapping, Prefix};
use crate::model::Fund;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/funds.toml";

/// What a 资金性质 is found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FundMeaning {
    /// One of the columns of the disclosure.
    Fund(Fund),
    /// Known, but no column of the disclosure.
    Refused {
        /// Why, in Chinese.
        reason: Arc<str>,
        /// Whether it is money of the social insurance funds.
        social_insurance: bool,
        /// The funds that a column of this name sums up, where it stands beside theirs.
        sum_of: Vec<Fund>,
    },
}

/// The table of 资金性质.
#[derive(Clone, Debug)]
pub struct Funds {
    mapping: Mapping<FundMeaning>,
    carry_over_words: Vec<String>,
}

/// A 资金性质 as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundReading {
    /// What it is; `None` where neither name nor code is in the table.
    pub meaning: Option<FundMeaning>,
    /// Whether its name says that the money is carried over.
    pub carry_over: bool,
    /// Whether name and code are both known and differ.
    pub disagree: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name_tails: Vec<String>,
    carry_over_words: Vec<String>,
    fund: Vec<Entry>,
    #[serde(default)]
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fund: Fund,
    #[serde(default)]
    codes: Vec<Spanned<String>>,
    names: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    #[serde(default)]
    codes: Vec<Spanned<String>>,
    #[serde(default)]
    exact: bool,
    names: Vec<Spanned<String>>,
    #[serde(default)]
    social_insurance: bool,
    #[serde(default)]
    sum_of: Vec<Fund>,
    reason: Arc<str>,
}

impl Funds {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file is no such table or gives one name or code two meanings.
    pub fn parse(text: &str) -> Result<Funds, TemplateError> {
        let file: File = toml::from_str(text).map_err(|e| TemplateError::from_toml(FILE, text, &e))?;
        let mut mapping = Mapping::new(&file.name_tails);
        for entry in &file.fund {
            let meaning = FundMeaning::Fund(entry.fund);
            add(&mut mapping, &entry.names, &entry.codes, &(meaning, Prefix::Open))
                .map_err(|e| e.located(FILE, text))?;
        }
        for entry in file.refused {
            let prefix = if entry.exact { Prefix::Exact } else { Prefix::Open };
            let meaning = FundMeaning::Refused {
                reason: entry.reason,
                social_insurance: entry.social_insurance,
                sum_of: entry.sum_of,
            };
            add(&mut mapping, &entry.names, &entry.codes, &(meaning, prefix)).map_err(|e| e.located(FILE, text))?;
        }
        let carry_over_words = file.carry_over_words.iter().map(|w| comparable(w)).collect();
        Ok(Funds { mapping, carry_over_words })
    }

    /// What a 资金性质 with this name and code is: by name, else by code.
    pub fn read(&self, name: Option<&str>, code: Option<&str>) -> FundReading {
        let (plain, carry_over) = name.map_or((String::new(), false), |n| self.without_carry_over(n));
        let by_name = self.mapping.by_name(&plain);
        let by_code = code.and_then(|c| self.mapping.by_code(c));
        let disagree = matches!((by_name, by_code), (Some(FundMeaning::Fund(a)), Some(FundMeaning::Fund(b))) if a != b);
        // A coarse name beside a fine code (财政拨款, 111) is decided by the code.
        let meaning = match (by_name, by_code) {
            (Some(FundMeaning::Refused { social_insurance: false, .. }), Some(fine @ FundMeaning::Fund(_))) => {
                Some(fine)
            }
            (Some(meaning), _) => Some(meaning),
            (None, meaning) => meaning,
        };
        FundReading { meaning: meaning.cloned(), carry_over, disagree }
    }

    /// What a column headed so holds, where it is an amount of one fund.
    pub fn column(&self, header: &str) -> Option<(FundMeaning, bool)> {
        let (plain, carry_over) = self.without_carry_over(header);
        Some((self.mapping.by_name(&plain)?.clone(), carry_over))
    }

    /// Whether words say that money is carried over from last year.
    pub fn says_carry_over(&self, words: &str) -> bool {
        self.without_carry_over(words).1
    }

    /// The name without the words for carry-over, and whether there were any.
    fn without_carry_over(&self, name: &str) -> (String, bool) {
        let name = comparable(name);
        for word in &self.carry_over_words {
            if let Some((before, after)) = name.split_once(word.as_str()) {
                let joint = |c| matches!(c, '-' | '_' | '(' | ')' | '/' | ':' | '—' | '的');
                let rest = format!("{}{}", before.trim_matches(joint), after.trim_matches(joint));
                return (rest, true);
            }
        }
        (name, false)
    }
}

/// A name or code with two meanings.
pub(in crate::import) struct Clash {
    word: String,
    byte: usize,
}

impl Clash {
    /// As an error of the template.
    pub(in crate::import) fn located(&self, file: &str, text: &str) -> TemplateError {
        let problem = format!("“{}”已经有另一个含义，一个名称或编码只能写在一处", self.word);
        TemplateError::at(file, text, self.byte, problem)
    }
}

/// Adds the names and codes of one entry.
pub(in crate::import) fn add<T: Clone + PartialEq>(
    mapping: &mut Mapping<T>,
    names: &[Spanned<String>],
    codes: &[Spanned<String>],
    (meaning, prefix): &(T, Prefix),
) -> Result<(), Clash> {
    let clash = |word: &Spanned<String>| Clash { word: word.get_ref().clone(), byte: word.span().start };
    for name in names {
        if !mapping.add_name(name.get_ref(), meaning) {
            return Err(clash(name));
        }
    }
    for code in codes {
        if !mapping.add_code(code.get_ref(), meaning, *prefix) {
            return Err(clash(code));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Templates;

    fn funds() -> Funds {
        Funds::parse(Templates::built_in().get(FILE).unwrap()).unwrap()
    }

    fn fund(name: Option<&str>, code: Option<&str>) -> Option<Fund> {
        match funds().read(name, code).meaning {
            Some(FundMeaning::Fund(fund)) => Some(fund),
            _ => None,
        }
    }

    #[test]
    fn labels_vary_and_codes_are_extended() {
        for name in [
            "一般公共预算资金",
            "一般公共预算拨款",
            "一般公共预算财政拨款收入",
            "公共预算拨款",
            "经费拨款（补助）",
            "一般公共预算",
        ] {
            assert_eq!(fund(Some(name), None), Some(Fund::GENERAL_BUDGET), "{name}");
        }
        for (name, expected) in [
            ("政府性基金预算资金", Fund::GOVERNMENT_FUND),
            ("政府性基金拨款", Fund::GOVERNMENT_FUND),
            ("国有资本经营预算拨款收入", Fund::STATE_CAPITAL),
            ("财政专户管理资金收入", Fund::SPECIAL_ACCOUNT),
            ("事业收入", Fund::INSTITUTIONAL),
            ("事业单位经营收入", Fund::OPERATING),
            ("上级补助收入", Fund::FROM_SUPERIOR),
            ("附属单位上缴收入", Fund::FROM_SUBORDINATE),
            ("其他收入", Fund::OTHER),
            ("其他自有资金", Fund::OTHER),
        ] {
            assert_eq!(fund(Some(name), None), Some(expected), "{name}");
        }
        for (code, expected) in [
            ("111", Fund::GENERAL_BUDGET),
            ("11101", Fund::GENERAL_BUDGET),
            ("121", Fund::GOVERNMENT_FUND),
            ("13", Fund::STATE_CAPITAL),
            ("2", Fund::SPECIAL_ACCOUNT),
            ("201", Fund::SPECIAL_ACCOUNT),
            ("31", Fund::INSTITUTIONAL),
            ("3401", Fund::OPERATING),
            ("39", Fund::OTHER),
        ] {
            assert_eq!(fund(None, Some(code)), Some(expected), "{code}");
        }
    }

    #[test]
    fn what_is_too_coarse_or_unknown_is_not_guessed() {
        for (name, code) in [
            (Some("财政拨款"), None),
            (Some("单位资金"), None),
            (None, Some("3")),
            (None, Some("1")),
            (Some("月球基金"), Some("9")),
            (None, None),
        ] {
            assert_eq!(fund(name, code), None, "{name:?} {code:?}");
        }
        assert_eq!(fund(Some("单位资金"), Some("31")), Some(Fund::INSTITUTIONAL));
        let social = funds().read(Some("社会保险基金预算资金"), Some("14")).meaning;
        assert!(matches!(social, Some(FundMeaning::Refused { social_insurance: true, .. })));
    }

    #[test]
    fn carry_over_is_seen_in_the_name() {
        let reading = funds().read(Some("一般公共预算（上年结转）"), None);
        assert_eq!((reading.meaning, reading.carry_over), (Some(FundMeaning::Fund(Fund::GENERAL_BUDGET)), true));
        assert!(funds().says_carry_over("上年结转"));
        assert!(!funds().says_carry_over("当年预算"));
    }

    #[test]
    fn name_wins_and_disagreement_is_seen() {
        let reading = funds().read(Some("政府性基金"), Some("111"));
        assert_eq!(reading.meaning, Some(FundMeaning::Fund(Fund::GOVERNMENT_FUND)));
        assert!(reading.disagree);
    }

    #[test]
    fn a_broken_table_names_its_line() {
        let text = "name_tails = []\ncarry_over_words = []\n[[fund]]\nfund = \"其他收入\"\nnames = [\"甲\"]\n[[fund]]\nfund = \"事业收入\"\nnames = [\"甲\"]\n";
        let error = Funds::parse(text).unwrap_err();
        assert_eq!(error.line, Some(8), "{error}");
    }
}
