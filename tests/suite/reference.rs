//! The page about writing editions names every key that the program knows.

use gongkai::edition::{BlockDef, ColumnDef, Form, Head, RowDef, Select};

/// The keys of a type, as the TOML reader lists them when it meets one that it does not know.
fn keys<T: serde::de::DeserializeOwned>() -> Vec<String> {
    let error = toml::from_str::<T>("\"?\" = 1").err().expect("no type has a key `?`").to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_is_in_the_reference() {
    let page = include_str!("../../docs/forms.md");
    let all =
        [keys::<Head>(), keys::<Form>(), keys::<ColumnDef>(), keys::<BlockDef>(), keys::<RowDef>(), keys::<Select>()];
    let known: Vec<String> = all.concat();
    assert!(known.len() > 60, "the keys were not found: {known:?}");
    let named = |key: &String| {
        let sections = ["column", "block", "row", "tail", "classification", "charts", "look", "rounding"];
        page.contains(&format!("`{key}`")) || sections.contains(&key.as_str())
    };
    let missing: Vec<&String> = known.iter().filter(|key| !named(key)).collect();
    assert!(missing.is_empty(), "not in docs/forms.md: {missing:?}");
}
