//! The edition's articulations between figures, as cells, so that they too close as printed.
//!
//! The check room reads the same articulations in its own way: it judges what is done here.

use std::collections::BTreeSet;

use crate::disclosure::{At, Disclosure, Sign};
use crate::edition::{Edition, Equality, Reference, Relation};

/// An equality of figures whose condition is met.
#[derive(Clone, Debug)]
pub(super) struct Articulation<'a> {
    /// The edition's words for it.
    pub equality: &'a Equality,
    /// Left, then the right with signs reversed: what should come to nothing.
    pub cells: Vec<(Sign, At)>,
}

/// Every equality of the edition that applies to these figures, one for each row where it speaks of all.
pub(super) fn articulations<'a>(edition: &'a Edition, disclosure: &Disclosure) -> Vec<Articulation<'a>> {
    let equal = edition.equalities.iter().filter(|equality| equality.relation == Relation::Equal);
    equal.filter_map(|equality| of_equality(equality, edition, disclosure)).flatten().collect()
}

fn of_equality<'a>(
    equality: &'a Equality,
    edition: &Edition,
    disclosure: &Disclosure,
) -> Option<Vec<Articulation<'a>>> {
    let read = |text: &String| Reference::parse(text).ok();
    let conditions = equality.when_zero.iter().map(|text| read(text.get_ref())).collect::<Option<Vec<_>>>()?;
    let value = |at: At| disclosure.cell(at).and_then(crate::disclosure::Cell::amount).unwrap_or_default();
    let met = |reference: &Reference| find(reference, &reference.row, disclosure).is_none_or(|at| value(at).is_zero());
    if !conditions.iter().all(met) {
        return None;
    }
    let left = read(equality.left.get_ref())?;
    let right = equality.right.iter().map(|text| read(text.get_ref())).collect::<Option<Vec<_>>>()?;
    let rows = rows(&left, &right, edition, disclosure);
    let articulation = |row: &String| {
        let place = |reference: &Reference| {
            let row = if reference.row == "*" { row } else { &reference.row };
            find(reference, row, disclosure)
        };
        let right = right.iter().filter_map(|reference| place(reference).map(|at| (reference.sign.reversed(), at)));
        Articulation { equality, cells: place(&left).map(|at| (Sign::Plus, at)).into_iter().chain(right).collect() }
    };
    Some(rows.iter().map(articulation).collect())
}

/// The cell that a reference means; `None` where the table has no such row, which counts as nothing.
fn find(reference: &Reference, row: &str, disclosure: &Disclosure) -> Option<At> {
    let table = disclosure.tables.iter().position(|table| table.role == reference.form)?;
    let filled = &disclosure.tables[table];
    let col = filled.column(&reference.column)?;
    let block = filled.columns[col].block?;
    let row = filled.rows.iter().position(|own| own.keys.get(block).is_some_and(|key| key.as_deref() == Some(row)))?;
    Some(At { table, row, col })
}

/// The rows that a reference to all means: every code of the tables, down to where one that has fixed rows ends.
fn rows(left: &Reference, right: &[Reference], edition: &Edition, disclosure: &Disclosure) -> Vec<String> {
    if left.row != "*" {
        return vec![left.row.clone()];
    }
    let mut codes = BTreeSet::new();
    let mut longest = usize::MAX;
    for reference in std::iter::once(left).chain(right).filter(|reference| reference.row == "*") {
        let rows = disclosure.table(&reference.form).map_or(&[][..], |table| &table.rows);
        let keys = rows.iter().flat_map(|row| row.keys.iter().flatten());
        let own: Vec<&String> = keys.filter(|key| key.bytes().all(|byte| byte.is_ascii_digit())).collect();
        let form = edition.forms.iter().find(|form| form.role == reference.form);
        if form.is_some_and(|form| form.blocks.iter().all(|block| block.classification.is_none())) {
            longest = longest.min(own.iter().map(|key| key.len()).max().unwrap_or(0));
        }
        codes.extend(own.into_iter().cloned());
    }
    codes.into_iter().filter(|code| code.len() <= longest).collect()
}
