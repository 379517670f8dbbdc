//! What a 项目类别 is: `templates/codes/kinds.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::edition::TemplateError;
use crate::import::cell::label::comparable;
use crate::import::knowledge::funds::add;
use crate::import::knowledge::mapping::{Mapping, Prefix};
use crate::model::Kind;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/kinds.toml";

/// What a 项目类别 is found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindMeaning {
    /// A kind of expenditure.
    Kind(Kind),
    /// Known, but it may be one of several; the reason in Chinese.
    Coarse(Arc<str>),
}

/// The table of 项目类别.
#[derive(Clone, Debug)]
pub struct Kinds {
    mapping: Mapping<KindMeaning>,
    letters: Letters,
}

/// What the letter in the code of a project says of its kind.
#[derive(Clone, Debug, Deserialize)]
pub struct Letters {
    /// Which character of the code it is, counted from 1.
    at: usize,
    /// How much of a file must follow the letters for the rest to be slips, in percent.
    pub(in crate::import) share_of_100: usize,
    #[serde(flatten)]
    kinds: BTreeMap<String, Vec<Kind>>,
}

impl Letters {
    /// Whether a project with this code may be of this kind; `None` where its letter says nothing.
    pub(in crate::import) fn allow(&self, code: &str, kind: Kind) -> Option<bool> {
        let before = self.at.checked_sub(1)?;
        let digits = code.chars().take(before).filter(char::is_ascii_digit).count();
        let letter = code.chars().nth(before).filter(|_| digits == before)?;
        Some(self.kinds.get(letter.encode_utf8(&mut [0; 4]) as &str)?.contains(&kind))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name_tails: Vec<String>,
    kind: Vec<Entry>,
    #[serde(default)]
    coarse: Vec<Coarse>,
    letters: Letters,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: Kind,
    #[serde(default)]
    codes: Vec<Spanned<String>>,
    names: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Coarse {
    #[serde(default)]
    codes: Vec<Spanned<String>>,
    names: Vec<Spanned<String>>,
    reason: Arc<str>,
}

impl Kinds {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file is no such table or gives one name or code two meanings.
    pub fn parse(text: &str) -> Result<Kinds, TemplateError> {
        let file: File = toml::from_str(text).map_err(|e| TemplateError::from_toml(FILE, text, &e))?;
        let mut mapping = Mapping::new(&file.name_tails);
        for entry in &file.kind {
            let meaning = KindMeaning::Kind(entry.kind);
            add(&mut mapping, &entry.names, &entry.codes, &(meaning, Prefix::Open))
                .map_err(|e| e.located(FILE, text))?;
        }
        for entry in file.coarse {
            let meaning = KindMeaning::Coarse(entry.reason);
            add(&mut mapping, &entry.names, &entry.codes, &(meaning, Prefix::Exact))
                .map_err(|e| e.located(FILE, text))?;
        }
        Ok(Kinds { mapping, letters: file.letters })
    }

    /// What the letters in codes of projects say.
    pub(in crate::import) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// What a 项目类别 with this name and code is: by name (as a whole, then level by level), else by code.
    pub fn read(&self, name: Option<&str>, code: Option<&str>) -> Option<KindMeaning> {
        let by_name = name.and_then(|n| self.by_name(n));
        let by_code = code.and_then(|c| self.mapping.by_code(c)).cloned();
        match (by_name, by_code) {
            // A coarse name beside a fine code (运转类, 21) is decided by the code.
            (Some(KindMeaning::Coarse(_)), Some(fine @ KindMeaning::Kind(_))) => Some(fine),
            (Some(meaning), _) => Some(meaning),
            (None, meaning) => meaning,
        }
    }

    fn by_name(&self, name: &str) -> Option<KindMeaning> {
        if let Some(meaning) = self.mapping.by_name(name) {
            return Some(meaning.clone());
        }
        let name = comparable(name);
        let levels = name.split(['-', '—', '_', '/', '>', ':', '(', ')', '·', '\\']).filter(|l| !l.is_empty());
        let known: Vec<&KindMeaning> = levels.filter_map(|level| self.mapping.by_name(level)).collect();
        let fine = known.iter().rev().find(|meaning| matches!(meaning, KindMeaning::Kind(_)));
        fine.or(known.last()).map(|meaning| (*meaning).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Templates;

    fn kind(name: Option<&str>, code: Option<&str>) -> Option<Kind> {
        match Kinds::parse(Templates::built_in().get(FILE).unwrap()).unwrap().read(name, code) {
            Some(KindMeaning::Kind(kind)) => Some(kind),
            _ => None,
        }
    }

    #[test]
    fn vendors_number_differently() {
        for (name, code, expected) in [
            (Some("人员类项目"), None, Kind::PERSONNEL),
            (Some("人员经费"), Some("9"), Kind::PERSONNEL),
            (Some("公用经费项目"), None, Kind::OPERATION),
            (Some("运转类-公用经费"), None, Kind::OPERATION),
            (Some("运转类（其他运转类）"), None, Kind::OTHER_OPERATION),
            (Some("其他运转类项目"), Some("02"), Kind::OTHER_OPERATION),
            (Some("特定目标类"), Some("03"), Kind::SPECIFIC_GOAL),
            (Some("运转类"), Some("21"), Kind::OPERATION),
            (None, Some("1"), Kind::PERSONNEL),
            (None, Some("22"), Kind::OTHER_OPERATION),
            (None, Some("03"), Kind::OPERATION),
            (None, Some("31"), Kind::SPECIFIC_GOAL),
            (Some("对附属单位补助支出"), None, Kind::TO_SUBORDINATE),
        ] {
            assert_eq!(kind(name, code), Some(expected), "{name:?} {code:?}");
        }
        for (name, code) in
            [(Some("运转类项目"), None), (None, Some("2")), (Some("基本支出"), None), (Some("某某"), None)]
        {
            assert_eq!(kind(name, code), None, "{name:?} {code:?}");
        }
    }
}
