//! Texts of BIFF: bytes of a code page before Excel 97, since then UTF-16 that may be packed to one byte a character.

use std::sync::Arc;

use encoding_rs::{Encoding, GB18030, UTF_16LE, WINDOWS_1252};

use super::records::u16_at;
use crate::import::container::biff::Biff;

/// How the texts of a workbook are stored.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    /// The generation.
    pub biff: Biff,
    /// The encoding of bytes; only asked for before Excel 97.
    pub encoding: &'static Encoding,
}

/// How long the length in front of a text is.
#[derive(Clone, Copy)]
pub(super) enum Length {
    /// One byte: names of sheets.
    Byte,
    /// Two bytes: everything else.
    Word,
}

impl Texts {
    /// The text at the beginning of `data`; what is missing at the end is left out.
    pub fn read(&self, data: &[u8], length: Length) -> String {
        let (count, rest) = match length {
            Length::Byte => (data.first().map(|count| usize::from(*count)), data.get(1..)),
            Length::Word => (u16_at(data, 0).map(usize::from), data.get(2..)),
        };
        let (count, rest) = (count.unwrap_or(0), rest.unwrap_or_default());
        if self.biff == Biff::Five {
            return self.bytes(&rest[..rest.len().min(count)]);
        }
        let mut pieces = Pieces::new(vec![rest]);
        let mut text = Vec::new();
        let flags = pieces.byte().unwrap_or(0);
        pieces.characters(count, flags & 1 != 0, &mut text);
        String::from_utf16_lossy(&text)
    }

    /// Bytes of the code page; exporters that declare Western European and write Chinese are common.
    fn bytes(&self, bytes: &[u8]) -> String {
        if self.encoding == WINDOWS_1252
            && !bytes.is_ascii()
            && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
        {
            return text.into_owned();
        }
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// The encoding of a CODEPAGE record (0x0042).
pub(super) fn code_page(page: u16) -> &'static Encoding {
    let label: &[u8] = match page {
        936 | 54936 => b"gb18030",
        950 => b"big5",
        932 => b"shift_jis",
        949 => b"euc-kr",
        1200 => return UTF_16LE,
        1250 => b"windows-1250",
        1251 => b"windows-1251",
        _ => b"windows-1252",
    };
    Encoding::for_label(label).unwrap_or(WINDOWS_1252)
}

/// The shared strings (0x00FC) with the CONTINUE records behind them.
pub(super) fn shared(pieces: Vec<&[u8]>) -> Vec<Arc<str>> {
    let mut pieces = Pieces::new(pieces);
    pieces.skip(4);
    let count = pieces.u32().unwrap_or(0);
    let mut strings = Vec::new();
    let mut text = Vec::new();
    for _ in 0..count {
        let (Some(length), Some(flags)) = (pieces.u16(), pieces.byte()) else { break };
        let runs = if flags & 8 != 0 { pieces.u16().unwrap_or(0) } else { 0 };
        let extra = if flags & 4 != 0 { pieces.u32().unwrap_or(0) } else { 0 };
        text.clear();
        let whole = pieces.characters(usize::from(length), flags & 1 != 0, &mut text);
        strings.push(String::from_utf16_lossy(&text).into());
        if !whole {
            break;
        }
        pieces.skip(usize::from(runs) * 4);
        pieces.skip(usize::try_from(extra).unwrap_or(usize::MAX));
    }
    strings
}

/// Data over several records. A text that goes on in the next record begins there with its width again.
struct Pieces<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    now: &'a [u8],
}

impl<'a> Pieces<'a> {
    fn new(pieces: Vec<&'a [u8]>) -> Pieces<'a> {
        let mut pieces = pieces.into_iter();
        let now = pieces.next().unwrap_or_default();
        Pieces { pieces, now }
    }

    /// Moves to the next record that holds anything, once this one is used up.
    fn fill(&mut self) -> bool {
        while self.now.is_empty() {
            match self.pieces.next() {
                Some(next) => self.now = next,
                None => return false,
            }
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        if !self.fill() {
            return None;
        }
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.fill() {
            let step = bytes.min(self.now.len());
            self.now = &self.now[step..];
            bytes -= step;
        }
    }

    /// Reads `count` characters; false where the data ends before.
    fn characters(&mut self, mut count: usize, mut wide: bool, text: &mut Vec<u16>) -> bool {
        while count > 0 {
            if self.now.is_empty() {
                if !self.fill() {
                    return false;
                }
                wide = self.byte().is_some_and(|flags| flags & 1 != 0);
            }
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.now.len() / width);
            let (now, rest) = self.now.split_at(here * width);
            if wide {
                text.extend(now.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])));
            } else {
                text.extend(now.iter().map(|byte| u16::from(*byte)));
            }
            // Half a character at the end of a record belongs to nothing.
            self.now = if here == 0 { &[] } else { rest };
            count -= here;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_with_its_own_width() {
        // Two strings: "ab" + "单位" that begins packed and goes on wide, then one with a run of formatting.
        let head: &[u8] = &[2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, b'a', b'b'];
        let next: &[u8] = &[1, 0x55, 0x53, 0x4D, 0x4F, 1, 0, 8, 1, 0, b'c', 9, 9];
        let last: &[u8] = &[9, 9];
        let strings = shared(vec![head, next, last]);
        assert_eq!(strings.iter().map(|s| &**s).collect::<Vec<_>>(), ["ab单位", "c"]);
    }

    #[test]
    fn a_declared_count_without_data_ends() {
        assert!(shared(vec![&[0xFF; 8]]).is_empty());
        assert!(shared(vec![]).is_empty());
        assert_eq!(shared(vec![&[1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0, b'x']]).len(), 1);
    }

    #[test]
    fn chinese_bytes_are_read_whatever_western_page_is_declared() {
        let texts = Texts { biff: Biff::Five, encoding: WINDOWS_1252 };
        assert_eq!(texts.read(b"\x04\0\xB5\xA5\xCE\xBB", Length::Word), "单位");
    }
}
