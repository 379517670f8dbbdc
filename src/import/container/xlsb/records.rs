//! A part as records: type and length in as many bytes as they need, then data.

use std::io::{BufRead, Read};

/// Longer records than this hold no cells of ours.
const LONGEST: usize = 16 << 20;

/// Walks the records of a part.
pub(super) struct Records<R> {
    stream: R,
    data: Vec<u8>,
    /// The type of the first record, until it was met.
    first: Option<u16>,
    /// The type of the last record, until it was met.
    last: Option<u16>,
}

/// Why a part breaks off, in Chinese.
const CUT: &str = "记录不完整，文件可能没有传完";

impl<R: BufRead> Records<R> {
    /// From the beginning of the part, which must begin and end with records of these types: one of zeros says nothing.
    pub fn new(stream: R, (first, last): (u16, u16)) -> Records<R> {
        Records { stream, data: Vec::new(), first: Some(first), last: Some(last) }
    }

    /// The type of the next record, whose data [`Self::data`] then gives; `None` at the end.
    ///
    /// # Errors
    /// The part ends inside a record.
    pub fn step(&mut self) -> Result<Option<u16>, String> {
        let Some(first) = self.byte()? else {
            return if self.last.is_some() { Err(CUT.to_owned()) } else { Ok(None) };
        };
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            let second = self.byte()?.ok_or(CUT)?;
            kind = u16::from(first & 0x7F) | u16::from(second & 0x7F) << 7;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or(CUT)?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if self.first.take().is_some_and(|first| first != kind) {
            return Err("开头不是应有的内容".to_owned());
        }
        self.last = self.last.filter(|last| *last != kind);
        if length > LONGEST {
            return Err(format!("一条记录的长度超过上限（{} MB）", LONGEST >> 20));
        }
        self.data.clear();
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        let read = self.stream.by_ref().take(limit).read_to_end(&mut self.data).map_err(|_| CUT)?;
        if read < length { Err(CUT.to_owned()) } else { Ok(Some(kind)) }
    }

    fn byte(&mut self) -> Result<Option<u8>, String> {
        let mut one = [0];
        match self.stream.read(&mut one) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(one[0])),
            Err(_) => Err(CUT.to_owned()),
        }
    }

    /// The data of the record.
    pub fn data(&self) -> Data<'_> {
        Data(&self.data)
    }
}

/// The data of a record, read from the front.
#[derive(Clone, Copy)]
pub(super) struct Data<'a>(&'a [u8]);

impl<'a> Data<'a> {
    /// The next bytes; `None` past the end.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    /// The next number of 16 bits.
    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    /// The next number of 32 bits.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// The next float of 64 bits.
    pub fn f64(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// The next text: its length in characters, then UTF-16; no text where the length says so.
    pub fn text(&mut self) -> Option<String> {
        let count = self.u32()?;
        if count == u32::MAX {
            return Some(String::new());
        }
        let bytes = self.take(usize::try_from(count).ok()?.checked_mul(2)?)?;
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_lengths_take_the_bytes_they_need() {
        let stream = [&[0x05, 0x01, 7][..], &[0x9C, 0x01, 0x82, 0x01], &[1; 130], &[0x91, 0x01, 0x00]].concat();
        let mut records = Records::new(stream.as_slice(), (5, 145));
        let mut met = Vec::new();
        while let Some(kind) = records.step().unwrap() {
            met.push((kind, records.data().0.len()));
        }
        assert_eq!(met, [(5, 1), (156, 130), (145, 0)]);
        for cut in [&[0x05][..], &[0x85], &[0x05, 0x02, 1], &[0x05, 0xFF, 0xFF, 0xFF, 0x7F]] {
            assert!(Records::new(cut, (5, 5)).step().is_err(), "{cut:?}");
        }
        assert!(Records::new([0; 9].as_slice(), (5, 5)).step().is_err());
        assert!(Records::new(stream.as_slice(), (156, 145)).step().is_err());
    }
}
