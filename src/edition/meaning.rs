//! What a column of anybody's table means, by the words over it.

use super::{HeaderWords, Vocabulary};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// 序号
    Sequence,
    /// A whole code.
    Code,
    /// 类, 款 or 项.
    Part,
    /// 科目名称, 项目
    Label,
    /// Money.
    Value,
    /// Money that is part of the column before it (其中).
    OfWhich,
    /// Changes, percentages, words, counts.
    Aside,
    /// Nobody knows.
    Unknown,
}

/// What the words over a column say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it holds.
    pub kind: ColumnKind,
    /// `prior` for the year before, `budget` where the actual figures stand beside it, else empty.
    pub group: String,
    /// The words that say what the money is for, from top to bottom, without years and measures.
    pub path: Vec<String>,
    /// Its key: that of the vocabulary, `total`, or empty.
    pub key: String,
    /// The family of the key.
    pub family: String,
}

impl Vocabulary {
    /// Whether a word stands in headers.
    pub fn in_header(&self, word: &str) -> bool {
        let (_, word) = dated(word);
        let header = &self.words.header;
        let lists = [&header.sequence, &header.code, &header.part, &header.label, &header.measure, &header.sum];
        let lists = lists.into_iter().chain([&header.group, &header.aside, &header.of_which, &header.export]);
        word.is_empty()
            || lists.into_iter().any(|list| is(list, word))
            || has(&header.rate, word)
            || self.words.column.iter().any(|column| column.fits(word))
    }

    /// What a column's words say; `year` is that of the table, `both` whether budget and actual stand side by side.
    pub fn meaning(&self, headers: &[String], year: Option<u16>, both: bool) -> Meaning {
        let header = &self.words.header;
        let mut group = String::new();
        let mut path: Vec<String> = Vec::new();
        let whole = headers.concat();
        for word in headers {
            let (said, bare) = dated(word);
            let earlier = said.is_some_and(|said| year.is_some_and(|year| said < year));
            let before = header.prior.iter().find_map(|prior| bare.strip_prefix(prior.as_str()));
            if before.or(earlier.then_some(bare)).is_some_and(|rest| is_measure(header, rest)) {
                "prior".clone_into(&mut group);
            }
            if both && is(&header.budget, bare) && group.is_empty() {
                "budget".clone_into(&mut group);
            }
            if !bare.is_empty() && !is(&header.measure, bare) && path.last().is_none_or(|last| last != bare) {
                path.push(bare.to_owned());
            }
        }
        let leaf = headers.last().map(|word| dated(word).1).unwrap_or_default();
        let kind = kind(header, leaf, &whole, &path);
        let (key, family) = self.key(&path, kind);
        Meaning { kind, group, path, key, family }
    }

    /// A meaning without the words that stand over all columns of its block, which tell nothing apart.
    pub fn apart(&self, meaning: &Meaning, common: usize) -> Meaning {
        let path: Vec<String> = meaning.path.iter().skip(common).cloned().collect();
        let (key, family) = self.key(&path, meaning.kind);
        Meaning { path, key, family, ..meaning.clone() }
    }

    /// The key by the deepest word that says something.
    fn key(&self, path: &[String], kind: ColumnKind) -> (String, String) {
        if !matches!(kind, ColumnKind::Value | ColumnKind::Unknown) {
            return Default::default();
        }
        let mut summed = false;
        for word in path.iter().rev() {
            if is(&self.words.header.sum, word) && !summed {
                summed = true;
                continue;
            }
            let found = self.words.column.iter().find(|column| column.fits(word));
            if let Some(found) = found.filter(|found| !summed || path.len() > 1 && is_narrow(&found.family)) {
                return (found.key.clone(), found.family.clone());
            }
            break;
        }
        let total = summed || path.is_empty();
        (if total { "total".to_owned() } else { String::new() }, String::new())
    }
}

/// Whether a word only says that figures stand below: 上年结转 is not one of the year before.
fn is_measure(header: &HeaderWords, word: &str) -> bool {
    word.is_empty() || is(&header.measure, word) || is(&header.sum, word) || is(&header.group, word)
}

/// Families whose group's own total bears the group's name: 公务用车购置及运行费{小计, …}, 基本支出{小计, 人员, 公用}.
fn is_narrow(family: &str) -> bool {
    matches!(family, "kind" | "three" | "three_total" | "income" | "fund")
}

fn kind(header: &HeaderWords, leaf: &str, whole: &str, path: &[String]) -> ColumnKind {
    if is(&header.sequence, leaf) {
        ColumnKind::Sequence
    } else if is(&header.code, leaf) {
        ColumnKind::Code
    } else if is(&header.part, leaf) {
        ColumnKind::Part
    } else if has(&header.rate, whole) || is(&header.aside, leaf) {
        ColumnKind::Aside
    } else if is(&header.label, leaf) {
        ColumnKind::Label
    } else if path.iter().any(|word| header.of_which.iter().any(|prefix| word.starts_with(prefix.as_str()))) {
        ColumnKind::OfWhich
    } else if leaf.is_empty() || path.len() < 2 && !is(&header.measure, leaf) && !is(&header.sum, leaf) {
        ColumnKind::Unknown
    } else {
        ColumnKind::Value
    }
}

/// The year that a word begins with, and the rest: `2025年预算数` → 2025, 预算数.
pub fn dated(word: &str) -> (Option<u16>, &str) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let year = word.get(..digits).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<u16>().ok());
    match year.filter(|year| (1990..2100).contains(year)) {
        Some(year) => {
            let rest = word[digits..].trim_start_matches(['年', '度']);
            (Some(year), rest)
        }
        None => (None, word),
    }
}

fn is(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| word.contains(known.as_str()))
}
