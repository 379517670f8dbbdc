//! XML as steps: an element opens, closes, or text stands between. Entities beyond the five of XML are not resolved.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// One step through a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element opens: [`Xml::name`] and [`Xml::attribute`] tell of it.
    Open,
    /// An element closes: [`Xml::name`].
    Close,
    /// A piece of text: [`Xml::text`].
    Text,
    /// The document ends.
    End,
}

/// Why a document cannot be read on, in Chinese.
pub(super) type Broken = String;

/// Walks a document. Names are without prefix: `ss:Cell` is `Cell`.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    name: String,
    attributes: Vec<(String, String)>,
    used_attributes: usize,
    text: String,
    depth: usize,
    limit: usize,
    /// What the outermost element must be, until it was met.
    root: Option<&'static str>,
    /// Whether the last step was a tag whose next neighbour is still unread.
    after_tag: bool,
}

impl<R: BufRead> Xml<R> {
    /// Over UTF-8, with at most `limit` elements inside one another.
    pub fn new(input: R, limit: usize) -> Xml<R> {
        let mut reader = Reader::from_reader(input);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Xml {
            reader,
            buffer: Vec::new(),
            name: String::new(),
            attributes: Vec::new(),
            used_attributes: 0,
            text: String::new(),
            depth: 0,
            limit,
            root: None,
            after_tag: false,
        }
    }

    /// The same, where the outermost element must have this name: a part of zeros, or of something else, says nothing.
    pub fn rooted(self, root: &'static str) -> Xml<R> {
        Xml { root: Some(root), ..self }
    }

    /// The next step.
    ///
    /// # Errors
    /// The document is not well-formed, begins with another element than it must, or its elements are too deep.
    pub fn step(&mut self) -> Result<Step, Broken> {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(|error| ill_formed(&error))?;
            let step = match event {
                Event::Start(element) => Some(self.open(&element)?),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.name.clear();
                    self.name.push_str(element.local_name().as_ref());
                    Some(Step::Close)
                }
                Event::Text(text) => self.said(&text.xml10_content()),
                Event::CData(text) => self.said(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let text = resolved(&reference);
                    self.said(&text)
                }
                Event::Eof if self.depth > 0 => {
                    return Err("XML 在元素中间结束，文件可能没有传完".to_owned());
                }
                Event::Eof => match self.root {
                    Some(root) => return Err(format!("内容是空的，没有应有的“{root}”")),
                    None => Some(Step::End),
                },
            };
            self.buffer = buffer;
            if let Some(step) = step {
                // The end of an element without content is told in a step of its own, though it is read already.
                self.after_tag = match step {
                    Step::Open => !self.buffer.ends_with(b"/>"),
                    Step::Close => true,
                    Step::Text | Step::End => false,
                };
                return Ok(step);
            }
        }
    }

    /// The bytes that the next step begins with, as far as they are at hand; none where it cannot be told here where it
    /// begins, or where elements of this depth would be too deep. Whoever knows what they say may [`Xml::pass`] them.
    ///
    /// # Errors
    /// The document cannot be read on.
    pub fn ahead(&mut self, depth: usize) -> Result<&[u8], Broken> {
        if !self.after_tag || self.depth + depth > self.limit {
            return Ok(&[]);
        }
        self.reader.get_mut().fill_buf().map_err(|error| ill_formed(&error.into()))
    }

    /// Leaves out the next bytes, which are whole elements.
    pub fn pass(&mut self, bytes: usize) {
        self.reader.get_mut().consume(bytes);
    }

    fn said(&mut self, text: &str) -> Option<Step> {
        self.text.clear();
        self.text.push_str(text);
        Some(Step::Text)
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<Step, Broken> {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(format!("XML 嵌套超过上限（{} 层）", self.limit));
        }
        self.name.clear();
        self.name.push_str(element.local_name().as_ref());
        if let Some(root) = self.root.take().filter(|root| *root != self.name) {
            return Err(format!("内容是“{}”，应该是“{root}”", self.name));
        }
        self.used_attributes = 0;
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| format!("XML 属性不合法（{error}）"))?;
            if self.attributes.len() == self.used_attributes {
                self.attributes.push((String::new(), String::new()));
            }
            let (name, value) = &mut self.attributes[self.used_attributes];
            name.clear();
            name.push_str(attribute.key.local_name().as_ref());
            value.clear();
            // An unknown entity in an attribute leaves the text as it stands.
            match attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
                Ok(text) => value.push_str(&text),
                Err(_) => value.push_str(attribute.value.as_ref()),
            }
            self.used_attributes += 1;
        }
        Ok(Step::Open)
    }

    /// Name of the element that just opened or closed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// An attribute of the element that just opened, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let attributes = &self.attributes[..self.used_attributes];
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All attributes of that name, whatever their prefix.
    pub fn attributes(&self, name: &str) -> impl Iterator<Item = &str> {
        let attributes = &self.attributes[..self.used_attributes];
        attributes.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute as a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The piece of text just met.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

fn ill_formed(error: &quick_xml::Error) -> Broken {
    format!("XML 结构不合法（{error}）")
}

fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = reference;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => "\u{A0}".to_owned(),
        other => format!("&{other};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(document: &str) -> Result<String, Broken> {
        let mut xml = Xml::new(document.as_bytes(), 3);
        let mut text = String::new();
        loop {
            match xml.step()? {
                Step::Open => text.push_str(&format!("<{} {:?}>", xml.name(), xml.attribute("r"))),
                Step::Close => text.push_str(&format!("</{}>", xml.name())),
                Step::Text => text.push_str(xml.text()),
                Step::End => return Ok(text),
            }
        }
    }

    #[test]
    fn prefixes_entities_and_empty_elements() {
        let document =
            "<?xml version=\"1.0\"?><x:a x:r=\"1&amp;2\">甲&lt;&#20013;&evil; &amp;<![CDATA[<b>]]><c/></x:a>";
        assert_eq!(told(document).unwrap(), "<a Some(\"1&2\")>甲<中&evil; &<b><c None></c></a>");
    }

    #[test]
    fn whole_elements_can_be_passed_after_a_tag_alone() {
        let mut xml = Xml::new(b"<a><b/><c/>text<c/><d>".as_slice(), 3);
        assert_eq!(xml.ahead(1), Ok(b"".as_slice()));
        assert_eq!(xml.step(), Ok(Step::Open));
        assert_eq!(xml.ahead(2), Ok(b"<b/><c/>text<c/><d>".as_slice()));
        assert_eq!(xml.ahead(3), Ok(b"".as_slice()));
        assert_eq!(xml.step(), Ok(Step::Open));
        // The end of <b/> is still to come.
        assert_eq!(xml.ahead(1), Ok(b"".as_slice()));
        assert_eq!(xml.step(), Ok(Step::Close));
        assert!(xml.ahead(1).unwrap().starts_with(b"<c/>"));
        xml.pass(b"<c/>".len());
        assert_eq!(xml.step(), Ok(Step::Text));
        assert_eq!(xml.ahead(1), Ok(b"".as_slice()));
        assert_eq!(xml.text(), "text");
        assert_eq!((xml.step(), xml.name()), (Ok(Step::Open), "c"));
    }

    #[test]
    fn broken_deep_and_cut_documents_end() {
        for document in ["<a><b></a>", "<a", "<a><b><c><d></d></c></b></a>", "<a><b>"] {
            assert!(told(document).is_err(), "{document}");
        }
    }
}
