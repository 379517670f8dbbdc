//! Finding the references of a formula (A1 notation, as the file writes it).

use std::borrow::Cow;
use std::ops::Range;

use super::super::sheet::{COLUMNS, ROWS};

/// Which sheet a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Qualifier<'a> {
    /// That of the formula.
    None,
    /// A sheet of this workbook.
    Sheet(Cow<'a, str>),
    /// Several sheets, from one to another: `一月:三月!A1`.
    Sheets(Cow<'a, str>, Cow<'a, str>),
    /// Another workbook, or a sheet that was deleted.
    Elsewhere,
}

/// A row or column number inside a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) struct Index {
    /// Counted from 0.
    pub(in crate::patch) value: u32,
    /// Whether a `$` stands before it.
    pub(in crate::patch) absolute: bool,
    /// The bytes of the digits or letters in the formula.
    pub(in crate::patch) span: Range<usize>,
}

/// One end of a reference; whole columns have no row and whole rows no column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) struct Corner {
    pub(in crate::patch) col: Option<Index>,
    pub(in crate::patch) row: Option<Index>,
}

/// A reference to cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) struct Reference<'a> {
    /// The sheet that it means.
    pub(in crate::patch) qualifier: Qualifier<'a>,
    /// Its first corner as written.
    pub(in crate::patch) first: Corner,
    /// The corner after `:`, where there is one.
    pub(in crate::patch) last: Option<Corner>,
    /// Its bytes in the formula, without the sheet.
    pub(in crate::patch) span: Range<usize>,
}

impl Reference<'_> {
    /// Its corners.
    pub(in crate::patch) fn corners(&self) -> impl Iterator<Item = &Corner> {
        std::iter::once(&self.first).chain(self.last.as_ref())
    }
}

/// The references of a formula in order. What is none — texts, names, functions, structured references, numbers — is
/// passed over.
pub(in crate::patch) fn references(formula: &str) -> Vec<Reference<'_>> {
    let mut reader = Reader { formula, at: 0, found: Vec::new(), chained: None };
    while reader.at < formula.len() {
        reader.step();
    }
    reader.found
}

/// Functions whose names are cells too, in case a space stands before their parenthesis.
const CELL_LIKE_FUNCTIONS: [&str; 3] = ["LOG10", "ATAN2", "DAYS360"];

const ERRORS: [&str; 12] = [
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#GETTING_DATA",
];

struct Reader<'a> {
    formula: &'a str,
    at: usize,
    found: Vec<Reference<'a>>,
    /// The sheet of a reference that ended here, for the next one of a chain `S!A1:B2:C3`.
    chained: Option<(usize, Qualifier<'a>)>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.formula.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) {
        let rest = self.rest();
        match rest.bytes().next() {
            Some(b'"') => self.at += quoted(rest, b'"'),
            Some(b'\'') => self.quoted_sheet(),
            Some(b'[') => self.bracket(),
            Some(b'#') => self.error(),
            Some(b'{') => self.at += rest.find('}').map_or(rest.len(), |end| end + 1),
            Some(byte) if is_word_byte(byte) => self.word(),
            _ => self.at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    /// `'…'`, which is the name of a sheet if a `!` follows, alone or after the second name of a span.
    fn quoted_sheet(&mut self) {
        let rest = self.rest();
        let len = quoted(rest, b'\'');
        let name = unquoted(&rest[..len]);
        let after = &rest[len..];
        self.at += len;
        if let Some(next) = after.strip_prefix(':') {
            let second = sheet_name(next);
            if next[second..].starts_with('!') {
                let last = unquoted(&next[..second]);
                self.at += 1 + second + 1;
                self.qualified(Qualifier::Sheets(name, last));
            }
        } else if after.starts_with('!') {
            self.at += 1;
            self.qualified(quoted_qualifier(name));
        }
    }

    /// `[1]Sheet!`, another workbook; any other bracket belongs to a structured reference.
    fn bracket(&mut self) {
        let rest = self.rest();
        let len = brackets(rest);
        let name = sheet_name(&rest[len..]);
        let mut end = len + name;
        if let Some(next) = rest[end..].strip_prefix(':') {
            let second = sheet_name(next);
            if next[second..].starts_with('!') {
                end += 1 + second;
            }
        }
        if rest[end..].starts_with('!') {
            self.at += end + 1;
            self.qualified(Qualifier::Elsewhere);
        } else {
            self.at += len;
        }
    }

    fn error(&mut self) {
        let rest = self.rest();
        let error = ERRORS.iter().find(|error| rest.get(..error.len()).is_some_and(|r| r.eq_ignore_ascii_case(error)));
        self.at += error.map_or(1, |error| error.len());
        if error == Some(&"#REF!") {
            // `#REF!A1`: the sheet was deleted.
            self.qualified(Qualifier::Elsewhere);
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let len = word_len(rest);
        let after = &rest[len..];
        if after.starts_with('!') {
            self.at += len + 1;
            return self.qualified(Qualifier::Sheet(Cow::Borrowed(&rest[..len])));
        }
        if let Some(next) = after.strip_prefix(':') {
            let second = sheet_name(next);
            if second > 0 && next[second..].starts_with('!') && !is_corner(&rest[..len]) {
                let (first, last) = (Cow::Borrowed(&rest[..len]), unquoted(&next[..second]));
                self.at += len + 1 + second + 1;
                return self.qualified(Qualifier::Sheets(first, last));
            }
        }
        if after.starts_with('(') {
            self.at += len;
        } else if after.starts_with('[') {
            self.at += len + brackets(after);
        } else {
            let qualifier = self.chained_qualifier().unwrap_or(Qualifier::None);
            if !self.area(qualifier) {
                self.at += len;
            }
        }
    }

    /// What follows a sheet and `!`: a reference, or a name or error that is passed over.
    fn qualified(&mut self, qualifier: Qualifier<'a>) {
        let len = word_len(self.rest());
        if len > 0 && !self.area(qualifier) {
            self.at += len;
        }
    }

    /// The second part of `S!A1:B2:C3` belongs to the sheet as well.
    fn chained_qualifier(&mut self) -> Option<Qualifier<'a>> {
        let (end, qualifier) = self.chained.take()?;
        (self.at == end + 1 && self.formula[end..].starts_with(':')).then_some(qualifier)
    }

    /// Reads a reference here; whether there was one.
    fn area(&mut self, qualifier: Qualifier<'a>) -> bool {
        let rest = self.rest();
        let len = word_len(rest);
        let Some(first) = corner(&rest[..len], self.at) else { return false };
        let whole = first.col.is_none() || first.row.is_none();
        let second = second_corner(&rest[len..]).and_then(|(skip, word)| {
            let last = corner(&rest[len + skip..len + skip + word], self.at + len + skip)?;
            let alike = first.col.is_some() == last.col.is_some() && first.row.is_some() == last.row.is_some();
            alike.then_some((last, len + skip + word))
        });
        if second.is_none() && (whole || is_function(&rest[..len], &rest[len..])) {
            return false;
        }
        let (last, end) = second.map_or((None, len), |(last, end)| (Some(last), end));
        let span = self.at..self.at + end;
        self.at = span.end;
        self.chained = Some((span.end, qualifier.clone()));
        self.found.push(Reference { qualifier, first, last, span });
        true
    }
}

/// `:` with spaces around it and a word that is no sheet, function or table: bytes to skip, length of the word.
fn second_corner(after: &str) -> Option<(usize, usize)> {
    let colon = after.trim_start_matches(' ').strip_prefix(':')?;
    let word = colon.trim_start_matches(' ');
    let len = word_len(word);
    let other = word[len..].starts_with(['(', '!', '[']);
    (len > 0 && !other).then(|| (after.len() - word.len(), len))
}

fn is_function(word: &str, after: &str) -> bool {
    after.trim_start_matches(' ').starts_with('(') && CELL_LIKE_FUNCTIONS.iter().any(|f| f.eq_ignore_ascii_case(word))
}

fn is_corner(word: &str) -> bool {
    corner(word, 0).is_some_and(|corner| corner.col.is_some() && corner.row.is_some())
}

/// `$B$7`, `$B` or `$7`, entirely.
fn corner(word: &str, at: usize) -> Option<Corner> {
    let mut rest = word;
    let mut dollar = strip(&mut rest, "$");
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let mut col = None;
    if letters > 0 {
        let start = at + word.len() - rest.len();
        col = Some(Index { value: column(&rest[..letters])?, absolute: dollar, span: start..start + letters });
        rest = &rest[letters..];
        dollar = strip(&mut rest, "$");
        if rest.is_empty() && !dollar {
            return Some(Corner { col, row: None });
        }
    }
    let start = at + word.len() - rest.len();
    let digits =
        !rest.is_empty() && rest.len() <= 7 && !rest.starts_with('0') && rest.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = digits.then(|| rest.parse().ok()).flatten()?;
    let value = number.checked_sub(1).filter(|row| *row < ROWS)?;
    Some(Corner { col, row: Some(Index { value, absolute: dollar, span: start..start + rest.len() }) })
}

fn strip(rest: &mut &str, prefix: &str) -> bool {
    let stripped = rest.strip_prefix(prefix);
    *rest = stripped.unwrap_or(rest);
    stripped.is_some()
}

fn column(letters: &str) -> Option<u32> {
    if letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().fold(0, |n, letter| n * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    (number <= COLUMNS).then(|| number - 1)
}

/// Bytes of names, numbers, cells: everything that is not an operator. Beyond ASCII, all are letters.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$' | b'\\' | b'?') || byte >= 0x80
}

pub(super) fn word_len(text: &str) -> usize {
    text.bytes().take_while(|byte| is_word_byte(*byte)).count()
}

/// Length of the name of a sheet here, quoted or not.
fn sheet_name(text: &str) -> usize {
    if text.starts_with('\'') { quoted(text, b'\'') } else { word_len(text) }
}

/// Length of what stands in quotes, both included; a doubled quote does not end it.
pub(super) fn quoted(text: &str, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] != quote {
            at += 1;
        } else if bytes.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    bytes.len()
}

fn unquoted(name: &str) -> Cow<'_, str> {
    match name.strip_prefix('\'') {
        Some(inner) => Cow::Owned(inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'")),
        None => Cow::Borrowed(name),
    }
}

/// `'[1]Sheet'` is elsewhere, `'一月:三月'` several sheets: neither character may stand in a sheet's name.
fn quoted_qualifier(name: Cow<'_, str>) -> Qualifier<'_> {
    if name.contains(['[', ']', '\\', '/']) {
        return Qualifier::Elsewhere;
    }
    match name.split_once(':') {
        Some((first, last)) => Qualifier::Sheets(Cow::Owned(first.to_owned()), Cow::Owned(last.to_owned())),
        None => Qualifier::Sheet(name),
    }
}

/// Length of `[…]` with brackets inside it; `'` escapes a character there.
fn brackets(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}
