//! The rows of a form before any figure stands in them.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Item;
use super::pool::{Class, block_takes};
use crate::edition::{BlockDef, Classification, ClassificationDef, Form, RowDef, row_numbers};

/// What a row of a block is.
#[derive(Clone, Debug)]
pub(super) enum RowKind<'a> {
    /// A fixed row.
    Fixed(&'a RowDef),
    /// The total above a classification.
    Total,
    /// A code of a classification with the rows of the codes right below it.
    Code {
        /// The code itself.
        code: String,
        children: Vec<usize>,
    },
}

/// A row of a block: what it is, its key and the depth of its label.
#[derive(Clone, Debug)]
pub(super) struct BlockRow<'a> {
    pub kind: RowKind<'a>,
    pub key: String,
    pub level: u8,
}

/// The rows of one block, by index of the form's row; `None` where the block has nothing there.
pub(super) type BlockRows<'a> = Vec<Option<BlockRow<'a>>>;

/// The rows of every block of a form, all of one length, and 序号 of each row.
pub(super) fn skeleton<'a>(form: &'a Form, classes: &[&[Class<'_>]]) -> (Vec<BlockRows<'a>>, Vec<u32>) {
    let fixed: BTreeSet<u32> = form.blocks.iter().flat_map(|block| row_numbers(&block.rows)).collect();
    let mut numbers: Vec<u32> = fixed.into_iter().collect();
    let mut blocks = Vec::new();
    for (block, classes) in form.blocks.iter().zip(classes) {
        match &block.classification {
            Some(classification) => {
                let rows = classified(classification, (form, block), classes);
                numbers = (1..).take(rows.len()).collect();
                blocks.push(rows.into_iter().map(Some).collect());
            }
            None => blocks.push(fixed_rows(block, &numbers)),
        }
    }
    (blocks, numbers)
}

fn fixed_rows<'a>(block: &'a BlockDef, numbers: &[u32]) -> BlockRows<'a> {
    let mut rows: BlockRows<'_> = numbers.iter().map(|_| None).collect();
    for (row, number) in block.rows.iter().zip(row_numbers(&block.rows)) {
        if let Ok(at) = numbers.binary_search(&number) {
            let key = row.key().unwrap_or_default().to_owned();
            rows[at] = Some(BlockRow { kind: RowKind::Fixed(row), key, level: row.level });
        }
    }
    rows
}

/// The code of an amount in a classification.
pub(super) fn code_of<'a>(by: Classification, item: &Item<'a>) -> Option<&'a str> {
    match by {
        Classification::Function => item.function,
        Classification::Economic => item.economic,
    }
    .map(|coded| &*coded.code)
}

/// The code's parents, from 类 down, without the code itself.
pub(super) fn parents<'c>(code: &'c str, levels: &'c [usize]) -> impl Iterator<Item = &'c str> {
    levels.iter().filter(move |&&length| length < code.len()).filter_map(move |&length| code.get(..length))
}

fn classified<'a>(
    classification: &'a ClassificationDef,
    block: (&Form, &BlockDef),
    classes: &[Class<'_>],
) -> Vec<BlockRow<'a>> {
    let levels = &classification.levels;
    let mut codes: BTreeMap<&str, bool> = BTreeMap::new();
    let items =
        classes.iter().filter(|class| class.says).map(|class| &class.like).filter(|item| block_takes(block, item));
    for code in items.filter_map(|item| code_of(classification.by, item)) {
        for parent in parents(code, levels) {
            codes.entry(parent).or_insert(false);
        }
        codes.insert(code, true);
    }
    if codes.is_empty() {
        return Vec::new();
    }
    let rows: Vec<&str> = codes.keys().copied().collect();
    let total = BlockRow { kind: RowKind::Total, key: "total".to_owned(), level: 0 };
    let coded = rows.iter().enumerate().map(|(index, &code)| {
        // A code that has lines of its own is made of lines, its children's among them: nothing may be left out.
        let children = if codes[code] { Vec::new() } else { children(index, &rows, levels) };
        let level = u8::try_from(parents(code, levels).count()).unwrap_or(0);
        BlockRow { kind: RowKind::Code { code: code.to_owned(), children }, key: code.to_owned(), level }
    });
    std::iter::once(total).chain(coded).collect()
}

/// Row indices of the codes right below that at `index` of `codes`, which are in order; the total stands in row 0.
fn children(index: usize, codes: &[&str], levels: &[usize]) -> Vec<usize> {
    let code = codes[index];
    let longer = codes.iter().enumerate().skip(index + 1).take_while(|(_, other)| other.starts_with(code));
    longer.filter(|(_, other)| parents(other, levels).last() == Some(code)).map(|(index, _)| index + 1).collect()
}
