//! What all sheets of a workbook share: the sheets' list, texts, formats, calendar.

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::WINDOWS_1252;

use super::damaged;
use super::records::{Record, Records};
use super::strings::{Length, Texts, code_page, shared};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, PASSWORD};
use crate::import::container::biff::Biff;
use crate::import::container::detect::WORKBOOK;
use crate::import::container::number_format::Style;
use crate::import::container::stored::Epoch;
use crate::import::container::{Notes, Refusal, Source};

/// The workbook's own records.
pub(super) struct Globals {
    /// How texts are stored.
    pub texts: Texts,
    /// Where days are counted from.
    pub epoch: Epoch,
    /// The sheets in order.
    pub sheets: Vec<Bound>,
    /// The shared strings.
    pub strings: Vec<Arc<str>>,
    /// For every cell style, what it makes of a cell.
    pub styles: Vec<Style>,
}

/// A sheet in the list.
pub(super) struct Bound {
    /// Its name.
    pub name: Arc<str>,
    /// Where its records begin in the stream.
    pub position: u32,
    /// Whether it is hidden.
    pub hidden: bool,
    /// What it is, where it is no worksheet.
    pub skipped: Option<&'static str>,
}

impl Globals {
    /// Reads up to the end of the workbook's own records.
    ///
    /// # Errors
    /// The stream is no workbook of a known generation, or is encrypted.
    pub fn read(source: Source<'_>, stream: &[u8], notes: &mut Notes) -> Result<Globals, Refusal> {
        let mut records = Records::new(stream);
        let begin = records.next().filter(|record| record.kind == 0x0809);
        let Some(begin) = begin else { return Err(damaged(source, "开头不是工作簿")) };
        let biff = match begin.u16(0) {
            Some(0x0600) => Biff::Eight,
            Some(0x0500) => Biff::Five,
            _ => return Err(damaged(source, "是 Excel 4.0 以前的格式")),
        };
        let texts = Texts { biff, encoding: WINDOWS_1252 };
        let mut globals =
            Globals { texts, epoch: Epoch::Of1900, sheets: Vec::new(), strings: Vec::new(), styles: Vec::new() };
        if begin.u16(2) == Some(0x0010) {
            // A stream of one sheet without a workbook around it.
            globals.sheets.push(Bound { name: "Sheet1".into(), position: 0, hidden: false, skipped: None });
        }
        let mut formats = Formats::default();
        while let Some(record) = records.next() {
            match record.kind {
                0x000A => break,
                0x002F => {
                    return Err(Box::new(Finding::new(&PASSWORD).at(source.whole()).with("how", WORKBOOK)));
                }
                0x00FC => {
                    let pieces = std::iter::once(record.data).chain(records.continued()).collect();
                    globals.strings = shared(pieces);
                }
                _ => globals.take(record, &mut formats, notes),
            }
        }
        if records.cut {
            let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 97-2003 工作簿（.xls）");
            notes.findings.push(finding.with("cause", "工作表的清单不完整，文件可能没有传完"));
        }
        if globals.sheets.is_empty() {
            return Err(damaged(source, "里面没有工作表"));
        }
        globals.styles = formats.styles();
        Ok(globals)
    }

    fn take(&mut self, record: Record<'_>, formats: &mut Formats, notes: &mut Notes) {
        match record.kind {
            0x0042 if self.texts.biff == Biff::Five => {
                let page = record.u16(0).unwrap_or(1252);
                self.texts.encoding = code_page(page);
                notes.evidence.push(format!("编码：代码页 {page}（文件自己写明，{}）", self.texts.encoding.name()));
            }
            0x0022 if record.u16(0) == Some(1) => self.epoch = Epoch::Of1904,
            0x0085 => self.sheets.extend(self.bound(record)),
            0x041E => {
                let length = if self.texts.biff == Biff::Eight { Length::Word } else { Length::Byte };
                if let (Some(id), Some(code)) = (record.u16(0), record.data.get(2..)) {
                    formats.codes.insert(id, Style::of(&self.texts.read(code, length)));
                }
            }
            0x0031 => formats.fonts.push(record.u16(2).is_some_and(|flags| flags & 0x8 != 0)),
            0x00E0 => formats.styles.push((record.u16(2).unwrap_or(0), record.u16(0).unwrap_or(0))),
            _ => {}
        }
    }

    fn bound(&self, record: Record<'_>) -> Option<Bound> {
        let skipped = match record.data.get(5)? {
            0 => None,
            1 => Some("宏工作表"),
            2 => Some("图表工作表"),
            6 => Some("宏代码"),
            _ => Some("其他内容"),
        };
        let mut name = self.texts.read(record.data.get(6..)?, Length::Byte);
        name.retain(|c| c != '\0');
        let hidden = record.data[4] & 3 != 0;
        Some(Bound { name: name.into(), position: record.u32(0)?, hidden, skipped })
    }
}

/// Number formats by id, whether each font crosses out, and the format and font of every cell style.
#[derive(Default)]
struct Formats {
    codes: BTreeMap<u16, Style>,
    fonts: Vec<bool>,
    styles: Vec<(u16, u16)>,
}

impl Formats {
    /// What each style makes of a cell: the file's own code for the format's id, else what the id means.
    fn styles(&self) -> Vec<Style> {
        let style = |(format, font): &(u16, u16)| Style {
            struck: self.is_struck(*font),
            ..self.codes.get(format).copied().unwrap_or_else(|| Style::built_in(*format))
        };
        self.styles.iter().map(style).collect()
    }

    /// There is no font with the number 4.
    fn is_struck(&self, font: u16) -> bool {
        let place = usize::from(if font > 4 { font - 1 } else { font });
        self.fonts.get(place).copied().unwrap_or(false)
    }
}
