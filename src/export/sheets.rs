//! Sheet names that Excel accepts: at most 31 UTF-16 units, none of `[]:*?/\`, no quote at either end, unique without
//! regard to case, not the reserved `History`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::text::{shortened, units};
use crate::disclosure::Disclosure;

const LONGEST: usize = 31;

/// The disclosure with sheet names that Excel accepts; the same one where they already are.
///
/// Formulas name sheets by `Table::sheet`, so the names are changed there and nowhere else.
pub(super) fn with_safe_names(disclosure: &Disclosure) -> Cow<'_, Disclosure> {
    let names = names(disclosure);
    if wanted(disclosure).zip(&names).all(|(wanted, name)| wanted == name) {
        return Cow::Borrowed(disclosure);
    }
    let mut renamed = disclosure.clone();
    let preface = &mut renamed.preface;
    let before = preface.cover.iter_mut().map(|cover| &mut cover.sheet);
    let before = before.chain(preface.contents.iter_mut().map(|contents| &mut contents.sheet));
    for (sheet, name) in before.chain(renamed.tables.iter_mut().map(|table| &mut table.sheet)).zip(names) {
        *sheet = name.into();
    }
    Cow::Owned(renamed)
}

/// The accepted name of each sheet: cover and contents where there are any, then the tables.
pub(super) fn names(disclosure: &Disclosure) -> Vec<String> {
    safe_names(wanted(disclosure))
}

/// The names that the sheets are to have.
fn wanted(disclosure: &Disclosure) -> impl Iterator<Item = &str> {
    let cover = disclosure.preface.cover.iter().map(|cover| &*cover.sheet);
    let contents = disclosure.preface.contents.iter().map(|contents| &*contents.sheet);
    cover.chain(contents).chain(disclosure.tables.iter().map(|table| &*table.sheet))
}

/// An accepted name for each of the wanted ones, in their order.
pub(super) fn safe_names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    wanted
        .enumerate()
        .map(|(index, name)| {
            let base = allowed(name, index);
            let name = (1..).map(|n| candidate(&base, n)).find(|c| taken.insert(c.to_lowercase()));
            name.unwrap_or_default()
        })
        .collect()
}

/// The name with look-alikes for what Excel forbids.
fn allowed(name: &str, index: usize) -> String {
    let mut text: String = name.chars().filter(|c| !c.is_control()).map(look_alike).collect();
    text = text.trim().to_owned();
    if text.starts_with('\'') {
        text.replace_range(..1, "’");
    }
    if text.ends_with('\'') {
        text.replace_range(text.len() - 1.., "’");
    }
    match text.to_lowercase().as_str() {
        "" => format!("表{}", index + 1),
        "history" => format!("{text}表"),
        _ => text,
    }
}

fn look_alike(c: char) -> char {
    match c {
        '[' => '［',
        ']' => '］',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '/' => '／',
        '\\' => '＼',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        other => other,
    }
}

/// The `n`th form of a name, counted from 1: itself, then with （2）, （3） …; shortened with … where too long.
fn candidate(base: &str, n: usize) -> String {
    let suffix = if n == 1 { String::new() } else { format!("（{n}）") };
    if units(base) + units(&suffix) <= LONGEST {
        return format!("{base}{suffix}");
    }
    format!("{}…{suffix}", shortened(base, LONGEST - 1 - units(&suffix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: &[&str]) -> Vec<String> {
        safe_names(wanted.iter().copied())
    }

    #[test]
    fn names_are_accepted_and_unique() {
        assert_eq!(
            names(&["1收支总表", "a/b:c", "A／B：C", "", "'x'", "History"]),
            ["1收支总表", "a／b：c", "A／B：C（2）", "表4", "’x’", "History表"]
        );
        let long = "部".repeat(40);
        let both = names(&[&long, &long]);
        assert_eq!(both[0], format!("{}…", "部".repeat(30)));
        assert_eq!(both[1], format!("{}…（2）", "部".repeat(27)));
        assert!(both.iter().all(|name| units(name) <= 31));
    }
}
