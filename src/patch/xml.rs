//! Reading XML by place: every tag, attribute and text comes with its bytes in the part, so that edits can be made there.
//!
//! Elements are told by their local names: producers put the spreadsheet namespace under a prefix, and strict files use
//! other namespaces for the same elements.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::PatchError;

/// Elements nested deeper than this are an attack, not a workbook.
const DEEPEST: usize = 256;

/// One thing met while reading.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// The beginning of an element, or an element without content.
    Open(Tag<'a>),
    /// The end of an element that has content.
    Close {
        /// Its local name.
        local: &'a str,
        /// The bytes of the end tag.
        span: Range<usize>,
    },
    /// Characters, as they are written.
    Text(Range<usize>),
    /// Characters in a CDATA section: the content's bytes.
    Verbatim(Range<usize>),
}

/// A start tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    /// The tag as it is written, from `<` to `>`.
    pub(super) text: &'a str,
    /// Its first byte in the part.
    pub(super) start: usize,
    /// Whether it is `<a/>`.
    pub(super) empty: bool,
}

/// An attribute of a tag.
#[derive(Clone, Debug)]
pub(super) struct Attribute<'a> {
    /// Its name with prefix.
    pub(super) name: &'a str,
    /// Its value as it is written.
    pub(super) raw: &'a str,
    /// The kind of quotes around it.
    pub(super) quote: char,
    /// The bytes of the value in the part, without quotes.
    pub(super) value: Range<usize>,
    /// The bytes of the attribute in the part with the white space before it.
    pub(super) whole: Range<usize>,
}

impl Attribute<'_> {
    /// The value with its references resolved; one that cannot be resolved stays as it is written.
    pub(super) fn text(&self) -> Cow<'_, str> {
        unescape(self.raw).unwrap_or(Cow::Borrowed(self.raw))
    }
}

impl<'a> Tag<'a> {
    /// The name with prefix.
    pub(super) fn name(&self) -> &'a str {
        let inner = self.text.get(1..).unwrap_or_default();
        let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(inner.len());
        &inner[..end]
    }

    /// The name without prefix.
    pub(super) fn local(&self) -> &'a str {
        local(self.name())
    }

    /// The prefix with its colon, or nothing: what elements put beside this one begin with.
    pub(super) fn prefix(&self) -> &'a str {
        let name = self.name();
        &name[..name.len() - local(name).len()]
    }

    /// The tag's bytes in the part.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Where in the part another attribute can be put: before `>` or `/>`.
    pub(super) fn tail(&self) -> usize {
        let body = self.text.trim_end_matches('>').trim_end_matches('/').trim_end();
        self.start + body.len()
    }

    /// The attributes in order, up to the first that is not well formed.
    pub(super) fn attributes(&self) -> Attributes<'a> {
        Attributes { text: self.text, start: self.start, at: 1 + self.name().len() }
    }

    /// The attribute of exactly this name, prefix and all.
    pub(super) fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The value of the attribute of exactly this name, with its references resolved.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.attribute(name).map(|attribute| attribute.text().into_owned())
    }

    /// The value of the attribute with this local name under some prefix, as in `r:id`.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        let found = self.attributes().find(|a| a.name.contains(':') && local(a.name) == name);
        found.map(|attribute| attribute.text().into_owned())
    }

    /// Whether an attribute is set to true.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|a| matches!(a.raw, "1" | "true" | "on"))
    }
}

/// The attributes of a tag in order.
pub(super) struct Attributes<'a> {
    text: &'a str,
    start: usize,
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let begin = self.at;
        let rest = self.text.get(begin..)?;
        let name_at = begin + (rest.len() - rest.trim_start().len());
        let rest = &self.text[name_at..];
        let name_len = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/' | '>'))?;
        let after = rest[name_len..].trim_start().strip_prefix('=')?.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value_at = self.text.len() - after.len() + 1;
        let value_len = after[1..].find(quote)?;
        self.at = value_at + value_len + 1;
        Some(Attribute {
            name: &rest[..name_len],
            raw: &self.text[value_at..value_at + value_len],
            quote,
            value: self.start + value_at..self.start + value_at + value_len,
            whole: self.start + begin..self.start + self.at,
        })
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Reads a part from its beginning to its end.
pub(super) struct Scan<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    part: &'a str,
    open: Vec<&'a str>,
    /// The element whose tag was shown last: it is around everything that follows.
    entered: Option<&'a str>,
    lenient: bool,
}

/// What stands between the tags of an element.
#[derive(Debug)]
pub(super) struct Content {
    /// Its characters with references resolved, without those of elements inside it.
    pub(super) text: String,
    /// Its bytes in the part.
    pub(super) inner: Range<usize>,
    /// The first byte after the end tag.
    pub(super) end: usize,
}

impl<'a> Scan<'a> {
    /// Begins to read `text`; `part` names it in errors.
    pub(super) fn new(text: &'a str, part: &'a str) -> Scan<'a> {
        Scan { reader: Reader::from_str(text), text, part, open: Vec::new(), entered: None, lenient: false }
    }

    /// The same for legacy drawings (VML), where Excel itself writes tags that nothing closes.
    pub(super) fn lenient(text: &'a str, part: &'a str) -> Scan<'a> {
        let mut scan = Scan::new(text, part);
        let config = scan.reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        scan.lenient = true;
        scan
    }

    /// Local names of the elements around the last node, outermost first, without the element that it opens or closes.
    pub(super) fn around(&self) -> &[&'a str] {
        &self.open
    }

    /// Local name of the element around the last node.
    pub(super) fn parent(&self) -> &'a str {
        self.open.last().copied().unwrap_or_default()
    }

    /// The next node; comments, declarations and processing instructions are passed over.
    ///
    /// # Errors
    /// [`PatchError::Damaged`] where the part is not well formed, nested too deep, or has a document type.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, PatchError> {
        if let Some(name) = self.entered.take() {
            self.open.push(name);
        }
        if self.open.len() > DEEPEST && !self.lenient {
            return Err(self.damaged("元素嵌套过深"));
        }
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|error| self.damaged(&error.to_string()))?;
            let span = start..self.position();
            let slice = self.text.get(span.clone()).unwrap_or_default();
            match event {
                Event::Start(_) => {
                    let tag = Tag { text: slice, start, empty: false };
                    self.entered = Some(tag.local());
                    return Ok(Some(Node::Open(tag)));
                }
                Event::Empty(_) => return Ok(Some(Node::Open(Tag { text: slice, start, empty: true }))),
                Event::End(_) => {
                    self.open.pop();
                    let name = slice.trim_start_matches("</").trim_end_matches('>').trim_end();
                    return Ok(Some(Node::Close { local: local(name), span }));
                }
                Event::Text(_) | Event::GeneralRef(_) => return Ok(Some(Node::Text(span))),
                Event::CData(text) => {
                    let inner = start + "<![CDATA[".len();
                    return Ok(Some(Node::Verbatim(inner..inner + text.len())));
                }
                Event::DocType(_) => return Err(self.damaged("含有 DOCTYPE")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.open.is_empty() || self.lenient => return Ok(None),
                Event::Eof => return Err(self.damaged("内容不完整")),
            }
        }
    }

    /// The content of the element whose tag was just shown, up to and with its end tag.
    ///
    /// # Errors
    /// As [`Scan::next`], and [`PatchError::Damaged`] for a reference that cannot be resolved.
    pub(super) fn content(&mut self, tag: &Tag<'a>) -> Result<Content, PatchError> {
        let begin = tag.span().end;
        let mut content = Content { text: String::new(), inner: begin..begin, end: begin };
        if tag.empty {
            return Ok(content);
        }
        let depth = self.open.len() + 1;
        while let Some(node) = self.next()? {
            match node {
                Node::Text(span) if self.open.len() == depth => {
                    let raw = self.text.get(span).unwrap_or_default();
                    let text = unescape(raw).map_err(|error| self.damaged(&error.to_string()))?;
                    content.text.push_str(&text);
                }
                Node::Verbatim(span) if self.open.len() == depth => {
                    content.text.push_str(self.text.get(span).unwrap_or_default());
                }
                Node::Close { span, .. } if self.open.len() < depth => {
                    content.inner.end = span.start;
                    content.end = span.end;
                    break;
                }
                _ => {}
            }
        }
        Ok(content)
    }

    /// An error about this part.
    pub(super) fn damaged(&self, problem: &str) -> PatchError {
        PatchError::Damaged { part: self.part.to_owned(), problem: problem.to_owned() }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }
}

/// Characters as they can stand between tags.
pub(super) fn escape_text(text: &str) -> Cow<'_, str> {
    quick_xml::escape::partial_escape(text)
}

/// Characters as they can stand in an attribute between quotes of this kind.
pub(super) fn escape_attribute(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quote == '"' => out.push_str("&quot;"),
            '\'' if quote == '\'' => out.push_str("&apos;"),
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_know_their_bytes() {
        let text = "<x:a xmlns:x='u'>\n<x:b r = \"1&amp;2\"  r:id='q'\n/></x:a>";
        let mut scan = Scan::new(text, "p");
        let Some(Node::Open(a)) = scan.next().unwrap() else { panic!() };
        assert_eq!((a.local(), a.prefix(), a.empty, scan.parent()), ("a", "x:", false, ""));
        scan.next().unwrap();
        let Some(Node::Open(b)) = scan.next().unwrap() else { panic!() };
        assert_eq!((b.name(), b.empty, scan.parent()), ("x:b", true, "a"));
        let r = b.attribute("r").unwrap();
        assert_eq!((&text[r.value.clone()], &*r.text()), ("1&amp;2", "1&2"));
        assert_eq!(&text[r.whole], " r = \"1&amp;2\"");
        assert_eq!(b.prefixed("id").as_deref(), Some("q"));
        assert_eq!(&text[b.tail()..b.span().end], "\n/>");
        assert!(matches!(scan.next().unwrap(), Some(Node::Close { local: "a", .. })));
        assert!(scan.next().unwrap().is_none());
    }

    #[test]
    fn content_joins_text_references_and_verbatim() {
        let text = "<f>A1&gt;3<!-- no --><![CDATA[&<]]><g>in</g>&#20803;</f>";
        let mut scan = Scan::new(text, "p");
        let Some(Node::Open(tag)) = scan.next().unwrap() else { panic!() };
        let content = scan.content(&tag).unwrap();
        assert_eq!(content.text, "A1>3&<元");
        assert_eq!(content.inner, 3..text.len() - 4);
        assert!(scan.next().unwrap().is_none());
    }

    #[test]
    fn hostile_parts_are_refused() {
        let deep = "<a>".repeat(5000);
        for text in ["<a>", "<a></b>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<a", &deep] {
            let mut scan = Scan::new(text, "p");
            let result = loop {
                match scan.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            };
            assert!(matches!(result, Err(PatchError::Damaged { .. })), "{text:.20}");
        }
    }
}
