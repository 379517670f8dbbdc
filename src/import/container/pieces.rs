//! Markup whose pieces are of bearable length: one that never ends must not fill the memory.

use std::io::{self, Read};

/// Longer without a `<` than any text or element of a workbook, in bytes; a cell holds at most 32,767 characters.
const LONGEST: usize = 16 * 1024 * 1024;
const TOO_LONG: &str = "一段文字超过 16 MB";

/// Appends to the text of one element that comes in pieces.
///
/// # Errors
/// It becomes too long.
pub(super) fn append(text: &mut String, piece: &str) -> Result<(), String> {
    text.push_str(piece);
    if text.len() > LONGEST { Err(TOO_LONG.to_owned()) } else { Ok(()) }
}

/// Gives what it reads as long as a `<` comes often enough.
pub(super) struct Pieces<R> {
    inner: R,
    /// Bytes that were read since the piece in which the last one stands.
    since: usize,
}

impl<R> Pieces<R> {
    /// From the beginning of a document.
    pub fn new(inner: R) -> Pieces<R> {
        Pieces { inner, since: 0 }
    }
}

impl<R: Read> Read for Pieces<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.since = if into[..read].contains(&b'<') { 0 } else { self.since.saturating_add(read) };
        if self.since > LONGEST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, TOO_LONG));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(pieces: &[usize]) -> io::Result<u64> {
        let text: Vec<u8> = pieces.iter().flat_map(|length| [vec![b'<'], vec![b'x'; *length]].concat()).collect();
        io::copy(&mut Pieces::new(text.as_slice()), &mut io::sink())
    }

    #[test]
    fn only_what_never_ends_is_refused() {
        assert_eq!(length(&[LONGEST - 1; 2]).ok(), Some(2 * LONGEST as u64));
        assert!(length(&[10, LONGEST + (1 << 20)]).is_err());
    }
}
