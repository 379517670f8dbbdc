//! Texts that are written in two encodings: two files joined, or some lines changed by another program.
//!
//! A line that is UTF-8 is read as such, any other one field by field: neither a line break nor a separator of fields is part
//! of a character in UTF-8, GBK or GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Attempt, Common};

/// A text of two encodings.
pub(super) struct Mixed {
    /// The text, with what is no character as U+FFFD.
    pub read: Attempt,
    /// From which lines on, counted from 0, it is in which encoding.
    pub changes: Vec<(usize, &'static str)>,
}

/// Reads a text line by line; `None` where it is not in two encodings.
pub(super) fn mixed(bytes: &[u8]) -> Option<Mixed> {
    if !has_utf8_words(bytes) {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut malformed, mut changes) = (0, Vec::new());
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if line.is_ascii() {
            text.push_str(&String::from_utf8_lossy(line));
            continue;
        }
        let mut seen: Option<&'static Encoding> = None;
        let pieces: Vec<&[u8]> = match std::str::from_utf8(line) {
            Ok(_) => vec![line],
            Err(_) => line.split_inclusive(|byte| matches!(byte, b',' | b'\t' | b';' | b'"')).collect(),
        };
        for piece in pieces {
            let encoding = encoding_of(piece).or(seen).unwrap_or(UTF_8);
            let (read, broken) = decoded(encoding, piece);
            text.push_str(&read);
            malformed += broken;
            if !piece.is_ascii() {
                seen = Some(encoding);
                note(&mut changes, number, encoding);
            }
        }
    }
    let both = changes.iter().any(|(_, name)| *name == "UTF-8") && changes.iter().any(|(_, name)| *name != "UTF-8");
    let read = Attempt { encoding: UTF_8, text, malformed, cut: false };
    both.then_some(Mixed { read, changes })
}

/// Whether two Chinese characters stand side by side in UTF-8: mostly a text in GBK can be told at once.
fn has_utf8_words(bytes: &[u8]) -> bool {
    let character = |three: &[u8]| matches!(three, [0xE4..=0xE9, second, third] if (0x80..=0xBF).contains(second) && (0x80..=0xBF).contains(third));
    bytes.windows(6).any(|six| character(&six[..3]) && character(&six[3..]))
}

fn note(changes: &mut Vec<(usize, &'static str)>, line: usize, encoding: &'static Encoding) {
    let name = if encoding == UTF_8 { "UTF-8" } else { "GB18030" };
    if changes.last().is_none_or(|(_, last)| *last != name) {
        changes.push((line, name));
    }
}

/// The encoding in which a piece is whole and reads as Chinese; `None` where it is whole in none.
fn encoding_of(piece: &[u8]) -> Option<&'static Encoding> {
    let gb = GB18030.decode_without_bom_handling_and_without_replacement(piece);
    match (std::str::from_utf8(piece).ok(), gb) {
        (Some(utf8), Some(gb)) if Common::of(&gb).percent() > Common::of(utf8).percent() => Some(GB18030),
        (Some(_), _) => Some(UTF_8),
        // Damaged UTF-8 is mostly whole in GB18030, where it reads as rare characters.
        (None, Some(gb)) if Common::of(&gb).percent() >= 60 => Some(GB18030),
        (None, _) => None,
    }
}

fn decoded(encoding: &'static Encoding, piece: &[u8]) -> (String, usize) {
    let (text, broken) = encoding.decode_without_bom_handling(piece);
    let count = if broken { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    (text.into_owned(), count)
}
