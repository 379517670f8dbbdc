//! The text of an XML part and how it was stored, so that it goes back the same way.

use super::PatchError;

/// How a part's characters are stored as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stored {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// The text of a part, without a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartText {
    /// The characters; byte offsets of all edits count from its beginning.
    pub(super) text: String,
    stored: Stored,
    mark: bool,
}

impl PartText {
    /// A new part.
    pub(super) fn new(text: String) -> PartText {
        PartText { text, stored: Stored::Utf8, mark: false }
    }

    /// The same storage with another text.
    pub(super) fn with(&self, text: String) -> PartText {
        PartText { text, ..*self }
    }

    /// Reads a part's bytes.
    ///
    /// # Errors
    /// [`PatchError::Encoding`] where they are neither UTF-8 nor UTF-16, or say that they are something else.
    pub(super) fn decode(part: &str, bytes: &[u8]) -> Result<PartText, PatchError> {
        let (stored, mark, body) = match bytes {
            [0xEF, 0xBB, 0xBF, body @ ..] => (Stored::Utf8, true, body),
            [0xFF, 0xFE, body @ ..] => (Stored::Utf16Le, true, body),
            [0xFE, 0xFF, body @ ..] => (Stored::Utf16Be, true, body),
            [b'<', 0, ..] => (Stored::Utf16Le, false, bytes),
            [0, b'<', ..] => (Stored::Utf16Be, false, bytes),
            _ => (Stored::Utf8, false, bytes),
        };
        let wrong = |encoding: &str| PatchError::Encoding { part: part.to_owned(), encoding: encoding.to_owned() };
        let text = match stored {
            Stored::Utf8 => {
                std::str::from_utf8(body).map_err(|_| wrong(&declared(body).unwrap_or_default()))?.to_owned()
            }
            Stored::Utf16Le => from_utf16(body, u16::from_le_bytes).ok_or_else(|| wrong("UTF-16LE"))?,
            Stored::Utf16Be => from_utf16(body, u16::from_be_bytes).ok_or_else(|| wrong("UTF-16BE"))?,
        };
        // Bytes can be valid UTF-8 by chance; beyond ASCII the declaration has the word.
        let named = if stored == Stored::Utf8 && !mark && !text.is_ascii() { declared(body) } else { None };
        if let Some(name) = named.filter(|name| !name.eq_ignore_ascii_case("utf-8")) {
            return Err(wrong(&name));
        }
        Ok(PartText { text, stored, mark })
    }

    /// The bytes to store.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mark = if self.mark { "\u{FEFF}" } else { "" };
        let units = || mark.encode_utf16().chain(self.text.encode_utf16());
        match self.stored {
            Stored::Utf8 => [mark.as_bytes(), self.text.as_bytes()].concat(),
            Stored::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Stored::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
}

/// The encoding named in the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_storage_goes_back_the_same_way() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>预算😀</a>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        let utf8 = text.replace("UTF-16", "utf-8");
        let cases = [
            utf8.clone().into_bytes(),
            marked(&[0xEF, 0xBB, 0xBF], utf8.as_bytes()),
            marked(&[0xFF, 0xFE], &le),
            marked(&[0xFE, 0xFF], &be),
            le,
            be,
        ];
        for bytes in cases {
            let part = PartText::decode("p", &bytes).unwrap();
            assert!(part.text.starts_with("<?xml") && part.text.ends_with("预算😀</a>"));
            assert_eq!(part.encode(), bytes);
        }
    }

    #[test]
    fn other_encodings_are_refused_by_name() {
        let gbk = b"<?xml version='1.0' encoding='GB2312'?><a>\xD4\xA4</a>";
        let latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Ã¤</a>".as_bytes();
        let odd = [0xFF, 0xFE, b'<'];
        for (bytes, name) in [(&gbk[..], "GB2312"), (latin, "ISO-8859-1"), (&odd, "UTF-16LE")] {
            let error = PartText::decode("p", bytes).unwrap_err();
            assert_eq!(error, PatchError::Encoding { part: "p".into(), encoding: name.into() });
        }
        assert!(PartText::decode("p", b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>").is_ok());
    }
}
