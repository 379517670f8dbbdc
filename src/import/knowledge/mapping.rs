//! From the words and codes of a classification to what they mean, by tables that are data.

use std::collections::BTreeMap;

use crate::import::cell::label::comparable;

/// A table of names and code prefixes.
#[derive(Clone, Debug)]
pub struct Mapping<T> {
    names: BTreeMap<String, T>,
    stripped: BTreeMap<String, T>,
    codes: BTreeMap<String, (T, Prefix)>,
    tails: Vec<String>,
}

/// How a code of the table is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// The code and all that begin with it.
    Open,
    /// This code only.
    Exact,
}

impl<T: Clone + PartialEq> Mapping<T> {
    /// An empty table whose names are also compared without these endings.
    pub fn new(tails: &[String]) -> Mapping<T> {
        let mut tails: Vec<String> = tails.iter().map(|t| comparable(t)).filter(|t| !t.is_empty()).collect();
        tails.sort_by_key(|t| std::cmp::Reverse(t.len()));
        Mapping { names: BTreeMap::new(), stripped: BTreeMap::new(), codes: BTreeMap::new(), tails }
    }

    /// Adds a name. `false` where it stands for something else already.
    pub fn add_name(&mut self, name: &str, meaning: &T) -> bool {
        let name = comparable(name);
        let short = self.without_tails(&name);
        let fresh = self.names.insert(name, meaning.clone()).is_none_or(|old| old == *meaning);
        self.stripped.entry(short).or_insert_with(|| meaning.clone());
        fresh
    }

    /// Adds a code. `false` where it stands for something else already.
    pub fn add_code(&mut self, code: &str, meaning: &T, prefix: Prefix) -> bool {
        self.codes.insert(comparable(code), (meaning.clone(), prefix)).is_none_or(|(old, _)| old == *meaning)
    }

    /// What a name means: as it is, else without its endings.
    pub fn by_name(&self, name: &str) -> Option<&T> {
        let name = comparable(name);
        self.names.get(&name).or_else(|| self.stripped.get(&self.without_tails(&name)))
    }

    /// What a code means: the longest code of the table that it begins with.
    pub fn by_code(&self, code: &str) -> Option<&T> {
        let code = comparable(code);
        (1..=code.len()).rev().filter_map(|length| code.get(..length)).find_map(|start| match self.codes.get(start) {
            Some((meaning, Prefix::Open)) => Some(meaning),
            Some((meaning, Prefix::Exact)) if start == code => Some(meaning),
            _ => None,
        })
    }

    /// The name without any of the endings, as often as they occur; never empty.
    fn without_tails(&self, name: &str) -> String {
        let mut rest = name;
        while let Some(shorter) =
            self.tails.iter().find_map(|tail| rest.strip_suffix(tail.as_str())).filter(|shorter| !shorter.is_empty())
        {
            rest = shorter;
        }
        rest.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_endings_and_codes_their_tails() {
        let mut mapping = Mapping::new(&["收入".to_owned(), "拨款".to_owned()]);
        assert!(mapping.add_name("一般公共预算", &1));
        assert!(mapping.add_name("拨款收入", &2));
        assert!(!mapping.add_name("拨款收入", &3));
        assert!(mapping.add_code("11", &1, Prefix::Open));
        assert!(mapping.add_code("1", &9, Prefix::Exact));
        assert_eq!(mapping.by_name("一般公共预算 拨款收入"), Some(&1));
        assert_eq!(mapping.by_name("别的"), None);
        assert_eq!(mapping.by_code("11101"), Some(&1));
        assert_eq!(mapping.by_code("1"), Some(&9));
        assert_eq!(mapping.by_code("15"), None);
        assert_eq!(mapping.by_code("编码"), None);
    }
}
