//! Markup as text: elements opened and closed in order, every text escaped.

use quick_xml::escape::escape;

/// The declaration that each part begins with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part of the package on its way.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A part that begins with its declaration.
    pub fn part() -> Xml {
        Xml { text: DECLARATION.to_owned(), open: Vec::new() }
    }

    /// Opens an element with its attributes.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>");
    }

    /// An element with `w:val` alone.
    pub fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element with text.
    pub fn said(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text.push_str(&escape(printable(text)));
        self.close();
    }

    /// The bytes; every element that is still open is closed.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            self.text.push_str(&escape(printable(value)));
            self.text.push('"');
        }
        self.text.push_str(end);
    }
}

/// The text with a mark in place of characters that XML does not allow.
fn printable(text: &str) -> String {
    let allowed = |c: char| c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}') || c == '\t';
    text.chars().map(|c| if allowed(c) { c } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_elements_are_closed() {
        let mut xml = Xml::default();
        xml.open("a", &[("k", "\"<&")]);
        xml.said("b", &[], "1 < 2 & 3\u{1}");
        xml.open("c", &[]);
        let text = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(text, "<a k=\"&quot;&lt;&amp;\"><b>1 &lt; 2 &amp; 3\u{FFFD}</b><c></c></a>");
    }
}
