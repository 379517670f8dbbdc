//! The department of a row before the row is read: by the same columns and rule as afterwards, from the bytes of its cells.

use std::sync::Arc;

use csv::ByteRecord;
use encoding_rs::Encoding;

use super::super::codes::{Shape, split};
use super::super::field::Dimension;
use super::super::label::{is_sum, trimmed};
use super::super::layout::{DimensionColumns, Layout};
use super::super::profile::{DepartmentRule, Profile};

/// Which columns say whose a row is.
pub(super) struct Keys {
    encoding: &'static Encoding,
    department: Option<Code>,
    entity: Option<Code>,
    rule: DepartmentRule,
    /// The columns of both.
    columns: Vec<usize>,
}

/// The columns of one code.
struct Code {
    code: Option<usize>,
    whole: Option<usize>,
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
        let column = |col: Option<u32>| col.and_then(|col| usize::try_from(col).ok());
        let (code, whole) = (column(columns.code), column(columns.whole.first().copied()));
        (code.is_some() || whole.is_some()).then_some(Code { code, whole, fill_down: columns.fill_down })
    }
}

impl Keys {
    /// Those of a table; `None` where no column gives the code of a department or unit.
    pub(super) fn of(layout: &Layout, profile: &Profile, encoding: &'static Encoding) -> Option<Keys> {
        let department = layout.dimension(Dimension::Department).and_then(Code::of);
        let entity = layout.dimension(Dimension::Entity).and_then(Code::of);
        let columns: Vec<usize> =
            [&department, &entity].into_iter().flatten().flat_map(|code| [code.code, code.whole]).flatten().collect();
        (!columns.is_empty()).then_some(Keys { encoding, department, entity, rule: profile.department, columns })
    }

    /// The bytes by which a row's department is told: equal ones mean the same department.
    pub(super) fn bytes<'r>(&self, record: &'r ByteRecord) -> impl Iterator<Item = &'r [u8]> {
        self.columns.iter().map(|at| record.get(*at).unwrap_or_default())
    }

    /// Whose a row is.
    pub(super) fn whose(&self, record: &ByteRecord) -> Whose {
        if let Some(code) = self.department.as_ref().and_then(|columns| self.code(columns, record)) {
            return Whose::Department(code.into());
        }
        if let Some(code) = self.entity.as_ref().and_then(|columns| self.code(columns, record)) {
            return Whose::Department(self.rule.of_unit(&code).into());
        }
        let fills = [&self.department, &self.entity].into_iter().flatten().any(|columns| columns.fill_down);
        let is_sum_row = || record.iter().any(|field| is_sum(&self.text(field)));
        if fills && !is_sum_row() { Whose::Above } else { Whose::Nobody }
    }

    fn code(&self, columns: &Code, record: &ByteRecord) -> Option<String> {
        let text = |col: Option<usize>| col.and_then(|col| record.get(col)).map(|field| self.text(field));
        let filled = |col| text(col).filter(|text| !text.is_empty() && !is_sum(text));
        let own = filled(columns.code).and_then(|text| {
            let parts = split(&text, Shape::Digits);
            parts.code.or(parts.name)
        });
        own.or_else(|| split(&filled(columns.whole)?, Shape::Digits).code)
    }

    /// A field as text, without what systems wrap around it.
    pub(super) fn text(&self, field: &[u8]) -> String {
        let text = self.encoding.decode_without_bom_handling(field).0;
        trimmed(super::super::container::unwrapped(&text)).to_owned()
    }
}
