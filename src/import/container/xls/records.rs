//! The stream as records: type, length, data.

/// One record without the CONTINUE records that may follow it.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    /// Its type.
    pub kind: u16,
    /// Its data.
    pub data: &'a [u8],
}

impl Record<'_> {
    /// A number of 16 bits at a byte of the data; `None` past its end.
    pub fn u16(&self, at: usize) -> Option<u16> {
        u16_at(self.data, at)
    }

    /// A number of 32 bits.
    pub fn u32(&self, at: usize) -> Option<u32> {
        self.data.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    /// A float of 64 bits.
    pub fn f64(&self, at: usize) -> Option<f64> {
        let eight = self.data.get(at..at + 8)?;
        Some(f64::from_le_bytes(eight.try_into().ok()?))
    }
}

/// A number of 16 bits.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

/// Walks the records of a stream.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    /// Whether the last record was shorter than it declared.
    pub cut: bool,
}

/// What continues the record before it.
const CONTINUE: u16 = 0x003C;

impl<'a> Records<'a> {
    /// From the beginning of `stream`.
    pub fn new(stream: &'a [u8]) -> Records<'a> {
        Records { stream, cut: false }
    }

    /// The data of the CONTINUE records that follow directly.
    pub fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut more = Vec::new();
        while u16_at(self.stream, 0) == Some(CONTINUE) {
            match self.next() {
                Some(record) => more.push(record.data),
                None => break,
            }
        }
        more
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (Some(kind), Some(length)) = (u16_at(self.stream, 0), u16_at(self.stream, 2)) else {
            self.cut = true;
            return None;
        };
        let end = 4 + usize::from(length);
        let Some(data) = self.stream.get(4..end) else {
            self.cut = true;
            return None;
        };
        self.stream = &self.stream[end..];
        Some(Record { kind, data })
    }
}
