//! How columns and labels of the further exports are called: `templates/codes/annexes.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::edition::TemplateError;
use crate::import::cell::label::comparable;
use crate::import::knowledge::field_names::HeaderWord;
use crate::import::knowledge::profile::ExportKind;
use crate::model::AssetKind;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/annexes.toml";

/// Names of columns and labels, by kind of export.
#[derive(Clone, Debug)]
pub(in crate::import) struct AnnexNames {
    kinds: BTreeMap<ExportKind, Fields>,
    assets: BTreeMap<String, AssetKind>,
    purchase_groups: Vec<String>,
    telling: Vec<(ExportKind, Telling)>,
}

/// By what a list is known whose columns have other names than the usual ones.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Telling {
    /// All of these fields are there.
    fields: Vec<String>,
    /// A header holds this word.
    word: String,
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
    purchase_groups: Vec<String>,
    telling: BTreeMap<ExportKind, Telling>,
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
            purchase_groups: file.purchase_groups.iter().map(|name| comparable(name)).collect(),
            telling: file.telling.into_iter().collect(),
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

    /// The kind of export that these headers make a list, in comparable form.
    pub fn told_by(&self, headers: &[String]) -> Option<ExportKind> {
        let fits = |(kind, telling): &&(ExportKind, Telling)| {
            let named = |field: &&String| headers.iter().find(|words| self.field(*kind, words) == Some(field.as_str()));
            let found: Vec<&String> = telling.fields.iter().filter_map(|field| named(&field)).collect();
            found.len() == telling.fields.len() && headers.iter().any(|words| words.contains(&telling.word))
        };
        self.telling.iter().find(fits).map(|(kind, _)| *kind)
    }

    /// The names of columns that tell such lists from others.
    pub fn telling_words(&self) -> impl Iterator<Item = &String> {
        let words = self.telling.iter().filter_map(|(kind, telling)| Some((self.kinds.get(kind)?, telling)));
        words.flat_map(|(names, telling)| names.by_words.keys().filter(|words| words.contains(&telling.word)))
    }

    /// Whether an item of a purchase is only the name of a group: `一、货物类`, `服务`.
    pub fn is_purchase_group(&self, item: &str) -> bool {
        let plain = plain_item(item);
        self.purchase_groups.iter().any(|group| plain.strip_suffix('类').unwrap_or(&plain) == group)
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
    fn assets_and_groups_are_known_by_their_words() {
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
        for (item, group) in [("一、货物类", true), ("服务", true), ("工程小计", false), ("服务器", false)]
        {
            assert_eq!(names.is_purchase_group(item), group, "{item}");
        }
        assert_eq!(names.field(ExportKind::Goals, "其中:财政资金"), Some("财政资金"));
    }
}
