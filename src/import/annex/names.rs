//! How columns and labels of the further exports are called: `templates/codes/annexes.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::label::comparable;
use super::super::names::HeaderWord;
use super::super::profile::ExportKind;
use crate::edition::TemplateError;
use crate::model::AssetKind;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/annexes.toml";

/// Names of columns and labels, by kind of export.
#[derive(Clone, Debug)]
pub(in crate::import) struct AnnexNames {
    kinds: BTreeMap<ExportKind, Fields>,
    assets: BTreeMap<String, AssetKind>,
}

type Written = BTreeMap<String, Vec<String>>;

/// The fields of one kind of export by their words.
#[derive(Clone, Debug)]
struct Fields {
    by_words: BTreeMap<String, String>,
    /// The first characters of all words, in order: most texts are told to be none of them by theirs.
    first: Vec<char>,
}

impl Fields {
    fn of(written: &Written) -> Fields {
        let named = written.iter().flat_map(|(field, names)| names.iter().map(move |name| (name, field)));
        let by_words: BTreeMap<String, String> =
            named.map(|(name, field)| (HeaderWord::read(name).words, field.clone())).collect();
        // The keys are in order, so those that begin alike are neighbours.
        let mut first: Vec<char> = by_words.keys().filter_map(|words| words.chars().next()).collect();
        first.dedup();
        Fields { by_words, first }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    goals: Written,
    purchases: Written,
    assets: Written,
    entities: Written,
    asset_kinds: BTreeMap<AssetKind, Vec<String>>,
}

impl AnnexNames {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file is no such table.
    pub fn parse(text: &str) -> Result<AnnexNames, TemplateError> {
        let file: File = toml::from_str(text).map_err(|error| TemplateError::from_toml(FILE, text, &error))?;
        let assets = file.asset_kinds.iter().flat_map(|(kind, names)| names.iter().map(move |name| (name, *kind)));
        Ok(AnnexNames {
            kinds: BTreeMap::from([
                (ExportKind::Goals, Fields::of(&file.goals)),
                (ExportKind::Purchases, Fields::of(&file.purchases)),
                (ExportKind::Assets, Fields::of(&file.assets)),
                (ExportKind::Entities, Fields::of(&file.entities)),
            ]),
            assets: assets.map(|(name, kind)| (comparable(name), kind)).collect(),
        })
    }

    /// The field that words stand for in an export of this kind.
    pub fn field(&self, kind: ExportKind, words: &str) -> Option<&str> {
        self.kinds.get(&kind)?.by_words.get(words).map(String::as_str)
    }

    /// Whether the words of any field of this kind begin so.
    pub fn begins(&self, kind: ExportKind, first: char) -> bool {
        self.kinds.get(&kind).is_some_and(|fields| fields.first.binary_search(&first).is_ok())
    }

    /// The kind of asset that an item names.
    pub fn asset(&self, item: &str) -> Option<AssetKind> {
        self.assets.get(&plain_item(item)).copied()
    }
}

/// An item without its number, 其中 and what stands in brackets: `1、房屋（平方米）` → `房屋`.
fn plain_item(item: &str) -> String {
    let words = comparable(item);
    let words = words.split_once('(').map_or(words.as_str(), |(before, _)| before);
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十、.(".contains(c));
    words.trim_start_matches("其中").trim_start_matches([':', '、']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Templates;

    #[test]
    fn assets_are_known_by_their_words() {
        let names = AnnexNames::parse(Templates::built_in().get(FILE).unwrap()).unwrap();
        for (item, kind) in [
            ("1、房屋（平方米）", Some(AssetKind::Buildings)),
            ("其中：办公用房（平方米）", Some(AssetKind::Offices)),
            ("2、车辆（台、辆）", Some(AssetKind::Vehicles)),
            ("3、单价在 20 万元以上的设备", Some(AssetKind::LargeEquipment)),
            ("4、其他固定资产", Some(AssetKind::Other)),
            ("无形资产", None),
        ] {
            assert_eq!(names.asset(item), kind, "{item}");
        }
        assert_eq!(names.field(ExportKind::Goals, "其中:财政资金"), Some("财政资金"));
    }
}
