//! What the sheets share: their list, texts, formats, calendar.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::records::{Data, Records};
use crate::import::container::number_format::Style;
use crate::import::container::package::{Package, megabytes};
use crate::import::container::relations::{Relation, main_part, relations};
use crate::import::container::sheet::{SHARED, too_large};
use crate::import::container::stored::Epoch;
use crate::import::container::{Source, Stop};

/// BrtBeginBook, BrtEndBook
const BOOK: (u16, u16) = (131, 132);
/// BrtBeginSst, BrtEndSst
const TEXTS: (u16, u16) = (159, 160);
/// BrtBeginStyleSheet, BrtEndStyleSheet
const STYLES: (u16, u16) = (278, 279);

/// A workbook without its cells.
pub(super) struct Book {
    /// Where days are counted from.
    pub epoch: Epoch,
    /// The sheets in order.
    pub sheets: Vec<Entry>,
    /// The shared strings.
    pub strings: Vec<Arc<str>>,
    /// For every cell style, what it makes of a cell.
    pub styles: Vec<Style>,
}

/// A sheet in the list.
pub(super) struct Entry {
    /// Its name.
    pub name: Arc<str>,
    /// Its part in the package.
    pub part: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// What it is, where it is no worksheet.
    pub skipped: Option<&'static str>,
}

impl Book {
    /// Reads the workbook part and what it refers to.
    ///
    /// # Errors
    /// One of the parts is broken, or a limit is reached.
    pub fn read(source: Source<'_>, package: &mut Package<'_>) -> Result<Book, Stop> {
        let depth = source.limits.depth;
        let main = main_part(package, depth)?.unwrap_or_else(|| "xl/workbook.bin".to_owned());
        let relations = relations(package, &main, depth)?;
        if package.find(&main).is_none() {
            return Err(Stop::Broken("里面没有工作簿".to_owned()));
        }
        let mut book = Book { epoch: Epoch::Of1900, sheets: Vec::new(), strings: Vec::new(), styles: Vec::new() };
        each(package, (&main, BOOK), |kind, data| {
            book.take(kind, data, &relations);
            Ok(())
        })?;
        let target = |kind| relations.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone());
        if let Some(part) = target("sharedStrings") {
            book.strings = strings(source, package, &part)?;
        }
        if let Some(part) = target("styles") {
            book.styles = styles(package, &part)?;
        }
        Ok(book)
    }

    fn take(&mut self, kind: u16, mut data: Data<'_>, relations: &[Relation]) {
        match kind {
            // BrtWbProp
            153 if data.u32().is_some_and(|flags| flags & 1 != 0) => self.epoch = Epoch::Of1904,
            // BrtBundleSh
            156 => self.sheets.extend(entry(data, relations)),
            _ => {}
        }
    }
}

fn entry(mut data: Data<'_>, relations: &[Relation]) -> Option<Entry> {
    let state = data.u32()?;
    data.u32()?;
    let (id, name) = (data.text()?, data.text()?);
    let relation = relations.iter().find(|relation| relation.id == id);
    Some(Entry {
        name: name.into(),
        part: relation.map(|relation| relation.target.clone()).unwrap_or_default(),
        hidden: state != 0,
        skipped: relation.and_then(Relation::skipped),
    })
}

/// Calls `see` for every record of a part; a part that is not there has none.
fn each(
    package: &mut Package<'_>,
    (part, ends): (&str, (u16, u16)),
    mut see: impl FnMut(u16, Data<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let Some(index) = package.find(part) else { return Ok(()) };
    let mut records = Records::new(package.stream(index)?, ends);
    while let Some(kind) = records.step()? {
        see(kind, records.data())?;
    }
    Ok(())
}

fn strings(source: Source<'_>, package: &mut Package<'_>, part: &str) -> Result<Vec<Arc<str>>, Stop> {
    let limit = usize::try_from(source.limits.text_bytes).unwrap_or(usize::MAX);
    let mut strings: Vec<Arc<str>> = Vec::new();
    let mut bytes = 0_usize;
    each(package, (part, TEXTS), |kind, mut data| {
        // BrtSSTItem: flags, text, then its runs of formatting.
        if kind == 19 {
            let text = data.byte().and_then(|_| data.text()).unwrap_or_default();
            bytes = bytes.saturating_add(text.len()).saturating_add(16);
            if bytes > limit {
                let limit = megabytes(source.limits.text_bytes);
                return Err(too_large(source, SHARED, limit).into());
            }
            strings.push(text.into());
        }
        Ok(())
    })?;
    Ok(strings)
}

fn styles(package: &mut Package<'_>, part: &str) -> Result<Vec<Style>, Stop> {
    let mut codes = BTreeMap::new();
    let (mut fonts, mut ids) = (Vec::new(), Vec::new());
    let mut inside = false;
    each(package, (part, STYLES), |record, mut data| {
        match record {
            // BrtFmt
            44 => {
                if let (Some(id), Some(code)) = (data.u16(), data.text()) {
                    codes.insert(id, Style::of(&code));
                }
            }
            // BrtFont: height, then flags, of which the fourth crosses out
            43 => fonts.push(data.u32().is_some_and(|both| both >> 16 & 0x8 != 0)),
            // BrtBeginCellXFs, BrtEndCellXFs
            617 => inside = true,
            618 => inside = false,
            // BrtXF: its parent, then its format and its font
            47 if inside => {
                let format = data.u32().map_or(0, |both| u16::try_from(both >> 16).unwrap_or(0));
                ids.push((format, usize::from(data.u16().unwrap_or(0))));
            }
            _ => {}
        }
        Ok(())
    })?;
    let style = |(format, font): &(u16, usize)| Style {
        struck: fonts.get(*font).copied().unwrap_or(false),
        ..codes.get(format).copied().unwrap_or_else(|| Style::built_in(*format))
    };
    Ok(ids.iter().map(style).collect())
}
