//! Units with their properties from a list.

use std::sync::Arc;

use super::list::List;
use super::{Annexed, Loose};
use crate::import::cell::label::is_sum;
use crate::model::Entity;

/// Reads a list of units.
pub(super) fn read(list: List<'_>) -> Annexed {
    let mut annexed = Annexed { fields: list.fields(), ..Annexed::default() };
    let optional = |words: String| Some(words).filter(|words| !words.is_empty()).map(Arc::from);
    for &at in list.body {
        let Some(entity) = list.entity(at) else {
            annexed.aside.insert(at, "没有单位".to_owned());
            continue;
        };
        if entity.name.as_deref().is_some_and(is_sum) {
            annexed.aside.insert(at, "合计行".to_owned());
            continue;
        }
        let record = Entity {
            code: Arc::clone(&entity.code),
            name: entity.name.clone(),
            nature: optional(list.words(at, "单位性质")),
            rank: optional(list.words(at, "单位规格")),
            funding: optional(list.words(at, "经费保障形式")),
            origin: Some(list.cells.place(at, list.col("单位名称"))),
        };
        annexed.entities.push(Loose { record, entity: Some(entity), year: list.year_of(at), rows: vec![at] });
        annexed.used.push(at);
    }
    annexed
}
