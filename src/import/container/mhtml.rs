//! Web archives (MHTML): one page for each sheet, packed like an e-mail.

use super::encoding::decode_named;
use super::html::{charset, nothing, sheet, sheet_names};
use super::sheet::{SHEETS, Used, too_large};
use super::{Notes, Refusal, Source};
use crate::import::grid::Sheet;

/// Reads the tables of all pages inside.
///
/// # Errors
/// There is none, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let mut used = Used::default();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut names = Vec::new();
    let pages = parts(source.bytes).into_iter().filter(|part| part.header("content-type").contains("text/html"));
    for page in pages {
        if sheets.len() >= source.limits.sheets {
            return Err(too_large(source, SHEETS, source.limits.sheets));
        }
        let body = page.decoded();
        let kind = page.header("content-type");
        let label = kind.split_once("charset=").map(|(_, name)| name.trim_matches(['"', ' ']).to_owned());
        let decoded = decode_named(&body, label.or_else(|| charset(&body)).as_deref());
        // The first page names the sheets that the following ones hold.
        if names.is_empty() {
            names = sheet_names(&decoded.text);
            notes.evidence.push(decoded.evidence.clone());
        }
        if let Some(mut sheet) = sheet(source, &decoded.text, &mut used, notes)? {
            if let Some(name) = names.get(sheets.len()) {
                sheet.name = Some(name.as_str().into());
            }
            sheets.push(sheet);
        }
    }
    if sheets.is_empty() { Err(nothing(source, false)) } else { Ok(sheets) }
}

/// A part of the archive.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl Part<'_> {
    /// A header in lower case; empty where there is none.
    fn header(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.to_ascii_lowercase()).unwrap_or_default()
    }

    fn decoded(&self) -> Vec<u8> {
        match self.header("content-transfer-encoding").trim() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// The parts between the boundaries that the first header names; the whole as one part where it names none.
fn parts(bytes: &[u8]) -> Vec<Part<'_>> {
    let whole = part(bytes);
    let kind = whole.headers.iter().find(|(key, _)| key == "content-type").map(|(_, value)| value.clone());
    let boundary = kind.as_deref().and_then(|kind| {
        let after = kind.get(kind.to_ascii_lowercase().find("boundary=")? + "boundary=".len()..)?;
        Some(after.split(';').next()?.trim().trim_matches('"').to_owned())
    });
    let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) else { return vec![whole] };
    let mark = format!("--{boundary}").into_bytes();
    let mut parts = Vec::new();
    let mut begin = None;
    let mut at = 0;
    while at < whole.body.len() {
        let line_end = whole.body[at..].iter().position(|byte| *byte == b'\n').map_or(whole.body.len(), |n| at + n + 1);
        if whole.body[at..].starts_with(&mark) {
            parts.extend(begin.map(|begin| part(&whole.body[begin..at])));
            begin = Some(line_end);
        }
        at = line_end;
    }
    parts.extend(begin.map(|begin| part(&whole.body[begin..])));
    parts
}

/// Headers up to the first empty line, then the body. Long headers go on in lines that begin with a blank.
fn part(bytes: &[u8]) -> Part<'_> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |n| at + n + 1);
        let line = String::from_utf8_lossy(&bytes[at..end]);
        at = end;
        let line = line.trim_end();
        if line.is_empty() {
            if headers.is_empty() {
                continue;
            }
            break;
        }
        match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => value.push_str(line.trim_start()),
            (_, _, Some((key, value))) => headers.push((key.trim().to_ascii_lowercase(), value.trim().to_owned())),
            _ => {}
        }
    }
    Part { headers, body: &bytes[at..] }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            decoded.push(*first);
            continue;
        }
        let code = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        if let Some(byte) = code {
            decoded.push(byte);
            rest = &after[2..];
        } else if let Some(next) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
            rest = next;
        } else {
            decoded.push(b'=');
        }
    }
    decoded
}

fn base64(body: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = body.iter().filter_map(digit).collect();
    let mut decoded = Vec::with_capacity(digits.len() / 4 * 3);
    for four in digits.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - four.len()));
        // Four digits are three bytes, three are two, two are one.
        decoded.extend_from_slice(&bits.to_be_bytes()[1..four.len().max(1)]);
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_transfer_encodings_are_undone() {
        assert_eq!(quoted_printable(b"a=3D=\r\nb=E4=B8=AD=zz"), "a=b中=zz".as_bytes());
        for (text, code) in [("中文a", "5Lit5paHYQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("", "")] {
            assert_eq!(base64(code.as_bytes()), text.as_bytes());
        }
    }

    #[test]
    fn parts_lie_between_boundaries() {
        let text = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\npreamble\r\n--x\r\nContent-Type: text/html\r\n\r\none\r\n--x\r\nA: b\r\n\r\ntwo\r\n--x--\r\n";
        let bodies: Vec<_> =
            parts(text).iter().map(|part| String::from_utf8_lossy(part.body).trim().to_owned()).collect();
        assert_eq!(bodies, ["one", "two", ""]);
    }
}
