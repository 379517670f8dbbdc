//! One tree laid over another: what the upper states holds, the rest is taken over.
//!
//! Sections are merged key by key, lists of sections by the key of their items; values, lists of words and `{ … }` are
//! replaced whole. `remove` takes items or keys away, `after` says behind which an item stands.

use super::tree::{Leaf, Node, Section};
use crate::edition::TemplateError;

/// Keys that only speak about merging.
const ABOUT: [&str; 3] = ["remove", "after", "extends"];

/// The upper section laid over the lower.
pub(super) fn over(mut lower: Section, upper: Section) -> Result<Section, TemplateError> {
    if let Some(leaf) = upper.leaf("remove") {
        remove(&mut lower, leaf)?;
    }
    lower.place = upper.place;
    for (key, node) in upper.keys {
        if ABOUT.contains(&key.as_str()) {
            continue;
        }
        let merged = match (lower.keys.remove(&key), node) {
            (Some(Node::Section(below)), Node::Section(above)) => Node::Section(over(below, above)?),
            (Some(Node::Items(below)), Node::Items(above)) => Node::Items(items(below, above)?),
            (_, node) => without_order(node),
        };
        lower.keys.insert(key, merged);
    }
    Ok(lower)
}

/// A tree that is laid over nothing.
pub(super) fn alone(mut tree: Section) -> Section {
    tree.keys.remove("extends");
    tree
}

/// The items of a list that is new: `after` between them has been heeded by their order.
fn without_order(node: Node) -> Node {
    let Node::Items(mut items) = node else { return node };
    for item in &mut items {
        item.keys.remove("after");
    }
    Node::Items(items)
}

/// Takes away what `remove` names: items of the section's lists, or keys of its own.
fn remove(section: &mut Section, leaf: &Leaf) -> Result<(), TemplateError> {
    let wrong = || leaf.error("remove 应是方括号里的名称，如 remove = [\"special\", \"number_label\"]");
    let names: Vec<String> = leaf.read().ok_or_else(wrong)?;
    for name in names {
        if section.keys.remove(&name).is_some() {
            continue;
        }
        let (list, item) = name.split_once('.').map_or((None, name.as_str()), |(list, item)| (Some(list), item));
        // A column and a block may have one key: the column is meant where nothing is said.
        let mut lists: Vec<(&String, &mut Node)> = section.keys.iter_mut().collect();
        lists.retain(|(key, _)| list.is_none_or(|list| list == key.as_str()));
        lists.sort_by_key(|(key, _)| key.as_str() != "column");
        let mut found = false;
        for (_, node) in lists {
            let Node::Items(items) = node else { continue };
            let before = items.len();
            items.retain(|known| found || known.identity().as_deref() != Some(item));
            found |= items.len() < before;
            if found {
                break;
            }
        }
        if !found {
            return Err(leaf.error(format!("remove 里的“{name}”在沿用的内容里没有")));
        }
    }
    Ok(())
}

/// The items of the upper list laid over those of the lower: known ones are merged, new ones stand at the end, or where
/// `after` says. A list whose items cannot be told apart is replaced.
fn items(mut lower: Vec<Section>, upper: Vec<Section>) -> Result<Vec<Section>, TemplateError> {
    if upper.iter().chain(&lower).any(|item| item.identity().is_none()) {
        return Ok(upper);
    }
    for item in upper {
        let identity = item.identity().unwrap_or_default();
        let known = lower.iter().position(|known| known.identity().as_deref() == Some(identity.as_str()));
        let order = item.leaf("after").cloned();
        let merged = match known {
            Some(at) => over(lower.remove(at), item)?,
            None => {
                let mut fresh = item;
                fresh.keys.remove("after");
                fresh
            }
        };
        let place = match (&order, known) {
            (None, Some(at)) => at,
            (None, None) => lower.len(),
            (Some(leaf), _) => behind(&lower, leaf)?,
        };
        lower.insert(place.min(lower.len()), merged);
    }
    Ok(lower)
}

/// The place behind the item that `after` names; `after = ""` is the first place.
fn behind(items: &[Section], leaf: &Leaf) -> Result<usize, TemplateError> {
    let name: String = leaf.read().ok_or_else(|| leaf.error("after 应是引号里的 key，如 after = \"total\""))?;
    if name.is_empty() {
        return Ok(0);
    }
    let at = items.iter().position(|item| item.identity().as_deref() == Some(name.as_str()));
    at.map(|at| at + 1).ok_or_else(|| leaf.error(format!("after 说的“{name}”前面没有")))
}
