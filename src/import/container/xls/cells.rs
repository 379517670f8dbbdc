//! The cells of one sheet.

use std::sync::Arc;

use super::globals::Globals;
use super::records::{Record, Records};
use super::strings::Length;
use crate::import::container::biff::formula::{gives_number, plain};
use crate::import::container::biff::{Biff, error_text, packed, styled};
use crate::import::container::sheet::{SheetBuilder, UNKNOWN, Used};
use crate::import::container::{Refusal, stored};
use crate::import::grid::GridCell;
use crate::origin::CellRef;

/// A sheet being read.
pub(super) struct Reading<'a, 'b> {
    /// What the sheets share.
    pub globals: &'a Globals,
    /// Where the cells go.
    pub builder: &'a mut SheetBuilder<'b>,
    /// What the file has used of its limits.
    pub used: &'a mut Used,
}

/// Why a sheet ends too early, in Chinese.
type Cause = &'static str;

impl Reading<'_, '_> {
    /// Reads the sheet that begins `stream`; gives the cause where it breaks off.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn sheet(&mut self, stream: &[u8]) -> Result<Option<Cause>, Refusal> {
        let mut records = Records::new(stream);
        if records.next().is_none_or(|record| record.kind != 0x0809) {
            return Ok(Some("它不在文件里，文件可能没有传完"));
        }
        // Charts inside the sheet have records of the same types.
        let mut inside = 0_u32;
        let mut awaiting = None;
        while let Some(record) = records.next() {
            match record.kind {
                0x0809 => inside += 1,
                0x000A if inside == 0 => return Ok(None),
                0x000A => inside -= 1,
                _ if inside > 0 => {}
                0x0006 => awaiting = self.formula(record)?,
                0x0207 => {
                    let Some(at) = awaiting.take() else { continue };
                    let text = self.result_text(record, &mut records);
                    self.put(at, stored::text(text))?;
                }
                _ => self.record(record)?,
            }
        }
        Ok(Some("记录不完整，文件可能没有传完"))
    }

    fn record(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        match record.kind {
            0x0203 => self.number(record, record.f64(6)),
            0x027E => self.number(record, record.u32(6).map(packed)),
            0x00BD => self.numbers(record),
            0x00FD => self.shared_text(record),
            0x0204 | 0x00D6 => self.own_text(record),
            0x0205 => self.flag_or_error(record),
            0x00E5 => self.merges(record),
            0x0014 | 0x0015 => {
                let length = if self.globals.texts.biff == Biff::Eight { Length::Word } else { Length::Byte };
                self.builder.printed(&self.globals.texts.read(record.data, length));
                Ok(())
            }
            0x0208 => {
                if let (Some(row), Some(options)) = (record.u16(0), record.u16(12))
                    && options & 0x20 != 0
                {
                    self.builder.hide_rows(row.into(), row.into());
                }
                Ok(())
            }
            0x007D => {
                if let (Some(first), Some(last), Some(options)) = (record.u16(0), record.u16(2), record.u16(8))
                    && options & 1 != 0
                {
                    self.builder.hide_columns(first.into(), last.into());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn put(&mut self, at: (u32, u32), cell: GridCell) -> Result<(), Refusal> {
        if cell.text.is_empty() { Ok(()) } else { self.builder.put(self.used, at, cell) }
    }

    fn number(&mut self, record: Record<'_>, number: Option<f64>) -> Result<(), Refusal> {
        self.style(record);
        match (place(record), record.u16(4), number) {
            (Some(at), Some(style), Some(number)) => self.put(at, self.styled(number, style)),
            _ => Ok(()),
        }
    }

    /// Notes the style of the cell of a record.
    fn style(&mut self, record: Record<'_>) {
        if let (Some(at), Some(style)) = (place(record), record.u16(4)) {
            self.builder.style(at, self.globals.styles.get(usize::from(style)));
        }
    }

    /// A number as its cell's format shows it.
    fn styled(&self, number: f64, style: u16) -> GridCell {
        styled(number, self.globals.styles.get(usize::from(style)), self.globals.epoch)
    }

    /// Several numbers side by side (MULRK).
    fn numbers(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        let Some((row, first)) = place(record) else { return Ok(()) };
        let body = record.data.get(4..record.data.len().saturating_sub(2)).unwrap_or_default();
        for (col, six) in (first..).zip(body.chunks_exact(6)) {
            let number = packed(u32::from_le_bytes([six[2], six[3], six[4], six[5]]));
            let style = u16::from_le_bytes([six[0], six[1]]);
            self.builder.style((row, col), self.globals.styles.get(usize::from(style)));
            self.put((row, col), self.styled(number, style))?;
        }
        Ok(())
    }

    fn shared_text(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        self.style(record);
        let (Some(at), Some(index)) = (place(record), record.u32(6)) else { return Ok(()) };
        match usize::try_from(index).ok().and_then(|index| self.globals.strings.get(index)) {
            Some(text) => self.put(at, stored::text(Arc::clone(text))),
            None => self.builder.put_broken(self.used, at, "文字表里没有它的文字"),
        }
    }

    fn own_text(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        self.style(record);
        let (Some(at), Some(text)) = (place(record), record.data.get(6..)) else { return Ok(()) };
        self.put(at, stored::text(self.globals.texts.read(text, Length::Word)))
    }

    fn flag_or_error(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        match (place(record), record.data.get(6), record.data.get(7)) {
            (Some(at), Some(value), Some(0)) => self.put(at, stored::flag(*value != 0)),
            (Some(at), Some(value), Some(_)) => self.put(at, stored::error(error_text(*value))),
            _ => Ok(()),
        }
    }

    fn merges(&mut self, record: Record<'_>) -> Result<(), Refusal> {
        for area in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
            let n = |at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]]));
            let (first, last) = (CellRef::zero_based(n(0), n(4)), CellRef::zero_based(n(2), n(6)));
            self.builder.merge(self.used, (first, last))?;
        }
        Ok(())
    }

    /// A formula with its stored result; gives the place where the result is a text that follows in a record of its own.
    fn formula(&mut self, record: Record<'_>) -> Result<Option<(u32, u32)>, Refusal> {
        let (Some(at), Some(style), Some(result)) = (place(record), record.u16(4), record.data.get(6..14)) else {
            return Ok(None);
        };
        let tokens = record.u16(20).and_then(|length| record.data.get(22..22 + usize::from(length)));
        let text = tokens.and_then(|tokens| plain(tokens, self.globals.texts.biff));
        let cell = if result[6..] == [0xFF, 0xFF] {
            match result[0] {
                0 => {
                    return Ok(Some(at));
                }
                1 => stored::flag(result[2] != 0),
                2 => stored::error(error_text(result[2])),
                // An empty text where only a number can be: that is how writers say that they calculated nothing.
                3 if tokens.is_some_and(gives_number) => stored::uncalculated(text.as_deref()),
                _ => return Ok(None),
            }
        } else {
            self.styled(record.f64(6).unwrap_or_default(), style)
        };
        self.style(record);
        self.builder.put_formula(self.used, at, cell, Some(text.as_deref().unwrap_or(UNKNOWN)))?;
        Ok(None)
    }

    /// The text that a formula gave; a long one goes on in CONTINUE records.
    fn result_text(&self, record: Record<'_>, records: &mut Records<'_>) -> String {
        let more = records.continued();
        if self.globals.texts.biff == Biff::Five || more.is_empty() {
            return self.globals.texts.read(record.data, Length::Word);
        }
        // The same layout as one shared string behind the two counts.
        let head = [&[1, 0, 0, 0, 1, 0, 0, 0], record.data].concat();
        let pieces = std::iter::once(head.as_slice()).chain(more).collect();
        super::strings::shared(pieces).first().map_or(String::new(), |text| text.to_string())
    }
}

/// Row and column, both from 0.
fn place(record: Record<'_>) -> Option<(u32, u32)> {
    Some((record.u16(0)?.into(), record.u16(2)?.into()))
}
