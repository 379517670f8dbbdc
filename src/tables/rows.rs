//! The rows of a form before any figure stands in them.

use std::collections::{BTreeMap, BTreeSet};

use super::aggregate::row_takes;
use super::item::Item;
use super::pool::{Class, block_takes, left_over, takes};
use crate::edition::{BlockDef, Classification, ClassificationDef, Form, RowDef, TotalPlace, row_numbers};

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
    /// 序号 of a fixed row, by which formulas name it.
    pub number: Option<u32>,
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
    skeleton_of(form, &all, &|at, row| {
        let (Some(block), Some(classes)) = (form.blocks.get(at), classes.get(at)) else { return true };
        let mut says = classes.iter().filter(|class| class.says);
        says.any(|class| {
            let item = &class.like;
            takes(&block.select, item)
                && row_takes(row, block, item)
                && !left_over(item, [Some(&block.select), None, None])
        })
    })
}

/// The same by the codes of each block. The form is as long as its longest block; the tails of all blocks stand below that,
/// side by side. `holds` says whether a row of a block by index holds anything, for those that are printed only then.
pub(super) fn skeleton_of<'a>(
    form: &'a Form,
    codes: &[Codes<'_>],
    holds: &dyn Fn(usize, &BlockRow<'_>) -> bool,
) -> (Vec<BlockRows<'a>>, Vec<u32>) {
    let fixed = numbers(form.blocks.iter().map(|block| block.rows.as_slice()));
    let tails = numbers(form.blocks.iter().map(|block| block.tails.as_slice()));
    let bodies: Vec<BlockRows<'_>> = form
        .blocks
        .iter()
        .zip(codes)
        .enumerate()
        .map(|(at, (block, codes))| match &block.classification {
            Some(classification) => classified(classification, codes).into_iter().map(Some).collect(),
            None => present(fixed_rows(&block.rows, &fixed), &|row| holds(at, row)),
        })
        .collect();
    let longest = bodies.iter().map(Vec::len).max().unwrap_or(0);
    let whole = |(block, mut body): (&'a BlockDef, BlockRows<'a>)| {
        body.resize_with(longest, || None);
        body.extend(fixed_rows(&block.tails, &tails));
        body
    };
    let blocks: Vec<BlockRows<'_>> = form.blocks.iter().zip(bodies).map(whole).collect();
    let counted = form.blocks.iter().any(|block| block.classification.is_some()) || !tails.is_empty();
    let counted = counted || longest < fixed.len();
    let numbers = if counted { (1..).take(longest + tails.len()).collect() } else { fixed };
    (blocks, numbers)
}

/// 序号 that any of the blocks has a row at, in order.
fn numbers<'a>(blocks: impl Iterator<Item = &'a [RowDef]>) -> Vec<u32> {
    let numbers: BTreeSet<u32> = blocks.flat_map(row_numbers).collect();
    numbers.into_iter().collect()
}

/// The rows without those that are printed only where they hold something, and hold nothing.
fn present<'a>(mut rows: BlockRows<'a>, holds: &dyn Fn(&BlockRow<'_>) -> bool) -> BlockRows<'a> {
    rows.retain(|row| match row {
        Some(row) => !matches!(row.kind, RowKind::Fixed(def) if def.optional) || holds(row),
        None => true,
    });
    // Places that only another block has rows at do not make the form longer than that block is now.
    let end = rows.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    rows.truncate(end);
    rows
}

fn fixed_rows<'a>(defs: &'a [RowDef], numbers: &[u32]) -> BlockRows<'a> {
    let mut rows: BlockRows<'_> = numbers.iter().map(|_| None).collect();
    for (row, number) in defs.iter().zip(row_numbers(defs)) {
        if let Ok(at) = numbers.binary_search(&number) {
            let key = row.key().unwrap_or_default().to_owned();
            rows[at] = Some(BlockRow { kind: RowKind::Fixed(row), key, level: row.level, number: Some(number) });
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
fn codes<'c>(classification: &'c ClassificationDef, block: (&Form, &BlockDef), classes: &'c [Class<'_>]) -> Codes<'c> {
    let items =
        classes.iter().filter(|class| class.says).map(|class| &class.like).filter(|item| block_takes(block, item));
    with_parents(classification, items.filter_map(|item| code_of(classification.by, item)))
}

/// Codes with amounts of their own, and those above them.
pub(super) fn with_parents<'c>(classification: &'c ClassificationDef, own: impl Iterator<Item = &'c str>) -> Codes<'c> {
    let mut codes = Codes::new();
    let deepest = classification.levels.iter().copied().max().unwrap_or(0);
    for code in own {
        // What the form does not show is in the deepest code that it shows.
        let code = code.get(..deepest).unwrap_or(code);
        for parent in parents(code, &classification.levels) {
            codes.entry(parent).or_insert(false);
        }
        codes.insert(code, true);
    }
    codes
}

fn classified<'a>(classification: &'a ClassificationDef, codes: &Codes<'_>) -> Vec<BlockRow<'a>> {
    let levels = &classification.levels;
    let total = classification.total.as_ref().filter(|_| !codes.is_empty() || classification.keep_total_when_empty);
    let above = total.is_some_and(|total| total.at == TotalPlace::Top);
    let rows: Vec<&str> = codes.keys().copied().collect();
    let coded = rows.iter().enumerate().map(|(index, &code)| {
        // A code that has lines of its own is made of lines, its children's among them: nothing may be left out.
        let own = if codes[code] { Vec::new() } else { children(index, &rows, levels) };
        let children = own.into_iter().map(|row| row + usize::from(above)).collect();
        let level = u8::try_from(parents(code, levels).count()).unwrap_or(0);
        BlockRow { kind: RowKind::Code { code: code.to_owned(), children }, key: code.to_owned(), level, number: None }
    });
    let mut all: Vec<BlockRow<'_>> = coded.collect();
    if total.is_some() {
        let total = BlockRow { kind: RowKind::Total, key: "total".to_owned(), level: 0, number: None };
        all.insert(if above { 0 } else { all.len() }, total);
    }
    all
}

/// Indices of the codes right below that at `index` of `codes`, which are in order.
fn children(index: usize, codes: &[&str], levels: &[usize]) -> Vec<usize> {
    let code = codes[index];
    let longer = codes.iter().enumerate().skip(index + 1).take_while(|(_, other)| other.starts_with(code));
    longer.filter(|(_, other)| parents(other, levels).last() == Some(code)).map(|(index, _)| index).collect()
}
