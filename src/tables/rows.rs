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

/// The codes of a block's rows, in order, and whether each is made of amounts of its own rather than of the codes below it.
pub(super) type Codes<'c> = BTreeMap<&'c str, bool>;

/// The rows of every block of a form, all of one length, and 序号 of each row.
pub(super) fn skeleton<'a>(form: &'a Form, classes: &[&[Class<'_>]]) -> (Vec<BlockRows<'a>>, Vec<u32>) {
    let mut all = Vec::with_capacity(form.blocks.len());
    for (block, classes) in form.blocks.iter().zip(classes) {
        all.push(match &block.classification {
            Some(classification) => codes(classification, (form, block), classes),
            None => Codes::new(),
        });
    }
    skeleton_of(form, &all)
}

/// The same by the codes of each block.
pub(super) fn skeleton_of<'a>(form: &'a Form, codes: &[Codes<'_>]) -> (Vec<BlockRows<'a>>, Vec<u32>) {
    let fixed: BTreeSet<u32> = form.blocks.iter().flat_map(|block| row_numbers(&block.rows)).collect();
    let mut numbers: Vec<u32> = fixed.into_iter().collect();
    let mut blocks = Vec::new();
    for (block, codes) in form.blocks.iter().zip(codes) {
        match &block.classification {
            Some(classification) => {
                let rows = classified(classification, codes);
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

/// The codes that amounts have, with those above them.
fn codes<'c>(
    classification: &'c ClassificationDef,
    block: (&Form, &BlockDef),
    classes: &'c [Class<'_>],
) -> Codes<'c> {
    let items =
        classes.iter().filter(|class| class.says).map(|class| &class.like).filter(|item| block_takes(block, item));
    with_parents(classification, items.filter_map(|item| code_of(classification.by, item)))
}

/// Codes with amounts of their own, and those above them.
pub(super) fn with_parents<'c>(classification: &'c ClassificationDef, own: impl Iterator<Item = &'c str>) -> Codes<'c> {
    let mut codes = Codes::new();
    for code in own {
        for parent in parents(code, &classification.levels) {
            codes.entry(parent).or_insert(false);
        }
        codes.insert(code, true);
    }
    codes
}

fn classified<'a>(classification: &'a ClassificationDef, codes: &Codes<'_>) -> Vec<BlockRow<'a>> {
    let levels = &classification.levels;
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
