//! The department of a row before the row is read: by the same columns and rule as afterwards, from what its fields say.

use std::sync::Arc;

use super::super::grid::GridRow;
use crate::import::cell::codes::{Shape, split};
use crate::import::cell::label::is_sum;
use crate::import::columns::layout::{DimensionColumns, Layout};
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::profile::{DepartmentRule, Profile};

/// A row of which it is asked whose it is.
pub(super) trait Fields {
    /// A field as stored: equal ones say the same.
    fn stored(&self, column: u32) -> &[u8];
    /// A field as text, without what systems wrap around it; empty where it says nothing.
    fn text(&self, column: u32) -> String;
    /// Whether nothing is in it.
    fn is_blank(&self) -> bool;
    /// The whole of it.
    fn row(&self) -> GridRow;
}

/// Which columns say whose a row is.
pub(super) struct Keys {
    department: Option<Code>,
    entity: Option<Code>,
    rule: DepartmentRule,
    /// The columns of both.
    columns: Vec<u32>,
}

/// The columns of one code.
struct Code {
    code: Option<u32>,
    whole: Option<u32>,
    fill_down: bool,
}

/// Whose a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The department of this code.
    Department(Arc<str>),
    /// That of the row above, whose cell stands for this one too.
    Above,
    /// Nobody's.
    Nobody,
}

impl Code {
    fn of(columns: &DimensionColumns) -> Option<Code> {
        let (code, whole) = (columns.code, columns.whole.first().copied());
        (code.is_some() || whole.is_some()).then_some(Code { code, whole, fill_down: columns.fill_down })
    }
}

impl Keys {
    /// Those of a table; `None` where no column gives the code of a department or unit.
    pub(super) fn of(layout: &Layout, profile: &Profile) -> Option<Keys> {
        let department = layout.dimension(Dimension::Department).and_then(Code::of);
        let entity = layout.dimension(Dimension::Entity).and_then(Code::of);
        let columns: Vec<u32> =
            [&department, &entity].into_iter().flatten().flat_map(|code| [code.code, code.whole]).flatten().collect();
        (!columns.is_empty()).then_some(Keys { department, entity, rule: profile.department, columns })
    }

    /// The columns by which a row's department is told.
    pub(super) fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// What a row's department is told by: equal ones mean the same department.
    pub(super) fn stored<'r>(&self, fields: &'r impl Fields) -> impl Iterator<Item = &'r [u8]> {
        self.columns.iter().map(|column| fields.stored(*column))
    }

    /// Whose a row is.
    pub(super) fn whose(&self, fields: &impl Fields) -> Whose {
        if let Some(code) = self.department.as_ref().and_then(|columns| code(columns, fields)) {
            return Whose::Department(code.into());
        }
        if let Some(code) = self.entity.as_ref().and_then(|columns| code(columns, fields)) {
            return Whose::Department(self.rule.of_unit(&code).into());
        }
        let fills = [&self.department, &self.entity].into_iter().flatten().any(|columns| columns.fill_down);
        let is_sum_row = || fields.row().cells.iter().any(|(_, cell)| is_sum(&cell.text));
        if fills && !is_sum_row() { Whose::Above } else { Whose::Nobody }
    }
}

fn code(columns: &Code, fields: &impl Fields) -> Option<String> {
    let filled = |column: Option<u32>| {
        let text = fields.text(column?);
        (!text.is_empty() && !is_sum(&text)).then_some(text)
    };
    let own = filled(columns.code).and_then(|text| {
        let parts = split(&text, Shape::Digits);
        parts.code.or(parts.name)
    });
    own.or_else(|| split(&filled(columns.whole)?, Shape::Digits).code)
}
