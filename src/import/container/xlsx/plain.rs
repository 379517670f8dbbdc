//! Cells as nearly all programs write them, taken straight from the bytes of their part.
//!
//! `<c r="B2" s="1" t="s"><v>12</v></c>` says here what it says step by step, in a fifth of the time. Whatever else a cell may
//! be (a prefix, other attributes or quotation marks, a formula, an entity, text in runs) is none here and is read step by
//! step.

use super::raw::{Address, Content, Raw};
use super::strings::unescaped;

/// How many elements of a plain cell stand inside one another.
pub(super) const DEPTH: usize = 3;

/// The cell that `bytes` begin with, whitespace before it left out, and how many bytes it takes; `None` where it is not plain
/// or goes beyond `bytes`.
pub(super) fn cell(bytes: &[u8]) -> Option<(Raw<'_>, usize)> {
    let mut reading = Reading { rest: bytes.trim_ascii_start() };
    let raw = reading.cell()?;
    Some((raw, bytes.len() - reading.rest.len()))
}

struct Reading<'a> {
    rest: &'a [u8],
}

impl<'a> Reading<'a> {
    fn cell(&mut self) -> Option<Raw<'a>> {
        self.take(b"<c")?;
        let mut said = [None; 3];
        while let Some((name, value)) = self.attribute()? {
            let place = b"rst".iter().position(|known| *known == name)?;
            // Of two attributes with one name, the first would count.
            if said[place].replace(value).is_some() {
                return None;
            }
        }
        let [address, style, content] = said;
        let mut raw = Raw {
            address: Address::of(address),
            content: Content::of(content),
            style: style.and_then(|style| style.parse().ok()),
            ..Raw::default()
        };
        if self.take(b"/>").is_none() {
            self.take(b">")?;
            self.inside(&mut raw)?;
        }
        Some(raw)
    }

    /// What stands between the cell's tags, and the second of them.
    fn inside(&mut self, raw: &mut Raw<'a>) -> Option<()> {
        if self.take(b"<v>").is_some() {
            raw.value = Some(self.text()?.into());
            return self.take(b"</v></c>");
        }
        if self.take(b"<is><t>").or_else(|| self.take(b"<is><t xml:space=\"preserve\">")).is_some() {
            raw.inline = Some(unescaped(self.text()?));
            return self.take(b"</t></is></c>");
        }
        self.take(b"</c>")
    }

    fn take(&mut self, what: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    /// An attribute with a name of one letter and a value of letters and digits; `Some(None)` where the tag ends.
    fn attribute(&mut self) -> Option<Option<(u8, &'a str)>> {
        let (name, rest) = match self.rest {
            [b'>', ..] | [b'/', b'>', ..] => return Some(None),
            [b' ', name, b'=', b'"', rest @ ..] => (*name, rest),
            _ => return None,
        };
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        let (value, rest) = rest.split_at(end);
        self.rest = rest.strip_prefix(b"\"")?;
        Some(Some((name, std::str::from_utf8(value).ok()?)))
    }

    /// Text up to the next tag; a reference or a carriage return ends it as well, and what is taken next is not there.
    fn text(&mut self) -> Option<&'a str> {
        let end = self.rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_cells_are_taken_whole() {
        for (bytes, value, inline) in [
            (r#"<c r="B2" s="1" t="s"><v>12</v></c>"#, Some("12"), None),
            (" \n<c><v>1.5</v></c>", Some("1.5"), None),
            (r#"<c t="str" r="B2"><v> 甲 </v></c>"#, Some(" 甲 "), None),
            (r#"<c r="B2" t="inlineStr"><is><t>甲_x0041_</t></is></c>"#, None, Some("甲A")),
            (r#"<c t="inlineStr"><is><t xml:space="preserve"> 甲</t></is></c>"#, None, Some(" 甲")),
            (r#"<c r="B2" s="1"/>"#, None, None),
            (r#"<c r="B2"></c>"#, None, None),
        ] {
            let followed = format!("{bytes}<c");
            let (raw, taken) = cell(followed.as_bytes()).unwrap();
            assert_eq!((raw.value.as_deref(), raw.inline.as_deref(), taken), (value, inline, bytes.len()), "{bytes}");
        }
    }

    #[test]
    fn anything_else_is_left_alone() {
        for bytes in [
            r#"<c r="B2" t="s"><v>12</v></c"#,
            r#"<c r="B2" t="s"><v>12</v>"#,
            r#"<c r="B2" r="B3"><v>12</v></c>"#,
            r#"<c r='B2'><v>12</v></c>"#,
            r#"<c  r="B2"><v>12</v></c>"#,
            r#"<c r="$B$2"><v>12</v></c>"#,
            r#"<c r="B2" cm="1"><v>12</v></c>"#,
            r#"<c r="B2"><f>A1</f><v>12</v></c>"#,
            "<c><v>a&amp;b</v></c>",
            "<c><v>a\rb</v></c>",
            "<c><v>1</v><v>2</v></c>",
            "<c><v>1</v> </c>",
            "<c><v/></c>",
            "<c><is><r><t>甲</t></r></is></c>",
            "<x:c><v>1</v></x:c>",
            "<col/>",
            "</row>",
            "text<c/>",
            "",
        ] {
            assert!(cell(bytes.as_bytes()).is_none(), "{bytes}");
        }
        assert!(cell(b"<c><v>\xFF</v></c>").is_none());
    }
}
